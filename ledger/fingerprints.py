"""The canonical form of a subject, and its fingerprint: what is remembered and cleared by.

What a record does not say stands in neither, so that a field which comes later changes the
fingerprint of no subject that does not say it.
"""

from hashlib import blake2b
from typing import Any, Final

import orjson

from ledger.rows import Carried, Fingerprint
from screening.listing import EntityType, Gender, ListedIdentifier
from screening.subject import Subject, SubjectKind

# A part of every canonical form: another way of making it is another version.
_VERSION: Final = 1


def carry(subject: Subject, ref: str, role: str | None) -> Carried:
    """Return a subject with its fingerprint and where on the shipment it stands."""
    canonical = canonical_form(subject)
    fingerprint = Fingerprint(blake2b(canonical, digest_size=16).digest())
    return Carried(
        subject=subject, canonical=canonical, fingerprint=fingerprint, ref=ref, role=role
    )


def name_key(name: str) -> str:
    """Return what finds parties of one name, whatever else is said of them: 16 hex digits."""
    folded = " ".join(name.casefold().split())
    return blake2b(folded.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def canonical_form(subject: Subject) -> bytes:
    """Return what is known of a subject as JSON, its fields in one order, none that is empty.

    Example: {"v":1,"kind":"party","names":["Akmetron JSC"],"countries":["RU"]}
    """
    said: dict[str, Any] = {"v": _VERSION, "kind": subject.kind}
    if subject.type is not EntityType.UNKNOWN:
        said["type"] = subject.type
    if subject.names:
        said["names"] = subject.names
    if subject.identifiers:
        said["identifiers"] = [_number(found) for found in subject.identifiers]
    if subject.countries:
        said["countries"] = subject.countries
    if subject.addresses:
        said["addresses"] = subject.addresses
    if subject.birth_date is not None:
        said["birth_date"] = subject.birth_date
    if subject.gender is not None:
        said["gender"] = subject.gender
    return orjson.dumps(said)


def read_subject(canonical: bytes) -> Subject:
    """Return the subject of a canonical form; of those that older versions wrote, too."""
    fields: dict[str, Any] = orjson.loads(canonical)
    return Subject(
        kind=SubjectKind(fields["kind"]),
        type=EntityType(fields.get("type", EntityType.UNKNOWN)),
        names=tuple(fields.get("names", ())),
        identifiers=tuple(ListedIdentifier(**found) for found in fields.get("identifiers", ())),
        countries=tuple(fields.get("countries", ())),
        addresses=tuple(fields.get("addresses", ())),
        birth_date=fields.get("birth_date"),
        gender=Gender(fields["gender"]) if fields.get("gender") else None,
    )


def _number(found: ListedIdentifier) -> dict[str, str]:
    said = {"scheme": found.scheme, "value": found.value}
    return said if found.country is None else said | {"country": found.country}
