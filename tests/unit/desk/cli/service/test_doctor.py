import json
from datetime import UTC, datetime
from pathlib import Path

from desk_runs import Run
from typer.testing import CliRunner

from desk.cli.commands import app
from lists.store.attempts import Attempt, Ending
from worker.heartbeats import Heartbeats
from worker.service import Service


def checks(run: Run) -> dict[str, bool]:
    found = json.loads(run("doctor", "--json").stdout)["checks"]
    return {each["check"]: each["ok"] for each in found}


def test_a_fit_service_has_nothing_wrong(
    run: Run, service: Service, alive: Heartbeats, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("doctor")
    assert (result.exit_code, "✗" in result.stdout) == (0, False), result.stdout


def test_without_lists_the_service_is_not_fit(run: Run, service: Service) -> None:
    result = run("doctor")
    assert result.exit_code == 1
    assert "✗ lists" in result.stdout
    assert "no list is in force" in result.stdout


def test_a_paused_lane_is_wrong(
    run: Run, service: Service, alive: Heartbeats, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    run("lane", "pause", "bulk")
    assert [name for name, is_right in checks(run).items() if not is_right] == ["paused"]


def test_without_a_queue_the_rest_is_still_looked_at(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("doctor", "--redis", "redis://127.0.0.1:1/0")
    assert result.exit_code == 1
    assert "customhouse up" in result.stdout
    assert "✓ lists" in result.stdout


def test_a_list_that_was_rejected_is_a_warning_and_no_fault(
    run: Run, service: Service, alive: Heartbeats, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    attempt = Attempt(
        source="un_sc", at=datetime.now(UTC), ending=Ending.REJECTED, reason="9 entries"
    )
    service.store.attempts.note(attempt)
    runner = CliRunner(env={"CUSTOMHOUSE_REFRESH_LISTS": "un_sc"})
    found = runner.invoke(app, ["doctor", "--data", str(service.settings.data_dir)])
    assert found.exit_code == 0, found.stdout
    assert "! un_sc" in found.stdout
    assert "not in force, last asked for 0 min ago, rejected: 9 entries" in found.stdout
