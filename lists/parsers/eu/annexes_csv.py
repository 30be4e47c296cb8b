"""Annexes of EU regulations that the financial sanctions files do not hold, as our CSV.

One line for each entry of an annex, with a header; UTF-8. Several values in a cell stand between
";". Columns may stand in any order; * must be filled.

    regulation*     number of the regulation that has the annex: 833/2014
    annex*          number of the annex: IV
    entry           number of the entry in the annex, where it has one
    name*           as the annex writes it
    aliases         other names
    native_names    names in other scripts
    type            person, organisation (also where it is empty), vessel, aircraft, unknown: as a
                    port or an airport
    country         name or code
    identifiers     scheme=value: inn=7700000001;ogrn=1027700000005
    addresses       each as one text
    listed_on*      date of listing: 2025-10-24
    effective_from  date from which it holds, where that is another one; may lie ahead
    source*         the regulation's publication: Official Journal reference and address
    remarks         anything else

The stable number is regulation, annex and entry; without an entry, regulation, annex and a number
made of the name.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.reading.building import Draft
from lists.reading.cleaning import clean
from lists.reading.numbering import content_number
from lists.reading.parsed import Reading
from lists.reading.scripts import script_code
from lists.reading.tabular import csv_rows
from lists.sources import Source
from screening.listing import CountryRelation, EntityType, Listing, NameKind

_AUTHORITY: Final = "Council of the European Union"
_REQUIRED: Final = ("regulation", "annex", "name", "listed_on", "source")
_OPTIONAL: Final = (
    "entry",
    "aliases",
    "native_names",
    "type",
    "country",
    "identifiers",
    "addresses",
    "effective_from",
    "remarks",
)
COLUMNS: Final = (*_REQUIRED, *_OPTIONAL)
_RELATIONS: Final = {
    EntityType.PERSON: CountryRelation.NATIONALITY,
    EntityType.ORGANISATION: CountryRelation.REGISTRATION,
    EntityType.VESSEL: CountryRelation.FLAG,
    EntityType.AIRCRAFT: CountryRelation.REGISTRATION,
    EntityType.UNKNOWN: CountryRelation.OTHER,
}
_ISO: Final = len("2025-10-24")


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of the file; a wrong line refuses it."""
    del allow_incomplete  # the list is one file
    known: dict[str, str] = {}
    for place, row in csv_rows(path, source, _REQUIRED):
        cells = {name: clean(cell) for name, cell in row.items()}
        missing = [name for name in _REQUIRED if not cells[name]]
        if missing:
            raise ListError(source.id, place, f"nothing stands under {', '.join(missing)}")
        number = _number(cells)
        first = known.setdefault(number, place)
        if first != place:
            raise ListError(source.id, place, f"this entry stands twice: see {first}")
        reading.parts[_program(cells)] += 1
        yield _listing(number, cells, place, source, reading)


def _number(cells: dict[str, str]) -> str:
    entry = cells.get("entry") or content_number(cells["name"])
    return f"{cells['regulation']}-{cells['annex']}-{entry}".replace(" ", "")


def _program(cells: dict[str, str]) -> str:
    return f"EU {cells['regulation']} Annex {cells['annex']}"


def _listing(
    number: str, cells: dict[str, str], place: str, source: Source, reading: Reading
) -> Listing:
    draft = Draft(type=_type(cells.get("type", ""), place, source))
    _add_names(draft, cells)
    _add_identifiers(draft, cells.get("identifiers", ""), place, source)
    for address in _values(cells.get("addresses", "")):
        draft.whole_address(address)
    draft.tie(cells.get("country"), _RELATIONS[draft.type])
    _add_program(draft, cells, place, source)
    draft.remark(cells.get("remarks"))
    for name in (name for name in cells.keys() - set(COLUMNS) if cells[name]):
        reading.unread(f"column {name}")
        draft.remark(cells[name], label=name)
    try:
        return draft.finish(source.id, number)
    except ValueError as exc:
        raise ListError(source.id, place, str(exc)) from exc


def _type(text: str, place: str, source: Source) -> EntityType:
    said = text.lower() or "organisation"
    known = {str(kind): kind for kind in _RELATIONS}
    if said not in known:
        reason = f"unknown type {text!r}; use {', '.join(known)}"
        raise ListError(source.id, place, reason)
    return known[said]


def _add_names(draft: Draft, cells: dict[str, str]) -> None:
    draft.name(cells["name"], script=script_code(cells["name"]))
    for column in ("aliases", "native_names"):
        for text in _values(cells.get(column, "")):
            draft.name(text, NameKind.ALIAS, script=script_code(text))


def _add_identifiers(draft: Draft, cell: str, place: str, source: Source) -> None:
    for part in _values(cell):
        scheme, _, value = (side.strip() for side in part.partition("="))
        if not scheme or not value:
            raise ListError(source.id, place, f"identifier {part!r} must read scheme=value")
        draft.number(scheme, value)


def _add_program(draft: Draft, cells: dict[str, str], place: str, source: Source) -> None:
    listed, effective = cells["listed_on"], cells.get("effective_from", "")
    for text in filter(None, (listed, effective)):
        if not _is_date(text):
            reason = f"{text!r} is no date; write it like 2025-10-24"
            raise ListError(source.id, place, reason)
    draft.program(
        _program(cells),
        authority=_AUTHORITY,
        legal_basis=cells["source"],
        start=effective or listed,
    )
    if effective and effective != listed:
        draft.remark(listed, label="listed on")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == _ISO and text.isascii()


def _values(cell: str) -> list[str]:
    return [text for part in cell.split(";") if (text := part.strip())]
