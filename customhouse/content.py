"""The canonical form of a record, and its hash."""

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final, NewType

from customhouse.shape import record_shape

ContentHash = NewType("ContentHash", str)  # made by content_hash() only

# Below 0.0001 pydantic writes a number otherwise than Python does, whose form the hashes in every
# ledger are made of: 0.00001 and 1e-7, not 1e-05 and 1e-07.
_SMALL: Final = b"0.0000"
_SMALLER: Final = re.compile(rb"e-[0-9]+[],}]")


def canonical_form(said: Mapping[str, Any]) -> bytes:
    """Return the content of a checked record as canonical JSON: sorted keys, nothing unsaid.

    What holds its default says nothing, so that a field that is added to the record one day
    changes the form of no record before it. `as_of` is no content.

    Args:
        said: as record_shape() makes it.
    """
    if "extensions" in said:
        said = {**said, "extensions": _in_order(said["extensions"])}
    writer = record_shape(takes_empty=False).serializer
    canonical = writer.to_json(said, exclude_none=True)
    if _SMALL not in canonical and _SMALLER.search(canonical) is None:
        return canonical
    fields = writer.to_python(said, mode="json", exclude_none=True)
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_hash(canonical: bytes) -> ContentHash:
    """Return the hash of a canonical record, 32 hex digits."""
    return ContentHash(blake2b(canonical, digest_size=16).hexdigest())


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return [_in_order(each) for each in value] if isinstance(value, list) else value
