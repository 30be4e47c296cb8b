"""A listing as canonical JSON: fields in their defined order, no blanks, always the same bytes.

Moving a field of Listing changes every content hash, and with it what counts as changed.
"""

from dataclasses import fields as fields_of
from dataclasses import replace
from hashlib import blake2b, sha256
from typing import Any

import orjson

from screening.listing import (
    EntityType,
    Gender,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    NameKind,
)


def with_content(listing: Listing) -> Listing:
    """Return the listing with the hash of all it says."""
    return replace(listing, content=_hash(to_json(replace(listing, content=""))))


def to_json(listing: Listing) -> bytes:
    """Return the listing as one line of canonical JSON."""
    said = {field.name: getattr(listing, field.name) for field in fields_of(listing)}
    if listing.gender is None:
        # The field came later: where it says nothing, the content hash stays what it was.
        del said["gender"]
    return orjson.dumps(said)


def from_json(line: bytes) -> Listing:
    """Return the listing that to_json() wrote."""
    fields: dict[str, Any] = orjson.loads(line)
    return Listing(
        id=fields["id"],
        source=fields["source"],
        type=EntityType(fields["type"]),
        names=tuple(
            ListedName(text=name["text"], kind=NameKind(name["kind"])) for name in fields["names"]
        ),
        identifiers=tuple(ListedIdentifier(**found) for found in fields["identifiers"]),
        addresses=tuple(ListedAddress(**found) for found in fields["addresses"]),
        countries=tuple(fields["countries"]),
        programs=tuple(fields["programs"]),
        dates=tuple(fields["dates"]),
        remarks=fields["remarks"],
        content=fields["content"],
        gender=Gender(fields["gender"]) if fields.get("gender") else None,
    )


def hash_of_list(lines: bytes) -> str:
    """Return the hash of a whole list in canonical JSON, 64 hex digits."""
    return sha256(lines).hexdigest()


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
