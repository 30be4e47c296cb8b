import threading
from datetime import datetime
from typing import Any

import orjson
import pytest
from ledger_rows import KEY, NOW, a_hit, a_shipment, an_entry
from sqlalchemy import event

from customhouse.verdict import Fate, Outcome
from ledger.book import Book
from ledger.errors import BasisMovedError
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey
from screening.errors import UnavailableError

FLAGGED = {
    "outcome": Outcome.FLAGGED,
    "verdict": b'{"hits":[1]}',
    "is_plain": False,
    "basis": 1,
    "hits": (a_hit(),),
}


def activate(ledger: Ledger) -> int:
    return ledger.activate("snap", "policy", "1.0", NOW).number


def test_an_activation_is_the_active_basis(ledger: Ledger) -> None:
    assert ledger.active_basis() is None
    first, second = (ledger.activate("snap", "policy", "1.0", NOW) for _ in range(2))
    assert second.number > first.number
    assert ledger.active_basis() == second


def test_a_batch_on_a_basis_that_moved_is_refused(ledger: Ledger) -> None:
    activate(ledger)
    with pytest.raises(BasisMovedError, match=r"basis None.*basis 1"), ledger.batch(None):
        pass
    activate(ledger)
    with pytest.raises(BasisMovedError) as caught, ledger.batch(1):
        pass
    assert (caught.value.expected, caught.value.active) == (1, 2)


def test_an_activation_waits_for_the_batch_that_is_being_written(ledger: Ledger) -> None:
    done = threading.Event()
    thread = threading.Thread(target=lambda: (activate(ledger), done.set()))
    with ledger.batch(None) as book:
        thread.start()
        book.add([a_shipment()])
        assert not done.wait(0.2)
    thread.join(10)
    assert done.is_set()


def test_a_clear_shipment_has_a_verdict_that_is_not_stored(ledger: Ledger) -> None:
    number = activate(ledger)
    with ledger.batch(number) as book:
        assert book.lock([KEY]) == {KEY: None}
        book.add([a_shipment(basis=number)])
    (row,) = ledger.status("S1")
    verdict = orjson.loads(row.verdict)
    assert (verdict["outcome"], verdict["basis"]["snapshot"]) == ("CLEAR", "snap")
    assert (row.recorded_at, row.basis, ledger.counts()["verdict"]) == (NOW, number, 0)


def test_a_flagged_shipment_keeps_its_verdict_and_hits(ledger: Ledger) -> None:
    with ledger.batch(activate(ledger)) as book:
        book.add([a_shipment(**FLAGGED)])
    with ledger.batch(1) as book:
        current = book.lock([KEY])[KEY]
    assert current is not None
    assert (current.outcome, current.verdict) == (Outcome.FLAGGED, b'{"hits":[1]}')
    assert ledger.counts()["hit"] == 1


def test_a_change_to_clear_is_stored(ledger: Ledger) -> None:
    with ledger.batch(activate(ledger)) as book:
        verdict = b'{"outcome":"CLEAR"}'
        later = a_shipment(sequence=2, revision=2, basis=1, verdict=verdict)
        book.add([a_shipment(**FLAGGED), later])
    assert (ledger.status("S1")[0].verdict, ledger.counts()["verdict"]) == (verdict, 2)


def test_a_finding_on_a_clear_shipment_is_stored(ledger: Ledger) -> None:
    verdict = b'{"findings":[{"field":"revision"}]}'
    with ledger.batch(None) as book:
        book.add([a_shipment(verdict=verdict, is_plain=False)])
    assert ledger.status("S1", "erp")[0].verdict == verdict


def test_a_shipment_counts_all_that_is_recorded_of_it(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        book.add([a_shipment(), a_shipment(sequence=2, content="c2")])
    with ledger.batch(None) as book:
        assert sequence_of(book) == 2
        book.add([a_shipment(sequence=3)])
        assert sequence_of(book) == 3
        book.add([a_shipment(sequence=4, revision=0, superseded=True)])
        assert sequence_of(book) == 4


def sequence_of(book: Book) -> int:
    current = book.lock([KEY])[KEY]
    assert current is not None
    return current.sequence


def test_a_superseded_shipment_does_not_become_current(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        superseded = a_shipment(sequence=2, revision=4, superseded=True)
        book.add([a_shipment(revision=5), superseded])
    assert ledger.status("S1")[0].revision == 5
    assert ledger.counts()["shipment"] == 2


def test_an_entry_delivered_again_is_known(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        book.note_intake([an_entry("bulk:1-0")])
    with ledger.batch(None) as book:
        found = book.recorded(["bulk:1-0", "bulk:2-0"])
        assert {name: each.fate for name, each in found.items()} == {"bulk:1-0": Fate.CLEAR}
    with pytest.raises(UnavailableError), ledger.batch(None) as book:  # noqa: PT012  all is one batch
        book.add([a_shipment()])
        book.note_intake([an_entry("bulk:1-0")])
    assert ledger.status("S1") == []


def test_every_entry_has_one_fate(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        book.note_intake([an_entry(f"bulk:{i}-0", fate) for i, fate in enumerate(Fate)])
        book.note_intake([an_entry("bulk:9-0", Fate.DEAD, None)])
    assert sum(ledger.fates().values()) == len(Fate) + 1
    assert ledger.fates("erp") == dict.fromkeys(Fate, 1)


def test_a_rolled_back_batch_leaves_nothing_and_teaches_nothing(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.batch(None) as book:  # noqa: PT012  all is one batch
        book.add([a_shipment()])
        raise RuntimeError
    assert set(ledger.counts().values()) == {0}
    with ledger.batch(None) as book:
        book.add([a_shipment()])
    with ledger.batch(None) as book:
        book.add([a_shipment(sequence=2, revision=2)])
    assert ledger.counts()["subject"] == 1


def test_two_batches_with_the_same_shipment_follow_each_other(ledger: Ledger) -> None:
    seen: list[int] = []

    def write() -> None:
        with ledger.batch(None) as book:
            before = book.lock([KEY])[KEY]
            sequence = 1 if before is None else before.sequence + 1
            seen.append(sequence)
            book.add([a_shipment(sequence=sequence)])

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [1, 2, 3, 4]


def test_more_shipments_than_sql_takes_variables_go_in_one_batch(ledger: Ledger) -> None:
    keys = [ShipmentKey(source="erp", shipment_id=f"S{i}") for i in range(1000)]
    with ledger.batch(None) as book:
        assert len(book.lock(keys)) == 1000
        book.add([a_shipment(key, f"Works {key.shipment_id}") for key in keys])
    with ledger.batch(None) as book:
        assert all(book.lock(keys).values())


def test_a_time_without_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="time zone"):
        ledger.activate("s", "p", "e", datetime(2026, 1, 1))


def test_a_hit_without_a_basis_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="basis"), ledger.batch(None) as book:
        book.add([a_shipment(hits=(a_hit(),))])


def test_hits_end_in_one_order_whatever_the_order_of_the_batch(ledger: Ledger) -> None:
    # Two workers that end the same hits in two orders would wait for each other.
    names = [f"Works {number}" for number in range(5)]
    keys = [ShipmentKey(source="erp", shipment_id=name) for name in names]
    activate(ledger)
    with ledger.batch(1) as book:
        book.add([a_shipment(k, n, **(FLAGGED | {"hits": (a_hit(n),)})) for k, n in
                  zip(keys, names, strict=True)])  # fmt: skip
    activate(ledger)
    ended: list[list[int]] = []

    def listen(*given: Any) -> None:
        if "UPDATE hit" in given[2]:
            rows = given[3]
            ended.append([row["ended"] if isinstance(row, dict) else row[-1] for row in rows])

    event.listen(ledger._writer, "before_cursor_execute", listen)
    with ledger.batch(2) as book:
        book.add([
            a_shipment(k, n, sequence=2, revision=2,
                       **(FLAGGED | {"basis": 2, "hits": (a_hit(n, content="l2"),)}))
            for k, n in reversed(list(zip(keys, names, strict=True)))
        ])  # fmt: skip
    assert len(ended) == 1
    assert len(ended[0]) == 5
    assert ended[0] == sorted(ended[0])
