"""Which event a change of verdict is, and what it says of each hit."""

import orjson
import pytest
import verdicts
from verdicts import NOW, a_hit, a_verdict

from customhouse.alert import EventType
from customhouse.verdict import Cause, HitChange, HitView, Outcome, Reason, ReasonCode
from ledger.rows import Current, OutboxRow
from worker.alerts.events import cause_record, shipment_event

LACKS = (Reason.of(ReasonCode.NOBODY_NAMED, "no party is named"),)
CLEAR = a_verdict()
FLAGGED = a_verdict(a_hit())
NO_LIST = a_verdict(
    outcome=Outcome.UNSCREENED,
    reasons=(Reason.of(ReasonCode.LISTS_UNFIT, "no list is in force"),),
)
UNSCREENED = a_verdict(outcome=Outcome.UNSCREENED, reasons=LACKS)


def of_list(_hit: HitView, change: HitChange) -> str:
    return Cause.LISTING_REMOVED if change is HitChange.CLEARED else Cause.LISTING_ADDED


def told(before: Current | None, now: Current) -> OutboxRow | None:
    return shipment_event(before, now, cause_of=of_list, cause=Cause.LISTS_FIT, at=NOW)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        pytest.param(None, CLEAR, None, id="a first CLEAR"),
        pytest.param(None, FLAGGED, EventType.FLAGGED, id="a first hit"),
        pytest.param(None, UNSCREENED, EventType.UNSCREENED, id="nobody is named"),
        pytest.param(CLEAR, CLEAR, None, id="CLEAR as before"),
        pytest.param(CLEAR, FLAGGED, EventType.FLAGGED, id="caught by a list"),
        pytest.param(FLAGGED, FLAGGED, None, id="the same hits"),
        pytest.param(FLAGGED, a_verdict(a_hit(score=0.95)), EventType.CHANGED, id="a score"),
        pytest.param(FLAGGED, a_verdict(a_hit(content="l2")), EventType.CHANGED, id="a listing"),
        pytest.param(FLAGGED, a_verdict(a_hit("own:b:1")), EventType.CHANGED, id="another hit"),
        pytest.param(FLAGGED, CLEAR, EventType.CLEARED, id="no hit is left"),
        pytest.param(UNSCREENED, CLEAR, EventType.CHANGED, id="screened at last"),
        pytest.param(UNSCREENED, UNSCREENED, None, id="as little as before"),
        pytest.param(NO_LIST, UNSCREENED, EventType.UNSCREENED, id="for another reason"),
    ],
)
def test_subscribers_hear_what_changed(
    before: verdicts.Verdict | None, now: verdicts.Verdict, kind: EventType | None
) -> None:
    known = None if before is None else verdicts.in_force(before)
    event = told(known, verdicts.in_force(now, sequence=2))
    assert (None if event is None else event.type) == kind


def test_a_new_record_with_the_same_hits_is_told_again() -> None:
    event = told(verdicts.in_force(FLAGGED), verdicts.in_force(FLAGGED, sequence=2, content="d"))
    assert event is not None
    assert event.type == EventType.FLAGGED


def test_each_hit_says_what_became_of_it_and_why() -> None:
    kept, old, changed = a_hit("own:a:1"), a_hit("own:a:2"), a_hit("own:a:3", score=0.8)
    now = a_verdict(kept, a_hit("own:a:3", score=0.9), a_hit("own:a:4"))
    event = told(
        verdicts.in_force(a_verdict(kept, old, changed)), verdicts.in_force(now, sequence=2)
    )
    assert event is not None
    data = orjson.loads(event.event)["data"]
    said = {hit["listing_id"]: (hit["change"], hit.get("cause")) for hit in data["hits"]}
    assert said == {
        "own:a:1": ("kept", None),
        "own:a:3": ("changed", "listing added"),
        "own:a:4": ("new", "listing added"),
        "own:a:2": ("cleared", "listing removed"),
    }
    assert data["causes"] == ["listing added", "listing removed"]
    assert data["before"] == {"outcome": "FLAGGED", "sequence": 1}
    (was,) = [hit["before"]["score"] for hit in data["hits"] if hit["change"] == "changed"]
    assert was == 0.8


def test_a_record_is_the_cause_of_its_own_hits() -> None:
    now = verdicts.in_force(FLAGGED)
    event = shipment_event(None, now, cause_of=cause_record, cause=Cause.RECORD, at=NOW)
    assert event is not None
    data = orjson.loads(event.event)["data"]
    assert (data["causes"], data["hits"][0]["cause"]) == (["record"], "record")


def test_the_same_change_later_is_another_event_and_told_twice_is_one() -> None:
    first, again, later = (
        told(verdicts.in_force(CLEAR), verdicts.in_force(FLAGGED, sequence=number))
        for number in (2, 2, 6)
    )
    assert first is not None
    assert again is not None
    assert later is not None
    assert first.alert_id == again.alert_id != later.alert_id
