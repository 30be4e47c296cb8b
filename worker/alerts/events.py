"""Which event a change of verdict is, and the event itself."""

from datetime import datetime
from typing import Final

from customhouse.alert import Alert, EventType, IntakeErasedView, ServiceView, alert_id
from customhouse.keys import Lane
from customhouse.verdict import Cause, Outcome, ShipmentView, VerdictBefore
from ledger.rows import Current, OutboxRow, ShipmentKey
from worker.alerts.changes import CauseOf, mark_changes, matters
from worker.alerts.envelopes import enveloped

_TYPES: Final = {
    Outcome.FLAGGED: EventType.FLAGGED,
    Outcome.UNSCREENED: EventType.UNSCREENED,
    # Nobody is told of a CLEAR that follows a CLEAR.
    Outcome.CLEAR: EventType.CLEARED,
}


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
    old = None if before is None else ShipmentView.model_validate_json(before.verdict)
    view = _view(old, ShipmentView.model_validate_json(now.verdict), cause_of, cause)
    kind = _event_type(old, view)
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


def _view(
    old: ShipmentView | None, now: ShipmentView, cause_of: CauseOf, cause: str
) -> ShipmentView:
    """Return the data of the event: the verdict, with what changed and why."""
    hits = mark_changes(() if old is None else old.hits, now.hits, cause_of)
    causes = {hit.cause for hit in hits if hit.cause is not None} or {cause}
    stood = None
    if old is not None:
        basis = None if old.basis is None else old.basis.number
        stood = VerdictBefore(outcome=old.outcome, sequence=old.sequence, basis=basis)
    return now.model_copy(update={"hits": hits, "causes": tuple(sorted(causes)), "before": stood})


def _event_type(old: ShipmentView | None, now: ShipmentView) -> EventType | None:
    if old is None or _replaced(old, now):
        return _TYPES[now.outcome]
    if (old.outcome, now.outcome) == (Outcome.UNSCREENED, Outcome.CLEAR):
        # Screened at last: nobody was suspected, so nobody is cleared.
        return EventType.CHANGED
    if now.outcome is not old.outcome:
        return _TYPES[now.outcome]
    if now.outcome is Outcome.UNSCREENED:
        # Another reason may need somebody else to do something.
        return EventType.UNSCREENED if _reasons(old) != _reasons(now) else None
    return EventType.CHANGED if any(map(matters, now.hits)) else None


def _reasons(view: ShipmentView) -> set[str]:
    return {reason.id for reason in view.reasons}


def _replaced(before: ShipmentView, now: ShipmentView) -> bool:
    """Tell whether upstream sent something new, rather than the lists having changed."""
    return (before.revision, before.content) != (now.revision, now.content)
