"""The way of a batch, against stand-ins that keep the promises of the real things."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLedger, FakePublisher, FakeQuality, FakeScreener
from records import a_record
from verdicts import a_hit, an_entry

from customhouse.keys import Lane
from customhouse.verdict import Fate
from ledger.rows import EntryName
from worker.batch import Batch

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HITS = {"Heron Works": (a_hit(),)}


class Desk:
    """A batch and all that it works with."""

    def __init__(self, *paused: str) -> None:
        self.ledger, self.publisher = FakeLedger(), FakePublisher()
        self.quality = FakeQuality(*paused)
        self.ledger.activate("s1", "p", "e", NOW)
        self.batch = Batch(
            self.ledger, FakeScreener(HITS), self.publisher, self.quality,
            now=lambda: NOW, margin=timedelta(days=7),
        )  # fmt: skip

    def take(self, *records: Any) -> None:
        wires = [json.dumps(record).encode() for record in records]
        entries = [an_entry(wire, number, asks=True) for number, wire in enumerate(wires)]
        self.batch.process(Lane.BULK, entries)

    def fates(self) -> list[Fate]:
        return [each.fate for each in self.ledger.state.recorded.values()]


def test_every_entry_of_a_batch_has_a_fate_and_is_acknowledged() -> None:
    desk = Desk()
    desk.take(a_record("S1", "Heron Works"), a_record("S2"), a_record("S2"), {"source": "urn:x"})
    assert desk.fates() == [Fate.FLAGGED, Fate.CLEAR, Fate.DUPLICATE, Fate.DEAD]
    assert desk.publisher.acknowledged == ["0-0", "1-0", "2-0", "3-0"]
    assert len(desk.publisher.answers) == 4


def test_a_batch_taken_twice_changes_nothing() -> None:
    desk = Desk()
    desk.take(a_record("S1", "Heron Works"), a_record("S2"))
    recorded, heads = dict(desk.ledger.state.recorded), dict(desk.ledger.state.heads)
    published = set(desk.publisher.published)
    desk.take(a_record("S1", "Heron Works"), a_record("S2"))
    assert (desk.ledger.state.recorded, desk.ledger.state.heads) == (recorded, heads)
    assert set(desk.publisher.published) == published
    assert len(desk.quality.noted) == 2


def test_what_is_flagged_is_told_and_what_is_clear_is_not() -> None:
    desk = Desk()
    desk.take(a_record("S1", "Heron Works"), a_record("S2"))
    (event,) = desk.ledger.state.outbox.values()
    assert (event.type, event.key and event.key.shipment_id) == (
        "customhouse.shipment.flagged.v1", "S1",
    )  # fmt: skip
    assert set(desk.ledger.published) == {event.alert_id}


def test_records_of_a_paused_source_wait_and_are_not_recorded() -> None:
    desk = Desk("urn:test:erp")
    desk.take(a_record("S1", "Heron Works"))
    assert desk.fates() == []
    (waiting,) = desk.publisher.published.values()
    assert waiting.stream == "waiting"


@pytest.mark.parametrize("is_recorded", [True, False], ids=["recorded", "not recorded"])
def test_a_condemned_entry_that_is_recorded_keeps_its_fate(is_recorded: bool) -> None:
    desk = Desk()
    if is_recorded:
        desk.take(a_record("S1", "Heron Works"))
    desk.batch.condemn(an_entry(b"{}", 0), "crashed its worker")
    fate = desk.ledger.state.recorded[EntryName("bulk:0-0")].fate
    assert fate is (Fate.FLAGGED if is_recorded else Fate.DEAD)
    assert bool(desk.ledger.state.dead) is not is_recorded
