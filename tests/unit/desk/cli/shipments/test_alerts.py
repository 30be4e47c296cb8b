import json
from datetime import UTC, datetime

from desk_runs import Run

from customhouse.alert import (
    Alert,
    EventType,
    HitChange,
    HitView,
    Outcome,
    ServiceView,
    ShipmentView,
    SubjectRef,
)
from ledger.rows import OutboxRow
from worker.service import Service

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def an_event(number: int) -> bytes:
    data = ServiceView(reason=f"reason {number}")
    alert = Alert(id=f"a{number}", type=EventType.DEGRADED, time=AT, data=data)
    return alert.model_dump_json().encode()


def a_hit(number: int, change: HitChange) -> HitView:
    return HitView(
        subject=SubjectRef(kind="party", ref="parties.0", role="consignee", name="Heron"),
        listing_id=f"own:test:{number}", listing_name="HERON", matched_name="HERON",
        source="own:test", score=0.97, reason=f"reason {number}", change=change,
    )  # fmt: skip


def publish(service: Service, count: int) -> None:
    publisher = service.publisher
    publisher.publish([publisher.alert(f"a{n}", an_event(n)) for n in range(count)])


def ids(text: str) -> list[str]:
    return [json.loads(line)["id"] for line in text.splitlines()]


def test_the_last_alerts_come_oldest_first(run: Run, service: Service) -> None:
    publish(service, 3)
    assert ids(run("alerts", "--json", "--limit", 2).stdout) == ["a1", "a2"]


def test_alerts_are_readable(run: Run, service: Service) -> None:
    publish(service, 1)
    assert "2026-01-02 03:04:05  degraded" in run("alerts").stdout


def test_what_stays_as_it_was_is_counted_and_not_shown(run: Run, service: Service) -> None:
    hits = (a_hit(1, HitChange.NEW), a_hit(2, HitChange.KEPT), a_hit(3, HitChange.KEPT))
    view = ShipmentView(
        source="urn:test", shipment_id="S1", revision=0, content="c", outcome=Outcome.FLAGGED,
        hits=hits,
    )  # fmt: skip
    alert = Alert(id="a1", type=EventType.CHANGED, time=AT, subject="S1", data=view)
    service.publisher.publish([service.publisher.alert("a1", alert.model_dump_json().encode())])
    text = run("alerts").stdout
    assert "consignee: Heron → HERON [own:test:1]  new" in text
    assert "and 2 as before" in text
    assert "own:test:2" not in text


def test_a_group_hears_each_alert_once(run: Run, service: Service) -> None:
    publish(service, 3)
    first = run("alerts", "--group", "g", "--json", "--limit", 2)
    assert ids(first.stdout) == ["a0", "a1"]
    assert ids(run("alerts", "--group", "g", "--json").stdout) == ["a2"]
    assert run("alerts", "--group", "g", "--json").stdout == ""


def test_the_ledger_replays_after_an_alert(run: Run, service: Service) -> None:
    rows = [
        OutboxRow(alert_id=f"a{n}", type="t", key=None, event=an_event(n), at=AT) for n in "012"
    ]
    with service.ledger.batch(None) as book:
        book.enqueue(rows)
    assert ids(run("alerts", "--from", "beginning", "--json").stdout) == ["a0", "a1", "a2"]
    assert ids(run("alerts", "--from", "a0", "--json").stdout) == ["a1", "a2"]
    assert "no alert a9" in str(run("alerts", "--from", "a9").exception)


def test_replaying_for_a_group_is_a_usage_error(run: Run) -> None:
    assert run("alerts", "--from", "beginning", "--group", "g").exit_code == 2


def test_groups_are_created_listed_and_removed(run: Run, service: Service) -> None:
    assert run("groups", "create", "desk").exit_code == 0
    assert run("groups", "create", "desk").exit_code == 1
    assert json.loads(run("groups", "list", "--json").stdout)[0]["name"] == "desk"
    assert run("groups", "remove", "desk").exit_code == 0
    assert run("groups", "remove", "desk").exit_code == 1
