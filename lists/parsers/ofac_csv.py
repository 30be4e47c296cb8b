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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lists.canonical import with_content
from lists.errors import ListError
from lists.parsed import ParsedList
from lists.parsers import ofac_remarks as remarks_of
from lists.sources import Source
from lists.territories import country_code
from screening.listing import (
    EntityType,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    NameKind,
)

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


def parse(path: Path, source: Source, *, allow_incomplete: bool) -> ParsedList:
    """Return the set in a folder, or a lone sdn.csv where an incomplete set is allowed."""
    files = _find(path, source, allow_incomplete=allow_incomplete)
    rows = {name: list(_rows(file, name, source)) for name, file in files.items()}
    entries = _entries(rows["sdn.csv"], source)
    notes: Counter[str] = Counter(alias_rows=0, address_rows=0, orphan_comments=0, weak_aliases=0)
    _add_aliases(entries, rows.get("alt.csv", []), source, notes)
    _add_addresses(entries, rows.get("add.csv", []), source, notes)
    _add_comments(entries, rows.get("sdn_comments.csv", []), notes)
    listings = [_listing(entry, source) for entry in entries.values()]
    notes["weak_aliases"] = sum(
        name.kind is NameKind.WEAK_ALIAS for found in listings for name in found.names
    )
    return ParsedList(
        listings=tuple(sorted(listings, key=lambda found: found.id)),
        incomplete=len(files) < len(_COLUMNS),
        notes=dict(notes),
    )


@dataclass(slots=True)
class _Entry:
    number: str
    fields: list[str]
    aliases: list[ListedName] = field(default_factory=list)
    addresses: list[ListedAddress] = field(default_factory=list)
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
    reader = csv.reader(io.StringIO(_text(file, source), newline=""), strict=True)
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


def _text(file: Path, source: Source) -> str:
    raw = file.read_bytes().rstrip(b"\x1a\r\n \x00")
    if not raw:
        raise ListError(source.id, file.name, "the file is empty")
    if raw.lstrip()[:1] == b"<":
        raise ListError(source.id, file.name, "this is a web page, not a list")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


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
        alias = ListedName(text=name, kind=_KINDS[kind.lower()])
        _entry(entries, row, source).aliases.append(alias)
        notes["alias_rows"] += 1


def _add_addresses(
    entries: dict[str, _Entry], rows: list[Row], source: Source, notes: Counter[str]
) -> None:
    for row in rows:
        _, _, street, city, country, _ = row[1]
        entry = _entry(entries, row, source)
        notes["address_rows"] += 1
        text = ", ".join(part for part in (street, city, country) if part)
        if text:
            code = country_code(country)
            entry.addresses.append(ListedAddress(text=text, city=city or None, country=code))


def _add_comments(entries: dict[str, _Entry], rows: list[Row], notes: Counter[str]) -> None:
    for _, (number, text) in rows:
        entry = entries.get(number)
        if entry is None:
            # The publisher leaves comments of removed entries behind.
            notes["orphan_comments"] += 1
        else:
            entry.comments.append(text)


def _told_apart(number: ListedIdentifier, kind: str) -> ListedIdentifier:
    """Return a company's IMO number as such: OFAC gives a few under the label of a ship's."""
    is_company = number.scheme == "imo" and kind.lower() != "vessel"
    return replace(number, scheme="imo_company") if is_company else number


def _listing(entry: _Entry, source: Source) -> Listing:
    _, name, kind, programs, _, call_sign, *_ = entry.fields
    flag, remarks = entry.fields[9], entry.fields[11]
    remarks = "".join([remarks, *entry.comments]).strip()
    strong = [ListedName(text=name), *entry.aliases]
    known = {found.text.casefold() for found in strong}
    weak = [n for n in remarks_of.weak_aliases(remarks) if n.text.casefold() not in known]
    found = {_told_apart(number, kind) for number in remarks_of.identifiers(remarks)}
    if call_sign:
        found.add(ListedIdentifier(scheme="call_sign", value=call_sign))
    if kind.lower() == "aircraft" and _TAIL.fullmatch(name):
        found.add(ListedIdentifier(scheme="tail", value=name))
    codes = remarks_of.countries(remarks) | {a.country for a in entry.addresses if a.country}
    codes |= {code for code in (country_code(flag),) if code}
    return with_content(
        Listing(
            id=f"{source.id}:{entry.number}",
            source=source.id,
            type=_TYPES[kind.lower()],
            names=(*dict.fromkeys(strong), *weak),
            identifiers=tuple(sorted(found, key=lambda i: (i.scheme, i.value, i.country or ""))),
            addresses=tuple(dict.fromkeys(entry.addresses)),
            countries=tuple(sorted(codes)),
            programs=tuple(
                part.strip(" []") for part in programs.split("] [") if part.strip(" []")
            ),
            dates=remarks_of.dates(remarks),
            remarks=remarks,
            gender=remarks_of.gender(remarks),
        )
    )
