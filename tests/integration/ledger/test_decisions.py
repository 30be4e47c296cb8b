"""What deciding relies on: SQLite, PostgreSQL and the stand-in in memory."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from decisions import LATER, a_row, on_hit, signed
from fakes import FakeLedger
from ledger_rows import KEY, NOW, a_party, a_shipment, a_verdict, an_alert

from customhouse.alert import EventType
from customhouse.verdict import Outcome
from ledger.decisions.rows import Decision, DecisionRow, Ending, LicenceRow
from ledger.fingerprints import name_key
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey

Either = Ledger | FakeLedger
PARTY = a_party("Harbour Works")
FIRST = ShipmentKey(source="erp", shipment_id="S0")
ROW = a_row(on_hit(PARTY, listing=b'{"id":"own:test:1"}'), key=KEY)


@pytest.fixture
def kept(either: Either) -> Either:
    """Return a ledger of two shipments of one party, both FLAGGED, and one of another party."""
    either.activate("s1", "p", "e", NOW)
    flagged = {"basis": 1, "is_plain": False, "outcome": Outcome.FLAGGED, "verdict": b'{"v":1}'}
    with either.batch(1) as book:
        others = a_shipment(ShipmentKey(source="erp", shipment_id="S9"), "Radiline", **flagged)
        book.add([a_shipment(KEY, **flagged), a_shipment(FIRST, **flagged), others])
        alert = an_alert("a1", key=KEY)
        book.enqueue([replace(alert, type=EventType.FLAGGED)])
    return either


def decided(kept: Either, *rows: DecisionRow) -> list[int]:
    with kept.deciding() as book:
        return book.decide(list(rows))


def read(kept: Either, number: int = 1) -> Decision:
    with kept.deciding() as book:
        found = book.decision(number)
    assert found is not None
    return found


def test_a_decision_comes_back_as_it_was_given(kept: Either) -> None:
    row = replace(ROW, expires_at=LATER, needs_second="it is a test", draws=Decimal("9.50"))
    assert decided(kept, row) == [1]
    found = read(kept)
    assert (found.hit, found.signed, found.expires_at) == (row.hit, row.signed, LATER)
    assert (found.draws, found.needs_second, found.key) == (Decimal("9.50"), "it is a test", KEY)
    assert (found.canonical, found.is_pending) == (PARTY.canonical, True)


def test_decisions_given_together_are_found_together(kept: Either) -> None:
    assert decided(kept, ROW, replace(ROW, item="i2")) == [1, 2]
    assert decided(kept, ROW) == [3]
    with kept.deciding() as book:
        assert [each.no for each in book.given_together(1)] == [1, 2]


def test_a_decision_is_confirmed_and_ended_and_never_changed(kept: Either) -> None:
    decided(kept, replace(ROW, needs_second="it is a test"))
    with kept.deciding() as book:
        book.confirm(1, signed("Bea Ortiz"))
    assert read(kept).is_in_effect(NOW)
    with kept.deciding() as book:
        book.end(1, Ending.REVOKED, signed("Cem Aydin", "wrong"))
    found = read(kept)
    assert (found.ending, found.is_in_effect(NOW)) == (Ending.REVOKED, False)
    assert (found.confirmed, found.ended) == (signed("Bea Ortiz"), signed("Cem Aydin", "wrong"))
    assert found.signed == ROW.signed


def test_a_batch_reads_decisions_on_names_and_on_its_own_shipments(kept: Either) -> None:
    decided(kept, ROW)
    decided(kept, replace(ROW, hit=None, item="i2"))
    with kept.batch(1) as book:
        by_name = book.decisions_on({name_key(" HARBOUR  works")}, set())
        assert [each.no for each in by_name] == [1]
        assert [each.no for each in book.decisions_on(set(), {KEY, FIRST})] == [2]
        assert book.decisions_on({name_key("Radiline")}, {FIRST}) == []


def test_a_decision_concerns_every_shipment_of_the_party_and_its_own(kept: Either) -> None:
    with kept.deciding() as book:
        found = book.concerned({PARTY.fingerprint}, KEY, NOW)
        assert [each.key for each in found] == [FIRST, KEY]
        assert [each.key for each in book.concerned(set(), KEY, NOW)] == [KEY]


def test_a_shipment_is_given_another_verdict_on_the_same_hits(kept: Either) -> None:
    with kept.deciding() as book:
        current = book.lock([KEY])[KEY]
        assert current is not None
        row = a_verdict(1, Outcome.CLEAR, b'{"v":2}', sequence=2)
        book.restate([(current.shipment_no, row)])
    with kept.batch(1) as again:
        now = again.lock([KEY])[KEY]
    assert now == replace(current, sequence=2, outcome=Outcome.CLEAR, verdict=b'{"v":2}')


def test_only_what_is_over_and_not_yet_ended_has_expired(kept: Either) -> None:
    rows = (ROW, replace(ROW, expires_at=LATER), replace(ROW, expires_at=NOW))
    decided(kept, *rows)
    with kept.deciding() as book:
        assert [each.no for each in book.expired(NOW, 10)] == [3]
        book.end(3, Ending.EXPIRED, signed("", ""))
        assert book.expired(NOW, 10) == []
        later = NOW + timedelta(days=31)
        assert [each.no for each in book.expired(later, 10)] == [2]


def test_the_alerts_of_a_shipment_are_found_the_newest_first(kept: Either) -> None:
    with kept.deciding() as book:
        newer = replace(an_alert("a2", key=KEY), type=EventType.CLEARED)
        book.enqueue([newer, replace(an_alert("d1", key=KEY), type=EventType.HIT_DECIDED)])
        assert [each.alert_id for each in book.alerts_of(KEY)] == ["a2", "a1"]
        assert [book.alert("a1") is None, book.alert("x") is None] == [False, True]


def test_an_alert_has_the_one_it_was_given_to_last(kept: Either) -> None:
    with kept.deciding() as book:
        assert book.assignees(["a1"]) == {}
        book.assign("a1", "Ann Reed", signed())
        book.assign("a1", "Bea Ortiz", signed())
        book.assign("a2", "Bea Ortiz", signed())
        book.assign("a2", "", signed())
        assert book.assignees(["a1", "a2"]) == {"a1": "Bea Ortiz"}


def test_what_a_failing_decision_wrote_is_gone(kept: Either) -> None:
    with pytest.raises(RuntimeError), kept.deciding() as book:  # noqa: PT012  all is one decision
        book.decide([ROW])
        raise RuntimeError
    with kept.deciding() as book:
        assert book.decision(1) is None


def test_a_licence_counts_what_is_drawn_and_what_comes_back(ledger: Ledger) -> None:
    row = LicenceRow(
        number="GB-1", authority="OTSI", parties=("Harbour Works",), goods="pumps",
        value=Decimal("100.00"), currency="EUR", expires_at=LATER, signed=signed(reason=""),
    )  # fmt: skip
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([a_shipment(basis=1)])
    draw = replace(ROW, licence="GB-1", draws=Decimal("30.50"), needs_second="it is a release")
    with ledger.deciding() as deciding:
        deciding.add_licence(row)
        deciding.decide([draw])
        deciding.decide([draw])
        (found,) = deciding.licences("GB-1")
        assert (found.left, found.parties) == (Decimal("39.00"), ("Harbour Works",))
        deciding.end(1, Ending.REVOKED, signed())
        deciding.end(2, Ending.EXPIRED, signed())
        (found,) = deciding.licences()
        assert found.left == Decimal("100.00")
    with ledger.deciding() as deciding:
        (number,) = deciding.decide([draw])
        deciding.confirm(number, signed("Bea Ortiz"))
        deciding.end(number, Ending.EXPIRED, signed())
        assert deciding.licences("GB-1")[0].left == Decimal("69.50")
