"""OFSI's Consolidated List of Financial Sanctions Targets (ConList), retired on 28 January 2026.

xlsx or CSV: "Last Updated" and the date first, then the header. A row is one combination of an
entry's names, dates and addresses; rows of one Group ID stand anywhere in the file. What has no
column is written into Other Information behind labels: "(IMO number):7408873 (Gender):Male".
Source: OFSI, "Financial sanctions: guidance on the formats of the consolidated list".
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.uk.columns import fields_of, require
from lists.parsers.uk.entries import Entry, draft_of
from lists.reading.cleaning import clean
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.reading.tabular import csv_rows, sheet_rows
from lists.sources import Source
from screening.listing import Listing

# The lists of 2020 had fewer columns; these, all of them had.
_REQUIRED: Final = (
    "number", "name 6", "name 1", "name type", "regime", "type", "listed on", "date of birth",
    "nationality", "passport details", "address 1", "country", "other information",
)  # fmt: skip
_LABELS: Final = (
    "UK Sanctions List Ref|UN Ref|UK Statement of Reasons|Gender|Phone number|Website"
    "|Email address|Type of entity|Parent company|Subsidiaries|Business Reg No|IMO number"
    "|Current owners|Previous owners|Flag of ship|Previous flags|Type of ship|Tonnage of ship"
    "|Length of ship|Year built"
)
_LABELLED: Final = re.compile(rf"\(({_LABELS})\):")


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the groups of the file."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".xlsx", ".csv"))
    for place, entry in _groups(file, source, reading):
        for regime in {fact[0] for fact in entry.facts.get("designation", ())}:
            reading.parts[clean(regime)] += 1
        try:
            yield draft_of(entry, reading).finish(source.id, entry.number)
        except ValueError as exc:
            reading.problem(place, str(exc))


def _groups(file: Path, source: Source, reading: Reading) -> Iterator[tuple[str, Entry]]:
    found: dict[str, tuple[str, Entry]] = {}
    for place, row in _rows(file, source, reading):
        number = clean(row.pop("number"))
        if not number.isdigit():
            raise ListError(source.id, place, f"{number[:40]!r} is no Group ID: a shifted column?")
        _, entry = found.setdefault(number, (place, Entry(number)))
        for labelled in _labelled(row.pop("other information")):
            entry.add(labelled)
        row["foreign strength"] = row.get("alias strength", "")
        entry.add(row)
    if not found:
        raise ListError(source.id, file.name, "there is no entry in it")
    yield from found.values()


def _rows(file: Path, source: Source, reading: Reading) -> Iterator[tuple[str, dict[str, str]]]:
    before: list[str] = []
    known: dict[str, str] = {}
    with file.open("rb") as opened:
        read = sheet_rows if opened.read(2) == b"PK" else csv_rows
    for place, cells in read(file, source, (), skip=1, skipped=before):
        if not known:
            known = fields_of(cells)
            require(known.values(), _REQUIRED, file.name, source)
            reading.published = clean(" ".join(before[1:])) or None
        yield place, {known[column]: text for column, text in cells.items()}


def _labelled(text: str) -> Iterator[dict[str, str]]:
    """Yield the value of each label, and last the text before the first label."""
    before, *rest = _LABELLED.split(text)
    for label, value in zip(rest[::2], rest[1::2], strict=True):
        field, said = fields_of((label,))[label], value
        # Free text may follow a reference number: "(UN Ref):QDi.083. Father's name is …"
        if field.endswith("reference"):
            said, _, after = value.partition(". ")
            before = f"{before} {after}"
        yield {field: said.strip(" .")}
    yield {"other information": before}
