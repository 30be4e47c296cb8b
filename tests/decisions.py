"""Made-up decisions for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from customhouse.decision import DecisionWord
from ledger.decisions.rows import DecidedHit, Decision, DecisionRow, Signature
from ledger.fingerprints import name_key
from ledger.rows import Carried, ShipmentKey
from worker.deciding.asked import Asked

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = ShipmentKey(source="urn:test", shipment_id="S1")
OTHER = ShipmentKey(source="urn:test", shipment_id="S2")
LATER = NOW + timedelta(days=30)
FALSE_POSITIVE = DecisionWord.FALSE_POSITIVE
TRUE_MATCH = DecisionWord.TRUE_MATCH


def signed(by: str = "Ann Reed", reason: str = "another city", at: datetime = NOW) -> Signature:
    return Signature(by=by, os_user="desk", at=at, reason=reason)


def on_hit(carried: Carried, content: str = "l1", listing: bytes | None = None) -> DecidedHit:
    return DecidedHit(
        fingerprint=carried.fingerprint, name_key=name_key(carried.name),
        listing_id="own:test:1", listing_content=content, listing=listing,
    )  # fmt: skip


def a_row(hit: DecidedHit | None, **changes: Any) -> DecisionRow:
    fields: dict[str, Any] = {
        "alert_id": "a1", "key": KEY, "shipment_no": 1, "revision": 0, "content": "c",
        "item": "i1", "word": FALSE_POSITIVE, "hit": hit, "shown": b"{}", "signed": signed(),
    }  # fmt: skip
    return DecisionRow(**(fields | changes))


def a_decision(carried: Carried, **changes: Any) -> Decision:
    fields: dict[str, Any] = {
        "alert_id": "a1", "key": KEY, "shipment_no": 1, "revision": 0, "content": "c",
        "item": "i1", "word": FALSE_POSITIVE, "hit": on_hit(carried), "shown": b"{}",
        "signed": signed(), "no": 1, "canonical": carried.canonical,
    }  # fmt: skip
    return Decision(**(fields | changes))


def asked(alert_id: str, item: str, word: DecisionWord = FALSE_POSITIVE, **changes: Any) -> Asked:
    fields: dict[str, Any] = {
        "alert_id": alert_id, "item": item, "word": word, "signed": signed(),
    }  # fmt: skip
    return Asked(**(fields | changes))
