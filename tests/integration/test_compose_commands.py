"""The compose file's own commands, as local processes on real servers."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
import servers
import yaml

from customhouse.client import Client
from customhouse.keys import Lane
from worker.service import connect
from worker.settings import Settings

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
        "CUSTOMHOUSE_PREFIX": (prefix := f"compose{uuid4().hex}:"),
        "CUSTOMHOUSE_HEARTBEAT_FILE": str(tmp_path / "alive"),
    }
    own = tmp_path / "own.csv"
    header = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"
    own.write_text(header + "1,organisation,Quillon Harrow Aerodynamics,,,,,\n")
    load = [sys.executable, "-m", "desk", "lists", "load", "own:test", str(own)]
    with processes(environment, tmp_path), Client(valkey_url, prefix=prefix) as client:
        subprocess.run(load, env=environment, check=True, cwd=ROOT, capture_output=True)
        party = {"role": "buyer", "names": [{"text": "Quillon Harrow Aerodynamics"}]}
        record = {"shipment_id": "C1", "source": "urn:test", "parties": [party]}
        result = client.submit(record, wait="screened", lane=Lane.BULK, timeout=60)
        doctor = [sys.executable, "-m", "desk", "doctor", "--json"]
        told = subprocess.run(doctor, env=environment, cwd=ROOT, capture_output=True, check=False)
    assert result.model_dump()["outcome"] == "FLAGGED"
    checks = {check["check"]: check for check in json.loads(told.stdout)["checks"]}
    assert all(checks[name]["ok"] for name in ("queue bulk", "queue express", "beat", "doorbells"))
    # Nobody runs the refresher here.
    assert not checks["queue refresh"]["ok"]
    assert (tmp_path / "alive").exists()
    lines = (tmp_path / "log").read_text().splitlines()
    assert lines
    assert [line for line in lines if not line.startswith("{")] == []


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    """Run a Valkey by the file's own configuration; yield its address without user and password."""
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    text = re.sub(r"\$\{(\w+):\?[^}]*\}", r"\1", services["configs"]["valkey"]["content"])
    config = tmp_path / "valkey.conf"
    config.write_text(text, encoding="utf-8")
    with servers.valkey(tmp_path, config=config) as url:
        yield url.removeprefix("redis://")


def test_an_upstream_submits_and_listens_and_can_do_nothing_else(guarded: str) -> None:
    party = {"role": "buyer", "names": [{"text": "Quillon Harrow Aerodynamics"}]}
    record = {"shipment_id": "C1", "source": "urn:test", "parties": [party]}
    with Client(f"redis://upstream:UPSTREAM_PASSWORD@{guarded}") as client:
        client.submit(record)
        assert client.status("C1", source="urn:test") is None
        assert list(client.subscribe("erp", "one", block_s=0.01)) == []
        for command in (
            ["XTRIM", "intake:express", "MAXLEN", "0"],
            ["LPUSH", "celery:bulk", "{}"],
            ["XADD", "alerts", "*", "event", "{}"],
            ["DEL", "intake:express"],
            ["KEYS", "*"],
            ["CONFIG", "SET", "appendonly", "no"],
            ["CLIENT", "KILL", "TYPE", "normal"],
        ):
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.redis.execute_command(*command)


def test_without_a_password_nobody_is_let_in(guarded: str) -> None:
    refused = pytest.raises(redis.AuthenticationError)
    with redis.Redis.from_url(f"redis://{guarded}") as server, refused:
        server.ping()
    settings = Settings(redis_url=f"redis://{guarded}", redis_password="VALKEY_PASSWORD")  # noqa: S106
    with connect(settings) as server:
        assert server.ping()
