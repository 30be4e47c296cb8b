"""The embedded service: a real Valkey, Celery workers and beat, watched and restarted."""

import contextlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

import redis

from customhouse.keys import Keys
from desk.service.place import forget_endpoints, leave_endpoints, masked
from desk.service.ports import fixed_port, free_ports, is_free, remember_port
from desk.service.processes import Process, celery_processes, valkey
from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.store.list_store import ListStore
from screening.errors import UnavailableError
from worker.chores.activation import activate_if_moved
from worker.identity import claim_streams
from worker.policies.content import matching_policy
from worker.policies.kept import Policies, refuse_differing
from worker.settings import Settings

_LOOK_EVERY_S: Final = 0.2
_READY_S: Final = 60.0
# A server that was killed a moment ago may not have let go of its port.
_PORT_S: Final = 5.0


class Embedded:
    """Runs the service in a data folder.

    Args:
        settings: with the data folder; redis_url and database_url where real servers are used.
        own_redis: start an embedded Valkey, else use settings.redis_url.
        workers: processes that drain the bulk lane; express has one of its own.
        port: of the embedded Valkey; None: the one it had before, or a free one.
        log: where the processes' output goes.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        own_redis: bool,
        workers: int,
        port: int | None = None,
        log: IO[bytes] | None = None,
    ) -> None:
        self._data = settings.data_dir.resolve()
        self._data.mkdir(parents=True, exist_ok=True)
        self.settings = settings.model_copy(update={"data_dir": self._data})
        self._own_redis = own_redis
        self._workers = workers
        self._port = port
        self._log = log
        self._processes: list[Process] = []
        self._lock: IO[str] | None = None

    def start(self) -> None:
        """Start everything; return when workers can take records.

        Raises:
            UnavailableError: another service runs in this folder, or a server does not answer.
            ForeignServiceError: the Redis serves another service.
        """
        self._lock = take_folder(self._data)
        if self._own_redis:
            self._start_redis()
        else:
            _await_redis(self.settings.redis_url)
        self._claim()
        migrate(self.settings.ledger_url)
        self._activate()
        for process in celery_processes(self._data, self._workers):
            self._processes.append(process)
            process.start(self.settings, self._log)
        self._write_endpoints()

    def watch(self) -> list[str]:
        """Restart what died; return the names of what was restarted."""
        restarted = []
        for process in self._processes:
            if process.is_due:
                process.restart(self.settings, self._log)
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
            process.stop()
        if self._lock is None:
            return  # the folder, and what says where its service is, are another's
        forget_endpoints(self._data)
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

    def _start_redis(self) -> None:
        process, url = _started_redis(self._data, self.settings, self._port, self._log)
        self._processes.append(process)
        self.settings = self.settings.model_copy(update={"redis_url": url})

    def _claim(self) -> None:
        with redis.Redis.from_url(self.settings.redis_url) as server:
            claim_streams(server, Keys(self.settings.prefix), self._data, datetime.now(UTC))

    def _activate(self) -> None:
        """Bring the lists into force before the first record comes, not a moment after."""
        ledger, at = Ledger(self.settings.ledger_url), datetime.now(UTC)
        try:
            policies = Policies(ledger.trail, self.settings)
            refuse_differing(self.settings, policies.in_force())
            policies.keep_first(at)
            policy = matching_policy(policies.in_force())
            activate_if_moved(ledger, ListStore(self.settings.lists_dir), policy, at)
        finally:
            ledger.dispose()

    def _write_endpoints(self) -> None:
        running = {p.name: p.running.pid for p in self._processes if p.running is not None}
        leave_endpoints(self.settings, {"up": os.getpid(), **running})


@contextlib.contextmanager
def embedded_redis(settings: Settings) -> Iterator[str]:
    """Run the embedded server of a data folder alone, and yield its address."""
    data = settings.data_dir.resolve()
    process, url = _started_redis(data, settings, None, None)
    try:
        yield url
    finally:
        process.stop()


def _started_redis(
    data: Path, settings: Settings, port: int | None, log: IO[bytes] | None
) -> tuple[Process, str]:
    """Start a server of our own, on the port that it always has; return it and its address."""
    fixed = fixed_port(data, port)
    if fixed is not None:
        _await_port(fixed)
    for each in free_ports() if fixed is None else (fixed,):
        process, url = valkey(data, each), f"redis://127.0.0.1:{each}/0"
        process.start(settings, log)
        if _is_ours(process, url):
            remember_port(data, each)
            return process, url
    # Between the look and the start somebody else took the port, or it cannot run at all.
    raise UnavailableError("valkey", f"does not start; see {data}/valkey/valkey.log")


def take_folder(folder: Path) -> IO[str]:
    """Keep every other service out of a data folder, until the file is closed.

    Raises:
        UnavailableError: another one runs there.
    """
    import fcntl  # noqa: PLC0415  not on Windows, where the rest of the command line works

    lock = (folder / "up.lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        lock.close()
        raise UnavailableError(str(folder), "another service runs in this data folder") from exc
    return lock


def _await_port(port: int) -> None:
    deadline = time.monotonic() + _PORT_S
    while not is_free(port):
        if time.monotonic() > deadline:
            reason = "is taken; stop what listens there, or choose another one: --port"
            raise UnavailableError(f"port {port}", reason)
        time.sleep(0.05)


def _is_ours(process: Process, url: str) -> bool:
    """Wait until a server answers; tell whether it is the one that was started."""
    deadline = time.monotonic() + _READY_S
    found = None
    with redis.Redis.from_url(url, socket_connect_timeout=2) as server:
        while found is None and process.is_running and time.monotonic() < deadline:
            try:
                # INFO is answered while the AOF is loaded, and nothing else is.
                server.ping()
                found = server.info("server")["process_id"]
            except redis.ConnectionError:  # loading its AOF counts as this too
                time.sleep(0.05)
    is_ours = process.running is not None and found == process.running.pid
    if not is_ours:
        process.stop()
    return is_ours


def _await_redis(url: str) -> None:
    deadline = time.monotonic() + _READY_S
    with redis.Redis.from_url(url, socket_connect_timeout=2) as server:
        while True:
            try:
                server.ping()
            except redis.ConnectionError as exc:
                if time.monotonic() > deadline:
                    raise UnavailableError(masked(url), "does not answer") from exc
                time.sleep(0.05)
            else:
                return
