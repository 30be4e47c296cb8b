"""What is kept of the book, and when it is made anew."""

import pytest
from rescreened_book import RescreenedBook, a_list, a_shipment

from screening.engine import ENGINE_VERSION
from worker.rescreening.kept_book import KeptBook


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.rescreening.kept_book.PART", 2)


def fill(book: RescreenedBook, first: int, last: int) -> None:
    book.submit(*(a_shipment(n, {"names": [{"text": f"Plover {n}"}]}) for n in range(first, last)))


def test_whole_parts_are_kept_while_nothing_else_is_to_do(book: RescreenedBook) -> None:
    book.activate(a_list("Petrel Limited"))
    book.finish()
    fill(book, 0, 5)
    book.rescreening.prepare(60)
    assert book.ledger.counts()["book_part"] == 2


def test_a_part_that_is_kept_is_not_made_again(book: RescreenedBook) -> None:
    fill(book, 0, 2)
    kept = KeptBook(book.ledger.subjects)
    assert kept.prepare(0)
    assert not kept.prepare(0)


def test_a_part_that_grew_is_made_again(book: RescreenedBook) -> None:
    fill(book, 0, 1)
    kept = KeptBook(book.ledger.subjects)
    assert kept.prepare(0)
    fill(book, 1, 2)
    found = kept.part(0)
    assert found is not None
    assert found.numbers.tolist() == [1, 2]


def test_a_part_is_read_as_it_was_made(book: RescreenedBook) -> None:
    fill(book, 0, 2)
    kept = KeptBook(book.ledger.subjects)
    made, read = kept.part(0), kept.part(0)
    assert made is not None
    assert read is not None
    for name, array in made.kept.arrays().items():
        assert array.tolist() == read.kept.arrays()[name].tolist()


def test_a_part_that_is_damaged_is_made_again(book: RescreenedBook) -> None:
    fill(book, 0, 2)
    kept, subjects = KeptBook(book.ledger.subjects), book.ledger.subjects
    made_for = f"{ENGINE_VERSION} 2 2 2 3"
    assert kept.prepare(0)
    assert subjects.is_kept(0, made_for)
    subjects.keep(0, made_for, b"PK damaged")
    found = kept.part(0)
    assert found is not None
    assert found.numbers.tolist() == [1, 2]


def test_a_look_that_may_not_write_keeps_nothing(book: RescreenedBook) -> None:
    fill(book, 0, 2)
    assert KeptBook(book.ledger.subjects, may_keep=False).part(0) is not None
    assert book.ledger.counts()["book_part"] == 0
