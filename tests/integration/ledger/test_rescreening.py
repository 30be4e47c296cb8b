from dataclasses import replace
from datetime import timedelta

from ledger_rows import KEY, NOW, a_hit, a_shipment, a_verdict

from customhouse.verdict import Outcome
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey

OTHERS = [ShipmentKey(source="erp", shipment_id=f"S{i}") for i in (2, 3, 4, 5)]


def fill(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    past, future = NOW - timedelta(days=1), NOW + timedelta(days=1)
    with ledger.batch(1) as book:
        book.add([
            a_shipment(basis=1, outcome=Outcome.FLAGGED, is_plain=False, hits=(a_hit(),)),
            a_shipment(OTHERS[0], "Works", "Harbour Works", basis=1, open_until=future),
            a_shipment(OTHERS[1], basis=1, open_until=past),
            a_shipment(OTHERS[2], basis=1),
            a_shipment(OTHERS[3], outcome=Outcome.UNSCREENED, is_plain=False, is_due=True),
        ])  # fmt: skip
    ledger.close("S4", None, NOW)
    ledger.activate("s2", "p", "e", NOW)


def test_a_run_pages_over_what_is_open(ledger: Ledger) -> None:
    fill(ledger)
    number = ledger.begin_run(2, "open", NOW)
    assert ledger.begin_run(2, "open", NOW) == number
    run = ledger.unfinished_run()
    assert run is not None
    assert ledger.open_count(run, NOW) == 3
    first = ledger.page(run, NOW, 2)
    assert [row.current.key.shipment_id for row in first] == ["S1", "S2"]
    assert [each.name for each in first[1].carried] == ["Works", "Harbour Works"]
    rest = ledger.page(replace(run, cursor=first[1].current.shipment_no), NOW, 2)
    assert [row.current.key.shipment_id for row in rest] == ["S5"]


def test_a_run_of_the_unscreened_leaves_the_others_alone(ledger: Ledger) -> None:
    fill(ledger)
    assert ledger.has_unscreened(NOW)
    number = ledger.begin_run(2, "open", NOW)
    with ledger.batch(2) as book:
        book.advance(number, cursor=0, screened=0, changed=0, finished=True, at=NOW)
    ledger.begin_run(2, "unscreened", NOW)
    run = ledger.unfinished_run()
    assert run is not None
    (row,) = ledger.page(run, NOW, 9)
    with ledger.batch(2) as book:
        assert book.reverdict(row.current.shipment_no, a_verdict(2))
        book.advance(
            run.run_no, cursor=row.current.shipment_no, screened=1, changed=1, finished=True, at=NOW
        )
    assert ledger.unfinished_run() is None
    assert not ledger.has_unscreened(NOW)


def test_another_basis_ends_a_hit_and_clears_the_shipment(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.batch(2) as book:
        number = book.lock([KEY])[KEY].shipment_no  # type: ignore[union-attr]
        assert book.reverdict(number, a_verdict(2, verdict=b"gone"))
        assert book.lock([KEY])[KEY].verdict == b"gone"  # type: ignore[union-attr]
        assert book.reverdict(number, a_verdict(2, Outcome.FLAGGED, hits=(a_hit(content="l2"),)))
    assert ledger.counts()["hit"] == 2
    assert ledger.status("S1")[0].outcome is Outcome.FLAGGED


def test_a_hit_whose_listing_changed_begins_anew(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.batch(2) as book:
        number = book.lock([KEY])[KEY].shipment_no  # type: ignore[union-attr]
        book.reverdict(number, a_verdict(2, Outcome.FLAGGED, hits=(a_hit(),)))
        book.reverdict(number, a_verdict(2, Outcome.FLAGGED, hits=(a_hit(content="l2"),)))
    assert ledger.counts()["hit"] == 2


def test_a_shipment_that_is_no_longer_current_gets_no_verdict(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.batch(2) as book:
        number = book.lock([KEY])[KEY].shipment_no  # type: ignore[union-attr]
        book.add([a_shipment(sequence=2, revision=2, basis=2)])
        assert not book.reverdict(number, a_verdict(2))


def test_a_run_advances_and_ends_with_its_basis(ledger: Ledger) -> None:
    fill(ledger)
    number = ledger.begin_run(2, "open", NOW)
    for _ in range(2):
        with ledger.batch(2) as book:
            book.advance(number, cursor=2, screened=2, changed=1, finished=False, at=NOW)
    run = ledger.unfinished_run()
    assert run is not None
    assert (run.cursor, run.screened, run.changed) == (2, 4, 2)
    ledger.activate("s3", "p", "e", NOW)
    after = ledger.unfinished_run()
    assert after is not None
    assert (after.basis_no, after.cursor) == (3, 0)


def test_a_basis_comes_into_force_with_the_run_that_screens_again(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    run = ledger.unfinished_run()
    assert run is not None
    assert (run.basis_no, run.scope) == (1, "open")


def test_what_waits_for_its_first_verdict_stays_due_though_it_has_arrived(ledger: Ledger) -> None:
    past = {"outcome": Outcome.UNSCREENED, "is_plain": False, "open_until": NOW - timedelta(days=1)}
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([
            a_shipment(OTHERS[0], **past, is_due=True),
            a_shipment(OTHERS[1], **past, is_due=False),
        ])  # fmt: skip
    run = ledger.unfinished_run()
    assert run is not None
    assert [row.current.key for row in ledger.page(run, NOW, 9)] == [OTHERS[0]]
    assert ledger.has_unscreened(NOW)
