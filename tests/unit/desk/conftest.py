"""The command line in a folder of its own, with or without a queue."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result
from desk_runs import Run
from typer.testing import CliRunner

from desk.cli.commands import app
from desk.service.opening import open_service
from desk.service.place import find_place
from ledger.migrations import migrate
from worker.doorbells import DOORBELLS, QUEUES
from worker.heartbeats import Heartbeats
from worker.service import Service


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA_DIR", "REDIS_URL", "DATABASE_URL", "PREFIX", "THRESHOLD"):
        monkeypatch.delenv(f"CUSTOMHOUSE_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    """Return a runner of commands on the data folder."""

    def invoke(*args: object, stdin: str | bytes | None = None) -> Result:
        words = [str(arg) for arg in args]
        return CliRunner().invoke(app, [*words, "--data", str(data)], input=stdin)

    return invoke


@pytest.fixture
def service(data: Path, valkey_url: str) -> Iterator[Service]:
    """Yield a service with a ledger and a queue of its own, found by the data folder."""
    left = {"redis_url": valkey_url, "pids": {}}
    (data / "endpoints.json").write_text(json.dumps(left), encoding="utf-8")
    prefix = f"t{uuid4().hex}:"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUSTOMHOUSE_PREFIX", prefix)
        place = find_place(data=data)
        migrate(place.settings.ledger_url)
        with open_service(place) as found:
            yield found


@pytest.fixture
def alive(service: Service) -> Heartbeats:
    """Return signs of life of every process a service needs, all of them just now."""
    found = Heartbeats(service.redis, service.keys, settings=service.settings.shared)
    found.beat("beat@here")
    found.beat("all@here", QUEUES)
    for bell in DOORBELLS:
        found.answer(bell.name)
    return found


@pytest.fixture
def own_list(tmp_path: Path) -> Path:
    path = tmp_path / "own.ndjson"
    entries = [
        {"id": "1", "type": "organisation", "names": [{"text": "Grey Heron Trading"}]},
        {"id": "2", "type": "vessel", "names": [{"text": "Blue Cormorant"}]},
    ]
    path.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return path
