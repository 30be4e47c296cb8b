"""A listing as canonical JSON: fields in their defined order, no blanks, nothing that is empty.

Two hashes: a list's is of all its bytes; a listing's `content` is of what matching and reviewers
rely on, in a form in which it does not matter how a publisher's format orders or spaces it.
"""

import re
from dataclasses import replace
from hashlib import blake2b, sha256
from typing import Any, Final

import orjson
from pydantic import TypeAdapter

from screening.listing import Listing, NameKind

_LISTING: Final = TypeAdapter(Listing)
_SIGNS: Final = re.compile(r"[\W_]+")
_LATIN: Final = (None, "Latn")
# Of these lists only some formats have the names in their own script, so they cannot count.
_LATIN_ONLY: Final = frozenset({"us_ofac_sdn", "us_ofac_cons"})


def with_content(listing: Listing) -> Listing:
    """Return the listing with the hash of what matching and reviewers rely on."""
    digest = blake2b(orjson.dumps(_relied_on(listing)), digest_size=16).hexdigest()
    return replace(listing, content=digest)


def to_json(listing: Listing) -> bytes:
    """Return the listing as one line of canonical JSON."""
    return _LISTING.dump_json(listing, exclude_defaults=True)


def from_json(line: bytes) -> Listing:
    """Return the listing that to_json() wrote."""
    return _LISTING.validate_json(line)


def hash_of_list(lines: bytes) -> str:
    """Return the hash of a whole list in canonical JSON, 64 hex digits."""
    return sha256(lines).hexdigest()


def _relied_on(listing: Listing) -> list[Any]:
    names = {
        (_words(name.text), name.kind is NameKind.WEAK_ALIAS)
        for name in listing.names
        if name.script in _LATIN or listing.source not in _LATIN_ONLY
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
    ]


def _words(text: str) -> str:
    """Return the words in one order: formats turn names, and put an address together, apart."""
    return " ".join(sorted(_SIGNS.sub(" ", text.casefold()).split()))


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())
