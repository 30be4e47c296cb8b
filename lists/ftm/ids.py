"""Ids in the letters that FollowTheMoney allows."""

import re
from hashlib import blake2b
from typing import Final

_SIMPLE: Final = re.compile(r"[a-z_]+:[0-9A-Za-z]+")
_FOREIGN: Final = re.compile(r"[^0-9A-Za-z.-]")


def entity_id(listing_id: str) -> str:
    """Return a listing's id in the letters that the model allows: "us-ofac-sdn-7157".

    Ids that could become the same get a hash of their own.
    """
    plain = _FOREIGN.sub("-", listing_id)
    if _SIMPLE.fullmatch(listing_id):
        return plain
    return f"{plain}-{blake2b(listing_id.encode(), digest_size=6).hexdigest()}"
