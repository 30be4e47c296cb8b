"""Entities of FollowTheMoney, the data model of OpenSanctions, as listings and subjects."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from screening.listing import (
    EntityType,
    Gender,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    NameKind,
)
from screening.subject import Subject, SubjectKind

_TYPES: Final = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANISATION,
    "company": EntityType.ORGANISATION,
    "publicbody": EntityType.ORGANISATION,
    "vessel": EntityType.VESSEL,
    "airplane": EntityType.AIRCRAFT,
    "address": EntityType.ADDRESS,
}
_NAMES: Final = {
    "name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "previousName": NameKind.PREVIOUS,
    "abbreviation": NameKind.WEAK_ALIAS,
    "weakAlias": NameKind.WEAK_ALIAS,
}
_PARTS: Final = ("firstName", "secondName", "middleName", "fatherName", "lastName")
_COUNTRIES: Final = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")
_DATES: Final = ("birthDate", "incorporationDate", "buildDate")
_IDENTIFIERS: Final = (
    "imoNumber", "mmsi", "callSign", "leiCode", "innCode", "ogrnCode", "kppCode", "okpoCode",
    "uscCode", "dunsCode", "npiCode", "uniqueEntityId", "swiftBic", "vatCode", "taxNumber",
    "registrationNumber", "idNumber", "passportNumber", "serialNumber", "publicKey", "icaoCode",
)  # fmt: skip


def read_entity(data: Mapping[str, Any]) -> Listing:
    """Return an entity as a listing; values that are no text are left out.

    Example:
        read_entity({"id": "x", "schema": "Company", "properties": {"name": ["Kestrel AG"]}})
    """
    return Listing(
        id=str(data.get("id") or ""),
        source="ftm",
        type=_TYPES.get(str(data.get("schema") or "").lower(), EntityType.UNKNOWN),
        names=tuple(_names(data)) or (ListedName(text=""),),
        identifiers=tuple(
            ListedIdentifier(scheme=scheme, value=value)
            for scheme in _IDENTIFIERS
            for value in _values(data, scheme)
        ),
        addresses=tuple(ListedAddress(text=text) for text in _values(data, "address", "full")),
        countries=tuple(
            sorted({c.upper() for c in _values(data, *_COUNTRIES) if len(c) == 2 and c.isalpha()})
        ),
        dates=tuple(_values(data, *_DATES)),
        gender=next((_gender(text) for text in _values(data, "gender")), None),
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


def _names(data: Mapping[str, Any]) -> Iterator[ListedName]:
    found = [ListedName(text=v, kind=kind) for p, kind in _NAMES.items() for v in _values(data, p)]
    if not any(name.kind is not NameKind.WEAK_ALIAS for name in found):
        parts = [next(_values(data, part), "") for part in _PARTS]
        text = " ".join(part for part in parts if part)
        if text:
            yield ListedName(text=text)
    yield from found


def _values(data: Mapping[str, Any], *names: str) -> Iterator[str]:
    properties = data.get("properties")
    for name in names:
        values = properties.get(name, ()) if isinstance(properties, Mapping) else ()
        for value in values if isinstance(values, list) else (values,):
            if isinstance(value, str) and value.strip():
                yield value.strip()


def _gender(text: str) -> Gender | None:
    return {"male": Gender.MALE, "female": Gender.FEMALE}.get(text.lower())
