"""A listing in words, field by field, for people to read and to compare."""

from collections.abc import Iterable

from screening.facts.identifiers import read_number
from screening.listing import (
    CountryTie,
    Designation,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    Measure,
    Relation,
)


def words_of(listing: Listing) -> dict[str, tuple[str, ...]]:
    """Return each field's values as texts; empty fields are left out.

    If two listings differ in anything but the order of values, their words differ.
    """
    tied = {tie.code for tie in listing.ties}
    named = {found.program for found in listing.designations}
    fields = {
        "type": (str(listing.type),),
        "names": map(_name, listing.names),
        "identifiers": map(_identifier, listing.identifiers),
        "addresses": map(_address, listing.addresses),
        "countries": [
            *map(_tie, listing.ties),
            *(code for code in listing.countries if code not in tied),
        ],
        "dates": listing.dates,
        "birth places": listing.birth_places,
        "gender": filter(None, (listing.gender,)),
        "programs": [
            *map(_designation, listing.designations),
            *(program for program in listing.programs if program not in named),
        ],
        "measures": listing.measures,
        "relations": map(_relation, listing.relations),
        "remarks": filter(None, listing.remarks.split("; ")),
    }
    words = {field: tuple(map(str, values)) for field, values in fields.items()}
    return {field: values for field, values in words.items() if values}


def _with(text: str, notes: Iterable[str | None]) -> str:
    said = ", ".join(note for note in notes if note)
    return f"{text} ({said})" if said else text


def _name(name: ListedName) -> str:
    parts = " / ".join(f"{part.kind} {part.text}" for part in name.parts)
    return _with(name.text, (name.kind, name.script, name.language, parts))


def _identifier(number: ListedIdentifier) -> str:
    is_wrong = read_number(number).valid is False
    notes = (number.country, "wrong check digit" if is_wrong else None)
    return _with(f"{number.scheme} {number.value}", notes)


def _address(address: ListedAddress) -> str:
    fields = {
        "street": address.street,
        "city": address.city,
        "region": address.region,
        "postal code": address.postal_code,
        "country": address.country,
    }
    return _with(address.text, (f"{name}: {value}" for name, value in fields.items() if value))


def _tie(tie: CountryTie) -> str:
    return f"{tie.code} ({tie.relation})"


def _designation(found: Designation) -> str:
    span = (found.start and f"from {found.start}", found.end and f"until {found.end}")
    # A freeze is what a designation mostly means.
    means = " and ".join(found.measures) if found.measures != (Measure.FREEZE,) else None
    return _with(found.program, (found.authority, found.legal_basis, *span, means))


def _relation(relation: Relation) -> str:
    return _with(f"{relation.kind} {relation.name}", (relation.listing_id,))
