"""Which event a change of verdict is, and the event itself."""

from datetime import datetime

from customhouse.alert import (
    Alert,
    EventType,
    HitChange,
    Outcome,
    ServiceView,
    ShipmentView,
    alert_id,
)
from ledger.rows import OutboxRow, ShipmentKey
from worker.alerts.envelopes import enveloped
from worker.verdicts.judging import mark_changes


def shipment_event(
    before: ShipmentView | None, now: ShipmentView, *, turn: int, at: datetime
) -> OutboxRow | None:
    """Return the event that subscribers hear of a new verdict, or None.

    Args:
        before: the shipment's verdict until now, if it had one.
        turn: how often this very content of this revision was recorded before; it keeps the
            ids of A, then B, then A again apart.
    """
    kind = _event_type(before, now)
    if kind is None:
        return None
    hits = mark_changes(before.hits if before is not None else (), now.hits)
    basis = "none" if now.basis is None else now.basis.number
    identity = (now.source, now.shipment_id, now.revision, now.content, basis, kind)
    alert = Alert(
        id=alert_id(*identity, *((turn,) if turn else ())),
        type=kind,
        subject=now.shipment_id,
        time=at,
        data=now.model_copy(update={"hits": hits}),
    )
    key = ShipmentKey(source=now.source, shipment_id=now.shipment_id)
    return enveloped(alert, key, at)


def degraded_event(reason: str, since: str, at: datetime) -> OutboxRow:
    """Return the one event for all that nothing can be screened.

    Args:
        since: what tells this degradation from an earlier one: basis and last good load.
    """
    kind = EventType.DEGRADED
    alert = Alert(id=alert_id(kind, since), type=kind, time=at, data=ServiceView(reason=reason))
    return enveloped(alert, None, at)


def _event_type(before: ShipmentView | None, now: ShipmentView) -> EventType | None:
    was = None if before is None else before.outcome
    if now.outcome is Outcome.UNSCREENED:
        return EventType.UNSCREENED
    if now.outcome is Outcome.CLEAR:
        return EventType.CLEARED if was in (Outcome.FLAGGED, Outcome.UNSCREENED) else None
    if before is None or was is not Outcome.FLAGGED or _replaced(before, now):
        return EventType.FLAGGED
    changes = {hit.change for hit in mark_changes(before.hits, now.hits)}
    return EventType.CHANGED if changes != {HitChange.KEPT} else None


def _replaced(before: ShipmentView, now: ShipmentView) -> bool:
    """Tell whether upstream sent something new, rather than the lists having changed."""
    return (before.revision, before.content) != (now.revision, now.content)
