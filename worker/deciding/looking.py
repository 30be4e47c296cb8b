"""What a decision is about, as it stands now; what is not there any more is refused in words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from customhouse.alert import Alert
from customhouse.decision import DecisionOn, Effect
from customhouse.verdict import HitView, Reason, ShipmentView
from ledger.rows import Current, OutboxRow, ShipmentKey
from worker.deciding.asked import Asked
from worker.deciding.refusing import DecisionRefusedError
from worker.deciding.states import Item, items_of, last_alert

# Whoever decides there has to say that they know of it.
_STANDING: Final = frozenset(
    {Effect.SUPPRESSED, Effect.RELEASED, Effect.CONFIRMED, Effect.AWAITING}
)


class AlertBook(Protocol):
    """Where alerts and what is in force are read."""

    def alert(self, alert_id: str) -> OutboxRow | None:
        """Return an event of a shipment by its id."""
        ...

    def alerts_of(self, key: ShipmentKey) -> list[OutboxRow]:
        """Return the alerts of a shipment, the newest first."""
        ...

    def lock(self, keys: Sequence[ShipmentKey]) -> dict[ShipmentKey, Current | None]:
        """Return what is in force for each shipment, locked against others."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a decision is about.

    Attributes:
        view: the verdict in force.
        items: the hits, or the one reason.
    """

    current: Current
    view: ShipmentView
    items: tuple[Item, ...]


def look_at(book: AlertBook, asked: Asked, superseded: Collection[int]) -> Target:
    """Return what is to be decided.

    Args:
        superseded: numbers of the decisions in whose place it comes.

    Raises:
        DecisionRefusedError: it is not there any more, or nothing that can be decided.
    """
    alert = book.alert(asked.alert_id)
    if alert is None or alert.key is None:
        raise DecisionRefusedError(
            f"no shipment has an alert {asked.alert_id}; see: customhouse alerts"
        )
    told = Alert.model_validate_json(alert.event).data
    current = book.lock([alert.key])[alert.key]
    if current is None or not isinstance(told, ShipmentView):
        raise DecisionRefusedError(f"alert {asked.alert_id} is about no shipment that is known")
    _refuse_superseded(alert, told, current, last_alert(book.alerts_of(alert.key)))
    view = ShipmentView.model_validate_json(current.verdict)
    items = tuple(_items(asked, told, view))
    for item in items:
        _refuse_decided(asked, item, superseded)
    _refuse_absent(superseded, items)
    return Target(current=current, view=view, items=items)


def _refuse_superseded(
    alert: OutboxRow, told: ShipmentView, current: Current, last: OutboxRow | None
) -> None:
    where = "see: customhouse status " + current.key.shipment_id
    if last is not None and last.alert_id != alert.alert_id:
        where = f"decide on its last alert, {last.alert_id}"
    if (told.revision, told.content) != (current.revision, current.content):
        raise DecisionRefusedError(
            f"alert {alert.alert_id} is about revision {told.revision} of "
            f"{current.key.shipment_id}, and another record is in force, revision "
            f"{current.revision}: {where}"
        )
    if last is None or last.alert_id != alert.alert_id:
        raise DecisionRefusedError(
            f"alert {alert.alert_id} is superseded by a newer one of {current.key.shipment_id}: "
            f"{where}"
        )


def _items(asked: Asked, told: ShipmentView, view: ShipmentView) -> Iterator[Item]:
    reason = next((each for each in view.reasons if each.id == asked.item), None)
    if reason is not None:
        _refuse_on_reason(asked, reason)
        yield reason
        return
    hit = next((each for each in view.hits if each.id == asked.item), None)
    if hit is None:
        raise DecisionRefusedError(_why_gone(asked, told, view))
    yield hit
    if asked.entity:
        yield from (each for each in view.hits if each.id != hit.id and _is_same(each, hit))


def _is_same(one: HitView, other: HitView) -> bool:
    """Tell whether two hits are of one party on one entity."""
    entities = one.entity or one.listing_id, other.entity or other.listing_id
    return one.subject.ref == other.subject.ref and entities[0] == entities[1]


def _why_gone(asked: Asked, told: ShipmentView, view: ShipmentView) -> str:
    gone = next((each for each in told.hits if each.id == asked.item), None)
    if gone is not None:
        return (
            f"{gone.subject.name} is no hit on {gone.listing_id} any more: nothing is to be "
            f"decided; see: customhouse status {view.shipment_id}"
        )
    ids = [each.id for each in items_of(view)]
    return f"alert {asked.alert_id} has no item {asked.item}; it has: {', '.join(ids) or 'none'}"


def _refuse_on_reason(asked: Asked, reason: Reason) -> None:
    if reason.passes:
        raise DecisionRefusedError(
            f"nobody can decide that {reason.text}: nothing was screened; it ends by itself, see: "
            "customhouse doctor"
        )
    if asked.permit is not None or asked.entity or asked.expires_at is not None:
        raise DecisionRefusedError(
            "a decision on a reason of UNSCREENED is for this record alone: leave out --entity, "
            "--expires and --permitted-by"
        )


def _refuse_absent(superseded: Collection[int], items: Sequence[Item]) -> None:
    there = {item.decision.decision for item in items if item.decision is not None}
    if superseded and not there & set(superseded):
        number = min(superseded)
        raise DecisionRefusedError(
            f"decision {number} does not stand there; see: customhouse decisions show {number}"
        )


def _refuse_decided(asked: Asked, item: Item, superseded: Collection[int]) -> None:
    found = item.decision
    if found is None or found.decision in superseded or not _stands(asked, found):
        return
    advice = f"to decide otherwise: --supersedes {found.decision}"
    if found.effect is Effect.AWAITING:
        advice = f"confirm it: customhouse confirm {found.decision} --by NAME; {advice}"
    raise DecisionRefusedError(
        f"{found.by} has decided that already, decision {found.decision}: {found.word}, "
        f"{found.effect}; {advice}"
    )


def _stands(asked: Asked, found: DecisionOn) -> bool:
    if found.effect is Effect.CONFIRMED_BEFORE:
        # To clear for every shipment what was confirmed on one contradicts somebody.
        return asked.is_false_positive and not asked.this_shipment
    if found.effect is Effect.CONFIRMED and asked.permit is not None:
        # That it is lawful comes beside that it is true, and does not put it aside.
        return False
    return found.effect in _STANDING
