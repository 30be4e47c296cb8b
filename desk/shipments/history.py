"""What became of a shipment, step by step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson

from customhouse.alert import EventType
from customhouse.verdict import Outcome
from ledger.ledger import Ledger
from ledger.rows import HistoryRow, ShipmentKey
from worker.alerts.events import shipment_alert_id

_OF_SHIPMENTS: Final = (
    EventType.FLAGGED,
    EventType.CHANGED,
    EventType.CLEARED,
    EventType.UNSCREENED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A record that came, or a screening that changed the result.

    Attributes:
        what: "record", "record, superseded", "screened again" or "decided".
        causes: why the result changed, as its alert says.
        alert_id: of what subscribers heard of it; None: nothing.
    """

    at: datetime
    what: str
    revision: int
    outcome: Outcome
    basis: int | None
    causes: tuple[str, ...] = ()
    alert_id: str | None = None


def history_of(ledger: Ledger, key: ShipmentKey) -> tuple[Step, ...]:
    """Return every record of a shipment and every change of its result, the oldest first."""
    rows = ledger.history(key)
    ids = {row.sequence: _ids(key, row) for row in rows}
    events = {
        event.alert_id: event.event
        for event in ledger.events(alert for alerts in ids.values() for alert in alerts)
    }
    return tuple(_step(row, ids[row.sequence], events) for row in rows)


def _ids(key: ShipmentKey, row: HistoryRow) -> list[str]:
    """Return the ids of the events that a step may have."""
    return [shipment_alert_id(key, row.sequence, kind) for kind in _OF_SHIPMENTS]


def _step(row: HistoryRow, ids: Iterable[str], events: Mapping[str, bytes]) -> Step:
    alert_id = next((each for each in ids if each in events), None)
    causes = () if alert_id is None else orjson.loads(events[alert_id])["data"].get("causes", ())
    what = "decided" if row.is_decided else "screened again"
    what = "record" if row.is_record else what
    return Step(
        at=row.at,
        what=f"{what}, superseded" if row.superseded else what,
        revision=row.revision,
        outcome=row.outcome,
        basis=row.basis,
        causes=tuple(causes),
        alert_id=alert_id,
    )
