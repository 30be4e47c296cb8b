import json
import os
import signal
import subprocess
import sys
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


def test_every_record_has_one_line_of_json_with_its_fate(run: Run, service: Service) -> None:
    lines = f"{a_line(1)}\n{a_line(2, parties=[])}\n{{oops\n{a_line(3)}"
    result = run("submit", "-", "--json", stdin=lines)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["line"], each["fate"]) for each in found] == [
        (1, "accepted"), (2, "refused"), (3, "refused"), (4, "accepted"),
    ]  # fmt: skip
    assert found[1]["shipment_id"] == "S2"
    assert found[1]["field"] == "parties"
    assert "2 accepted on bulk, 2 refused" in result.stderr


def test_a_refused_record_is_shown_with_its_line_and_shipment(run: Run, service: Service) -> None:
    text = run("submit", "-", stdin=f"{a_line(1)}\n{a_line(2, parties=[])}").stdout
    row = next(line for line in text.splitlines() if "parties" in line)
    assert [cell.strip() for cell in row.split("│")][1:4] == ["2", "S2", "parties"]


def test_ctrl_c_ends_in_good_order_and_says_what_was_accepted(
    service: Service, tmp_path: Path
) -> None:
    path = tmp_path / "many.ndjson"
    path.write_text("\n".join(a_line(number) for number in range(100_000)), encoding="utf-8")
    command = [sys.executable, "-m", "desk", "submit", str(path), "--timeout", "60"]
    environment = {
        **os.environ,
        "CUSTOMHOUSE_REDIS_URL": service.settings.redis_url,
        "CUSTOMHOUSE_PREFIX": service.settings.prefix,
    }
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not service.intake.backlog(Lane.BULK) and process.poll() is None:
        pass
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (1, "")
    there = service.intake.backlog(Lane.BULK)
    assert 0 < there < 100_000
    assert f"stopped: {there} accepted on bulk, 0 refused" in said
