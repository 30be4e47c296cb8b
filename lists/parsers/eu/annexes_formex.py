"""Annexes of Regulation (EU) No 833/2014, from its consolidated text in Formex 4.

CELLAR offers the text as XML (fmx4): <CONS.ACT> with its annexes inside, or one <CONS.ANNEX> a
file. An act that amends the regulation says what changes, not what is listed, and is refused.

    <CONS.ACT>
      <INFO.CONSLEG CONSLEG.REF="2014R0833" START.DATE="20260820"/>
      <CONS.DOC>
        <CONS.ANNEX>
          <TITLE><TI><P>ANNEX XLII</P></TI><STI><P>List of vessels …</P></STI></TITLE>
          <CONTENTS>
            <TBL COLS="3"><CORPUS>
              <ROW TYPE="HEADER"><CELL COL="1">Name</CELL><CELL COL="2">IMO number</CELL> …</ROW>
              <ROW><CELL COL="1">GREY HERON</CELL><CELL COL="2">9074729</CELL> …</ROW>

Entries stand in tables, in numbered points, or, where there are neither, in plain paragraphs.
The stable number is the annex with the ship's IMO number, or with a number made of the name: those
of points and rows change from one amendment to the next.

The publisher's schema is formex-06.02.1; no real file was at hand, so this follows the schema and
parsers of others. What it cannot read in an annex it refuses to pass over.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.dates import iso_day
from lists.parsers.eu.annex_entries import AnnexEntry, entries_of, text_of
from lists.parsers.labelled import labelled_numbers
from lists.parsers.xml_entries import finished
from lists.reading.building import Draft
from lists.reading.numbering import content_number, numbered
from lists.reading.parsed import Reading
from lists.reading.xml_stream import Element, entries, local_name, root_of
from lists.sources import Source
from screening.listing import CountryRelation, EntityType, Listing

_AUTHORITY: Final = "Council of the European Union"
_REGULATION: Final = "833/2014"
_ROOTS: Final = ("CONS.ACT", "CONS.ANNEX", "CONS.DOC")
# Annex → what its entries are; XLVII lists ports, locks and airports.
_ANNEXES: Final = {
    "IV": EntityType.ORGANISATION,
    "XIV": EntityType.ORGANISATION,
    "XV": EntityType.ORGANISATION,
    "XLII": EntityType.VESSEL,
    "XLIV": EntityType.ORGANISATION,
    "XLV": EntityType.ORGANISATION,
    "XLVII": EntityType.UNKNOWN,
}
_TITLE: Final = re.compile(r"\bANNEX\s+([IVXLC]+)\b", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"0?(\d{4})R0*(\d+)")
# A name ends where numbers begin: "Heron JSC, INN: 7712345678".
_NUMBERS: Final = re.compile(
    r"[\s,;(–-]+(?:taxpayer|tax|reg(?:istration|\.)|company|main state|INN|KPP|OGRN|IMO|LEI)\b"
    r"[^()]*?\d{5,}.*",
    re.IGNORECASE | re.DOTALL,
)
_IMO: Final = re.compile(r"(?<!\d)\d{7}(?!\d)")
# Characters; an annex with more text than this lists somebody.
_LEAST_TEXT: Final = 300


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of the annexes that list somebody.

    Raises:
        ListError: no consolidated text of the regulation, or an annex without a readable entry.
    """
    del allow_incomplete  # which annexes are missing, the gate says
    root = local_name(root_of(path, source))
    if root not in _ROOTS:
        reason = (
            f"the file begins with <{root}>: this is no consolidated text. An act of the Official "
            "Journal says what changes; load the consolidated regulation (<CONS.ACT>) of CELLAR"
        )
        raise ListError(source.id, path.name, reason)
    for annex, drafts in _annexes(path, source, reading):
        for number, draft in numbered(drafts):
            reading.parts[f"EU {_REGULATION} Annex {annex}"] += 1
            listing = finished(draft, source, f"{_REGULATION}-{annex}-{number}", reading)
            if listing is not None:
                yield listing


def _annexes(
    path: Path, source: Source, reading: Reading
) -> Iterator[tuple[str, list[tuple[str, tuple[str, ...], Draft]]]]:
    for element in entries(path, source, "INFO.CONSLEG", "CONS.ANNEX"):
        if local_name(element) == "INFO.CONSLEG":
            _note_text(element, path, source, reading)
            continue
        title = element.find("TITLE")
        found = _TITLE.search("" if title is None else text_of(title))
        annex = "" if found is None else found[1].upper()
        if annex in _ANNEXES:
            listed = [*entries_of(element)]
            if not listed and len(text_of(element)) > _LEAST_TEXT:
                raise ListError(source.id, path.name, f"no entry of Annex {annex} can be read")
            yield annex, [_keyed(entry, annex, reading) for entry in listed]
        else:
            reading.counts["other annexes"] += 1


def _note_text(info: Element, path: Path, source: Source, reading: Reading) -> None:
    """Note the day of the text, and refuse the text of another regulation."""
    found = _REFERENCE.search(info.get("CONSLEG.REF") or "")
    if found is not None and f"{found[2]}/{found[1]}" != _REGULATION:
        reason = f"this is Regulation {found[2]}/{found[1]}; load the text of {_REGULATION}"
        raise ListError(source.id, path.name, reason)
    day = info.get("START.DATE") or ""
    if re.fullmatch(r"\d{8}", day):
        reading.published = f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _keyed(entry: AnnexEntry, annex: str, reading: Reading) -> tuple[str, tuple[str, ...], Draft]:
    imo = _IMO.search(entry.imo)
    number = content_number("imo", imo[0]) if imo else content_number(_name(entry))
    return number, (entry.date, entry.whole), _draft(entry, annex, reading)


def _name(entry: AnnexEntry) -> str:
    return _NUMBERS.sub("", entry.name).strip(" ,;.") or entry.name


def _draft(entry: AnnexEntry, annex: str, reading: Reading) -> Draft:
    draft = Draft(type=_ANNEXES[annex])
    draft.name(_name(entry))
    for imo in _IMO.findall(entry.imo):
        draft.number("imo", imo)
    for scheme, value in labelled_numbers(entry.whole):
        is_ships = scheme == "imo" and draft.type is EntityType.VESSEL
        draft.number("imo_company" if scheme == "imo" and not is_ships else scheme, value)
    relation = CountryRelation.OTHER
    if draft.type is EntityType.ORGANISATION:
        relation = CountryRelation.REGISTRATION
    draft.tie(entry.country, relation)
    text = f", consolidated text of {reading.published}" if reading.published else ""
    draft.program(
        f"EU {_REGULATION} Annex {annex}",
        authority=_AUTHORITY,
        legal_basis=f"Council Regulation (EU) No {_REGULATION}, Annex {annex}{text}",
        start=iso_day(entry.date),
    )
    draft.remark(entry.part, label="part")
    draft.remark(entry.whole if entry.whole != draft.names[0].text else None)
    return draft
