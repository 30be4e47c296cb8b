"""Whether a stored party is the one that its fingerprint is of."""

import zlib
from hashlib import blake2b

import orjson

from ledger.compression import decompress


def is_itself(kind: str, fingerprint: bytes, stored: bytes) -> bool:
    """Tell whether a party's content has this fingerprint and is of this kind."""
    try:
        canonical = decompress(stored)
        said = orjson.loads(canonical)["kind"]
    except (zlib.error, ValueError, KeyError, TypeError):
        return False
    return said == kind and blake2b(canonical, digest_size=16).digest() == fingerprint
