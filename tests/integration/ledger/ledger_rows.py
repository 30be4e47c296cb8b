"""Made-up rows for the ledger's tests."""

from datetime import UTC, datetime
from typing import Any

from customhouse.verdict import Fate, Outcome
from ledger.fingerprints import carry
from ledger.rows import (
    Carried,
    DeadRow,
    HitRow,
    IntakeRow,
    OutboxRow,
    ShipmentKey,
    ShipmentRow,
    VerdictRow,
)
from screening.subject import Subject, SubjectKind

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = ShipmentKey(source="erp", shipment_id="S1")


def a_party(name: str, ref: str = "parties.0") -> Carried:
    return carry(Subject(kind=SubjectKind.PARTY, names=(name,)), ref, "consignee")


def a_shipment(key: ShipmentKey = KEY, *parties: str, **changes: Any) -> ShipmentRow:
    names = parties or ("Harbour Works",)
    values: dict[str, Any] = {
        "key": key, "sequence": 1, "revision": 1, "content": "c1", "outcome": Outcome.CLEAR,
        "basis": None, "receipt": b"{}", "open_until": None, "verdict": b"{}", "at": NOW,
        "is_plain": True,
        "carried": tuple(a_party(n, f"parties.{i}") for i, n in enumerate(names)),
    }  # fmt: skip
    return ShipmentRow(**(values | changes))


def a_verdict(
    basis: int, outcome: Outcome = Outcome.CLEAR, verdict: bytes = b"{}", **changes: Any
) -> VerdictRow:
    values = {"sequence": 9, "basis": basis, "outcome": outcome, "verdict": verdict, "at": NOW}
    return VerdictRow(**(values | {"is_plain": outcome is Outcome.CLEAR} | changes))


def a_hit(name: str = "Harbour Works", content: str = "l1", score: float = 0.9) -> HitRow:
    return HitRow(
        fingerprint=a_party(name).fingerprint, listing_id="us:1", listing_content=content,
        score=score, detail=b"{}",
    )  # fmt: skip


def an_entry(entry: str, fate: Fate = Fate.CLEAR, key: ShipmentKey | None = KEY) -> IntakeRow:
    return IntakeRow(entry=entry, fate=fate, key=key, revision=1, at=NOW)


def an_alert(alert_id: str, at: datetime = NOW, key: ShipmentKey | None = KEY) -> OutboxRow:
    return OutboxRow(alert_id=alert_id, type="t", key=key, event=b"{}", at=at)


def a_dead(entry: str = "bulk:1-0", **changes: Any) -> DeadRow:
    values: dict[str, Any] = {
        "entry": entry, "reason": "r", "field": "f", "source": "erp", "raw": b"raw", "at": NOW,
    }  # fmt: skip
    return DeadRow(**(values | changes))
