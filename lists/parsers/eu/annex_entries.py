"""Entries of an annex in Formex: rows of tables, numbered points, or paragraphs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lists.parsers.dates import iso_day
from lists.reading.cleaning import clean
from lists.reading.xml_stream import Element, local_name

# What stands in footnotes, and the marks around quoted text, is no part of an entry.
_LEFT_OUT: Final = frozenset({"NOTE", "GR.NOTES", "QUOT.START", "QUOT.END"})
_MARKS: Final = _LEFT_OUT | {"HT", "FT", "DATE"}
# What a column holds, by a word of its header; the first that fits.
_COLUMNS: Final = (
    ("imo", re.compile(r"\bimo\b", re.IGNORECASE)),
    ("date", re.compile(r"\bdate\b", re.IGNORECASE)),
    ("country", re.compile(r"\b(?:country|flag|location|place)\b", re.IGNORECASE)),
    (
        "name",
        re.compile(
            r"\b(?:names?|persons?|entit\w+|bod(?:y|ies)|vessels?|ports?|airports?|locks?|banks?)\b",
            re.IGNORECASE,
        ),
    ),
)
_ORDINAL: Final = re.compile(r"\(?\d{1,4}[.)]?")
_IMO: Final = re.compile(r"(?:IMO\s*)?\d{7}")
# A paragraph that introduces the list.
_INTRODUCTION: Final = re.compile(
    r"(?:list of|legal persons|natural or legal persons|part [a-z0-9]+\b).*|.*:"
    r"|.*\breferred to in article\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexEntry:
    """One entry, as written; "" for what it does not say.

    Attributes:
        part: heading above it: "Part A", "Russia".
        whole: all its text.
    """

    name: str
    whole: str
    imo: str = ""
    date: str = ""
    country: str = ""
    part: str = ""


def entries_of(annex: Element) -> Iterator[AnnexEntry]:
    """Yield the entries of an annex in their order.

    Points and paragraphs beside a table are notes to it.
    """
    contents = annex.find("CONTENTS")
    if contents is None:
        return
    tables = [*contents.iter("TBL")]
    points = [point for point in contents.iter("NP") if point.find(".//NP") is None]
    if tables:
        for table in tables:
            yield from _rows(table)
    elif points:
        yield from filter(None, (_plain(point.find("TXT"), point) for point in points))
    else:
        paragraphs = (p for p in contents.iter("P") if _parent(p) not in ("TI", "STI"))
        yield from filter(None, (_plain(paragraph, paragraph) for paragraph in paragraphs))


def text_of(element: Element) -> str:
    """Return the text of an element without footnotes, with a space between paragraphs."""
    return clean("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        # Marks such as <HT TYPE="ITALIC"> stand inside words, all else apart.
        yield "" if name in _MARKS else " "
        if name not in _LEFT_OUT:
            yield from _texts(child)
        yield "" if name in _MARKS else " "
        yield child.tail or ""


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _heading(element: Element) -> str:
    """Return the title of the group that an element stands in."""
    for group in element.iterancestors("GR.SEQ"):
        title = group.find("TITLE")
        if title is not None:
            return text_of(title)
    return ""


def _plain(named: Element | None, element: Element) -> AnnexEntry | None:
    text = "" if named is None else text_of(named)
    if not any(map(str.isalpha, text)) or _INTRODUCTION.fullmatch(text):
        return None
    return AnnexEntry(name=text, whole=text, part=_heading(element))


def _rows(table: Element) -> Iterator[AnnexEntry]:
    rows = [(row, _cells(row)) for row in table.iter("ROW")]
    headers = [cells for row, cells in rows if _is_header(row)]
    body = [cells for row, cells in rows if not _is_header(row) and any(cells.values())]
    columns = _columns_by_header(headers[0]) if headers else {}
    if "name" not in columns:
        columns = _columns_by_content(body)
    for cells in body:
        said = {what: cells.get(column, "") for what, column in columns.items()}
        if any(map(str.isalpha, said.get("name", ""))):
            yield AnnexEntry(
                name=said["name"],
                whole="; ".join(text for text in cells.values() if text),
                imo=said.get("imo", ""),
                date=said.get("date", ""),
                country=said.get("country", ""),
                part=_heading(table),
            )


def _is_header(row: Element) -> bool:
    kinds = [row.get("TYPE"), *(cell.get("TYPE") for cell in row.iterfind("CELL"))]
    return "HEADER" in kinds


def _cells(row: Element) -> dict[str, str]:
    """Return the text of each cell by the number of its column."""
    return {
        cell.get("COL") or str(place): text_of(cell)
        for place, cell in enumerate(row.iterfind("CELL"), 1)
    }


def _columns_by_header(header: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, text in header.items():
        what = next((what for what, words in _COLUMNS if words.search(text)), "")
        found.setdefault(what, column)
    return found


def _columns_by_content(body: list[dict[str, str]]) -> dict[str, str]:
    """Return which column holds what, where no header says it."""
    found: dict[str, str] = {}
    for column in dict.fromkeys(column for cells in body for column in cells):
        texts = [text for cells in body if (text := cells.get(column, ""))]
        what = _kind_of(texts)
        found.setdefault(what, column)
    return found


def _kind_of(texts: list[str]) -> str:
    for what, is_one in (
        ("imo", lambda text: _IMO.fullmatch(text) is not None),
        ("number", lambda text: _ORDINAL.fullmatch(text) is not None),
        ("date", lambda text: iso_day(text) is not None),
    ):
        if texts and sum(map(is_one, texts)) * 2 > len(texts):
            return what
    return "name"
