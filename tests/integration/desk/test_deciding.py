"""Decisions as people make them: commands in processes of their own, at the same moment, too."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from records import LISTED, SOURCE, a_record, load_list, put

from customhouse.keys import Lane
from customhouse.verdict import ShipmentView
from ledger.rows import ShipmentKey
from worker.service import Service
from worker.settings import Settings

KEY = ShipmentKey(source=SOURCE, shipment_id="S1")
Process = subprocess.Popen[str]


@pytest.fixture
def service(valkey_url: str, ledger_url: str, tmp_path: Path) -> Iterator[Service]:
    """Yield a service with one flagged shipment."""
    settings = Settings(data_dir=tmp_path, redis_url=valkey_url, database_url=ledger_url)
    made = Service(settings)
    made.redis.flushall()
    load_list(made, tmp_path, LISTED)
    put(made, a_record("S1", LISTED))
    made.drain().run(Lane.BULK)
    yield made
    made.close()


def begin(service: Service, *words: str) -> Process:
    place = ("--data", service.settings.data_dir, "--database", service.settings.ledger_url)
    command = [sys.executable, "-m", "desk", *words, *map(str, place)]
    quiet = {name: value for name, value in os.environ.items() if "CUSTOMHOUSE" not in name}
    return subprocess.Popen(
        command, env=quiet, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ended(process: Process) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, " ".join(err.split())


def named(service: Service) -> tuple[str, str]:
    """Return the alert of S1 and its hit."""
    with service.ledger.decisions() as read:
        alert = read.alerts_of(KEY)[0].alert_id
    return alert, view_of(service).hits[0].id


def view_of(service: Service) -> ShipmentView:
    (current,) = service.ledger.status("S1")
    return ShipmentView.model_validate_json(current.verdict)


def test_of_two_processes_that_decide_at_the_same_moment_one_is_refused(service: Service) -> None:
    words = ("decide", *named(service), "--true-match", "--reason", "a test")
    names = ("Ann Reed", "Bea Ortiz", "Cem Aydin")
    both = [begin(service, *words, "--by", name) for name in names]
    found = [ended(process) for process in both]
    assert sorted(code for code, _, _ in found) == [0, 1, 1]
    for code, _, err in found:
        assert (code == 1) is ("has decided that already, decision 1" in err), err
    with service.ledger.decisions() as read:
        assert [each.no for each in read.newest(10)] == [1]
    assert view_of(service).sequence == 2


def test_two_second_persons_at_the_same_moment_confirm_once(service: Service) -> None:
    decided = begin(
        service, "decide", *named(service), "--false-positive", "--reason", "a test", "--by", "Ann"
    )
    assert ended(decided)[0] == 0
    both = [begin(service, "confirm", "1", "--by", name) for name in ("Bea", "Cem")]
    found = [ended(process) for process in both]
    assert sorted(code for code, _, _ in found) == [0, 1]
    assert "waits for nobody" in next(err for code, _, err in found if code)
    assert view_of(service).outcome == "CLEAR"


def test_the_user_of_the_system_is_recorded_beside_the_name(service: Service) -> None:
    words = ("--true-match", "--reason", "a test", "--by", "Ann Reed", "--json")
    code, out, _ = ended(begin(service, "decide", *named(service), *words))
    assert code == 0
    signed = json.loads(out)["decisions"][0]["signed"]
    assert (signed["by"], signed["os_user"]) == ("Ann Reed", os_user())


def os_user() -> str:
    return subprocess.run(["id", "-un"], check=True, capture_output=True, text=True).stdout.strip()
