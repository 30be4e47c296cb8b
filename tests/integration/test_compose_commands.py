"""The compose file's own commands, as local processes on real servers."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from customhouse.client import Client
from customhouse.keys import Lane

ROOT = Path(__file__).parents[2]


def command_of(service: str) -> list[str]:
    services: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    command = services[service]["command"]
    words = shlex.split(command) if isinstance(command, str) else list(command)
    program = {"celery": "celery", "customhouse": "desk"}[words[0]]
    return [sys.executable, "-m", program, *words[1:]]


@contextmanager
def processes(environment: dict[str, str], folder: Path) -> Iterator[None]:
    subprocess.run(command_of("migrate"), env=environment, check=True, cwd=ROOT)
    with (folder / "log").open("wb") as log:
        started = [
            subprocess.Popen(command_of(name), env=environment, cwd=ROOT, stdout=log, stderr=log)
            for name in ("worker", "express", "beat")
        ]
        try:
            yield
        finally:
            for process in started:
                process.terminate()
            for process in started:
                stopped(process)


def stopped(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of what it does; a compose host waits as long, then kills, and so do we."""
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.mark.timeout(240)
def test_the_commands_screen_a_shipment(
    valkey_url: str, bare_ledger_url: str, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "CUSTOMHOUSE_REDIS_URL": valkey_url,
        "CUSTOMHOUSE_DATABASE_URL": bare_ledger_url,
        "CUSTOMHOUSE_DATA_DIR": str(tmp_path),
        "CUSTOMHOUSE_PREFIX": "compose:",
    }
    own = tmp_path / "own.csv"
    header = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"
    own.write_text(header + "1,organisation,Quillon Harrow Aerodynamics,,,,,\n")
    load = [sys.executable, "-m", "desk", "lists", "load", "own:test", str(own)]
    with processes(environment, tmp_path), Client(valkey_url, prefix="compose:") as client:
        subprocess.run(load, env=environment, check=True, cwd=ROOT, capture_output=True)
        party = {"role": "buyer", "names": [{"text": "Quillon Harrow Aerodynamics"}]}
        record = {"shipment_id": "C1", "source": "urn:test", "parties": [party]}
        result = client.submit(record, wait="screened", lane=Lane.BULK, timeout=60)
    assert result.model_dump()["outcome"] == "FLAGGED"
