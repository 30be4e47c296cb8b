"""OFAC's legacy CSV set: sdn, alt, add and sdn_comments, or cons_prim, cons_alt and so on.

There is no header. Null is `-0-`, entities have no type, and programmes read `A] [B`. Remarks are
cut at 1,000 characters and continue in the comments file. A lone 0x1A may end a file.
Source: OFAC, "SDN data formats", specification of the delimited files.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.us_ofac.labels import ALIASES, AUTHORITY, TYPES, finish, land, put
from lists.parsers.us_ofac.remarks import read_remarks
from lists.reading.building import Draft
from lists.reading.files import read_text
from lists.reading.parsed import Reading
from lists.sources import Source
from screening.listing import Listing, NameKind

_COLUMNS: Final = {"sdn.csv": 12, "alt.csv": 5, "add.csv": 6, "sdn_comments.csv": 2}
# The non-SDN lists have the same columns under other names.
_NAMED: Final = {
    "cons_prim.csv": "sdn.csv",
    "cons_alt.csv": "alt.csv",
    "cons_add.csv": "add.csv",
    "cons_comments.csv": "sdn_comments.csv",
}

_NULL: Final = "-0-"
_ADVICE: Final = "fetch all of them again, or --allow-incomplete loads them all the same"
# The last column of a whole row is quoted or `-0-`; these are what is left of one.
_CUT_OFF: Final = frozenset({"", "-", "-0"})

Row = tuple[str, list[str]]


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the set in a folder, or a lone sdn.csv if an incomplete set is allowed."""
    files = _find(path, source, allow_incomplete=allow_incomplete)
    rows = {name: list(_rows(file, _COLUMNS[name], source)) for name, file in files.items()}
    entries = _entries(rows["sdn.csv"], source)
    _add_aliases(entries, rows.get("alt.csv", []), source, reading.counts)
    _add_addresses(entries, rows.get("add.csv", []), source, reading.counts)
    _add_comments(entries, rows.get("sdn_comments.csv", []), reading.counts)
    lonely = [entry.number for entry in entries.values() if not entry.addresses]
    # The publisher writes a row for every entry, even where no address is known.
    is_of_two_days = "add.csv" in files and bool(lonely)
    if is_of_two_days and not allow_incomplete:
        reason = f"there is no row for entry {lonely[0]}: the files are of two days; {_ADVICE}"
        raise ListError(source.id, files["add.csv"].name, reason)
    reading.incomplete = len(files) < len(_COLUMNS) or is_of_two_days
    for entry in entries.values():
        try:
            yield _listing(entry, source)
        except ValueError as exc:
            reading.problem(f"entry {entry.number}", str(exc))


def has_set(folder: Path) -> bool:
    """Tell whether a file of the set is in a folder."""
    return any(_role(file) in _COLUMNS for file in folder.iterdir())


@dataclass(slots=True)
class _Entry:
    number: str
    fields: list[str]
    aliases: list[tuple[str, NameKind]] = field(default_factory=list)
    addresses: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def _find(path: Path, source: Source, *, allow_incomplete: bool) -> dict[str, Path]:
    """Return the files of the set; the keys are the names used in the SDN set."""
    if path.is_dir():
        here = [file for file in path.iterdir() if _role(file) in _COLUMNS]
        found = {_role(file): file for file in here}
        if len(found) < len(here):
            raise ListError(source.id, str(path), "a file of the set is here twice")
    else:
        found = {"sdn.csv": path}
    files = {name: found[name] for name in _COLUMNS if name in found}
    if "sdn.csv" not in files or not files["sdn.csv"].exists():
        raise ListError(source.id, str(path), "there is no sdn.csv or cons_prim.csv here")
    missing = [name for name in _COLUMNS if name not in files]
    if missing and not allow_incomplete:
        lacks = ", ".join(missing)
        if files["sdn.csv"].name.lower() in _NAMED:
            lacks = ", ".join(name for name, role in _NAMED.items() if role in missing)
        reason = f"the set lacks {lacks}; --allow-incomplete loads it all the same"
        raise ListError(source.id, str(path), reason)
    return files


def _role(file: Path) -> str:
    name = file.name.lower()
    return _NAMED.get(name, name)


def _rows(file: Path, width: int, source: Source) -> Iterator[Row]:
    """Yield (place, cells) with nulls as ""; only the last column keeps its spaces."""
    # Not splitlines(): it would also break a row at U+0085 or U+2028.
    reader = csv.reader(io.StringIO(read_text(file, source), newline=""), strict=True)
    try:
        for columns in reader:
            if not columns:
                continue
            place = f"{file.name}, line {reader.line_num}"
            if len(columns) != width:
                reason = f"{len(columns)} columns where {width} belong"
                raise ListError(source.id, place, reason)
            if columns[-1] in _CUT_OFF:
                raise ListError(source.id, place, "the file is cut off here: fetch it again")
            yield place, _cells(columns)
    except csv.Error as exc:
        place = f"{file.name}, line {reader.line_num}"
        raise ListError(source.id, place, f"not CSV: {exc}") from exc


def _cells(columns: list[str]) -> list[str]:
    cells = ["" if (cell := column.strip()) == _NULL else cell for column in columns[:-1]]
    # Remarks may be cut at a blank and go on in the comments file, so theirs must stay.
    cells.append("" if columns[-1].strip() == _NULL else columns[-1])
    return cells


def _entries(rows: list[Row], source: Source) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for place, columns in rows:
        number, name, kind = columns[0], columns[1], columns[2]
        if not number.isdigit() or not name:
            raise ListError(source.id, place, "an entry needs a number and a name")
        if number in entries:
            raise ListError(source.id, place, f"entry {number} stands twice")
        if kind.lower() not in TYPES:
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
        _, _, kind, name, note = row[1]
        if kind.lower() not in ALIASES or not name:
            raise ListError(source.id, row[0], "an alias needs a name and aka, fka or nka")
        entry = _entry(entries, row, source)
        entry.aliases.append((name, ALIASES[kind.lower()]))
        entry.notes.append(note)
        notes["alias_rows"] += 1


def _add_addresses(
    entries: dict[str, _Entry], rows: list[Row], source: Source, notes: Counter[str]
) -> None:
    for row in rows:
        _, _, street, city, country, note = row[1]
        entry = _entry(entries, row, source)
        notes["address_rows"] += 1
        entry.addresses.append((street, city, country))
        entry.notes.append(note)


def _add_comments(entries: dict[str, _Entry], rows: list[Row], notes: Counter[str]) -> None:
    for _, (number, text) in rows:
        entry = entries.get(number)
        if entry is None:
            # The publisher leaves comments of removed entries behind.
            notes["orphan_comments"] += 1
        else:
            entry.comments.append(text)


def _listing(entry: _Entry, source: Source) -> Listing:
    _, name, kind, programs, title, call_sign, *_, flag, owner, remarks = entry.fields
    draft = Draft(type=TYPES[kind.lower()])
    draft.name(name)
    for text, how in entry.aliases:
        draft.name(text, how)
    put(draft, "Vessel Call Sign", call_sign)
    for street, city, country in entry.addresses:
        draft.address(street, city=city, country=land(country))
    put(draft, "Vessel Flag", flag)
    put(draft, "Vessel Owner", owner)
    for program in programs.split("] ["):
        draft.program(program.strip(" []"), authority=AUTHORITY)
    _remark(draft, entry, title)
    read_remarks(draft, "".join([remarks, *entry.comments]).strip())
    return finish(draft, source, entry.number)


def _remark(draft: Draft, entry: _Entry, title: str) -> None:
    """Keep as remarks what has no field: title, the vessel's size and type, notes on rows."""
    vessel_type, tonnage, gross_tonnage = entry.fields[6:9]
    draft.remark(title, label="title")
    draft.remark(vessel_type, label="vessel type")
    draft.remark(tonnage, label="tonnage")
    draft.remark(gross_tonnage, label="gross registered tonnage")
    for note in entry.notes:
        draft.remark(note)
