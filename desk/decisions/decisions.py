"""Decisions that were made, and what became of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import orjson

from desk.errors import CommandError
from ledger.decisions.rows import Decision, Signature
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey
from worker.deciding.deciding import Done

_PAGE: Final = 500


def decisions_of(ledger: Ledger, limit: int, shipment_id: str | None) -> Sequence[Decision]:
    """Return the newest decisions, the newest first; of one shipment, where it is named."""
    with ledger.decisions() as read:
        if shipment_id is None:
            return read.newest(limit)
    keys = [current.key for current in ledger.status(shipment_id)]
    with ledger.decisions() as read:
        found = [each for key in keys for each in read.of_shipment(key)]
    return sorted(found, key=lambda each: -each.no)[:limit]


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


def decision_data(decision: Decision, at: datetime) -> dict[str, Any]:
    """Return a decision as data for programs."""
    hit = decision.hit
    return {
        "decision": decision.no,
        "state": decision.state(at),
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
        "decisions": [decision_data(each, at) for each in done.decisions],
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
