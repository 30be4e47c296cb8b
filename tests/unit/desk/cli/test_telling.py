import pytest

from customhouse.alert import (
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    RescreenFinishedView,
    ServiceView,
)
from desk.cli.telling import event_words

Event = ServiceView | ListUpdatedView | ListRejectedView | ListStaleView | RescreenFinishedView


def updated(entries: int, before: int | None, **counts: int) -> ListUpdatedView:
    fields = {"source": "un_sc", "snapshot": "0" * 32, "entries": entries}
    return ListUpdatedView.model_validate({**fields, "entries_before": before, **counts})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(
            ServiceView(reason="no list is in force"), "no list is in force", id="service"
        ),
        pytest.param(updated(1_200, None), "is in force: 1,200 entries", id="first"),
        pytest.param(updated(0, 9), "is no longer in force", id="dropped"),
        pytest.param(updated(8, 9), "has changed: 9 → 8 entries", id="changed"),
        pytest.param(
            updated(8, 9, added=1, removed=2, changed=3),
            "has changed: 9 → 8 entries, +1 −2 ~3",
            id="changes are known",
        ),
        pytest.param(ListRejectedView(source="un_sc", reason="empty"), "empty", id="rejected"),
        pytest.param(
            ListStaleView(source="un_sc", age_s=700_000, limit_s=604_800),
            "is too old: 8 d 2 h, and its limit is 7 d 0 h",
            id="stale",
        ),
        pytest.param(
            RescreenFinishedView(
                run=3,
                basis=2,
                snapshot="a",
                scope="open",
                parties=1_200,
                hits=2,
                shipments=3,
                changed=1,
                seconds=0.5,
            ),
            "re-screening on basis 2: 1,200 parties looked at, 2 hits and 3 shipments judged again,"
            " 1 changed, 0.5 s",
            id="screened again",
        ),
    ],
)
def test_an_event_of_a_list_is_readable(data: Event, words: str) -> None:
    assert event_words(data) == words
