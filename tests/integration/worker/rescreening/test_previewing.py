"""What would be told, and that it is what activation then tells."""

import json
from collections import Counter

import pytest
from rescreened_book import RescreenedBook, a_list, a_shipment

from customhouse.alert import EventType
from lists.errors import ListError
from lists.identity import SnapshotId
from worker.policies.rules import Levels, Rules
from worker.rescreening.previewing import Preview, preview

LISTED, OTHER = "Akmetron Joint Stock Company", "Radiline Limited"


def fill(book: RescreenedBook) -> None:
    book.activate(a_list(LISTED, "Bluewater Optics GmbH"))
    book.finish()
    names = (LISTED, OTHER, "Petalwise Florists", "Bluewater Optics GmbH")
    book.submit(*(a_shipment(n, {"names": [{"text": text}]}) for n, text in enumerate(names)))


def foreseen(book: RescreenedBook, *names: str, review: float = 0.01) -> Preview:
    snapshot = book.store.bring(a_list(*names))
    return preview(
        book.ledger, book.store, snapshot.id, Rules(levels=Levels(review=review)), book.now
    )


def told(book: RescreenedBook) -> Counter[str]:
    events = [json.loads(dict(each.fields)["event"]) for each in book.publisher.published.values()]
    return Counter(each["type"] for each in events if ".shipment." in each["type"])


@pytest.mark.parametrize("review", [0.01, 0.02], ids=["other lists", "another policy, too"])
def test_what_is_foreseen_is_what_is_told(book: RescreenedBook, review: float) -> None:
    fill(book)
    before = told(book)
    expected = foreseen(book, OTHER, "Bluewater Optics GmbH", review=review)
    assert expected.told[EventType.FLAGGED] == 1
    book.activate(a_list(OTHER, "Bluewater Optics GmbH"), review)
    book.finish()
    assert told(book) - before == expected.told


def test_a_preview_writes_nothing(book: RescreenedBook) -> None:
    fill(book)
    counts, published = book.ledger.counts(), len(book.publisher.published)
    assert foreseen(book, OTHER).told
    assert (book.ledger.counts(), len(book.publisher.published)) == (counts, published)


def test_a_preview_names_shipments_and_what_they_would_hit(book: RescreenedBook) -> None:
    fill(book)
    found = {each.key.shipment_id: each for each in foreseen(book, OTHER, LISTED).sample}
    assert found["S1"].names == (OTHER,)
    assert found["S3"].type is EventType.CLEARED


def test_lists_that_are_not_there_cannot_be_foreseen(book: RescreenedBook) -> None:
    fill(book)
    with pytest.raises(ListError):
        preview(book.ledger, book.store, SnapshotId("none"), Rules(), book.now)
