"""Giving shipments the verdicts that follow from a decision, in its own transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from customhouse.alert import Alert, EventType, alert_id
from customhouse.decided import Act, HitDecidedView
from customhouse.decision import AlertState, DecisionOn
from customhouse.verdict import Cause, HitView, Reason, ShipmentView
from ledger.decisions.rows import Decision
from ledger.rows import Carried, Current, Fingerprint, OutboxRow, ShipmentKey, VerdictRow
from worker.alerts.envelopes import enveloped
from worker.alerts.events import shipment_event
from worker.deciding.states import Item, alert_state, items_of, last_alert
from worker.verdicts.decided import Claim, Decided, ListingOf, keys_of, told_now
from worker.verdicts.weighing import outcome_of


class RestatingBook(Protocol):
    """The transaction of a decision, as far as shipments get another verdict in it."""

    def concerned(
        self, fingerprints: Collection[Fingerprint], own: ShipmentKey, at: datetime
    ) -> list[Current]:
        """Return the shipments on which a decision may change something, locked."""
        ...

    def carried(self, shipment_nos: Iterable[int]) -> dict[int, list[Carried]]:
        """Return the subjects of each shipment."""
        ...

    def decisions_on(
        self, name_keys: Collection[str], keys: Collection[ShipmentKey]
    ) -> list[Decision]:
        """Return what was decided on parties of these names, and on reasons of these shipments."""
        ...

    def restate(self, rows: Sequence[tuple[int, VerdictRow]]) -> None:
        """Give shipments that are current other verdicts on the same hits, by their numbers."""
        ...

    def alerts_of_all(self, keys: Collection[ShipmentKey]) -> dict[ShipmentKey, list[OutboxRow]]:
        """Return the alerts of each shipment, the newest first."""
        ...

    def assignees(self, alert_ids: Collection[str]) -> dict[str, str]:
        """Return who has each of those alerts that somebody has."""
        ...

    def enqueue(self, rows: Sequence[OutboxRow]) -> None:
        """Put events in the outbox."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """What a decision made of a shipment."""

    before: Current
    old: ShipmentView
    now: Current
    view: ShipmentView


def restate(
    book: RestatingBook,
    acted: Sequence[Decision],
    act: Act,
    *,
    at: datetime,
    listing_of: ListingOf,
) -> list[Restated]:
    """Give every shipment that decisions bear on its verdict, and tell of each.

    Args:
        acted: the decisions that were made, confirmed, revoked or have expired, of one shipment.
        listing_of: returns a listing as it is now.

    Returns:
        The decisions' own shipment, then the others that changed.
    """
    own = acted[0].key
    held = book.concerned(_reach(acted), own, at)
    carried = book.carried([each.shipment_no for each in held])
    names = keys_of(party for parties in carried.values() for party in parties)
    keys = {each.key for each in held}
    decided = Decided(book.decisions_on(names, keys), at, listing_of)
    restated = [
        _restated(each, carried[each.shipment_no], decided)
        for each in sorted(held, key=lambda current: current.key != own)
    ]
    changed = [
        each for each in restated if each.now.key == own or _said(each.old) != _said(each.view)
    ]
    book.restate([_row(found, at) for found in changed])
    events = [event for found in changed if (event := _shipment_event(found, at)) is not None]
    book.enqueue(events)
    book.enqueue(list(_decided_events(book, changed, acted, act, at)))
    return changed


def _reach(acted: Sequence[Decision]) -> set[Fingerprint]:
    """Return the parties on whose other shipments the decisions bear, too."""
    return {
        each.hit.fingerprint
        for each in acted
        if each.hit is not None and not each.this_shipment and not each.is_pending
    }


def _restated(before: Current, carried: Iterable[Carried], decided: Decided) -> Restated:
    old = ShipmentView.model_validate_json(before.verdict)
    parties = {each.ref: each for each in carried}
    hits = tuple(_marked(hit, before, parties, decided) for hit in old.hits)
    reasons = tuple(_settled(reason, before, decided) for reason in old.reasons)
    outcome = old.outcome
    # Where neither is there, an older version was UNSCREENED for a reason that it did not keep.
    if hits or reasons:
        outcome = outcome_of(flags=any(hit.flags for hit in hits), reasons=reasons)
    changes = {
        "hits": hits,
        "reasons": reasons,
        "outcome": outcome,
        "sequence": before.sequence + 1,
        "causes": (Cause.DECISION.value,),
    }
    if reasons:
        left = [reason.text for reason in reasons if not reason.is_settled]
        changes["reason"] = "; ".join(left) or None
    view = old.model_copy(update=changes)
    verdict = view.model_dump_json(exclude_unset=True, exclude_none=True).encode()
    now = replace(before, sequence=view.sequence, outcome=outcome, verdict=verdict)
    return Restated(before=before, old=old, now=now, view=view)


def _marked(
    hit: HitView, current: Current, parties: Mapping[str, Carried], decided: Decided
) -> HitView:
    claim = Claim(
        key=current.key,
        content=current.content,
        carried=parties[hit.subject.ref],
        listing_id=hit.listing_id,
        listing_content=hit.listing_content,
    )
    return hit.model_copy(update={"decision": decided.on_hit(claim)})


def _settled(reason: Reason, current: Current, decided: Decided) -> Reason:
    if reason.passes:
        return reason
    found = decided.on_reason(current.key, current.content, reason.id)
    return reason.model_copy(update={"decision": found})


def _said(view: ShipmentView) -> dict[str, DecisionOn | None]:
    return {each.id: each.decision for each in items_of(view)}


def _row(found: Restated, at: datetime) -> tuple[int, VerdictRow]:
    now = found.now
    row = VerdictRow(
        sequence=now.sequence,
        basis=now.basis or 0,
        outcome=now.outcome,
        verdict=now.verdict,
        at=at,
        is_due=any(reason.passes for reason in found.view.reasons),
    )
    return now.shipment_no, row


def _shipment_event(found: Restated, at: datetime) -> OutboxRow | None:
    if found.before.outcome is found.now.outcome:
        return None
    return shipment_event(found.before, found.now, cause_of=_cause, cause=Cause.DECISION, at=at)


def _decided_events(
    book: RestatingBook,
    changed: Sequence[Restated],
    acted: Sequence[Decision],
    act: Act,
    at: datetime,
) -> Iterable[OutboxRow]:
    # An alert that comes of this is the one that people work on from now on.
    alerts = book.alerts_of_all([found.now.key for found in changed])
    lasts = {key: last_alert(rows) for key, rows in alerts.items()}
    assignees = book.assignees([last.alert_id for last in lasts.values() if last is not None])
    for found in changed:
        last, state = lasts[found.now.key], None
        if last is not None:
            assignee = assignees.get(last.alert_id)
            state = alert_state(last.alert_id, last, found.view, assignee)
        for each in acted:
            item = _item_of(each, found)
            if item is not None or each.key == found.now.key:
                yield _event(found, each, act, item=item, last=last, state=state, at=at)


def _item_of(decision: Decision, found: Restated) -> Item | None:
    """Return what a decision bears on, or bore on until now."""
    said = _said(found.old)
    is_own = decision.key == found.now.key
    for item in items_of(found.view):
        bears = {each.decision for each in (item.decision, said[item.id]) if each}
        if (is_own and decision.item == item.id) or decision.no in bears:
            return item
    return None


def _event(
    found: Restated,
    decision: Decision,
    act: Act,
    *,
    item: Item | None,
    last: OutboxRow | None,
    state: AlertState | None,
    at: datetime,
) -> OutboxRow:
    key, kind = found.now.key, EventType.HIT_DECIDED
    on = None if item is None else item.decision
    hit = item if isinstance(item, HitView) else None
    view = HitDecidedView(
        source=key.source,
        shipment_id=key.shipment_id,
        revision=found.now.revision,
        sequence=found.now.sequence,
        outcome=found.now.outcome,
        alert=None if last is None else last.alert_id,
        state=state,
        act=act,
        item=decision.item if item is None else item.id,
        subject=None if hit is None else hit.subject,
        listing_id=None if hit is None else hit.listing_id,
        listing_name=None if hit is None else hit.listing_name,
        decision=on if on is not None and on.decision == decision.no else told_now(decision, at),
    )
    # The sequence, for a shipment may be told of one decision more than once: as it is given
    # here, and as it bears on a record that came later.
    identity = alert_id(kind, decision.no, act, key.source, key.shipment_id, found.now.sequence)
    alert = Alert(id=identity, type=kind, subject=key.shipment_id, time=at, data=view)
    return enveloped(alert, key, at)


def _cause(*_: object) -> str:
    return Cause.DECISION
