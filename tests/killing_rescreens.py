"""A process that works on a re-screening run, and is killed at it.

usage: killing_rescreens.py; then a line for each try on standard input: "DATA URL PREFIX SECONDS"
works on the run of a data folder and is killed after that time, 0: not at all. For each a line
comes back: how long it worked, in seconds, or "killed".
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from records import LISTED, a_record, events, load_list, put

from customhouse.keys import Lane
from ledger.migrations import migrate
from worker.rescreening import judging, kept_book
from worker.service import Service
from worker.settings import Settings
from worker.warming import warm

OTHER = "Radiline Limited"


@dataclass
class Rescreener:
    """Works on runs in processes of their own, made ready once, so that each costs only itself."""

    orders: IO[str]
    answers: IO[str]

    def work(self, settings: Settings, seconds: float = 0.0) -> float | None:
        """Work until nothing is left; return the seconds it took, or None: it was killed."""
        given = (settings.data_dir, settings.redis_url, settings.prefix, seconds)
        self.orders.write(" ".join(map(str, given)) + "\n")
        self.orders.flush()
        said = self.answers.readline().strip()
        return None if said == "killed" else float(said)


@contextmanager
def rescreener() -> Iterator[Rescreener]:
    """Yield what works on runs."""
    root = Path(__file__).parents[1]
    path = os.pathsep.join([str(root), str(root / "tests")])
    process = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "CUSTOMHOUSE_LOG_JSON": "true"},
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Rescreener(process.stdin, process.stdout)
        process.stdin.close()


def opened(folder: Path, url: str, prefix: str) -> Service:
    return Service(Settings(data_dir=folder, redis_url=url, prefix=prefix, relay_after_s=0.000001))


def fill(folder: Path, url: str) -> None:
    """Leave a run behind that has much before it: shipments to be flagged, and to be cleared."""
    migrate(Settings(data_dir=folder).ledger_url)
    service = opened(folder, url, "fill:")
    load_list(service, folder, LISTED, "Petrel Limited")
    put(service, *(a_record(f"S{n}", (LISTED, OTHER, f"Petalwise {n}")[n % 3]) for n in range(60)))
    service.drain().run(Lane.BULK)
    service.rescreening.run(60)
    load_list(service, folder, OTHER, "Petrel Limited")
    service.close()


def end_state(folder: Path, url: str, prefix: str) -> dict[str, Any]:
    """Return all that a run leaves behind, here and for subscribers."""
    service = opened(folder, url, prefix)
    service.news.run()
    service.relay().run()
    run = service.ledger.runs.run(2)
    found = {
        "heads": [service.ledger.status(f"S{n}")[0].outcome for n in range(60)],
        "published": sorted(each["id"] for each in events(service)),
        "run": (run.parties, run.hits, run.screened, run.changed),
        "hits": service.ledger.counts()["hit"],
        "left": service.ledger.unpublished(datetime.now(UTC), 9),
    }
    service.close()
    return found


def _work(settings: Settings) -> None:
    # Many chunks, so that there is much to be killed between.
    judging._PAGE = 2  # type: ignore[misc]
    kept_book.PART = 20  # type: ignore[misc]
    service = Service(settings)
    while service.rescreening.step():
        pass
    os._exit(0)


def _try(settings: Settings, seconds: float) -> str:
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _work(settings)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else f"{time.monotonic() - begun:.3f}"


if __name__ == "__main__":
    out = os.dup(1)
    os.dup2(2, 1)
    warm()
    for line in sys.stdin:
        data, url, prefix, waited = line.split(" ")
        own = Settings(data_dir=Path(data), redis_url=url, prefix=prefix)
        os.write(out, (_try(own, float(waited)) + "\n").encode())
