"""What the ledger says of a shipment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from customhouse.verdict import Outcome, ShipmentView
from desk.errors import CommandError
from desk.shipments.history import Step, history_of
from desk.shipments.screening import Screening, last_screening
from ledger.ledger import Ledger
from ledger.rows import Current
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentStatus:
    """What is in force for a shipment of one source.

    Attributes:
        recorded_at: when the record came that is in force.
        screening: the last one; None: it was never screened.
        history: the oldest step first.
        record: as it was screened, in canonical form.
    """

    view: ShipmentView
    closed: bool
    recorded_at: datetime
    screening: Screening | None
    history: tuple[Step, ...]
    record: Mapping[str, Any]


def statuses_of(
    ledger: Ledger, settings: Settings, shipment_id: str, source: str | None = None
) -> tuple[ShipmentStatus, ...]:
    """Return what is in force for a shipment: one status for each source that knows the id."""
    found = ledger.status(shipment_id, source)
    return tuple(_status(ledger, settings, current) for current in found)


def open_shipments(ledger: Ledger, shipment_id: str, source: str | None) -> list[Current]:
    """Return what is known of a shipment that is to be closed, of each source.

    Raises:
        CommandError: the ledger does not know it.
    """
    found = ledger.status(shipment_id, source)
    if not found:
        raise unknown_shipment(shipment_id, source)
    return [current for current in found if not current.closed]


def close_shipment(ledger: Ledger, shipment_id: str, source: str | None, at: datetime) -> int:
    """Close a shipment, so that it is not screened again; return how many were open."""
    return ledger.close(shipment_id, source, at)


def unknown_shipment(shipment_id: str, source: str | None) -> CommandError:
    """Return the error of a shipment that nobody has recorded."""
    of = "" if source is None else f" of {source}"
    return CommandError(
        f"shipment {shipment_id}{of}: the ledger does not know it; is it submitted and drained?"
    )


def _status(ledger: Ledger, settings: Settings, current: Current) -> ShipmentStatus:
    view = ShipmentView.model_validate_json(current.verdict)
    history = history_of(ledger, current.key)
    return ShipmentStatus(
        view=view,
        closed=current.closed,
        recorded_at=current.recorded_at,
        screening=_screening(ledger, settings, current, view, history),
        history=history,
        record=orjson.loads(ledger.receipt(current.shipment_no)),
    )


def _screening(
    ledger: Ledger,
    settings: Settings,
    current: Current,
    view: ShipmentView,
    history: tuple[Step, ...],
) -> Screening | None:
    if view.basis is None or view.outcome is Outcome.UNSCREENED:
        return None
    # What a person decided is no screening.
    others = ("record, superseded", "decided")
    judged = [step.at for step in history if step.what not in others]
    judged_at = max(judged, default=current.recorded_at)
    return last_screening(ledger, settings, current, view.basis, judged_at)
