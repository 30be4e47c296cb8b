"""Which event a change of verdict is, and the event itself."""

from collections.abc import Iterable
from datetime import datetime

from customhouse.alert import Alert, EventType, IntakeErasedView, ServiceView, alert_id
from customhouse.keys import Lane
from customhouse.verdict import Cause, HitChange, Outcome, ShipmentView, VerdictBefore
from ledger.rows import Current, OutboxRow, ShipmentKey
from worker.alerts.changes import CauseOf, mark_changes
from worker.alerts.envelopes import enveloped


def shipment_event(
    before: Current | None, now: Current, *, cause_of: CauseOf, cause: str, at: datetime
) -> OutboxRow | None:
    """Return the event that subscribers hear of a new verdict, or None.

    Its id is made of the verdict's place in the shipment's history: what is decided, revoked and
    decided again is three events, and what is published twice is one.

    Args:
        before: what was in force until now, if anything was.
        cause_of: why a hit changed.
        cause: why the verdict was made, where no hit tells.
    """
    if _is_quiet(before, now):
        return None
    view = _view(before, now, cause_of, cause)
    kind = _event_type(before, now, view)
    if kind is None:
        return None
    alert = Alert(
        id=shipment_alert_id(now.key, now.sequence, kind),
        type=kind,
        subject=now.key.shipment_id,
        time=at,
        data=view,
    )
    return enveloped(alert, now.key, at)


def shipment_alert_id(key: ShipmentKey, sequence: int, kind: EventType) -> str:
    """Return the id of the event of a verdict: of its place in the shipment's history."""
    return alert_id(key.source, key.shipment_id, sequence, kind)


def degraded_event(reason: str, since: str, at: datetime) -> OutboxRow:
    """Return the one event for all that nothing can be screened.

    Args:
        since: what tells this degradation from an earlier one: basis and last good load.
    """
    kind = EventType.DEGRADED
    alert = Alert(id=alert_id(kind, since), type=kind, time=at, data=ServiceView(reason=reason))
    return enveloped(alert, None, at)


def erased_event(lane: Lane, records: int, at: datetime) -> OutboxRow:
    """Return the event that so many records were ever erased from a lane."""
    kind = EventType.INTAKE_ERASED
    view = IntakeErasedView(lane=lane, records=records)
    identity = alert_id(kind, lane, records)
    return enveloped(Alert(id=identity, type=kind, subject=lane, time=at, data=view), None, at)


def cause_record(*_: object) -> str:
    """Say of every hit that the record is why it changed."""
    return Cause.RECORD


def _is_quiet(before: Current | None, now: Current) -> bool:
    """Tell whether a shipment was CLEAR and still is: nearly all are, and nobody is told."""
    was = Outcome.CLEAR if before is None else before.outcome
    return was is Outcome.CLEAR and now.outcome is Outcome.CLEAR


def _view(before: Current | None, now: Current, cause_of: CauseOf, cause: str) -> ShipmentView:
    """Return the data of the event: the verdict, with what changed and why."""
    view = ShipmentView.model_validate_json(now.verdict)
    old = () if before is None else ShipmentView.model_validate_json(before.verdict).hits
    hits = mark_changes(old, view.hits, cause_of)
    causes = {hit.cause for hit in hits if hit.cause is not None} or {cause}
    stood = None
    if before is not None:
        stood = VerdictBefore(outcome=before.outcome, sequence=before.sequence, basis=before.basis)
    return view.model_copy(update={"hits": hits, "causes": tuple(sorted(causes)), "before": stood})


def _event_type(before: Current | None, now: Current, view: ShipmentView) -> EventType | None:
    was = None if before is None else before.outcome
    is_replaced = before is None or _replaced(before, now)
    match now.outcome:
        case Outcome.UNSCREENED:
            is_told = was is Outcome.UNSCREENED and not is_replaced
            return None if is_told else EventType.UNSCREENED
        case Outcome.CLEAR:
            return EventType.CLEARED
        case Outcome.FLAGGED if was is not Outcome.FLAGGED or is_replaced:
            return EventType.FLAGGED
    return EventType.CHANGED if _differs(h.change for h in view.hits) else None


def _differs(changes: Iterable[HitChange]) -> bool:
    return any(change is not HitChange.KEPT for change in changes)


def _replaced(before: Current, now: Current) -> bool:
    """Tell whether upstream sent something new, rather than the lists having changed."""
    return (before.revision, before.content) != (now.revision, now.content)
