"""What the ledger tells people of a shipment and of a list."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from ledger_rows import KEY, NOW, a_hit, a_shipment, a_verdict, an_alert

from customhouse.verdict import Outcome
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey
from ledger.runs.rows import Scope

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    found = Ledger(ledger_url)
    found.activate("snapshot", "policy", "3", NOW)
    yield found
    found.dispose()


def record(ledger: Ledger, **changes: object) -> int:
    """Record a shipment on the first basis, and return its number."""
    with ledger.batch(1) as book:
        book.add([a_shipment(**{"basis": 1, **changes})])
    (found,) = ledger.status(KEY.shipment_id)
    return found.shipment_no


def flag(ledger: Ledger, shipment_no: int) -> None:
    """Screen a shipment again on a second basis, on which it is flagged."""
    ledger.activate("snapshot 2", "policy", "3", LATER)
    verdict = a_verdict(
        2, Outcome.FLAGGED, b'{"sequence":2}', at=LATER, sequence=2, hits=(a_hit(),)
    )
    with ledger.batch(2) as book:
        assert book.reverdict(shipment_no, verdict)


def test_a_history_tells_records_and_what_screening_again_changed(ledger: Ledger) -> None:
    flag(ledger, record(ledger))
    first, second = ledger.history(KEY)
    assert (first.is_record, first.outcome, first.at, first.basis) == (True, "CLEAR", NOW, 1)
    assert (second.is_record, second.outcome, second.at, second.basis) == (
        False, "FLAGGED", LATER, 2,
    )  # fmt: skip
    assert (first.sequence, second.sequence) == (1, 2)


def test_the_verdict_that_came_with_a_record_is_told_once(ledger: Ledger) -> None:
    record(ledger, outcome=Outcome.UNSCREENED, verdict=b'{"sequence":1}', is_plain=False)
    assert [row.outcome for row in ledger.history(KEY)] == ["UNSCREENED"]


def test_the_record_is_given_back_as_it_was_screened(ledger: Ledger) -> None:
    receipt = b'{"shipment_id":"S1","parties":[%s]}' % b",".join([b'{"name":"Heron"}'] * 40)
    assert ledger.receipt(record(ledger, receipt=receipt)) == receipt


def finish_run(ledger: Ledger, basis: int, began_at: object) -> None:
    number = ledger.runs.begin(basis, Scope.OPEN, began_at)
    with ledger.batch(basis) as book:
        book.runs.finish(ledger.runs.run(number), LATER)


def test_a_run_that_found_nothing_new_confirms_a_verdict(ledger: Ledger) -> None:
    number = record(ledger)
    assert ledger.rescreened(number, NOW + timedelta(seconds=1)) is None
    ledger.activate("snapshot 2", "policy", "3", LATER)
    finish_run(ledger, 2, LATER)
    found = ledger.rescreened(number, NOW + timedelta(seconds=1))
    assert found is not None
    assert (found.basis, found.at) == (2, LATER)


def test_a_shipment_that_was_not_open_any_more_is_not_said_to_be_screened_again(
    ledger: Ledger,
) -> None:
    number = record(ledger, open_until=NOW + timedelta(minutes=1))
    ledger.activate("snapshot 2", "policy", "3", LATER)
    finish_run(ledger, 2, LATER)
    assert ledger.rescreened(number, NOW + timedelta(seconds=1)) is None


def test_what_hangs_on_a_list_is_counted_once_a_shipment(ledger: Ledger) -> None:
    flag(ledger, record(ledger))
    assert (ledger.flagged_by("us"), ledger.flagged_by("u"), ledger.flagged_by("eu")) == (1, 0, 0)
    ledger.close(KEY.shipment_id, None, LATER)
    assert ledger.flagged_by("us") == 0


def test_events_are_found_by_their_ids(ledger: Ledger) -> None:
    ledger.enqueue([an_alert("a1"), an_alert("a2"), an_alert("a3")])
    assert [event.alert_id for event in ledger.events(["a3", "a1", "nothing"])] == ["a1", "a3"]


def test_the_newest_published_events_come_first(ledger: Ledger) -> None:
    ledger.enqueue([an_alert("a1"), an_alert("a2"), an_alert("a3")])
    ledger.mark_published(["a1", "a3"], LATER)
    found = ledger.newest_published(5)
    assert [(row.alert_id, row.published_at) for row in found] == [("a3", LATER), ("a1", LATER)]


def test_an_unknown_shipment_has_no_history(ledger: Ledger) -> None:
    assert ledger.history(ShipmentKey(source="erp", shipment_id="S9")) == []
