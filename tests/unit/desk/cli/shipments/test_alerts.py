import json
from datetime import UTC, datetime

from desk_runs import Run

from customhouse.alert import Alert, EventType, ServiceView
from customhouse.verdict import HitChange, HitView, Outcome, ShipmentView, SubjectRef, VerdictBefore
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
    text = run("alerts").stdout
    assert "2026-01-02 03:04:05 UTC  degraded" in text
    assert "alert a0" in text


def tell(service: Service, *hits: HitView, **fields: object) -> None:
    view = ShipmentView(
        source="urn:test", shipment_id="S1", revision=0, content="c", outcome=Outcome.FLAGGED,
        hits=hits, **fields,
    )  # fmt: skip
    alert = Alert(id="a1", type=EventType.CHANGED, time=AT, subject="S1", data=view)
    service.publisher.publish([service.publisher.alert("a1", alert.model_dump_json().encode())])


def test_what_stays_as_it_was_is_counted_and_not_shown(run: Run, service: Service) -> None:
    tell(service, a_hit(1, HitChange.NEW), a_hit(2, HitChange.KEPT), a_hit(3, HitChange.KEPT))
    text = run("alerts").stdout
    assert "0.9700  consignee: Heron → HERON [own:test:1]  (new)" in text
    assert "and 2 as before" in text
    assert "own:test:2" not in text


def test_an_alert_says_why_now_and_what_was_before(run: Run, service: Service) -> None:
    before = VerdictBefore(outcome=Outcome.CLEAR, sequence=1)
    hit = a_hit(1, HitChange.NEW).model_copy(update={"cause": "listing added"})
    tell(service, hit, causes=("listing added",), before=before)
    text = run("alerts").stdout
    assert "now because of listing added, it was CLEAR" in text
    assert "(new, listing added)" in text


def test_what_is_gone_is_shown_as_gone_and_has_no_score(run: Run, service: Service) -> None:
    tell(service, a_hit(1, HitChange.CLEARED).model_copy(update={"cause": "list dropped"}))
    text = run("alerts").stdout
    assert "gone    consignee: Heron → HERON [own:test:1]  (no hit any more: list dropped)" in text
    assert "0.97" not in text


def test_one_entity_on_several_lists_is_one_hit_with_a_line_each(
    run: Run, service: Service
) -> None:
    shared = {"entity": "own:test:1"}
    hits = [a_hit(n, HitChange.NEW).model_copy(update=shared) for n in (1, 2)]
    tell(service, *hits, a_hit(3, HitChange.NEW))
    text = run("alerts").stdout
    assert text.count("consignee: Heron →") == 2
    assert "the same entity on 2 lists or entries:" in text
    assert "0.9700  own:test:2  HERON" in text


def test_a_group_hears_each_alert_once(run: Run, service: Service) -> None:
    publish(service, 3)
    run("groups", "create", "g")
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


def keep(service: Service, count: int) -> None:
    """Put events into the ledger and onto the stream, as the relay does."""
    rows = [
        OutboxRow(alert_id=f"a{n}", type="t", key=None, event=an_event(n), at=AT)
        for n in range(count)
    ]
    service.ledger.enqueue(rows)
    service.relay().run()


def test_what_a_redis_lost_is_published_again_and_nothing_twice(run: Run, service: Service) -> None:
    keep(service, 3)
    service.redis.delete(service.keys.alerts, *(service.keys.marker(f"a{n}") for n in range(2)))
    result = run("alerts", "republish", "--from", "beginning")
    assert "2 of 3 events were missing" in result.stdout
    assert ids(run("alerts", "--json").stdout) == ["a0", "a1"]
    again = json.loads(run("alerts", "republish", "--from", "beginning", "--json").stdout)
    assert again == {"looked_at": 3, "published": 0}


def test_a_stream_that_was_removed_alone_is_filled_again(run: Run, service: Service) -> None:
    keep(service, 2)
    service.redis.delete(service.keys.alerts)
    assert "0 of 2" in run("alerts", "republish", "--from", "beginning").stdout
    assert "2 of 2" in run("alerts", "republish", "--from", "2026-01-02", "--again").stdout
    assert ids(run("alerts", "--json").stdout) == ["a0", "a1"]


def test_republishing_begins_after_an_alert(run: Run, service: Service) -> None:
    keep(service, 3)
    service.redis.flushdb()
    assert "1 of 1" in run("alerts", "republish", "--from", "a1").stdout
    assert "no alert a9" in str(run("alerts", "republish", "--from", "a9").exception)


def test_replaying_for_a_group_is_a_usage_error(run: Run) -> None:
    assert run("alerts", "--from", "beginning", "--group", "g").exit_code == 2


def test_groups_are_created_listed_and_removed(run: Run, service: Service) -> None:
    assert run("groups", "create", "desk").exit_code == 0
    assert run("groups", "create", "desk").exit_code == 1
    assert json.loads(run("groups", "list", "--json").stdout)[0]["name"] == "desk"
    assert run("groups", "remove", "desk", "--yes").exit_code == 0
    assert run("groups", "remove", "desk", "--yes").exit_code == 1


def test_a_misspelt_group_is_no_new_one(run: Run, service: Service) -> None:
    run("groups", "create", "compliance")
    said = str(run("alerts", "--group", "complaince").exception)
    assert "there is none; did you mean compliance?" in said
    assert [each["name"] for each in json.loads(run("groups", "list", "--json").stdout)] == [
        "compliance"
    ]


def test_a_group_is_removed_only_on_somebodys_word(run: Run, service: Service) -> None:
    publish(service, 2)
    run("groups", "create", "erp")
    asked = run("groups", "remove", "erp", stdin="n\n")
    assert asked.exit_code == 1
    assert "0 alerts not acknowledged and 2 not read" in asked.stdout
    assert run("groups", "remove", "erp", stdin="y\n").exit_code == 0
