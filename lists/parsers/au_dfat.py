"""The consolidated list of the Australian Department of Foreign Affairs and Trade, as xlsx.

A row is one name. References tell which rows are one entry: "2" is the primary name, "2a" and
"2b1" are its other names, which may be elsewhere in the file. A cell with several values reads
"a) Chad b) Sudan". Since 2025 there are columns for IMO numbers, alias strength and measures.
Source: DFAT, "Consolidated List", notes on the columns, and the file of December 2024.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.dates import add_dates, iso_day
from lists.parsers.labelled import labelled_numbers
from lists.reading.building import Draft
from lists.reading.cleaning import clean, value_or_none
from lists.reading.enumerations import items
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.reading.tabular import sheet_rows
from lists.reading.territories import country_code
from lists.sources import Source
from screening.listing import CountryRelation, EntityType, Listing, NameKind

# Column in lower case → what it holds; the first four were always there.
_COLUMNS: Final = {
    "reference": "reference",
    "name of individual or entity": "name",
    "name of individual, entity or vessel": "name",
    "name": "name",
    "type": "type",
    "name type": "name type",
    "alias strength": "alias strength",
    "date of birth": "date of birth",
    "place of birth": "place of birth",
    "citizenship": "citizenship",
    "address": "address",
    "additional information": "additional information",
    "listing information": "listing information",
    "imo number": "imo number",
    "committees": "committees",
    "committee": "committees",
    "control date": "control date",
    "instrument of designation": "instrument of designation",
    "targeted financial sanction": "targeted financial sanction",
    "targeted financial sanctions": "targeted financial sanction",
    "travel ban": "travel ban",
    "arms embargo": "arms embargo",
    "maritime restriction": "maritime restriction",
}
_REQUIRED: Final = ("reference", "name", "type", "name type", "committees", "listing information")
_TEXTS: Final = (
    "additional information", "listing information", "instrument of designation", "control date",
    "targeted financial sanction", "travel ban", "arms embargo", "maritime restriction",
)  # fmt: skip
_TYPES: Final = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "vessel": EntityType.VESSEL,
}
_KINDS: Final = {
    "primary name": NameKind.PRIMARY,
    "aka": NameKind.ALIAS,
    "original script": NameKind.ALIAS,
    "fka": NameKind.PREVIOUS,
    "formerly known as": NameKind.PREVIOUS,
    "previously listed as": NameKind.PREVIOUS,
}
# "2", "2a", "2529b3".
_REFERENCE: Final = re.compile(r"(\d{1,9})(?:[a-z][a-z0-9]*)?", re.IGNORECASE)
# "Listed on: 25 Apr. 2006", "Designated under the Regulations 2011 on 2 March 2012".
_LISTED_ON: Final = re.compile(r"\bon:?\s*(\d{1,2}\s\w{3,9}\.?\s\d{4})")
_AND: Final = re.compile(r"\s*(?:;|,|/|\band\b)\s*")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_PARTS: Final = re.compile(r";|\n")
_COMMAS: Final = " ,\r\t\u00a0"
# Characters: a longer cell is no list of addresses; a country's name stands in the last ones.
_LONGEST: Final = 20_000
_LAST: Final = 300


@dataclass(slots=True)
class _Entry:
    """The distinct values of each column, in order, and the names."""

    place: str
    names: list[tuple[str, str, str]] = field(default_factory=list)
    columns: dict[str, dict[str, None]] = field(default_factory=dict)

    def texts(self, column: str) -> Iterator[str]:
        return (text for text in self.columns.get(column, ()) if value_or_none(text))


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of the file."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".xlsx",))
    for number, entry in _entries(file, source, reading).items():
        for committee in entry.texts("committees"):
            reading.parts[clean(committee)] += 1
        try:
            yield _draft(entry, reading).finish(source.id, number)
        except ValueError as exc:
            reading.problem(entry.place, str(exc))


def _entries(file: Path, source: Source, reading: Reading) -> dict[str, _Entry]:
    known: dict[str, str] = {}
    found: dict[str, _Entry] = {}
    for place, cells in sheet_rows(file, source, ()):
        known = known or _known_columns(cells, file, source)
        row = {known[column]: text for column, text in cells.items()}
        reference = "".join(clean(row.pop("reference")).split())
        read = _REFERENCE.fullmatch(reference)
        if read is None:
            reading.problem(place, f"{reference[:40]!r} is no reference such as 2 or 2a")
            continue
        entry = found.setdefault(str(int(read[1])), _Entry(place))
        entry.names.append((row.pop("name"), row.pop("name type"), row.pop("alias strength", "")))
        for column, text in row.items():
            entry.columns.setdefault(column, {})[text] = None
    if not found:
        raise ListError(source.id, file.name, "there is no entry in it")
    return found


def _known_columns(cells: dict[str, str], file: Path, source: Source) -> dict[str, str]:
    known: dict[str, str] = {}
    taken = set[str]()
    for column in cells:
        holds = _COLUMNS.get(column.casefold())
        if holds is None or holds in taken:
            holds = f"?{column}"
        known[column] = holds
        taken.add(holds)
    missing = [column for column in _REQUIRED if column not in taken]
    if missing:
        raise ListError(source.id, file.name, f"the header lacks a column for {missing[0]!r}")
    return known


def _draft(entry: _Entry, reading: Reading) -> Draft:
    kinds = [clean(text).casefold() for text in entry.texts("type")]
    draft = Draft(type=_TYPES.get(kinds[0] if kinds else "", EntityType.UNKNOWN))
    if draft.type is EntityType.UNKNOWN:
        reading.unread(f"type {', '.join(kinds)!r}")
        draft.remark(", ".join(kinds), label="type")
    for name, kind, strength in entry.names:
        draft.name(name, _kind(kind, strength, reading))
    for text in entry.texts("date of birth"):
        add_dates(draft, text, "date of birth")
    _add_countries(draft, entry)
    for text in entry.texts("address"):
        for address in _addresses(text):
            draft.whole_address(address, country=_last_country(address))
    _add_numbers(draft, entry)
    _add_programs(draft, entry)
    unknown = [name for name in entry.columns if name.startswith("?") and any(entry.texts(name))]
    for name in unknown:
        reading.unread(f"column {name.removeprefix('?')}")
    for column in [*_TEXTS, *unknown]:
        # The order of an entry's rows means nothing.
        for text in sorted(entry.texts(column)):
            draft.remark(text, label=column.removeprefix("?"))
    return draft


def _kind(kind: str, strength: str, reading: Reading) -> NameKind:
    plain = clean(kind).casefold()
    if plain not in _KINDS:
        reading.unread(f"name type {plain!r}")
    found = _KINDS.get(plain, NameKind.ALIAS)
    is_weak = clean(strength).casefold().startswith(("weak", "low"))
    return NameKind.WEAK_ALIAS if is_weak and found is not NameKind.PRIMARY else found


def _add_countries(draft: Draft, entry: _Entry) -> None:
    for text in entry.texts("citizenship"):
        for item in items(text):
            # "Trinidad and Tobago" is one country, "Russian and Ukrainian" are two.
            said = clean(item)
            one = [said] if country_code(said) else _AND.split(said)
            for country in one:
                draft.tie(country.strip(" ."), CountryRelation.CITIZENSHIP)
    for text in entry.texts("place of birth"):
        for place in items(text):
            draft.birth_places.append(place)
            if (country := _last_country(place)) is not None:
                draft.tie(country, CountryRelation.BIRTH)


def _addresses(text: str) -> Iterator[str]:
    """Yield the addresses of a cell; an address ends with a country before a line end or ";"."""
    for item in items(text):
        so_far = ""
        for part in _PARTS.split(item) if len(item) < _LONGEST else [item]:
            if not part.strip(_COMMAS):
                continue
            so_far = f"{so_far}, {part.strip(_COMMAS)}" if so_far else part.strip(_COMMAS)
            if _last_country(so_far) is not None:
                yield so_far
                so_far = ""
        if so_far:
            yield so_far


def _last_country(text: str) -> str | None:
    """Return the country that a place ends with: "RU" for "Penza, Russia (as of 2016)"."""
    last = _BRACKETS.sub("", clean(text[-_LAST:])).strip(" .").rpartition(",")[2].strip()
    return country_code(last)


def _add_numbers(draft: Draft, entry: _Entry) -> None:
    # IMO numbers companies as well as ships, and the same number may be given to both.
    imo = "imo" if draft.type is EntityType.VESSEL else "imo_company"
    for text in entry.texts("imo number"):
        for number in items(text):
            draft.number(imo, number.upper().removeprefix("IMO"))
    for text in entry.texts("additional information"):
        for scheme, number in labelled_numbers(text):
            draft.number(imo if scheme == "imo" else scheme, number)


def _add_programs(draft: Draft, entry: _Entry) -> None:
    listed = next((found[1] for text in entry.texts("listing information")
                   if (found := _LISTED_ON.search(text))), "")  # fmt: skip
    basis = next(entry.texts("instrument of designation"), None)
    for committee in entry.texts("committees"):
        # 1373 asks each country for a list of its own; the others are the Security Council's.
        is_own = clean(committee).startswith(("Autonomous", "1373"))
        draft.program(
            committee,
            authority="Australia" if is_own else "UN Security Council",
            legal_basis=basis,
            start=iso_day(listed),
        )
