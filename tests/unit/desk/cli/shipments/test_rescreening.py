from pathlib import Path

from desk_runs import Run

from worker.service import Service


def test_a_run_here_is_followed_to_its_end(run: Run, service: Service, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("rescreen", "--here")
    assert result.exit_code == 0, result.exception
    assert service.ledger.runs.unfinished() is None


def test_a_run_that_nobody_works_on_is_not_awaited_for_ever(
    run: Run, service: Service, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    assert "not finished after 0 s" in str(run("rescreen", "--timeout", 0).exception)


def test_without_a_basis_there_is_nothing_to_do(run: Run, service: Service) -> None:
    assert "no basis is active" in str(run("rescreen").exception)
