"""Canada's consolidated list of autonomous sanctions, as XML.

The file has no stable number; items are renumbered. An entry's id is therefore a hash of the
regulations' country and the ship's IMO number, or else the name (letters and digits, lower case)
with the type. The id survives reordering, renumbering, a new date, schedule or alias, and changes
of spacing, capitals and dots. It changes when the name or the country is spelled differently.

Entries with the same hash are ordered by listing date, date of birth, schedule and item. The first
keeps the bare hash, the next get "-2", "-3", so a namesake listed later changes no id.
Source: Global Affairs Canada, "Consolidated Canadian Autonomous Sanctions List", files of 2025 and
of August 2026, which has the elements' names in two languages: <LastName-NomDeFamille>.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.ca.names import split_aliases, split_entity
from lists.parsers.dates import add_dates, iso_day
from lists.reading.building import Draft
from lists.reading.cleaning import clean
from lists.reading.files import lone_file
from lists.reading.numbering import content_number, numbered
from lists.reading.parsed import Reading
from lists.reading.xml_stream import entries, local_name
from lists.sources import Source
from screening.listing import (
    EntityType,
    Listing,
    NameKind,
    NamePart,
    PartKind,
)

_FIELDS: Final = (
    "Country", "LastName", "GivenName", "EntityOrShip", "TitleOrShip", "Aliases",
    "DateOfBirthOrShipBuildDate", "ShipIMONumber", "Schedule", "Item", "DateOfListing",
)  # fmt: skip
_KNOWN: Final = {field.casefold(): field for field in _FIELDS}
# Earlier files wrote persons and organisations so.
_KNOWN.update(entity="EntityOrShip", title="TitleOrShip", dateofbirth="DateOfBirthOrShipBuildDate")

_Record = dict[str, str]
_Keyed = tuple[str, str, _Record]


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries. A first pass over the file finds the keys that several entries share."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".xml",))
    keys = Counter(key for _, key, _ in _records(file, source, Reading()))
    if not keys:
        raise ListError(source.id, file.name, "no <record> in it: this is another file")
    shared = []
    for place, key, record in _records(file, source, reading):
        reading.parts[_english(record.get("Country", ""))] += 1
        if keys[key] > 1:
            shared.append((key, _rank(record), (place, record)))
        else:
            yield from _listing(place, key, record, source, reading)
    for number, (place, record) in numbered(shared):
        yield from _listing(place, number, record, source, reading)


def _records(file: Path, source: Source, reading: Reading) -> Iterator[_Keyed]:
    """Yield (place, key, fields); a field that no rule knows begins with "?"."""
    for number, element in enumerate(entries(file, source, "record"), 1):
        record: _Record = {}
        for child in element:
            text = "".join(map(str, child.itertext()))
            name = _KNOWN.get(_english_name(local_name(child)))
            if name is None or name in record:
                reading.unread(f"element {local_name(child)}")
                name = f"?{local_name(child)} {len(record)}"
            record[name] = text
        yield f"{file.name}, record {number}", _key(record), record


def _english_name(element: str) -> str:
    """Return "lastname" of "LastName-NomDeFamille", as elements are called since August 2026."""
    return element.partition("-")[0].casefold()


def _key(record: _Record) -> str:
    imo = clean(record.get("ShipIMONumber", ""))
    names = ["imo", imo] if imo else [clean(record.get(field, "")) for field in _FIELDS[1:4]]
    return content_number(_english(record.get("Country", "")), *names)


def _english(country: str) -> str:
    """Return "Russia" of "Russia / Russie"."""
    return clean(country).partition(" / ")[0]


def _rank(record: _Record) -> tuple[str, ...]:
    """Return the key that orders namesakes: the earliest listed comes first."""
    listed = iso_day(record.get("DateOfListing", "")) or ""
    rest = (clean(record.get(field, "")) for field in ("DateOfBirthOrShipBuildDate", *_FIELDS))
    return listed, *rest


def _listing(
    place: str, number: str, record: _Record, source: Source, reading: Reading
) -> Iterator[Listing]:
    try:
        yield _draft(record).finish(source.id, number)
    except ValueError as exc:
        reading.problem(place, str(exc))


def _draft(record: _Record) -> Draft:
    draft = Draft(type=_type(record))
    _add_names(draft, record)
    draft.number("imo", record.get("ShipIMONumber"))
    add_dates(draft, record.get("DateOfBirthOrShipBuildDate", ""), "date of birth or building")
    # The country is the regulations'; many whom they list are of another, so it is no tie.
    country = record.get("Country", "")
    parts = [("Schedule", record.get("Schedule", "")), ("item", record.get("Item", ""))]
    draft.program(
        country or "Special Economic Measures Act",
        legal_basis=", ".join(f"{label} {clean(text)}" for label, text in parts if clean(text)),
        start=iso_day(record.get("DateOfListing", "")),
    )
    if iso_day(record.get("DateOfListing", "")) is None:
        draft.remark(record.get("DateOfListing"), label="date of listing")
    is_ship = draft.type is EntityType.VESSEL
    draft.remark(record.get("TitleOrShip"), label="type of ship" if is_ship else "title")
    for field, text in record.items():
        if field.startswith("?"):
            draft.remark(text, label=field[1:].partition(" ")[0])
    return draft


def _type(record: _Record) -> EntityType:
    if clean(record.get("ShipIMONumber")):
        return EntityType.VESSEL
    if clean(record.get("LastName")) or clean(record.get("GivenName")):
        return EntityType.PERSON
    # An organisation has no kind of ship in this column.
    return EntityType.VESSEL if clean(record.get("TitleOrShip")) else EntityType.ORGANISATION


def _add_names(draft: Draft, record: _Record) -> None:
    given, family = clean(record.get("GivenName")), clean(record.get("LastName"))
    parts = [NamePart(kind=PartKind.GIVEN, text=given), NamePart(kind=PartKind.FAMILY, text=family)]
    draft.name(f"{given} {family}", parts=parts if given and family else ())
    entity = record.get("EntityOrShip", "")
    for number, name in enumerate(split_entity(entity)):
        draft.name(name, NameKind.ALIAS if number else NameKind.PRIMARY)
    aliases = record.get("Aliases", "")
    for name, language in split_aliases(aliases):
        draft.name(name, NameKind.ALIAS, language=language)
    for label, cell in (("name", entity), ("aliases", aliases)):
        if clean(cell) not in ("", *(name.text for name in draft.names)):
            draft.remark(cell, label=label)
