"""The columns of rows that a batch writes, and their values in the same order."""

from typing import Any, Final

from ledger.compression import compress
from ledger.rows import Current, IntakeRow, ShipmentRow, VerdictRow

SHIPMENT: Final = (
    "shipment_no", "shipment_id", "source", "revision", "content", "sequence", "outcome",
    "basis_no", "superseded", "receipt", "recorded_at",
)  # fmt: skip
CARRIES: Final = ("shipment_no", "ref", "subject_no", "role")
VERDICT: Final = ("verdict_no", "shipment_no", "basis_no", "outcome", "view", "at")
HEAD: Final = (
    "shipment_id", "source", "shipment_no", "verdict_no", "outcome", "basis_no", "open_until",
    "closed_at", "sequence", "is_due", "departs_at", "is_passed_over",
)  # fmt: skip
INTAKE: Final = ("entry", "fate", "source", "shipment_id", "revision", "at")


def shipment_values(shipment_no: int, row: ShipmentRow) -> tuple[Any, ...]:
    """Return the values of SHIPMENT."""
    return (
        shipment_no, row.key.shipment_id, row.key.source, row.revision, row.content, row.sequence,
        row.outcome.value, row.basis, row.superseded, compress(row.receipt), row.at,
    )  # fmt: skip


def head_values(shipment_no: int, verdict_no: int | None, row: ShipmentRow) -> tuple[Any, ...]:
    """Return the values of HEAD that make a shipment the current one of its key."""
    # Who sends something new of a closed shipment shows that it is not closed.
    closed_at, is_passed_over = None, False
    return (
        row.key.shipment_id, row.key.source, shipment_no, verdict_no, row.outcome.value, row.basis,
        row.open_until, closed_at, row.sequence, row.is_due, row.departs_at, is_passed_over,
    )  # fmt: skip


def verdict_values(
    verdict_no: int, shipment_no: int, row: ShipmentRow | VerdictRow
) -> tuple[Any, ...]:
    """Return the values of VERDICT."""
    return verdict_no, shipment_no, row.basis, row.outcome.value, row.verdict, row.at


def intake_values(row: IntakeRow) -> tuple[Any, ...]:
    """Return the values of INTAKE."""
    source = None if row.key is None else row.key.source
    shipment_id = None if row.key is None else row.key.shipment_id
    return row.entry, row.fate.value, source, shipment_id, row.revision, row.at


def current(shipment_no: int, row: ShipmentRow) -> Current:
    """Return what is in force once a shipment is recorded."""
    return Current(
        key=row.key,
        shipment_no=shipment_no,
        sequence=row.sequence,
        revision=row.revision,
        content=row.content,
        outcome=row.outcome,
        basis=row.basis,
        verdict=row.verdict,
        closed=False,
        recorded_at=row.at,
    )
