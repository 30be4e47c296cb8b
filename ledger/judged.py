"""Verdicts as they were made, each with the record that it is about: for receipts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from customhouse.content import ContentHash
from customhouse.verdict import Outcome
from ledger.compression import decompress
from ledger.rows import ShipmentKey
from ledger.schema import basis, shipment, verdict
from ledger.verdicts import plain_verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict of a shipment's history.

    Attributes:
        sequence: its place among the shipment's records and verdicts.
        superseded: the record came after a newer revision; of its verdict only the outcome is kept.
        verdict: as JSON, a ShipmentView.
        receipt: the record as canonical JSON.
    """

    key: ShipmentKey
    shipment_no: int
    sequence: int
    revision: int
    content: ContentHash
    superseded: bool
    recorded_at: datetime
    at: datetime
    outcome: Outcome
    basis: int | None
    verdict: bytes
    receipt: bytes


def judged(connection: Connection, key: ShipmentKey) -> list[Judged]:
    """Return every verdict on a shipment, the oldest first."""
    query = (
        select(shipment, basis.c.snapshot, basis.c.policy, basis.c.engine)
        .outerjoin(basis, basis.c.basis_no == shipment.c.basis_no)
        .where(shipment.c.shipment_id == key.shipment_id, shipment.c.source == key.source)
        .order_by(shipment.c.shipment_no)
    )
    found = [each for row in connection.execute(query).all() for each in _of(connection, key, row)]
    return sorted(found, key=lambda each: each.sequence)


def _of(connection: Connection, key: ShipmentKey, record: Row[Any]) -> Iterator[Judged]:
    """Yield the verdict that a record came with, then those of being screened again."""
    query = select(verdict).where(verdict.c.shipment_no == record.shipment_no)
    rows = connection.execute(query.order_by(verdict.c.verdict_no)).all()
    first = next((row for row in rows if _sequence(row) == record.sequence), None)
    view = plain_verdict(record) if first is None else bytes(first.view)
    common: dict[str, Any] = {
        "key": key,
        "shipment_no": record.shipment_no,
        "revision": record.revision,
        "content": ContentHash(record.content),
        "superseded": record.superseded,
        "recorded_at": record.recorded_at,
        "receipt": decompress(bytes(record.receipt)),
    }
    yield Judged(
        **common,
        sequence=record.sequence,
        at=record.recorded_at,
        outcome=Outcome(record.outcome),
        basis=record.basis_no,
        verdict=view,
    )
    for row in rows:
        if row is not first:
            yield Judged(
                **common,
                sequence=_sequence(row),
                at=row.at or record.recorded_at,
                outcome=Outcome(row.outcome),
                basis=row.basis_no,
                verdict=bytes(row.view),
            )


def _sequence(row: Row[Any]) -> int:
    return int(orjson.loads(row.view).get("sequence", 0))
