"""What became of a shipment, and what hangs on a list: for people who ask."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import orjson
from sqlalchemy import Connection, and_, case, exists, func, or_, select

from customhouse.verdict import Outcome
from ledger.compression import decompress
from ledger.database import chunked
from ledger.postbox import event_of
from ledger.rows import HistoryRow, OutboxRow, Rescreened, ShipmentKey
from ledger.runs.rows import Scope, Stage
from ledger.schema import (
    carries,
    head,
    hit,
    outbox,
    rescreen,
    rescreen_shipment,
    shipment,
    verdict,
)

# What stands behind the colon in "us_ofac_sdn:7157" sorts before this.
_BEHIND: Final = ";"


def history(connection: Connection, key: ShipmentKey) -> list[HistoryRow]:
    """Return every record of a shipment and every verdict that changed its state, in order."""
    query = (
        select(shipment, verdict.c.outcome.label("judged"), verdict.c.view, verdict.c.at)
        .outerjoin(verdict, verdict.c.shipment_no == shipment.c.shipment_no)
        .add_columns(verdict.c.basis_no.label("judged_on"))
        .where(shipment.c.shipment_id == key.shipment_id, shipment.c.source == key.source)
        .order_by(shipment.c.shipment_no, verdict.c.verdict_no)
    )
    found: list[HistoryRow] = []
    seen = None
    for row in connection.execute(query):
        if row.shipment_no != seen:
            seen = row.shipment_no
            found.append(
                HistoryRow(
                    sequence=row.sequence,
                    at=row.recorded_at,
                    is_record=True,
                    superseded=row.superseded,
                    revision=row.revision,
                    outcome=Outcome(row.outcome),
                    basis=row.basis_no,
                )
            )
        # The verdict that came with the record is told with it.
        if row.view is not None and row.at not in (None, row.recorded_at):
            view = orjson.loads(row.view)
            found.append(
                HistoryRow(
                    sequence=view.get("sequence", 0),
                    at=row.at,
                    is_record=False,
                    superseded=False,
                    revision=row.revision,
                    outcome=Outcome(row.judged),
                    basis=row.judged_on,
                    # Only events say why, but for a verdict that no screening made.
                    is_decided=bool(view.get("causes")),
                )
            )
    return found


def receipt(connection: Connection, shipment_no: int) -> bytes:
    """Return a record as it was screened: canonical JSON."""
    query = select(shipment.c.receipt).where(shipment.c.shipment_no == shipment_no)
    return decompress(bytes(connection.execute(query).scalar_one()))


def rescreened(connection: Connection, shipment_no: int, after: datetime) -> Rescreened | None:
    """Return the last re-screening since a verdict, which found it to be still right.

    Args:
        shipment_no: of a shipment that is current.
        after: when the verdict was made.
    """
    until = case((rescreen.c.since.is_(None), rescreen.c.started_at), else_=rescreen.c.since)
    # A shipment past its last arrival, or closed, is passed over.
    was_open = or_(
        rescreen.c.scope == Scope.ALL.value,
        head.c.open_until.is_(None),
        head.c.open_until >= until,
    )
    was_there = or_(head.c.closed_at.is_(None), head.c.closed_at >= rescreen.c.started_at)
    waits = exists().where(
        rescreen_shipment.c.run_no == rescreen.c.run_no,
        rescreen_shipment.c.shipment_no == shipment_no,
    )
    is_past = and_(rescreen.c.stage == Stage.JUDGING.value, ~waits)
    query = (
        select(rescreen)
        .join(head, head.c.shipment_no == shipment_no)
        .where(rescreen.c.scope != Scope.UNSCREENED.value, rescreen.c.started_at >= after)
        .where(rescreen.c.superseded_at.is_(None))
        .where(or_(rescreen.c.finished_at.is_not(None), is_past))
        .where(was_open, was_there)
        .order_by(rescreen.c.run_no.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Rescreened(basis=row.basis_no, at=row.finished_at or row.started_at)


def flagged_by(connection: Connection, source: str) -> int:
    """Return how many open shipments are FLAGGED by a hit on a list."""
    of_list = (hit.c.listing_id >= f"{source}:", hit.c.listing_id < f"{source}{_BEHIND}")
    query = (
        select(func.count(head.c.shipment_no.distinct()))
        .join(carries, carries.c.shipment_no == head.c.shipment_no)
        .join(hit, hit.c.subject_no == carries.c.subject_no)
        .where(hit.c.to_basis.is_(None), *of_list)
        .where(head.c.outcome == Outcome.FLAGGED.value, head.c.closed_at.is_(None))
    )
    return int(connection.execute(query).scalar_one())


def events(connection: Connection, alert_ids: Iterable[str]) -> list[OutboxRow]:
    """Return those events that there are, oldest first."""
    rows = [
        row
        for part in chunked(sorted(set(alert_ids)))
        for row in connection.execute(select(outbox).where(outbox.c.alert_id.in_(part)))
    ]
    return [event_of(row) for row in sorted(rows, key=lambda row: int(row.outbox_no))]
