"""What the properties of FollowTheMoney entities mean; it is the data model of OpenSanctions.

An entity is {"id": "x", "schema": "Company", "properties": {"name": ["Kestrel AG"], …}}.
Source: followthemoney.tech, the explorer of schemata.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    ListedIdentifier,
    ListedName,
    NameKind,
)

# What stands before a legal basis in the summary of our own `Sanction`: it has no property.
LEGAL_BASIS: Final = "legal basis: "


class Noted(StrEnum):
    """What a note begins with that stands for a property which the model lacks."""

    DATE = "date: "
    BIRTH_PLACE = "birth place: "
    GENDER = "gender: "


# Schemata of whom or what may be listed, in lower case.
TYPES: Final = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANISATION,
    "company": EntityType.ORGANISATION,
    "publicbody": EntityType.ORGANISATION,
    "legalentity": EntityType.UNKNOWN,
    "vessel": EntityType.VESSEL,
    "airplane": EntityType.AIRCRAFT,
    "address": EntityType.ADDRESS,
    "cryptowallet": EntityType.UNKNOWN,
    "vehicle": EntityType.UNKNOWN,
    "asset": EntityType.UNKNOWN,
    "security": EntityType.UNKNOWN,
}
# Of two properties for one kind the last is the one to write.
NAMES: Final = {
    "name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "previousName": NameKind.PREVIOUS,
    "abbreviation": NameKind.WEAK_ALIAS,
    "weakAlias": NameKind.WEAK_ALIAS,
}
_PARTS: Final = ("firstName", "secondName", "middleName", "fatherName", "lastName")
COUNTRIES: Final = {
    "nationality": CountryRelation.NATIONALITY,
    "citizenship": CountryRelation.CITIZENSHIP,
    "jurisdiction": CountryRelation.REGISTRATION,
    "flag": CountryRelation.FLAG,
    "pastFlags": CountryRelation.FORMER_FLAG,
    "birthCountry": CountryRelation.BIRTH,
    "mainCountry": CountryRelation.OTHER,
    "country": CountryRelation.OTHER,
}
_DATES: Final = ("birthDate", "incorporationDate", "buildDate")
_IDENTIFIERS: Final = (
    "imoNumber", "mmsi", "callSign", "leiCode", "innCode", "ogrnCode", "kppCode", "okpoCode",
    "uscCode", "dunsCode", "npiCode", "uniqueEntityId", "swiftBic", "vatCode", "taxNumber",
    "registrationNumber", "idNumber", "passportNumber", "serialNumber", "publicKey", "icaoCode",
)  # fmt: skip
# Schemes that share the property of another one.
SHARED: Final = {
    "national_id": "idNumber",
    "tail": "registrationNumber",
    "imo_company": "imoNumber",
}
# Read into a field here.
READ: Final = frozenset({*NAMES, *_PARTS, *COUNTRIES, *_DATES, *_IDENTIFIERS, "gender"})


def noted(what: Noted, text: str) -> str:
    """Return a note: "date: about 1965"."""
    return f"{what}{text}"


def from_notes(data: Mapping[str, Any], what: Noted) -> Iterator[str]:
    """Yield what notes of one kind say: "about 1965"."""
    for note in values_of(data, "notes"):
        if note.startswith(what):
            yield note.removeprefix(what)


def schema_of(data: Mapping[str, Any]) -> str:
    """Return the entity's schema in lower case."""
    return str(data.get("schema") or "").lower()


def values_of(data: Mapping[str, Any], *properties: str) -> Iterator[str]:
    """Yield the values of properties; what is no text is left out."""
    found = data.get("properties")
    for name in properties:
        values = found.get(name, ()) if isinstance(found, Mapping) else ()
        for value in values if isinstance(values, list) else (values,):
            if isinstance(value, str) and value.strip():
                yield value.strip()


def names_of(data: Mapping[str, Any]) -> Iterator[ListedName]:
    """Yield the names; where none is strong, first the one that a person's parts make."""
    found = [
        ListedName(text=text, kind=kind)
        for name, kind in NAMES.items()
        for text in values_of(data, name)
    ]
    if all(name.kind is NameKind.WEAK_ALIAS for name in found):
        text = " ".join(next(values_of(data, part), "") for part in _PARTS)
        if text.strip():
            yield ListedName(text=" ".join(text.split()))
    yield from found


def identifiers_of(data: Mapping[str, Any]) -> Iterator[ListedIdentifier]:
    """Yield the numbers, under the names of their properties."""
    for scheme in _IDENTIFIERS:
        for value in values_of(data, scheme):
            yield ListedIdentifier(scheme=scheme, value=value)


def dates_of(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield dates of birth, founding and building."""
    yield from values_of(data, *_DATES)


def gender_of(data: Mapping[str, Any], noted: str | None = None) -> Gender | None:
    """Return a gender, None where it is not said, or another.

    Args:
        noted: what a note says, where the schema has no property for it.
    """
    said = next(values_of(data, "gender"), noted or "").lower()
    return {"male": Gender.MALE, "female": Gender.FEMALE}.get(said)
