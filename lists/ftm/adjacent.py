"""Entities beside a listing's own: addresses in parts, numbers with a country, designations."""

from collections.abc import Iterator
from typing import Any, Final

from lists.ftm.ids import entity_id
from lists.ftm.vocabulary import LEGAL_BASIS, SHARED
from screening.facts.schemes import scheme_name
from screening.listing import Designation, EntityType, ListedIdentifier, Listing

Entity = dict[str, Any]


def _schemes(*properties: str) -> dict[str, str]:
    """Return property by scheme: {"lei": "leiCode"}."""
    return {scheme_name(name): name for name in properties}


_LEGAL_ENTITY: Final = _schemes(
    "leiCode", "innCode", "ogrnCode", "okpoCode", "uscCode", "dunsCode", "uniqueEntityId",
    "npiCode", "swiftBic", "vatCode", "taxNumber", "registrationNumber", "idNumber",
) | {"national_id": SHARED["national_id"]}  # fmt: skip
# What each schema has a property for.
_IDENTIFIERS: Final = {
    "Person": _LEGAL_ENTITY | _schemes("passportNumber"),
    "Organization": _LEGAL_ENTITY | {"imo_company": SHARED["imo_company"]},
    "LegalEntity": _LEGAL_ENTITY,
    "Vessel": _schemes("imoNumber", "mmsi", "callSign", "registrationNumber"),
    "Airplane": _schemes("registrationNumber", "serialNumber") | {"tail": SHARED["tail"]},
    "Address": {},
}


def own_numbers(listing: Listing, schema: str) -> Iterator[tuple[str, str]]:
    """Yield (property, number) for each number that its schema has a property for."""
    known = _IDENTIFIERS[schema]
    for number in listing.identifiers:
        if number.scheme in known:
            yield known[number.scheme], number.value


def documents_of(listing: Listing, schema: str) -> Iterator[Entity]:
    """Yield a `Passport` or an `Identification` for each number that a property cannot hold whole.

    A property has no country, and one property serves several schemes. The type of such a document
    is the scheme's name: "crypto_wallet".
    """
    owner, known = entity_id(listing.id), _IDENTIFIERS[schema]
    for place, number in enumerate(listing.identifiers, 1):
        if number.country is None and _reads_back(known.get(number.scheme), number, listing.type):
            continue
        is_passport = number.scheme == "passport"
        fields = {
            "holder": owner,
            "type": None if is_passport else number.scheme,
            "number": number.value,
            "country": number.country and number.country.lower(),
        }
        yield {
            "id": f"{owner}-number-{place}",
            "caption": number.value,
            "schema": "Passport" if is_passport else "Identification",
            "properties": _filled(fields),
        }


def _reads_back(name: str | None, number: ListedIdentifier, kind: EntityType) -> bool:
    """Tell whether a property says which scheme its number has."""
    if name == "imoNumber":
        return (number.scheme == "imo") == (kind is EntityType.VESSEL)
    return name is not None and scheme_name(name) == number.scheme


def addresses_of(listing: Listing) -> Iterator[Entity]:
    """Yield an `Address` for each address; what is itself an address has its parts in its own."""
    owner = entity_id(listing.id)
    for place, address in enumerate(listing.addresses, 1):
        fields = {
            "full": address.text,
            "street": address.street,
            "city": address.city,
            "region": address.region,
            "postalCode": address.postal_code,
            "country": address.country and address.country.lower(),
        }
        yield {
            "id": f"{owner}-address-{place}",
            "caption": address.text,
            "schema": "Address",
            "properties": _filled(fields),
        }


def sanctions_of(listing: Listing) -> Iterator[Entity]:
    """Yield a `Sanction` for each designation, with its measures as the scope of sanctions."""
    owner = entity_id(listing.id)
    for place, designation in enumerate(listing.designations, 1):
        yield {
            "id": f"{owner}-sanction-{place}",
            "caption": designation.program,
            "schema": "Sanction",
            "properties": _sanction(owner, designation),
        }


def _sanction(owner: str, found: Designation) -> dict[str, list[str]]:
    fields = {
        "entity": owner,
        "program": found.program,
        "authority": found.authority,
        "summary": found.legal_basis and f"{LEGAL_BASIS}{found.legal_basis}",
        "startDate": found.start,
        "endDate": found.end,
    }
    return _filled(fields) | {"provisions": list(found.measures)}


def _filled(fields: dict[str, str | None]) -> dict[str, list[str]]:
    return {key: [value] for key, value in fields.items() if value}
