"""What doctor finds, asked of the functions that it prints."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_runs import Run

from customhouse.keys import Lane
from desk.service.checks.check import Check, State
from desk.service.health import Health, examine
from desk.service.place import Place
from ledger.rows import DeadRow, EntryName, OutboxRow
from screening.policy import REVIEW
from worker.doorbells import QUEUES
from worker.heartbeats import Heartbeats
from worker.identity import claim_streams
from worker.service import Service

Checked = dict[str, Check]


def look(service: Service) -> Health:
    place = Place(settings=service.settings, has_queue=True)
    return examine(place, pause=lambda _: None)


def checked(service: Service) -> Checked:
    return {check.name: check for check in look(service).checks}


@pytest.fixture(autouse=True)
def _in_force(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)


def wait(service: Service, lane: Lane, *, for_s: float) -> None:
    """Put a record on a lane that came some time ago, and that a worker of ours has not taken."""
    service.intake.read(lane, 1)
    seconds, _ = service.redis.time()
    entry = f"{int((seconds - for_s) * 1000)}-0"
    service.redis.xadd(service.keys.intake(lane), {"record": "{}"}, id=entry)


def test_a_service_whose_processes_live_is_fit(service: Service, alive: Heartbeats) -> None:
    found = look(service)
    assert found.is_fit, found


def test_without_any_process_it_is_not_fit(service: Service) -> None:
    found = checked(service)["processes"]
    assert (found.state, "none is there" in found.found) == (State.WRONG, True)


def test_a_queue_without_a_worker_is_named(service: Service, alive: Heartbeats) -> None:
    alive.beat("all@here", ["express", "chores", "rescreen", "refresh"])
    found = checked(service)["queue bulk"]
    assert (found.state, found.found[:6]) == (State.WRONG, "nobody")


def test_without_beat_it_is_not_fit(service: Service, alive: Heartbeats) -> None:
    alive.leave("beat@here")
    assert checked(service)["beat"].state is State.WRONG


def test_a_process_that_fell_silent_is_gone(service: Service, alive: Heartbeats) -> None:
    late = Heartbeats(
        service.redis, service.keys, settings={}, now=lambda: datetime.now(UTC).timestamp() - 90
    )
    late.beat("all@here", ["bulk"])
    found = checked(service)
    assert found["queue bulk"].state is State.WRONG
    assert found["process"].found == "all@here fell silent 1 min ago"


def test_doorbells_that_nobody_answers_are_named(service: Service, alive: Heartbeats) -> None:
    service.redis.hdel(service.keys.answered, "drain bulk")
    assert checked(service)["doorbells"].state is State.RIGHT
    begun = Heartbeats(
        service.redis, service.keys, settings={}, now=lambda: datetime.now(UTC).timestamp()
    )
    begun._since -= 300
    begun.beat("all@here", QUEUES)
    found = checked(service)["doorbells"]
    assert (found.state, found.found[:28]) == (State.WRONG, "not answered: drain bulk for")


def test_another_threshold_than_the_workers_is_said(service: Service, alive: Heartbeats) -> None:
    other = service.settings.model_copy(update={"threshold": 0.5})
    place = Place(settings=other, has_queue=True)
    found = {check.name: check for check in examine(place).checks}["settings"]
    assert found.state is State.WARNING
    assert f"threshold is {REVIEW} for all@here and 0.5 here" in found.found


def test_a_lane_that_does_not_move_is_wrong(service: Service, alive: Heartbeats) -> None:
    wait(service, Lane.BULK, for_s=300)
    found = checked(service)["lane bulk"]
    assert found.state is State.WRONG
    assert "1 of 100,000 records, the oldest for 5 min, and none moves" in found.found


def test_a_record_that_came_just_now_is_no_backlog(service: Service, alive: Heartbeats) -> None:
    wait(service, Lane.BULK, for_s=3)
    assert checked(service)["lane bulk"].state is State.RIGHT


def test_a_lane_that_moves_and_is_late_is_a_warning(service: Service, alive: Heartbeats) -> None:
    wait(service, Lane.BULK, for_s=1200)
    place = Place(settings=service.settings, has_queue=True)
    health = examine(place, pause=lambda _: service.intake.read(Lane.BULK, 1) and None)
    assert {c.name: c.state for c in health.checks}["lane bulk"] is State.WARNING


def test_dead_letters_are_a_warning(service: Service, alive: Heartbeats) -> None:
    row = DeadRow(
        entry=EntryName("bulk:1-0"), reason="r", field="f", source="urn:t", raw=b"{}",
        at=datetime.now(UTC),
    )  # fmt: skip
    with service.ledger.batch(1) as book:
        book.bury([row])
    found = look(service)
    assert found.is_fit
    assert next(c.found for c in found.checks if c.name == "dead letters").startswith("1 wait")


def publish(service: Service, alert_id: str, at: datetime) -> None:
    row = OutboxRow(alert_id=alert_id, type="t", key=None, event=b"{}", at=at)
    service.ledger.enqueue([row])
    service.publisher.publish([service.publisher.alert(alert_id, b"{}")])
    service.ledger.mark_published([alert_id], at)


def test_a_redis_that_lost_alerts_is_found_out(service: Service, alive: Heartbeats) -> None:
    at = datetime.now(UTC) - timedelta(hours=1)
    publish(service, "a1", at)
    assert checked(service)["stream"].state is State.RIGHT
    service.redis.delete(service.keys.marker("a1"), service.keys.alerts)
    found = checked(service)["stream"]
    assert found.state is State.WRONG
    assert f"alerts republish --from {at:%Y-%m-%dT%H:%M}" in found.found


def test_the_streams_of_another_service_are_wrong(
    service: Service, alive: Heartbeats, tmp_path: Path
) -> None:
    claim_streams(service.redis, service.keys, service.settings.data_dir, datetime.now(UTC))
    other = tmp_path / "other"
    other.mkdir()
    (other / "service-id").write_text("another", encoding="ascii")
    place = Place(settings=service.settings.model_copy(update={"data_dir": other}), has_queue=True)
    found = {check.name: check for check in examine(place).checks}
    assert "serves another service" in found["owner"].found


def test_where_nobody_said_which_redis_none_is_asked(data: Path, service: Service) -> None:
    place = Place(settings=service.settings, has_queue=False)
    (found, *_) = examine(place).checks
    assert (found.name, found.state) == ("redis", State.WRONG)
    assert "no service runs in" in found.found
