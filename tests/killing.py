"""A process that refreshes us_ofac_cons from a publisher on this machine, and is killed at it.

usage: killing.py STORE URL; then a line for each refresh on standard input: "steps N" kills it at
the Nth thing that it asks of the file system or the network, "seconds S" after that time, "" not
at all. For each a line comes back: how it ended, and how many steps it took.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from publishers import Publisher, fetcher, ofac_set

from lists.refreshing import refresh
from lists.registry import source_of
from lists.sources import Source
from lists.store.list_store import ListStore

ID: Final = "us_ofac_cons"
_STEPS: Final = ("open", "os.", "shutil.", "socket.", "fcntl.", "mmap.")


@dataclass
class Refresher:
    """Runs refreshes in a process of their own, started once, so that each costs only itself."""

    orders: IO[str]
    answers: IO[str]

    def run(self, order: str = "") -> dict[str, int | str]:
        """Run one refresh and return how it ended: {"signal": 9, "steps": 0, "ending": ""}."""
        self.orders.write(order + "\n")
        self.orders.flush()
        found: dict[str, int | str] = json.loads(self.answers.readline())
        return found


@contextmanager
def refresher(store: Path, office: Publisher) -> Iterator[Refresher]:
    """Yield what runs refreshes of a store."""
    root = Path(__file__).parents[1]
    path = os.pathsep.join([str(root), str(root / "tests")])
    process = subprocess.Popen(
        [sys.executable, __file__, str(store), office.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "NO_PROXY": "127.0.0.1"},
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Refresher(process.stdin, process.stdout)
        process.stdin.close()


def check_store(store: ListStore, allowed: tuple[int, ...]) -> int:
    """Return how many entries are in force, once all of it was read and found to be allowed."""
    snapshot, state = store.in_force(), store.state(ID)
    assert snapshot is not None
    assert state is not None
    assert state.entries in allowed
    assert sum(1 for _ in store.listings(snapshot)) == state.entries
    store.watchlist(snapshot)
    return state.entries


def check_next(refreshing: Refresher, store: ListStore, entries: int) -> None:
    """Check that another refresh brings the publisher's list, of so many entries, and its bytes."""
    assert refreshing.run()["ending"] in ("updated", "unchanged")
    check_store(store, (entries,))
    check_raw(store)


def check_raw(store: ListStore) -> None:
    """Check that the publisher's bytes of the list in force are kept whole."""
    state = store.state(ID)
    assert state is not None
    provenance = store.raw.provenance(state.sha256)
    assert provenance is not None
    kept = {
        name: store.raw.file(file.sha256).read_bytes() for name, file in provenance.files.items()
    }
    assert kept == ofac_set(state.entries)


def _source(url: str) -> Source:
    source = source_of(ID)
    urls = {name: f"{url}/{name}" for name in source.urls}
    return replace(source, urls=urls, redirect_hosts=("127.0.0.1",))


def _refresh(store: Path, url: str, kill_at: int, tell: int) -> None:
    steps = 0

    def count(event: str, _: object) -> None:
        nonlocal steps
        if event.startswith(_STEPS):
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    with fetcher() as asking:
        attempt = refresh(ListStore(store), _source(url), asking, at=datetime.now(UTC))
    os.write(tell, json.dumps({"steps": steps, "ending": attempt.ending}).encode())


def _run(store: Path, url: str, order: str) -> dict[str, int | str]:
    kind, _, number = order.partition(" ")
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _refresh(store, url, int(number) if kind == "steps" else 0, tell)
        os._exit(0)
    os.close(tell)
    if kind == "seconds":
        time.sleep(float(number))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(told, "rb") as pipe:
        said = json.loads(pipe.read() or b'{"steps": 0, "ending": ""}')
    return {"signal": status & 0x7F, **said}


if __name__ == "__main__":
    for line in sys.stdin:
        answer = _run(Path(sys.argv[1]), sys.argv[2], line.strip())
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
