"""Made-up verdicts, and what is in force for made-up shipments."""

from datetime import UTC, datetime
from typing import Any

from customhouse.content import ContentHash
from customhouse.keys import RECORD_FIELD, Lane
from customhouse.verdict import Outcome
from ledger.rows import Current, ShipmentKey
from screening.evidence import AddressEvidence, Evidence
from screening.hit import Hit
from screening.policy import Band, Policy
from screening.watchlist import Watchlist
from worker.intake.messages import Entry, Message, Received, read_entry
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.wire import verdict_json

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = ShipmentKey(source="urn:test", shipment_id="S1")
READY = Standing(
    basis=None, view_json=None, unready=None, watchlist=Watchlist.of(()), policy=Policy()
)


def a_hit(listing_id: str = "own:test:1", score: float = 0.9, content: str = "l1",
          evidence: Evidence | None = None) -> Hit:  # fmt: skip
    return Hit(
        listing_id=listing_id, listing_name="Heron Works", listing_content=content,
        source=listing_id.rpartition(":")[0], programs=(), matched_name="Heron Works", score=score,
        band=Band.STRONG, reason="Heron is Heron.",
        evidence=evidence or AddressEvidence(address="1 Harbour Street", agreement="all of it"),
    )  # fmt: skip


def an_entry(raw: bytes, number: int = 1, *, asks: bool = False) -> Entry:
    fields = {RECORD_FIELD.encode(): raw} | ({b"answer": b"1"} if asks else {})
    return Entry(lane=Lane.BULK, id=f"{number}-0", fields=fields)


def received(name: str = "Heron Works", revision: int = 0, *, asks: bool = False) -> Received:
    record = (
        f'{{"shipment_id": "S1", "source": "urn:test", "revision": {revision},'
        f' "parties": [{{"role": "buyer", "names": [{{"text": "{name}"}}]}}]}}'
    )
    message: Message = read_entry(an_entry(record.encode(), asks=asks), NOW - NOW)
    assert isinstance(message, Received)
    return message


def a_verdict(*hits: Hit, outcome: Outcome | None = None, **rest: Any) -> Verdict:
    (carried,) = received().carried
    found = Outcome.FLAGGED if hits else Outcome.CLEAR
    pairs = tuple((carried, hit) for hit in hits)
    return Verdict(outcome=outcome or found, basis=None, hits=pairs, **rest)


def in_force(verdict: Verdict, *, sequence: int = 1, revision: int = 0, content: str = "c",
             basis: int | None = None) -> Current:  # fmt: skip
    hashed = ContentHash(content)
    body = verdict_json(verdict, READY, KEY, sequence=sequence, revision=revision, content=hashed)
    return Current(
        key=KEY, shipment_no=1, sequence=sequence, revision=revision, content=hashed,
        outcome=verdict.outcome, basis=basis, verdict=body, closed=False, recorded_at=NOW,
    )  # fmt: skip
