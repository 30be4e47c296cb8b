"""Signs of life: which process was there when, and which doorbell was answered when."""

import os
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import orjson
import redis

from customhouse.keys import Keys

# A process says that it is there this often …
EVERY_S: Final = 5.0
# … and is taken for gone once it has not for so long.
GONE_AFTER_S: Final = 30.0
# What is gone is shown for a day, so that doctor can name it.
_FORGOTTEN_AFTER_S: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """That a process was there.

    Attributes:
        name: "bulk@host", "beat@host".
        queues: what it takes from; beat takes from none.
        processes: how many work at once.
        settings: those that all processes must share, in words.
        since: when it began, in seconds since 1970 by its own clock.
        at: when it said so, likewise.
    """

    name: str
    pid: int
    queues: tuple[str, ...]
    processes: int
    settings: Mapping[str, str]
    since: float
    at: float


class Heartbeats:
    """Keeps signs of life in Redis.

    Args:
        settings: those that all processes must share, in words.
        file: touched with each heartbeat of this process, so that whoever runs it can tell that
            it lives with no server asked.
    """

    def __init__(
        self,
        server: redis.Redis,
        keys: Keys,
        *,
        settings: Mapping[str, str],
        file: Path | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._redis = server
        self._keys = keys
        self._settings = dict(settings)
        self._file = file
        self._now = now
        self._since = now()
        self._said_at: dict[str, float] = {}

    def beat(self, name: str, queues: Iterable[str] = (), processes: int = 1) -> None:
        """Say that this process is there."""
        if self._file is not None:
            self._file.touch()
        found = Heartbeat(
            name=name,
            pid=os.getpid(),
            queues=tuple(sorted(queues)),
            processes=processes,
            settings=self._settings,
            since=self._since,
            at=self._now(),
        )
        self._redis.hset(self._keys.heartbeats, name, orjson.dumps(asdict(found)))

    def beat_at_times(self, name: str) -> None:
        """Say that this process is there, unless it was said a moment ago."""
        if self._is_due(name):
            self.beat(name)

    def leave(self, name: str) -> None:
        """Say that this process ends; forget those that are long gone, too."""
        gone = [each.name for each in self.all() if self._age_s(each.at) > _FORGOTTEN_AFTER_S]
        self._redis.hdel(self._keys.heartbeats, name, *gone)

    def answer(self, doorbell: str) -> None:
        """Say that a doorbell was answered."""
        if self._is_due(doorbell):
            self._redis.hset(self._keys.answered, doorbell, str(self._now()))

    def all(self) -> tuple[Heartbeat, ...]:
        """Return the last heartbeat of every process, by name."""
        found: Any = self._redis.hgetall(self._keys.heartbeats)
        return tuple(_heartbeat(found[name]) for name in sorted(found))

    def answers(self) -> dict[str, float]:
        """Return when each doorbell was answered last, in seconds since 1970."""
        found: Any = self._redis.hgetall(self._keys.answered)
        return {name.decode(): float(at) for name, at in found.items()}

    def _is_due(self, name: str) -> bool:
        if self._age_s(self._said_at.get(name, 0.0)) < EVERY_S:
            return False
        self._said_at[name] = self._now()
        return True

    def _age_s(self, at: float) -> float:
        return self._now() - at


def process_name(kind: str) -> str:
    """Return the name of this machine's process of a kind: "beat@host"."""
    return f"{kind}@{socket.gethostname()}"


def _heartbeat(data: bytes) -> Heartbeat:
    fields: dict[str, Any] = orjson.loads(data)
    return Heartbeat(
        name=fields["name"],
        pid=fields["pid"],
        queues=tuple(fields["queues"]),
        processes=fields["processes"],
        settings=fields["settings"],
        since=fields["since"],
        at=fields["at"],
    )
