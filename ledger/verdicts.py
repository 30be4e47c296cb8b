"""Which verdicts are stored, and what stands for those that are not."""

from typing import Any

from sqlalchemy import FromClause, Row, Select, select

from customhouse.content import ContentHash
from customhouse.verdict import BasisView, Outcome, ShipmentView
from ledger.rows import Current, ShipmentKey, ShipmentRow, VerdictRow
from ledger.schema import basis, head, shipment, verdict


def is_stored(row: ShipmentRow | VerdictRow, previous: Outcome | None) -> bool:
    """Return whether a verdict says more than "CLEAR, as before"."""
    return not row.is_plain or previous not in (None, Outcome.CLEAR)


def current_shipments() -> Select[tuple[object, ...]]:
    """Return the query of what is in force for each shipment, with its last verdict."""
    joined: FromClause = head.join(shipment, shipment.c.shipment_no == head.c.shipment_no)
    joined = joined.outerjoin(verdict, verdict.c.verdict_no == head.c.verdict_no)
    joined = joined.outerjoin(basis, basis.c.basis_no == head.c.basis_no)
    return select(
        head.c.source,
        head.c.shipment_id,
        head.c.shipment_no,
        head.c.sequence,
        head.c.outcome,
        head.c.basis_no,
        head.c.closed_at,
        shipment.c.revision,
        shipment.c.content,
        shipment.c.recorded_at,
        verdict.c.view,
        basis.c.snapshot,
        basis.c.policy,
        basis.c.engine,
    ).select_from(joined)


def current_of(row: Row[Any]) -> Current:
    """Return what is in force for a shipment, from a row of current_shipments()."""
    return Current(
        key=ShipmentKey(source=row.source, shipment_id=row.shipment_id),
        shipment_no=row.shipment_no,
        sequence=row.sequence,
        revision=row.revision,
        content=ContentHash(row.content),
        outcome=Outcome(row.outcome),
        basis=row.basis_no,
        verdict=plain_verdict(row) if row.view is None else bytes(row.view),
        closed=row.closed_at is not None,
        recorded_at=row.recorded_at,
    )


def plain_verdict(row: Row[Any]) -> bytes:
    """Return the verdict on a shipment that has always been CLEAR, of which none is stored."""
    rests_on = None
    if row.basis_no is not None:
        rests_on = BasisView(
            number=row.basis_no, snapshot=row.snapshot, policy=row.policy, engine=row.engine
        )
    view = ShipmentView(
        source=row.source,
        shipment_id=row.shipment_id,
        revision=row.revision,
        content=row.content,
        sequence=row.sequence,
        outcome=Outcome(row.outcome),
        basis=rests_on,
    )
    return view.model_dump_json(exclude_none=True).encode()
