"""Listings as canonical JSON: fields in a fixed order, no blanks, nothing empty.

There are two hashes. A list's hash covers all its bytes. A listing's `content` covers only what
matching and reviewers rely on, so that it stays the same however a publisher's format orders or
spaces that.
"""

import re
from dataclasses import replace
from hashlib import blake2b, sha256
from typing import Any, Final

import orjson
from pydantic import TypeAdapter

from lists.identity import ListHash
from screening.listing import ContentHash, Listing, NameKind, Relation

_LISTING: Final = TypeAdapter(Listing)
_SIGNS: Final = re.compile(r"[\W_]+")
_LATIN: Final = (None, "Latn")
# Of these lists only some formats have the names in their own script, and say more of a relation
# than "linked to"; so neither can count.
_OF_SOME_FORMATS: Final = frozenset({"us_ofac_sdn", "us_ofac_cons"})


def with_content(listing: Listing) -> Listing:
    """Return the listing with the hash of what matching and reviewers rely on."""
    digest = blake2b(orjson.dumps(_relied_on(listing)), digest_size=16).hexdigest()
    return replace(listing, content=ContentHash(digest))


def to_json(listing: Listing) -> bytes:
    """Return the listing as one line of canonical JSON."""
    return _LISTING.dump_json(listing, exclude_defaults=True)


def from_json(line: bytes) -> Listing:
    """Return the listing that to_json() wrote."""
    return _LISTING.validate_json(line)


def hash_of_list(lines: bytes) -> ListHash:
    """Return the hash of a whole list in canonical JSON, 64 hex digits."""
    return ListHash(sha256(lines).hexdigest())


def _relied_on(listing: Listing) -> list[Any]:
    names = {
        (_words(name.text), name.kind is NameKind.WEAK_ALIAS)
        for name in listing.names
        if name.script in _LATIN or listing.source not in _OF_SOME_FORMATS
    }
    numbers = {(found.scheme, _letters(found.value)) for found in listing.identifiers}
    return [
        listing.type,
        sorted(names),
        sorted(numbers),
        sorted({_words(found.text) for found in listing.addresses}),
        sorted(listing.countries),
        sorted(listing.dates),
        sorted(listing.programs),
        listing.gender,
        sorted(set(listing.measures)),
        sorted({(_kind(listing, found), _words(found.name)) for found in listing.relations}),
    ]


def _kind(listing: Listing, relation: Relation) -> str:
    return "" if listing.source in _OF_SOME_FORMATS else relation.kind


def _words(text: str) -> str:
    """Return the words sorted: formats differ in the order of names and of parts of addresses."""
    return " ".join(sorted(_SIGNS.sub(" ", text.casefold()).split()))


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())
