import json

from desk_runs import Run

from customhouse.keys import Lane
from worker.service import Service


def test_a_paused_lane_is_shown_with_its_reason(run: Run, service: Service) -> None:
    assert run("lane", "pause", "bulk", "--why", "lists are being moved").exit_code == 0
    assert service.intake.is_paused(Lane.BULK)
    lanes = json.loads(run("lane", "show", "--json").stdout)["lanes"]
    assert {each["lane"]: each["paused"] for each in lanes}["bulk"] == "lists are being moved"
    assert "lists are being moved" in run("lane", "show").stdout


def test_a_resumed_lane_flows(run: Run, service: Service) -> None:
    run("lane", "pause", "bulk")
    assert "flows again" in run("lane", "resume", "bulk").stdout
    assert not service.intake.is_paused(Lane.BULK)
    assert "was not paused" in run("lane", "resume", "bulk").stdout


def test_a_resumed_source_gets_its_records_back(run: Run, service: Service) -> None:
    service.redis.hset(service.keys.paused(), "source:urn:test", "bad records")
    fields = {"cause": "source", "source": "urn:test", "lane": "bulk", "record": "{}"}
    service.redis.xadd(service.keys.waiting, dict(fields))
    assert "urn:test is paused" in run("lane", "show").stdout
    assert "1 waiting records" in run("lane", "resume", "--source", "urn:test").stdout
    assert service.intake.backlog(Lane.BULK) == 1
    assert "not paused" in str(run("lane", "resume", "--source", "urn:test").exception)


def test_resuming_nothing_is_a_usage_error(run: Run) -> None:
    assert run("lane", "resume").exit_code == 2


def test_without_a_queue_it_says_how_to_start(run: Run) -> None:
    result = run("lane", "show", "--redis", "redis://user:secret@127.0.0.1:1/0")
    assert "customhouse up" in str(result.exception)
    assert "secret" not in str(result.exception)


def test_records_that_somebody_erased_are_told_until_that_is_taken_note_of(
    run: Run, service: Service
) -> None:
    stream = service.keys.intake(Lane.BULK)
    service.redis.xadd(stream, {"record": "{}"})
    service.drain().run(Lane.BULK)
    service.redis.xadd(stream, {"record": "{}"})
    service.redis.xadd(stream, {"record": "{}"}, maxlen=1, approximate=False)
    assert "1 records of bulk were erased" in run("lane", "show").stdout
    found = {c["check"]: c for c in json.loads(run("doctor", "--json").stdout)["checks"]}
    assert "customhouse lane acknowledge bulk" in found["lane bulk"]["found"]
    assert "1 erased records" in run("lane", "acknowledge", "bulk").stdout
    assert json.loads(run("lane", "show", "--json").stdout)["lanes"][1]["erased"] == 0
