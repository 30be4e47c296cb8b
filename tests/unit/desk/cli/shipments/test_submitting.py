import json
from pathlib import Path

import pytest
from desk_runs import Run

from customhouse.keys import Lane
from worker.service import Service


def a_line(number: int, **fields: object) -> str:
    parties = [{"role": "consignee", "names": [{"text": "Example Trading"}]}]
    record = {"shipment_id": f"S{number}", "source": "urn:test", "parties": parties}
    return json.dumps({**record, **fields})


def test_every_record_of_a_file_is_accepted(run: Run, service: Service, tmp_path: Path) -> None:
    path = tmp_path / "shipments.ndjson"
    path.write_text("\n".join(a_line(number) for number in range(450)), encoding="utf-8")
    result = run("submit", path)
    assert (result.exit_code, "450 accepted on bulk, 0 refused" in result.stdout) == (0, True)
    assert service.intake.backlog(Lane.BULK) == 450


def test_a_refused_line_is_named_and_ends_in_exit_code_1(run: Run, service: Service) -> None:
    result = run("submit", "-", "--lane", "express", stdin=f"{a_line(1)}\n{a_line(2, parties=[])}")
    assert result.exit_code == 1
    assert "1 accepted on express, 1 refused" in result.stdout
    assert "parties" in result.stdout
    assert service.intake.backlog(Lane.EXPRESS) == 1


def test_waiting_tells_the_fates(run: Run, service: Service) -> None:
    result = run("submit", "-", "--wait", "--timeout", 0, stdin=a_line(1))
    assert result.exit_code == 1
    assert "1 not yet recorded" in result.stdout


@pytest.mark.parametrize("words", [["submit", "no-such-file"], ["submit", "."]])
def test_a_file_that_is_not_there_is_named(run: Run, service: Service, words: list[str]) -> None:
    result = run(*words)
    assert "no such file" in str(result.exception)
