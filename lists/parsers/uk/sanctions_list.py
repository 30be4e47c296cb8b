"""The UK Sanctions List of the Foreign, Commonwealth and Development Office, as XML or CSV.

The CSV begins with "Report Date: 08-Oct-2026". A row is one combination of an entry's names,
addresses and so on; the Unique ID ("RUS3702") tells which rows are one entry. The XML states each
fact once. Columns and elements: lists.parsers.uk.columns.
Source: GOV.UK, "The UK Sanctions List", and the files of September and October 2026.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.uk.columns import fields_of, require
from lists.parsers.uk.entries import Entry, draft_of
from lists.reading.cleaning import clean
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.reading.tabular import csv_rows
from lists.reading.xml_stream import Element, entries, local_name
from lists.sources import Source
from screening.listing import Listing

# A file without one of these has lost a column; other columns have come and gone.
_REQUIRED: Final = (
    "number", "name 6", "name 1", "name 2", "name type", "regime", "type", "designated",
    "address 1", "address 6", "country", "date of birth", "passport", "imo", "other information",
)  # fmt: skip
# Yes or no for each measure, which SanctionsImposed says in words.
_IGNORED: Final = frozenset({"SanctionsImposedIndicators"})


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of the file."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".xml", ".csv"))
    with file.open("rb") as opened:
        is_xml = opened.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    read = _xml_entries if is_xml else _csv_entries
    for place, entry in read(file, source, reading):
        regime = next(iter(entry.facts.get("designation", {("no regime",): None})))[0]
        reading.parts[clean(regime)] += 1
        try:
            yield draft_of(entry, reading).finish(source.id, entry.number)
        except ValueError as exc:
            reading.problem(place, str(exc))


def _csv_entries(file: Path, source: Source, reading: Reading) -> Iterator[tuple[str, Entry]]:
    found: dict[str, tuple[str, Entry]] = {}
    for place, row in _csv_rows(file, source, reading):
        number = clean(row.pop("number"))
        if not number:
            reading.problem(place, "the row has no Unique ID")
            continue
        found.setdefault(number, (place, Entry(number)))[1].add(row)
    if not found:
        raise ListError(source.id, file.name, "there is no entry in it")
    yield from found.values()


def _csv_rows(file: Path, source: Source, reading: Reading) -> Iterator[tuple[str, dict[str, str]]]:
    before: list[str] = []
    known: dict[str, str] = {}
    for place, cells in csv_rows(file, source, (), skip=1, skipped=before):
        if not known:
            known = fields_of(cells)
            require(known.values(), _REQUIRED, file.name, source)
            reading.published = clean(" ".join(before).partition(":")[2]) or None
        yield place, {known[column]: text for column, text in cells.items()}


def _xml_entries(file: Path, source: Source, reading: Reading) -> Iterator[tuple[str, Entry]]:
    found: dict[str, tuple[str, Entry]] = {}
    for element in entries(file, source, "DateGenerated", "Designation"):
        if local_name(element) == "DateGenerated":
            reading.published = clean(element.text) or None
            continue
        place = f"{file.name}, <Designation> {len(found) + 1}"
        facts = [*_xml_facts(element)]
        number = next(filter(None, (clean(each.pop("number", "")) for each in facts)), "")
        # What stands twice is one entry, as in the CSV; without a number it stands alone.
        _, entry = found.setdefault(number or place, (place, Entry(number)))
        for each in facts:
            entry.add(each)
    if not found:
        raise ListError(source.id, file.name, "no <Designation> in it: this is another file")
    yield from found.values()


def _xml_facts(element: Element) -> Iterator[dict[str, str]]:
    """Yield the fields of each element; a field that comes a second time begins a new set."""
    facts: dict[str, str] = {}
    for name, text in _leaves(element):
        if name in facts:
            yield facts
            facts = {}
        facts[name] = text
    if facts:
        yield facts
    for child in element:
        if len(child) and local_name(child) not in _IGNORED:
            yield from _xml_facts(child)


def _leaves(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        name = local_name(child)
        said = {} if len(child) else {name: child.text or ""}
        said |= {f"{name} {clean(str(key))}": str(text) for key, text in child.attrib.items()}
        for what, text in said.items():
            if text.strip():
                yield fields_of((what,))[what], text
