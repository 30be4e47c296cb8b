"""Listings as entities of FollowTheMoney, the data model of OpenSanctions.

A listing is one entity, with entities of their own beside it for each address, for each number that
says more than its property can, and for each designation. What the model has no property for goes
into `notes`, in words: nothing is left out. Read back, a listing has the same content hash; what
the model cannot say stands in docs/lists.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from lists.differing.wording import words_of
from lists.ftm.adjacent import addresses_of, documents_of, own_numbers, sanctions_of
from lists.ftm.ids import entity_id
from lists.ftm.vocabulary import COUNTRIES, NAMES, Noted, noted
from screening.listing import CountryRelation, EntityType, Listing, Measure, PartKind

Entity = dict[str, Any]
Properties = defaultdict[str, list[str]]

_SCHEMAS: Final = {
    EntityType.PERSON: "Person",
    EntityType.ORGANISATION: "Organization",
    EntityType.VESSEL: "Vessel",
    EntityType.AIRCRAFT: "Airplane",
    EntityType.ADDRESS: "Address",
    EntityType.UNKNOWN: "LegalEntity",
}
_NAMES: Final = {kind: name for name, kind in NAMES.items()}
_PARTS: Final = {
    PartKind.GIVEN: "firstName",
    PartKind.MIDDLE: "middleName",
    PartKind.FAMILY: "lastName",
    PartKind.PATRONYMIC: "fatherName",
    PartKind.MATRONYMIC: "motherName",
    PartKind.TITLE: "title",
    PartKind.SUFFIX: "nameSuffix",
}
_DATES: Final = {
    "Person": "birthDate",
    "Organization": "incorporationDate",
    "LegalEntity": "incorporationDate",
    "Vessel": "buildDate",
    "Airplane": "buildDate",
}
# Topics for what is less than a sanction; all else is one.
_TOPICS: Final = {
    Measure.EXPORT_LICENCE: "export.control",
    Measure.EXPORT_DENIAL: "export.control",
    Measure.UNVERIFIED: "export.risk",
    Measure.ADVISORY: "trade.risk",
}


def _ties(*properties: str) -> dict[CountryRelation, str]:
    return {COUNTRIES[name]: name for name in properties}


_COUNTRIES: Final = {
    "Person": _ties("nationality", "citizenship", "birthCountry"),
    "Organization": _ties("jurisdiction"),
    "LegalEntity": _ties("jurisdiction"),
    "Vessel": _ties("flag", "pastFlags"),
    "Airplane": {},
    "Address": {},
}


def entities_of(listing: Listing) -> Iterator[Entity]:
    """Yield a listing's entity, then those that belong to it: `Address`, `Identification` …"""
    schema = _SCHEMAS[listing.type]
    addresses = [*addresses_of(listing)]
    yield {
        "id": entity_id(listing.id),
        "caption": listing.primary_name,
        "schema": schema,
        "properties": _properties(listing, schema, [each["id"] for each in addresses]),
        "referents": [listing.id],
        "datasets": [listing.source],
        "target": True,
    }
    for entity in (*addresses, *documents_of(listing, schema), *sanctions_of(listing)):
        yield entity | {"datasets": [listing.source], "target": False}


def _properties(listing: Listing, schema: str, addresses: list[str]) -> dict[str, list[str]]:
    found: Properties = defaultdict(list)
    for name in listing.names:
        found[_NAMES[name.kind]].append(name.text)
        # Parts of other kinds stand in the whole name alone.
        for part in name.parts if schema == "Person" else ():
            if part.kind in _PARTS:
                found[_PARTS[part.kind]].append(part.text)
    for property_name, value in own_numbers(listing, schema):
        found[property_name].append(value)
    _add_countries(listing, schema, found)
    _add_life(listing, schema, found)
    found["full" if schema == "Address" else "address"] += [a.text for a in listing.addresses]
    found["addressEntity"] += addresses
    found["notes"] += [*words_of(listing).get("relations", ()), *filter(None, [listing.remarks])]
    found["topics"] = sorted({_TOPICS.get(each, "sanction") for each in listing.measures})
    return {key: list(dict.fromkeys(values)) for key, values in found.items() if values}


def _add_countries(listing: Listing, schema: str, found: Properties) -> None:
    for tie in listing.ties:
        found[_COUNTRIES[schema].get(tie.relation, "country")].append(tie.code.lower())
    said = {tie.code for tie in listing.ties} | {a.country for a in listing.addresses}
    found["country"] += [code.lower() for code in listing.countries if code not in said]


def _add_life(listing: Listing, schema: str, found: Properties) -> None:
    """Add dates, birth places and gender, as notes where the schema has no property for them."""
    for date in listing.dates:
        # The model knows whole and partial dates, no spans such as "about 1965".
        is_date = date.replace("-", "").isdigit() and schema in _DATES
        found[_DATES[schema] if is_date else "notes"].append(
            date if is_date else noted(Noted.DATE, date)
        )
    is_person = schema == "Person"
    for place in listing.birth_places:
        found["birthPlace" if is_person else "notes"].append(
            place if is_person else noted(Noted.BIRTH_PLACE, place)
        )
    if listing.gender is not None:
        found["gender" if is_person else "notes"].append(
            listing.gender if is_person else noted(Noted.GENDER, listing.gender)
        )
