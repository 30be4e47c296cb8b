"""Which verdicts are stored, and what stands for those that are not."""

from typing import Any

import orjson
from sqlalchemy import FromClause, Row, Select, select

from customhouse.alert import BasisView, Outcome, ShipmentView
from ledger.rows import Current
from ledger.schema import basis, head, shipment, verdict


def is_stored(outcome: Outcome, previous: Outcome | None, view: bytes) -> bool:
    """Return whether a verdict says more than "CLEAR, as before"."""
    if outcome is not Outcome.CLEAR or previous not in (None, Outcome.CLEAR):
        return True
    return bool(view) and bool(orjson.loads(view).get("findings"))


def current_shipments() -> Select[tuple[object, ...]]:
    """Return the query of what is in force for each shipment, with its last verdict."""
    joined: FromClause = head.join(shipment, shipment.c.shipment_no == head.c.shipment_no)
    joined = joined.outerjoin(verdict, verdict.c.verdict_no == head.c.verdict_no)
    joined = joined.outerjoin(basis, basis.c.basis_no == head.c.basis_no)
    return select(
        head.c.source,
        head.c.shipment_id,
        head.c.shipment_no,
        head.c.outcome,
        head.c.basis_no,
        head.c.closed_at,
        shipment.c.revision,
        shipment.c.content,
        shipment.c.turn,
        shipment.c.recorded_at,
        verdict.c.view,
        basis.c.snapshot,
        basis.c.policy,
        basis.c.engine,
    ).select_from(joined)


def view_of(row: Row[tuple[object, ...]]) -> bytes:
    """Return the stored view, or the one that follows where a shipment has always been CLEAR."""
    if row.view is not None:
        return bytes(row.view)
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
        outcome=Outcome(row.outcome),
        basis=rests_on,
    )
    return view.model_dump_json().encode()


def current_of(row: Row[Any]) -> Current:
    """Return what is in force for a shipment, from a row of current_shipments()."""
    return Current(
        shipment_no=row.shipment_no,
        revision=row.revision,
        content=row.content,
        outcome=Outcome(row.outcome),
        view=view_of(row),
        closed=row.closed_at is not None,
    )
