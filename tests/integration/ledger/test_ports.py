"""What a batch and a re-screening rely on: SQLite, PostgreSQL and the stand-in in memory."""

from dataclasses import replace

import pytest
from fakes import FakeLedger
from ledger_rows import KEY, NOW, a_hit, a_shipment, a_verdict, an_entry

from customhouse.verdict import Fate, Outcome
from ledger.errors import BasisMovedError
from ledger.ledger import Ledger
from ledger.rows import Current, EntryName
from screening.errors import UnavailableError

Either = Ledger | FakeLedger
ENTRY = EntryName("bulk:1-0")


@pytest.fixture
def kept(either: Either) -> Either:
    return either


def in_force(kept: Either, basis: int | None) -> Current | None:
    with kept.batch(basis) as book:
        return book.lock([KEY])[KEY]


def test_a_batch_on_a_basis_that_moved_is_refused(kept: Either) -> None:
    kept.activate("s1", "p", "e", NOW)
    with pytest.raises(BasisMovedError), kept.batch(None):
        pass


def test_what_is_added_is_in_force(kept: Either) -> None:
    with kept.batch(None) as book:
        assert book.lock([KEY]) == {KEY: None}
        book.add([a_shipment(verdict=b'{"a":1}', is_plain=False)])
    found = in_force(kept, None)
    assert found is not None
    assert (found.sequence, found.outcome, found.verdict) == (1, Outcome.CLEAR, b'{"a":1}')


def test_a_batch_that_fails_leaves_nothing(kept: Either) -> None:
    with pytest.raises(RuntimeError), kept.batch(None) as book:  # noqa: PT012  all is one batch
        book.add([a_shipment()])
        book.note_intake([an_entry(ENTRY)])
        raise RuntimeError
    with kept.batch(None) as book:
        assert (book.lock([KEY])[KEY], book.recorded([ENTRY])) == (None, {})


def test_a_superseded_record_counts_and_changes_nothing(kept: Either) -> None:
    with kept.batch(None) as book:
        book.add([a_shipment(revision=2)])
        book.add([a_shipment(sequence=2, revision=1, superseded=True)])
    found = in_force(kept, None)
    assert found is not None
    assert (found.revision, found.sequence) == (2, 2)


def test_an_entry_is_recorded_once(kept: Either) -> None:
    with kept.batch(None) as book:
        book.note_intake([an_entry(ENTRY)])
    with kept.batch(None) as book:
        found = book.recorded([ENTRY, EntryName("bulk:2-0")])
        assert {name: (each.fate, each.key) for name, each in found.items()} == {
            ENTRY: (Fate.CLEAR, KEY)
        }
    with pytest.raises(UnavailableError), kept.batch(None) as book:
        book.note_intake([an_entry(ENTRY)])


def test_a_hit_needs_a_basis(kept: Either) -> None:
    with pytest.raises(ValueError, match="basis"), kept.batch(None) as book:
        book.add([a_shipment(hits=(a_hit(),))])


def test_another_verdict_is_in_force_where_the_shipment_is_still_current(kept: Either) -> None:
    kept.activate("s1", "p", "e", NOW)
    with kept.batch(1) as book:
        book.add([a_shipment(basis=1)])
    before = in_force(kept, 1)
    assert before is not None
    kept.activate("s2", "p", "e", NOW)
    with kept.batch(2) as book:
        row = a_verdict(2, Outcome.FLAGGED, b'{"b":2}', sequence=2)
        assert book.reverdict(before.shipment_no, row)
        assert not book.reverdict(before.shipment_no + 999, row)
    found = in_force(kept, 2)
    assert found == replace(
        before, sequence=2, outcome=Outcome.FLAGGED, basis=2, verdict=b'{"b":2}'
    )
