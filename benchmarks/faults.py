"""Kill the service at random while it works, and count what came of every record.

usage: python -m benchmarks.faults [--records 20000] [--kills 20] [--seed 1] [--postgres]

Victims: the bulk and express workers' parents and children, beat, the embedded server, and
`customhouse up` itself, which is started again. At the end every record must have one fate, every
planted party one alert, and the dead letters must be the poison, no more and no less.
"""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import redis

from customhouse.keys import RECORD_FIELD, Keys, Lane
from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.store.list_store import ListStore
from worker.settings import Settings

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import servers

LISTED = "Quillon Harrow Aerodynamics"
_VICTIMS = ("bulk", "bulk-child", "express", "express-child", "beat", "valkey", "up")


@dataclass(slots=True)
class Trial:
    """What was put in, and what was done to the service."""

    data: Path
    records: int
    duplicates: int
    poison: int
    kills: int
    rng: random.Random
    database: str = ""
    log: list[str] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    @property
    def flagged(self) -> int:
        """How many records carry the listed party."""
        return -(-self.records // 100)

    @property
    def total(self) -> int:
        """How many records are submitted."""
        return self.records + self.duplicates + self.poison


def run(trial: Trial, deadline_s: float) -> dict[str, Any]:
    """Return what came of it; `problems` is empty where every promise held."""
    settings = Settings(data_dir=trial.data, database_url=trial.database)
    _load_list(settings)
    started = time.monotonic()
    try:
        _start(trial)
        _submit(trial)
        while len(trial.log) < trial.kills and not _is_done(trial, settings):
            time.sleep(trial.rng.uniform(0.1, 1.2))
            _kill_one(trial)
        _await_done(trial, settings, started + deadline_s)
        found = _outcome(trial, settings)
    finally:
        _stop(trial)
    found["seconds"] = round(time.monotonic() - started, 1)
    found["orphans"] = len(_left_over(trial.data))
    if found["orphans"]:
        found["problems"].append(f"{found['orphans']} processes left behind")
    return found


def _load_list(settings: Settings) -> None:
    settings.lists_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "own.ndjson"
    entry = {"id": "1", "type": "organisation", "names": [{"text": LISTED}]}
    path.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    ListStore(settings.lists_dir).load("own:faults", path, at=datetime.now(UTC))
    migrate(settings.ledger_url)


def _start(trial: Trial) -> None:
    with contextlib.suppress(FileNotFoundError):
        (trial.data / "endpoints.json").unlink()
    # A dead worker's records are claimed soon here, so that a trial takes minutes, not hours.
    environment = {**os.environ, "CUSTOMHOUSE_CLAIM_IDLE_S": "2", "CUSTOMHOUSE_BATCH_SIZE": "50"}
    if trial.database:
        environment["CUSTOMHOUSE_DATABASE_URL"] = trial.database
    with (trial.data / "up.log").open("ab") as log:
        trial.process = subprocess.Popen(
            [sys.executable, "-m", "desk", "up", "--data", str(trial.data)],
            stdout=log,
            stderr=log,
            env=environment,
        )
    _wait((trial.data / "endpoints.json").exists, time.monotonic() + 60, "up")


def _submit(trial: Trial) -> None:
    numbers = list(range(trial.records))
    wires = [_record(number) for number in numbers]
    wires += trial.rng.sample(wires, trial.duplicates)
    wires += [b'{"shipment_id": "poison", "n": %d}' % n for n in range(trial.poison)]
    trial.rng.shuffle(wires)
    with _server(trial) as server:
        pipe = server.pipeline(transaction=False)
        for wire in wires:
            pipe.xadd(Keys().intake(Lane.BULK), {RECORD_FIELD: wire})
        pipe.execute()


def _record(number: int) -> bytes:
    name = LISTED if number % 100 == 0 else f"Harmless Trading {number}"
    party = {"role": "consignee", "names": [{"text": name}]}
    record = {"shipment_id": f"F{number}", "source": "urn:faults", "parties": [party]}
    return json.dumps(record).encode()


def _kill_one(trial: Trial) -> None:
    victim = trial.rng.choice(_VICTIMS)
    process = _find(trial, victim)
    if process is None:
        return
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()
        trial.log.append(victim)
    if victim == "up" and trial.process is not None:
        trial.process.wait()
        _wait(lambda: not _left_over(trial.data), time.monotonic() + 10, "children to end")
        _start(trial)


def _find(trial: Trial, victim: str) -> psutil.Process | None:
    try:
        pids = json.loads((trial.data / "endpoints.json").read_bytes())["pids"]
        process = psutil.Process(pids[victim.removesuffix("-child")])
        if not victim.endswith("-child"):
            return process
        children = process.children()
        return trial.rng.choice(children) if children else None
    except (FileNotFoundError, psutil.NoSuchProcess, KeyError):
        return None


def _is_done(trial: Trial, settings: Settings) -> bool:
    ledger = Ledger(settings.ledger_url)
    try:
        return sum(ledger.fates().values()) >= trial.total
    finally:
        ledger.dispose()


def _await_done(trial: Trial, settings: Settings, deadline: float) -> None:
    _wait(lambda: _is_done(trial, settings), deadline, "all fates")
    with contextlib.suppress(TimeoutError):
        quiet = time.monotonic() + 30
        _wait(lambda: _is_quiet(trial), quiet, "an empty intake")
        _wait(lambda: not _unpublished(settings), quiet, "an empty outbox")


def _is_quiet(trial: Trial) -> bool:
    with _server(trial) as server:
        alerted = int(server.xlen(Keys().alerts))
        # One alert more says that the list came into force.
        return not server.xlen(Keys().intake(Lane.BULK)) and alerted > trial.flagged


def _unpublished(settings: Settings) -> int:
    ledger = Ledger(settings.ledger_url)
    try:
        return len(ledger.unpublished(datetime.now(UTC), 10))
    finally:
        ledger.dispose()


def _outcome(trial: Trial, settings: Settings) -> dict[str, Any]:
    ledger = Ledger(settings.ledger_url)
    fates = {fate.value: number for fate, number in ledger.fates().items()}
    ledger.dispose()
    unpublished = _unpublished(settings)
    with _server(trial) as server:
        entries: Any = server.xrange(Keys().alerts)
        events = [json.loads(fields[b"event"]) for _, fields in entries]
        # Of lists, runs, policies and the trail is told what becomes of no record.
        told = (".list.", ".rescreen.", ".policy.", ".audit.")
        alerts = [each for each in events if not any(kind in each["type"] for kind in told)]
        dead = int(server.xlen(Keys().dead))
    problems = list(_problems(trial, fates, alerts, dead, unpublished))
    return {"fates": fates, "alerts": len(alerts), "kills": len(trial.log), "problems": problems}


def _problems(
    trial: Trial, fates: dict[str, int], alerts: list[dict[str, Any]], dead: int, unpublished: int
) -> Iterator[str]:
    wanted = {
        "flagged": trial.flagged,
        "clear": trial.records - trial.flagged,
        "duplicate": trial.duplicates,
        "dead": trial.poison,
        "superseded": 0,
        "unscreened": 0,
    }
    if fates != wanted:
        yield f"fates {fates}, expected {wanted}"
    subjects = [alert.get("subject", alert["type"]) for alert in alerts]
    if len(set(subjects)) != len(subjects):
        yield f"{len(subjects) - len(set(subjects))} alerts came twice"
    planted = {f"F{number}" for number in range(0, trial.records, 100)}
    if planted != set(subjects):
        yield f"missing alerts: {planted - set(subjects)}; too many: {set(subjects) - planted}"
    if dead != trial.poison:
        yield f"{dead} dead letters on the stream, {trial.poison} poison"
    if unpublished:
        yield f"{unpublished} or more alerts unpublished"


@contextlib.contextmanager
def _server(trial: Trial) -> Iterator[redis.Redis]:
    url = json.loads((trial.data / "endpoints.json").read_bytes())["redis_url"]
    with redis.Redis.from_url(url) as server:
        _wait(lambda: _answers(server), time.monotonic() + 30, "the queue")
        yield server


def _answers(server: redis.Redis) -> bool:
    try:
        return bool(server.ping())
    except redis.ConnectionError:
        return False


def _left_over(data: Path) -> list[psutil.Process]:
    """Return processes of the service that outlived it: their environment names the folder."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("CUSTOMHOUSE_DATA_DIR") == str(data.resolve()):
                found.append(process)
    return found


def _stop(trial: Trial) -> None:
    if trial.process is None:
        return
    trial.process.terminate()
    try:
        trial.process.wait(40)
    except subprocess.TimeoutExpired:
        trial.process.kill()


def _wait(is_so: Any, deadline: float, what: str) -> None:
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(0.1)


def main() -> None:
    """Run one trial and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="a server started for the run")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="customhouse-faults-"))
        trial = Trial(
            database=stack.enter_context(servers.postgres()) if given.postgres else "",
            data=Path(folder),
            records=given.records,
            duplicates=given.records // 40,
            poison=given.records // 400,
            kills=given.kills,
            rng=random.Random(given.seed),
        )
        found = run(trial, deadline_s=900)
        print("kills", trial.log)
        print(json.dumps(found, indent=1))
        sys.exit(1 if found["problems"] else 0)


if __name__ == "__main__":
    main()
