"""OFAC's legacy CSV set: sdn, alt, add and sdn_comments.

No header; null is `-0-`; entities have no type; programmes read `A] [B`; remarks are cut at
1,000 characters and go on in the comments file; a lone 0x1A may end a file.
Source: OFAC, "SDN data formats", specification of the delimited files.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lists.building import Draft
from lists.errors import ListError
from lists.files import read_text
from lists.parsed import Reading
from lists.parsers import ofac_remarks as remarks_of
from lists.sources import Source
from screening.listing import CountryRelation, EntityType, ListedIdentifier, Listing, NameKind

_AUTHORITY: Final = "OFAC"

_COLUMNS: Final = {"sdn.csv": 12, "alt.csv": 5, "add.csv": 6, "sdn_comments.csv": 2}
_TYPES: Final = {
    "": EntityType.ORGANISATION,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_KINDS: Final = {
    "aka": NameKind.ALIAS,
    "fka": NameKind.PREVIOUS,
    "nka": NameKind.ALIAS,
}

# Aircraft are listed under their registration: "EP-GOM", "N200VR".
_TAIL: Final = re.compile(r"[A-Z0-9]{1,3}-[A-Z0-9]{2,6}|N\d[0-9A-Z]{1,4}|YV\d{3,4}T?")

# The last column of a whole row is quoted or `-0-`; these are what is left of one.
_CUT_OFF: Final = frozenset({"", "-", "-0"})

Row = tuple[str, list[str]]


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the set in a folder, or a lone sdn.csv where an incomplete set is allowed."""
    files = _find(path, source, allow_incomplete=allow_incomplete)
    rows = {name: list(_rows(file, name, source)) for name, file in files.items()}
    entries = _entries(rows["sdn.csv"], source)
    _add_aliases(entries, rows.get("alt.csv", []), source, reading.counts)
    _add_addresses(entries, rows.get("add.csv", []), source, reading.counts)
    _add_comments(entries, rows.get("sdn_comments.csv", []), reading.counts)
    reading.incomplete = len(files) < len(_COLUMNS)
    for entry in entries.values():
        yield _listing(entry, source)


@dataclass(slots=True)
class _Entry:
    number: str
    fields: list[str]
    aliases: list[tuple[str, NameKind]] = field(default_factory=list)
    addresses: list[tuple[str, str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def _find(path: Path, source: Source, *, allow_incomplete: bool) -> dict[str, Path]:
    if path.is_dir():
        here = sorted(file for file in path.iterdir() if file.name.lower() in _COLUMNS)
        found = {file.name.lower(): file for file in here}
        if len(found) < len(here):
            raise ListError(source.id, str(path), "a file is here twice, in capitals and without")
    else:
        found = {"sdn.csv": path}
    files = {name: found[name] for name in _COLUMNS if name in found}
    if "sdn.csv" not in files or not files["sdn.csv"].exists():
        raise ListError(source.id, str(path), "there is no sdn.csv here")
    missing = [name for name in _COLUMNS if name not in files]
    if missing and not allow_incomplete:
        reason = f"the set lacks {', '.join(missing)}; --allow-incomplete loads it all the same"
        raise ListError(source.id, str(path), reason)
    return files


def _rows(file: Path, name: str, source: Source) -> Iterator[Row]:
    """Yield (place, columns) with nulls as ""; only the last column keeps its blanks."""
    # Not splitlines(): it would also break a row at U+0085 or U+2028.
    reader = csv.reader(io.StringIO(read_text(file, source), newline=""), strict=True)
    try:
        for columns in reader:
            place = f"{name}, line {reader.line_num}"
            if not columns:
                continue
            if len(columns) != _COLUMNS[name]:
                reason = f"{len(columns)} columns where {_COLUMNS[name]} belong"
                raise ListError(source.id, place, reason)
            if columns[-1] in _CUT_OFF:
                raise ListError(source.id, place, "the file is cut off here: fetch it again")
            yield place, [*(_plain(column) for column in columns[:-1]), _kept(columns[-1])]
    except csv.Error as exc:
        raise ListError(source.id, f"{name}, line {reader.line_num}", f"not CSV: {exc}") from exc


def _plain(column: str) -> str:
    return _kept(column).strip()


def _kept(column: str) -> str:
    # Remarks may be cut at a blank and go on in the comments file, so theirs must stay.
    return "" if column.strip() == "-0-" else column


def _entries(rows: list[Row], source: Source) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for place, columns in rows:
        number, name, kind = columns[0], columns[1], columns[2]
        if not number.isdigit() or not name:
            raise ListError(source.id, place, "an entry needs a number and a name")
        if number in entries:
            raise ListError(source.id, place, f"entry {number} stands twice")
        if kind.lower() not in _TYPES:
            raise ListError(source.id, place, f"unknown type {kind!r}")
        entries[number] = _Entry(number, columns)
    return entries


def _entry(entries: dict[str, _Entry], row: Row, source: Source) -> _Entry:
    place, columns = row
    entry = entries.get(columns[0])
    if entry is None:
        reason = f"belongs to entry {columns[0]}, which sdn.csv lacks: the files are of two days"
        raise ListError(source.id, place, reason)
    return entry


def _add_aliases(
    entries: dict[str, _Entry], rows: list[Row], source: Source, notes: Counter[str]
) -> None:
    for row in rows:
        _, _, kind, name, _ = row[1]
        if kind.lower() not in _KINDS or not name:
            raise ListError(source.id, row[0], "an alias needs a name and aka, fka or nka")
        _entry(entries, row, source).aliases.append((name, _KINDS[kind.lower()]))
        notes["alias_rows"] += 1


def _add_addresses(
    entries: dict[str, _Entry], rows: list[Row], source: Source, notes: Counter[str]
) -> None:
    for row in rows:
        _, _, street, city, country, _ = row[1]
        entry = _entry(entries, row, source)
        notes["address_rows"] += 1
        entry.addresses.append((street, city, country))


def _add_comments(entries: dict[str, _Entry], rows: list[Row], notes: Counter[str]) -> None:
    for _, (number, text) in rows:
        entry = entries.get(number)
        if entry is None:
            # The publisher leaves comments of removed entries behind.
            notes["orphan_comments"] += 1
        else:
            entry.comments.append(text)


def _scheme(number: ListedIdentifier, kind: str) -> str:
    """Return "imo_company" for a company's IMO number: OFAC gives a few under a ship's label."""
    is_company = number.scheme == "imo" and kind.lower() != "vessel"
    return "imo_company" if is_company else number.scheme


def _listing(entry: _Entry, source: Source) -> Listing:
    _, name, kind, programs, title, call_sign, *_ = entry.fields
    remarks = "".join([entry.fields[11], *entry.comments]).strip()
    draft = Draft(type=_TYPES[kind.lower()], gender=remarks_of.gender(remarks))
    draft.name(name)
    for text, how in entry.aliases:
        draft.name(text, how)
    for weak in remarks_of.weak_aliases(remarks):
        draft.name(weak.text, NameKind.WEAK_ALIAS)
    for number in remarks_of.identifiers(remarks):
        draft.number(_scheme(number, kind), number.value, number.country)
    draft.number("call_sign", call_sign)
    if kind.lower() == "aircraft" and _TAIL.fullmatch(name):
        draft.number("tail", name)
    for street, city, country in entry.addresses:
        draft.address(street, city=city, country=country)
    draft.tie(entry.fields[9], CountryRelation.FLAG)
    for code, relation in remarks_of.countries(remarks):
        draft.tie(code, relation)
    for program in programs.split("] ["):
        draft.program(program.strip(" []"), authority=_AUTHORITY)
    for date in remarks_of.dates(remarks):
        draft.date(date)
    draft.remark(title, label="title")
    draft.remark(remarks)
    return draft.finish(source.id, entry.number)
