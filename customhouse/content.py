"""The canonical form of a record, and its hash."""

import json
from hashlib import blake2b

from customhouse.shipment import ShipmentRecord


def canonical_record(record: ShipmentRecord) -> bytes:
    """Return the record's content as canonical JSON: sorted keys, no defaults, no as_of."""
    fields = record.model_dump(
        mode="json", by_alias=True, exclude={"as_of"}, exclude_defaults=True, warnings=False
    )
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_hash(canonical: bytes) -> str:
    """Return the hash of a canonical record, 32 hex digits."""
    return blake2b(canonical, digest_size=16).hexdigest()
