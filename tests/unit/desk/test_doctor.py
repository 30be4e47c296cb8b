import json
from pathlib import Path

from desk_runs import Run

from worker.service import Service


def checks(run: Run) -> dict[str, bool]:
    found = json.loads(run("doctor", "--json").stdout)["checks"]
    return {each["check"]: each["ok"] for each in found}


def test_a_fit_service_is_right_in_everything(run: Run, service: Service, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("doctor")
    assert (result.exit_code, "✗" in result.stdout) == (0, False), result.stdout


def test_without_lists_the_service_is_not_fit(run: Run, service: Service) -> None:
    result = run("doctor")
    assert result.exit_code == 1
    assert "✗ lists" in result.stdout
    assert "no list is in force" in result.stdout


def test_a_paused_lane_is_wrong(run: Run, service: Service, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    run("lane", "pause", "bulk")
    assert [name for name, is_right in checks(run).items() if not is_right] == ["paused"]


def test_without_a_queue_the_rest_is_still_looked_at(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("doctor", "--redis", "redis://127.0.0.1:1/0")
    assert result.exit_code == 1
    assert "customhouse up" in result.stdout
    assert "✓ lists" in result.stdout
