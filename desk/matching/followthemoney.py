"""Entities of FollowTheMoney, the data model of OpenSanctions, as listings and subjects."""

from collections.abc import Mapping
from typing import Any, Final

from lists.ftm.vocabulary import (
    COUNTRIES,
    TYPES,
    dates_of,
    gender_of,
    identifiers_of,
    names_of,
    schema_of,
    values_of,
)
from screening.listing import (
    CountryRelation,
    EntityType,
    ListedAddress,
    ListedName,
    Listing,
    ListingId,
    NameKind,
)
from screening.subject import Subject, SubjectKind

# Where somebody was born, or a ship was registered, says little about where they are.
_PAST: Final = (CountryRelation.BIRTH, CountryRelation.FORMER_FLAG)
_PRESENT: Final = tuple(name for name, relation in COUNTRIES.items() if relation not in _PAST)


def read_entity(data: Mapping[str, Any]) -> Listing:
    """Return an entity as a listing; values that are no text are left out.

    Example:
        read_entity({"id": "x", "schema": "Company", "properties": {"name": ["Kestrel AG"]}})
    """
    return Listing(
        id=ListingId(str(data.get("id") or "")),
        source="ftm",
        type=TYPES.get(schema_of(data), EntityType.UNKNOWN),
        names=tuple(names_of(data)) or (ListedName(text=""),),
        identifiers=tuple(identifiers_of(data)),
        addresses=tuple(ListedAddress(text=text) for text in values_of(data, "address", "full")),
        countries=tuple(
            sorted({c.upper() for c in values_of(data, *_PRESENT) if len(c) == 2 and c.isalpha()})
        ),
        dates=tuple(dates_of(data)),
        gender=gender_of(data),
    )


def subject_of(listing: Listing) -> Subject:
    """Return an entity as what is asked for."""
    strong = [n.text for n in listing.names if n.kind is not NameKind.WEAK_ALIAS and n.text]
    return Subject(
        kind=SubjectKind.VESSEL if listing.type is EntityType.VESSEL else SubjectKind.PARTY,
        type=listing.type,
        names=tuple(strong or [name.text for name in listing.names if name.text]),
        identifiers=listing.identifiers,
        countries=listing.countries,
        addresses=tuple(address.text for address in listing.addresses),
        birth_date=listing.dates[0] if listing.dates else None,
        gender=listing.gender,
    )
