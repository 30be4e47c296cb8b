"""What a re-screen run finds in the ledger, and what of it is never done twice."""

from datetime import datetime, timedelta

import pytest
from ledger_rows import KEY, NOW, a_hit, a_party, a_shipment, a_verdict

from customhouse.verdict import Outcome
from ledger.errors import BasisMovedError, RunMovedError
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey
from ledger.runs.rows import Run, Scope, Stage

OTHERS = [ShipmentKey(source="erp", shipment_id=f"S{i}") for i in (2, 3, 4, 5, 6)]
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)


def fill(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([
            a_shipment(basis=1, outcome=Outcome.FLAGGED, is_plain=False, hits=(a_hit(),)),
            a_shipment(OTHERS[0], "Works", "Harbour Works", basis=1, open_until=FUTURE),
            a_shipment(OTHERS[1], basis=1, open_until=PAST),
            a_shipment(OTHERS[2], basis=1),
            a_shipment(OTHERS[3], outcome=Outcome.UNSCREENED, is_plain=False, is_due=True),
            a_shipment(OTHERS[4], "Petrel", basis=1, departs_at=NOW),
        ])  # fmt: skip
    ledger.close("S4", None, NOW)
    ledger.activate("s2", "p", "e", NOW)


def unfinished(ledger: Ledger) -> Run:
    run = ledger.runs.unfinished()
    assert run is not None
    return run


def touch(ledger: Ledger, *names: str) -> None:
    """Say that the subjects of these names are touched, and queue what carries them."""
    wanted = {a_party(name).canonical for name in names}
    found = [each.number for each in ledger.subjects.between(1, 99) if each.canonical in wanted]
    with ledger.batch(unfinished(ledger).basis_no) as book:
        book.runs.touch(unfinished(ledger), found, parties=3, hits=1, cursor=3)
    queue(ledger)


def queue(ledger: Ledger, now: datetime = NOW) -> None:
    number = unfinished(ledger).basis_no
    if unfinished(ledger).stage is Stage.MATCHING:
        with ledger.batch(number) as book:
            book.runs.end_matching(unfinished(ledger))
    with ledger.batch(number) as book:
        book.runs.queue(unfinished(ledger), now)


def queued(ledger: Ledger) -> list[str]:
    return [each.current.key.shipment_id for each in ledger.runs.page(unfinished(ledger), 99)[1]]


def finish(ledger: Ledger) -> None:
    run = unfinished(ledger)
    numbers, _ = ledger.runs.page(run, 99)
    with ledger.batch(run.basis_no) as book:
        book.runs.finish_page(run, numbers, screened=len(numbers), changed=0)
    with ledger.batch(run.basis_no) as book:
        book.runs.finish(unfinished(ledger), NOW)


def test_only_open_shipments_that_carry_what_is_touched_are_queued(ledger: Ledger) -> None:
    fill(ledger)
    touch(ledger, "Harbour Works")
    # S3 has arrived, S4 is closed, S5 waits for its first verdict, S6 carries nobody touched.
    assert queued(ledger) == ["S2", "S1", "S5"]
    assert ledger.runs.left(unfinished(ledger)) == 3


def test_the_soonest_departure_comes_first_and_the_unknown_last(ledger: Ledger) -> None:
    fill(ledger)
    touch(ledger, "Harbour Works", "Petrel")
    assert queued(ledger) == ["S6", "S2", "S1", "S5"]


def test_a_shipment_comes_with_all_its_subjects(ledger: Ledger) -> None:
    fill(ledger)
    touch(ledger, "Works")
    found = {each.current.key: each for each in ledger.runs.page(unfinished(ledger), 9)[1]}
    assert [each.name for each in found[OTHERS[0]].carried] == ["Works", "Harbour Works"]


def test_what_is_screened_on_the_basis_of_the_run_is_left_alone(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.batch(2) as book:
        book.add([a_shipment(OTHERS[0], "Works", sequence=2, revision=2, basis=2)])
    touch(ledger, "Works")
    assert queued(ledger) == ["S5"]


@pytest.mark.parametrize(
    ("scope", "since", "found"),
    [(Scope.ALL, None, ["S2", "S1", "S3", "S5"]), (Scope.SINCE, PAST, ["S3", "S2", "S1", "S5"])],
)
def test_a_look_back_queues_what_was_passed_over_when_it_had_arrived(
    ledger: Ledger, scope: Scope, since: datetime | None, found: list[str]
) -> None:
    fill(ledger)
    touch(ledger, "Harbour Works")
    finish(ledger)
    ledger.runs.begin(2, scope, NOW, since=since)
    queue(ledger)
    # S1, S2 and S5 were looked at.
    assert queued(ledger) == [each for each in found if each in ("S3", "S5")]


def test_what_was_passed_over_is_queued_when_it_is_open_again(ledger: Ledger) -> None:
    fill(ledger)
    touch(ledger, "Harbour Works")
    finish(ledger)
    ledger.activate("s3", "p", "e", NOW)
    queue(ledger, now=PAST)
    assert "S3" in queued(ledger)


def test_a_full_run_queues_all_that_is_open(ledger: Ledger) -> None:
    fill(ledger)
    queue(ledger)
    finish(ledger)
    ledger.runs.begin(2, Scope.OPEN, NOW, is_full=True)
    queue(ledger)
    assert sorted(queued(ledger)) == ["S1", "S2", "S5", "S6"]


def test_a_run_of_the_unscreened_leaves_the_others_alone(ledger: Ledger) -> None:
    fill(ledger)
    assert ledger.has_unscreened(NOW)
    with ledger.batch(2) as book:
        book.runs.finish(unfinished(ledger), NOW)
    ledger.runs.begin(2, "unscreened", NOW)
    queue(ledger)
    run = unfinished(ledger)
    numbers, (row,) = ledger.runs.page(run, 9)
    with ledger.batch(2) as book:
        assert book.reverdict(row.current.shipment_no, a_verdict(2))
        book.runs.finish_page(run, numbers, screened=1, changed=1)
    assert queued(ledger) == []
    assert not ledger.has_unscreened(NOW)


def test_hits_in_doubt_are_those_in_force_on_a_basis_or_later(ledger: Ledger) -> None:
    fill(ledger)
    (subject,) = ledger.runs.subjects_hit(["us:1", "us:2"], 1)
    assert ledger.runs.subjects_hit(None, 1) == [subject]
    number = ledger.status("S1")[0].shipment_no
    with ledger.batch(2) as book:
        assert book.reverdict(number, a_verdict(2))
    # On the first basis it was in force; a run that came half its way may have ended it.
    assert ledger.runs.subjects_hit(["us:1"], 1) == [subject]
    assert ledger.runs.subjects_hit(["us:1"], 2) == []


def test_a_run_is_behind_all_bases_since_the_last_that_was_looked_at_whole(
    ledger: Ledger,
) -> None:
    fill(ledger)
    queue(ledger)
    finish(ledger)
    for snapshot in ("s3", "s4"):
        ledger.activate(snapshot, "p", "e", NOW)
    assert [basis.number for basis in ledger.runs.behind(unfinished(ledger).basis_no)] == [2, 3]


def test_a_full_run_says_nothing_of_what_was_passed_over(ledger: Ledger) -> None:
    fill(ledger)
    number = ledger.runs.begin(2, Scope.OPEN, NOW, is_full=True)
    with ledger.batch(2) as book:
        book.runs.finish(ledger.runs.run(number), NOW)
    assert [basis.number for basis in ledger.runs.behind(unfinished(ledger).basis_no)] == [1]


def test_a_newer_basis_supersedes_the_run_of_an_older_one(ledger: Ledger) -> None:
    fill(ledger)
    before = unfinished(ledger)
    ledger.activate("s3", "p", "e", NOW)
    after = unfinished(ledger)
    assert (after.basis_no, after.cursor, after.stage) == (3, 0, Stage.MATCHING)
    assert ledger.runs.run(before.run_no).superseded_at == NOW
    with pytest.raises(RunMovedError), ledger.batch(3) as book:
        book.runs.end_matching(before)


def test_a_chunk_that_another_process_did_is_not_done_again(ledger: Ledger) -> None:
    fill(ledger)
    touch(ledger, "Harbour Works")
    run = unfinished(ledger)
    numbers, _ = ledger.runs.page(run, 2)
    with ledger.batch(2) as book:
        book.runs.finish_page(run, numbers, screened=2, changed=0)
    with pytest.raises(RunMovedError), ledger.batch(2) as book:
        book.runs.finish_page(run, numbers, screened=2, changed=0)
    assert unfinished(ledger).screened == 2


def test_of_two_activations_the_second_one_is_refused(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW, replacing=0)
    with pytest.raises(BasisMovedError):
        ledger.activate("s1", "p", "e", NOW, replacing=0)
    assert (ledger.counts()["basis"], ledger.counts()["rescreen"]) == (1, 1)


def test_a_run_begins_once(ledger: Ledger) -> None:
    fill(ledger)
    assert ledger.runs.begin(2, "open", NOW) == ledger.runs.begin(2, "open", NOW)


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


def test_a_basis_comes_into_force_with_the_run_that_screens_again(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    run = unfinished(ledger)
    assert (run.basis_no, run.scope) == (1, "open")


def test_what_waits_for_its_first_verdict_stays_due_though_it_has_arrived(ledger: Ledger) -> None:
    past = {"outcome": Outcome.UNSCREENED, "is_plain": False, "open_until": PAST}
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([
            a_shipment(OTHERS[0], **past, is_due=True),
            a_shipment(OTHERS[1], **past, is_due=False),
        ])  # fmt: skip
    queue(ledger)
    assert queued(ledger) == [OTHERS[0].shipment_id]
    assert ledger.has_unscreened(NOW)
