"""Where an alert stands: read from what is in force, and kept nowhere, so that it cannot lie."""

from collections.abc import Iterator, Sequence
from typing import Final

import orjson

from customhouse.alert import EventType
from customhouse.decision import AlertState, DecisionOn, Effect
from customhouse.verdict import Cause, HitView, Outcome, Reason, ShipmentView
from ledger.rows import OutboxRow

# What may be decided.
Item = HitView | Reason
_DECIDED: Final = frozenset({Effect.SUPPRESSED, Effect.RELEASED, Effect.CONFIRMED})


def items_of(view: ShipmentView) -> Iterator[Item]:
    """Yield what may be decided of a verdict."""
    yield from view.hits
    yield from view.reasons


def last_alert(alerts: Sequence[OutboxRow]) -> OutboxRow | None:
    """Return the alert of a shipment that people work on: the last one that no decision made.

    Args:
        alerts: of the shipment, the newest first.
    """
    return next((each for each in alerts if not _is_release(each)), None)


def alert_state(
    alert_id: str, last: OutboxRow | None, view: ShipmentView, assignee: str | None
) -> AlertState:
    """Return where an alert stands.

    Args:
        last: the last alert of its shipment.
        view: the verdict in force.
    """
    if last is None or last.alert_id != alert_id:
        return AlertState.SUPERSEDED
    # What only informs nobody has to decide.
    informs = {hit.id for hit in view.hits if not hit.flags and not hit.is_settled}
    decisions = [each.decision for each in items_of(view) if each.id not in informs]
    if any(each is not None and each.effect is Effect.AWAITING for each in decisions):
        return AlertState.AWAITING
    if view.outcome is Outcome.CLEAR or (decisions and all(map(_is_decided, decisions))):
        return AlertState.DECIDED
    return AlertState.OPEN if assignee is None else AlertState.ASSIGNED


def _is_decided(decision: DecisionOn | None) -> bool:
    return decision is not None and decision.effect in _DECIDED


def _is_release(alert: OutboxRow) -> bool:
    """Tell whether it says that a decision released the shipment: the alert of before is meant."""
    if alert.type != EventType.CLEARED:
        return False
    return list(orjson.loads(alert.event)["data"].get("causes", ())) == [Cause.DECISION]
