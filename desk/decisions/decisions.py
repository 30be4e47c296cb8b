"""Decisions that were made, and what became of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from customhouse.verdict import HitView, ShipmentView
from desk.errors import CommandError
from ledger.decisions.rows import IN_EFFECT, Decision, Signature
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey
from worker.deciding.deciding import Done
from worker.deciding.states import items_of
from worker.verdicts.decided import LISTING_CHANGED


def decisions_of(ledger: Ledger, limit: int, shipment_id: str | None) -> Sequence[Decision]:
    """Return the newest decisions, the newest first; of one shipment, where it is named."""
    with ledger.decisions() as read:
        if shipment_id is None:
            return read.newest(limit)
    keys = [current.key for current in ledger.status(shipment_id)]
    with ledger.decisions() as read:
        found = [each for key in keys for each in read.of_shipment(key)]
    return sorted(found, key=lambda each: -each.no)[:limit]


def waiting_decisions(ledger: Ledger, limit: int) -> Sequence[Decision]:
    """Return the decisions that wait for a second person, the oldest first."""
    with ledger.decisions() as read:
        return read.waiting(limit)


def decision_of(ledger: Ledger, number: int) -> Decision:
    """Return a decision.

    Raises:
        CommandError: there is none of that number.
    """
    with ledger.decisions() as read:
        found = read.decision(number)
    if found is None:
        raise CommandError(f"there is no decision {number}; see: customhouse decisions list")
    return found


def superseding(ledger: Ledger, decision: Decision) -> list[int]:
    """Return the numbers of the decisions that came in the place of one."""
    with ledger.decisions() as read:
        found = read.of_shipment(decision.key)
    return [each.no for each in found if each.supersedes == decision.no]


def states_of(ledger: Ledger, decisions: Sequence[Decision], at: datetime) -> dict[int, str]:
    """Return where each decision stands: "in effect", "ended: listing changed" …

    What a change of the listing or the party has ended is known by the verdict on its shipment.
    """
    with ledger.decisions() as read:
        in_force = read.in_force({each.key for each in decisions})
    views = {
        key: ShipmentView.model_validate_json(current.verdict) for key, current in in_force.items()
    }
    return {each.no: _state(each, views.get(each.key), at) for each in decisions}


def _state(decision: Decision, view: ShipmentView | None, at: datetime) -> str:
    state = decision.state(at)
    items = {} if view is None else {each.id: each for each in items_of(view)}
    item = items.get(decision.item)
    if state != IN_EFFECT or item is None or not decision.settles:
        return state
    if item.decision is not None and item.decision.decision == decision.no and item.decision.ended:
        return f"ended: {item.decision.ended}"
    content = item.listing_content if isinstance(item, HitView) else None
    was = None if decision.hit is None else decision.hit.listing_content
    return state if content == was else f"ended: {LISTING_CHANGED}"


def decision_data(decision: Decision, state: str) -> dict[str, Any]:
    """Return a decision as data for programs; state: where it stands."""
    hit = decision.hit
    return {
        "decision": decision.no,
        "state": state,
        "word": decision.word,
        "alert": decision.alert_id,
        **asdict(decision.key),
        "revision": decision.revision,
        "item": decision.item,
        "about": orjson.loads(decision.shown),
        "fingerprint": None if hit is None else hit.fingerprint.hex(),
        "listing_id": None if hit is None else hit.listing_id,
        "listing_content": None if hit is None else hit.listing_content,
        "scope": "this shipment" if decision.this_shipment else "every shipment",
        "expires_at": decision.expires_at,
        "permitted_by": decision.permitted_by,
        "licence": decision.licence,
        "draws": None if decision.draws is None else str(decision.draws),
        "needs_second": decision.needs_second,
        "supersedes": decision.supersedes,
        "given_with": decision.given_with,
        "signed": asdict(decision.signed),
        "confirmed": _signed(decision.confirmed),
        "ending": decision.ending,
        "ended": _signed(decision.ended),
    }


def done_data(done: Done, at: datetime) -> dict[str, Any]:
    """Return what an act did, as data for programs."""
    return {
        "decisions": [decision_data(each, each.state(at)) for each in done.decisions],
        "shipments": [
            {
                **asdict(each.now.key),
                "outcome": each.now.outcome,
                "before": each.before.outcome,
                "sequence": each.now.sequence,
            }
            for each in done.shipments
        ],
    }


def key_words(key: ShipmentKey) -> str:
    """Return a shipment as people name it."""
    return f"{key.shipment_id} of {key.source}"


def _signed(signed: Signature | None) -> dict[str, Any] | None:
    return None if signed is None else asdict(signed)
