from datetime import timedelta

import pytest
from ledger_rows import NOW, a_dead, an_alert

from ledger.errors import UnknownAlertError
from ledger.ledger import Ledger
from ledger.rows import DeadState

LATER = NOW + timedelta(seconds=10)


def test_an_alert_is_queued_once_and_published_once(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        book.enqueue([an_alert("a"), an_alert("b", key=None)])
        book.enqueue([an_alert("a")])
    assert [row.alert_id for row in ledger.unpublished(LATER, 9)] == ["a", "b"]
    assert ledger.unpublished(NOW, 9) == []
    ledger.mark_published(["a"], LATER)
    ledger.mark_published(["a"], LATER + timedelta(days=1))
    assert ledger.unpublished(LATER, 9) == [an_alert("b", key=None)]
    assert ledger.published_since(LATER, 0, 9) == [(1, an_alert("a"))]
    assert ledger.published_since(LATER, 1, 9) == []


def test_alerts_are_replayed_in_order_after_one(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        book.enqueue([an_alert(name) for name in "cab"])
    assert [row.alert_id for _, row in ledger.alerts_after(None, 9)] == ["c", "a", "b"]
    assert [row.alert_id for _, row in ledger.alerts_after("c", 1)] == ["a"]
    with pytest.raises(UnknownAlertError, match="nope"):
        ledger.alerts_after("nope", 9)


def test_the_broker_seen_before_is_returned(ledger: Ledger) -> None:
    assert ledger.broker_last() is None
    assert ledger.broker_seen("r1", NOW) is None
    assert ledger.broker_seen("r2", LATER) == ("r1", NOW)
    assert ledger.broker_last() == ("r2", LATER)


def test_dead_letters_are_listed_settled_and_purged(ledger: Ledger) -> None:
    with ledger.batch(None) as book:
        book.bury([a_dead("bulk:1-0", field="a\x00\ud800"), a_dead("bulk:2-0", source=None)])
        book.bury([a_dead("bulk:1-0")])
    first, second = ledger.dead_letters(9)
    assert (first.field, first.raw, first.state) == ("a\ufffd?", b"raw", DeadState.WAITING)
    assert ledger.dead_letters(9, first.no) == [second]
    assert ledger.settle_dead([first.no], "replayed") == 1
    assert ledger.settle_dead([second.no, 99], DeadState.PURGED) == 1
    purged, replayed = ledger.dead_letter(second.no), ledger.dead_letter(first.no)
    assert purged is not None and replayed is not None  # noqa: PT018
    assert (purged.raw, purged.state, replayed.raw) == (b"", DeadState.PURGED, b"raw")
    assert ledger.dead_letter(99) is None
