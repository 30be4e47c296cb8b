"""Listings as entities of FollowTheMoney, the data model of OpenSanctions.

What the model has no property for goes into `notes`, in words: nothing is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final

from lists.differing.wording import words_of
from lists.ftm.vocabulary import COUNTRIES, NAMES
from screening.facts.schemes import scheme_name
from screening.listing import (
    CountryRelation,
    Designation,
    EntityType,
    Listing,
    PartKind,
)

Entity = dict[str, Any]

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


def _schemes(*properties: str) -> dict[str, str]:
    """Return property by scheme: {"lei": "leiCode"}."""
    return {scheme_name(name): name for name in properties}


def _ties(*properties: str) -> dict[CountryRelation, str]:
    return {COUNTRIES[name]: name for name in properties}


_LEGAL_ENTITY: Final = _schemes(
    "leiCode", "innCode", "ogrnCode", "okpoCode", "uscCode", "dunsCode", "uniqueEntityId",
    "npiCode", "swiftBic", "vatCode", "taxNumber", "registrationNumber", "idNumber",
) | {"national_id": "idNumber"}  # fmt: skip
# What each schema has a property for.
_IDENTIFIERS: Final = {
    "Person": _LEGAL_ENTITY | _schemes("passportNumber"),
    "Organization": _LEGAL_ENTITY | {"imo_company": "imoNumber"},
    "LegalEntity": _LEGAL_ENTITY,
    "Vessel": _schemes("imoNumber", "mmsi", "callSign", "registrationNumber"),
    "Airplane": _schemes("registrationNumber", "serialNumber") | {"tail": "registrationNumber"},
    "Address": {},
}
_COUNTRIES: Final = {
    "Person": _ties("nationality", "citizenship", "birthCountry"),
    "Organization": _ties("jurisdiction"),
    "LegalEntity": _ties("jurisdiction"),
    "Vessel": _ties("flag", "pastFlags"),
    "Airplane": {},
    "Address": {},
}

_SIMPLE: Final = re.compile(r"[a-z_]+:[0-9A-Za-z]+")
_FOREIGN: Final = re.compile(r"[^0-9A-Za-z.-]")


def entities_of(listing: Listing, measures: Sequence[str]) -> Iterator[Entity]:
    """Yield a listing's entity, then one `Sanction` for each designation.

    Args:
        measures: what being on its list means: ("asset freeze", "export licence").
    """
    schema = _SCHEMAS[listing.type]
    yield {
        "id": entity_id(listing.id),
        "caption": listing.primary_name,
        "schema": schema,
        "properties": _properties(listing, schema, measures),
        "referents": [listing.id],
        "datasets": [listing.source],
        "target": True,
    }
    for number, designation in enumerate(listing.designations, 1):
        yield {
            "id": f"{entity_id(listing.id)}-sanction-{number}",
            "caption": designation.program,
            "schema": "Sanction",
            "properties": _sanction(listing, designation),
            "datasets": [listing.source],
            "target": False,
        }


def entity_id(listing_id: str) -> str:
    """Return a listing's id in the letters that the model allows: "us-ofac-sdn-7157".

    Ids that could become the same get a hash of their own.
    """
    plain = _FOREIGN.sub("-", listing_id)
    if _SIMPLE.fullmatch(listing_id):
        return plain
    return f"{plain}-{blake2b(listing_id.encode(), digest_size=6).hexdigest()}"


def _properties(listing: Listing, schema: str, measures: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in listing.names:
        found[_NAMES[name.kind]].append(name.text)
        # Parts of other kinds stand in the whole name alone.
        for part in name.parts if schema == "Person" else ():
            if part.kind in _PARTS:
                found[_PARTS[part.kind]].append(part.text)
    _add_identifiers(listing, schema, found)
    _add_countries(listing, schema, found)
    for date in listing.dates:
        # The model knows whole and partial dates, no spans: "about 1965" is a note.
        is_date = date.replace("-", "").isdigit() and schema in _DATES
        found[_DATES[schema] if is_date else "notes"].append(date)
    found["full" if schema == "Address" else "address"] += [a.text for a in listing.addresses]
    found["birthPlace" if schema == "Person" else "notes"] += listing.birth_places
    if listing.gender is not None:
        found["gender" if schema == "Person" else "notes"].append(listing.gender)
    found["notes"] += [*words_of(listing).get("relations", ()), *filter(None, [listing.remarks])]
    found["topics"] = _topics(measures)
    return {key: list(dict.fromkeys(values)) for key, values in found.items() if values}


def _add_identifiers(listing: Listing, schema: str, found: dict[str, list[str]]) -> None:
    known = _IDENTIFIERS[schema]
    for number in listing.identifiers:
        if number.scheme in known:
            found[known[number.scheme]].append(number.value)
        else:
            found["notes"].append(f"{number.scheme} {number.value}")


def _add_countries(listing: Listing, schema: str, found: dict[str, list[str]]) -> None:
    for tie in listing.ties:
        found[_COUNTRIES[schema].get(tie.relation, "country")].append(tie.code.lower())
    tied = {tie.code for tie in listing.ties}
    found["country"] += [code.lower() for code in listing.countries if code not in tied]


def _topics(measures: Sequence[str]) -> list[str]:
    is_export = [measure for measure in measures if "export" in measure]
    topics = ["export.control"] if is_export else []
    return topics + (["sanction"] if len(is_export) < len(measures) else [])


def _sanction(listing: Listing, found: Designation) -> dict[str, list[str]]:
    fields = {
        "entity": entity_id(listing.id),
        "program": found.program,
        "authority": found.authority,
        "provisions": found.legal_basis,
        "startDate": found.start,
        "endDate": found.end,
    }
    return {key: [value] for key, value in fields.items() if value}
