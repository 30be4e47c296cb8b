from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_runs import Run
from publishers import ofac_set

from customhouse.keys import Lane
from lists.store.attempts import Attempt, Ending
from worker.heartbeats import Heartbeats
from worker.service import Service


def test_the_state_is_told_in_prometheus_format(run: Run, service: Service) -> None:
    text = run("metrics").stdout
    assert 'customhouse_recorded{fate="clear"} 0.0' in text
    assert f'customhouse_stream_entries{{stream="{service.keys.alerts}"}} 0.0' in text


def test_the_age_of_lists_and_of_attempts_is_told(
    run: Run, service: Service, ofac_folder: Path
) -> None:
    now = datetime.now(UTC)
    today = f"{now:%Y-%m-%d}"
    run("lists", "load", "us_ofac_cons", ofac_folder, "--allow-incomplete", "--published", today)
    service.store.attempts.note(Attempt(source="un_sc", at=now, ending=Ending.FAILED))
    text = run("metrics").stdout
    assert 'customhouse_list_age_seconds{list="us_ofac_cons"}' in text
    assert 'customhouse_list_age_limit_seconds{list="us_ofac_cons"} 172800.0' in text
    assert 'customhouse_list_attempt_age_seconds{list="un_sc",result="failed"}' in text


@pytest.fixture
def ofac_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    for name, content in ofac_set(3).items():
        (folder / name).write_bytes(content)
    return folder


def test_what_cannot_be_asked_is_said_and_the_rest_is_told(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("metrics", "--redis", "redis://127.0.0.1:1/0")
    assert result.exit_code == 0
    assert 'customhouse_asked{part="redis"} 0.0' in result.stdout
    assert 'customhouse_asked{part="ledger"} 1.0' in result.stdout
    assert 'customhouse_list_entries{list="own:test"} 2.0' in result.stdout
    assert "redis could not be asked" in result.stderr


def test_without_any_service_metrics_say_so(run: Run) -> None:
    result = run("metrics")
    assert 'customhouse_asked{part="ledger"} 0.0' in result.stdout
    assert "redis could not be asked: no service runs in" in result.stderr


def test_processes_and_what_waits_are_told(run: Run, service: Service, alive: Heartbeats) -> None:
    service.redis.xadd(service.keys.intake(Lane.BULK), {"record": "{}"})
    text = run("metrics").stdout
    assert 'customhouse_heartbeat_age_seconds{process="beat@here"}' in text
    assert 'customhouse_doorbell_answer_age_seconds{doorbell="drain bulk"}' in text
    assert 'customhouse_oldest_record_seconds{lane="bulk"}' in text
    assert "customhouse_rescreen_left 0.0" in text
