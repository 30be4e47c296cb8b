"""What subscribers hear."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from customhouse import alert as alert_module
from customhouse.alert import (
    Alert,
    EventType,
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    ServiceView,
    alert_id,
)
from customhouse.verdict import HitView, ListAge, Outcome, ShipmentView, SubjectRef

View = ShipmentView | ServiceView | ListUpdatedView | ListRejectedView | ListStaleView
PARTS = st.lists(st.text(st.characters(), max_size=5), max_size=4).map(tuple)
HIT = HitView(
    subject=SubjectRef(kind="party", ref="parties.0", role="consignee", name="Quillon"),
    listing_id="own:test:quillon",
    listing_name="QUILLON",
    matched_name="QUILLON",
    source="own:test",
    score=1.0,
    reason="'Quillon' matches 'QUILLON': quillon exact.",
)
FLAGGED = ShipmentView(
    source="urn:test:erp",
    shipment_id="S1",
    revision=0,
    content="0" * 32,
    outcome=Outcome.FLAGGED,
    hits=(HIT,),
)


def an_alert(kind: EventType, data: View) -> Alert:
    return Alert(id=alert_id("S1"), type=kind, time=datetime(2026, 1, 1, tzinfo=UTC), data=data)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(("ab", "c"), ("a", "bc"), id="the border moves"),
        pytest.param(("abc",), ("a", "bc"), id="fewer parts"),
        pytest.param(("a", ""), ("a",), id="an empty part"),
        pytest.param(("a", "b"), ("b", "a"), id="another order"),
        pytest.param(("a", 1), ("a", 11), id="another number"),
    ],
)
def test_other_parts_give_another_id(left: tuple[Any, ...], right: tuple[Any, ...]) -> None:
    assert alert_id(*left) != alert_id(*right)


@given(PARTS, PARTS)
@settings(deadline=None, max_examples=60)
def test_ids_are_equal_for_equal_parts_only(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    assert (alert_id(*left) == alert_id(*right)) is (left == right)
    assert len(alert_id(*left)) == 32


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        pytest.param(EventType.FLAGGED, FLAGGED, id="shipment"),
        pytest.param(EventType.DEGRADED, ServiceView(reason="no list is in force"), id="service"),
        pytest.param(
            EventType.LIST_UPDATED,
            ListUpdatedView(source="un_sc", snapshot="0" * 32, entries=1),
            id="list updated",
        ),
        pytest.param(
            EventType.LIST_REJECTED,
            ListRejectedView(source="un_sc", reason="9 entries"),
            id="list rejected",
        ),
        pytest.param(
            EventType.LIST_STALE, ListStaleView(source="un_sc", age_s=2, limit_s=1), id="list stale"
        ),
    ],
)
def test_an_alert_comes_back_from_json_as_it_went(kind: EventType, data: View) -> None:
    alert = an_alert(kind, data)
    again = Alert.model_validate_json(alert.model_dump_json())
    assert again == alert
    assert type(again.data) is type(data)


def test_an_alert_is_a_cloud_event() -> None:
    event = an_alert(EventType.FLAGGED, FLAGGED).model_dump(mode="json")
    assert {"specversion", "id", "source", "type", "time", "datacontenttype"} <= event.keys()
    assert event["specversion"] == "1.0"
    assert event["type"] == "customhouse.shipment.flagged.v1"


@pytest.mark.parametrize("score", [-0.0001, 1.0001, float("nan")], ids=str)
def test_a_score_out_of_range_is_refused(score: float) -> None:
    with pytest.raises(ValidationError):
        HitView.model_validate(HIT.model_dump() | {"score": score})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"reason": "r"}, id="looks like a view"),
        pytest.param({"who": {"is": "it"}}, id="looks like none"),
        pytest.param({}, id="empty"),
    ],
)
def test_the_data_of_a_type_that_came_later_are_kept_as_they_are(data: dict[str, Any]) -> None:
    event = {"id": "a", "type": "customhouse.later.v1", "time": "2026-01-01T00:00:00Z"}
    alert = Alert.model_validate({**event, "data": data})
    assert (alert.type, alert.data) == ("customhouse.later.v1", data)
    assert alert.type not in list(EventType)
    assert Alert.model_validate_json(alert.model_dump_json()) == alert


def test_the_data_of_a_known_type_in_a_form_that_came_later_are_kept_as_they_are() -> None:
    changed = {**FLAGGED.model_dump(mode="json"), "hits": {"by": "party"}}
    event = an_alert(EventType.FLAGGED, FLAGGED).model_dump(mode="json")
    alert = Alert.model_validate({**event, "data": changed})
    assert (alert.type, alert.data) == (EventType.FLAGGED, changed)


def test_the_view_is_chosen_by_the_type_and_not_by_the_looks() -> None:
    # A field that a later service adds makes a refused list look like another view.
    data = {"source": "un_sc", "reason": "9 entries", "age_s": 1, "limit_s": 2}
    event = an_alert(EventType.LIST_REJECTED, ListRejectedView(source="un_sc", reason="x"))
    alert = Alert.model_validate({**event.model_dump(mode="json"), "data": data})
    assert type(alert.data) is ListRejectedView
    assert alert.data.model_extra == {"age_s": 1, "limit_s": 2}


def test_a_list_whose_age_nobody_knows_comes_back_as_it_went() -> None:
    # What is not said is left out where verdicts are written.
    said = ListAge(source="us_ofac_sdn").model_dump_json(exclude_none=True)
    assert ListAge.model_validate_json(said).age_s is None


def test_every_type_of_ours_has_its_view() -> None:
    assert alert_module._VIEWS.keys() == set(EventType)
