"""One consumer of one group on the alerts stream: the commands, each tried once."""

from dataclasses import dataclass
from typing import Any, Final

import redis

from customhouse.connection import server_errors
from customhouse.keys import Keys

# Few, for what is read waits while those before it are handled, and may then seem stranded.
_READ_COUNT: Final = 10
# An alert that nobody finished for so long is taken from a consumer that may never come back.
_STRANDED_MS: Final = 600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the alerts stream as the server gives it."""

    entry: str
    fields: dict[bytes, bytes]

    @property
    def raw(self) -> bytes:
        """The CloudEvent's bytes."""
        return self.fields.get(b"event", b"")


class Consumer:
    """Reads and acks as one consumer of a group.

    Every method raises UnreachableError where the server does not answer, and RefusedError where
    it says no.
    """

    def __init__(self, server: redis.Redis, keys: Keys, *, group: str, consumer: str) -> None:
        self._redis = server
        self._keys = keys
        self._group = group
        self._consumer = consumer

    def ensure_group(self) -> None:
        """Create the group where there is none, to hear every alert still on the stream."""
        with server_errors(self._redis):
            ensure_group(self._redis, self._keys, self._group)

    def unfinished(self) -> list[Event]:
        """Return what this consumer was given and has not acked, oldest first."""
        return self._read("0", count=None, block_ms=None)

    def fresh(self, *, block_ms: int) -> list[Event]:
        """Return alerts that nobody of the group was given yet; waits for the first."""
        return self._read(">", count=_READ_COUNT, block_ms=max(1, block_ms))

    def stranded(self) -> list[Event]:
        """Take over what was given to a consumer of the group that has not acked it for long."""
        with server_errors(self._redis):
            answer: Any = self._redis.xautoclaim(
                self._keys.alerts, self._group, self._consumer, _STRANDED_MS, count=_READ_COUNT
            )
        return _events(answer[1])

    def attempts(self) -> dict[str, int]:
        """Return how often each unfinished alert of the group was handed to a subscriber."""
        with server_errors(self._redis):
            found: Any = self._redis.hgetall(self._keys.attempts(self._group))
        return {entry.decode(): int(times) for entry, times in found.items()}

    def count_attempt(self, entry: str) -> int:
        """Note that an alert is handed over; return how often it was, this time included."""
        with server_errors(self._redis):
            return int(self._redis.hincrby(self._keys.attempts(self._group), entry, 1))

    def ack(self, entry: str) -> None:
        """Finish an alert: the group never hears it again."""
        with server_errors(self._redis):
            pipe = self._redis.pipeline(transaction=True)
            self._finish(pipe, entry)
            pipe.execute()

    def set_aside(self, entry: str) -> None:
        """Finish an alert and keep a copy on the stream of what the group set aside."""
        with server_errors(self._redis):
            found: Any = self._redis.xrange(self._keys.alerts, min=entry, max=entry)
            pipe = self._redis.pipeline(transaction=True)
            for _, fields in found:
                pipe.xadd(self._keys.aside(self._group), {**fields, b"entry": entry})
            self._finish(pipe, entry)
            pipe.execute()

    def _finish(self, pipe: Any, entry: str) -> None:
        pipe.xack(self._keys.alerts, self._group, entry)
        pipe.hdel(self._keys.attempts(self._group), entry)

    def _read(self, after: str, *, count: int | None, block_ms: int | None) -> list[Event]:
        streams: dict[Any, Any] = {self._keys.alerts: after}
        with server_errors(self._redis):
            answer: Any = self._redis.xreadgroup(
                self._group, self._consumer, streams, count=count, block=block_ms
            )
        parts = answer.items() if isinstance(answer, dict) else (answer or [])
        return [event for _, entries in parts for event in _events(entries)]


def ensure_group(server: redis.Redis, keys: Keys, group: str, start: str = "0") -> bool:
    """Create the group on the alerts stream; tell whether it is new.

    Args:
        start: "0" hears every alert still on the stream, "$" only those to come.
    """
    try:
        server.xgroup_create(keys.alerts, group, id=start, mkstream=True)
    except redis.ResponseError as exc:
        if not str(exc).startswith("BUSYGROUP"):
            raise
        return False
    return True


def _events(entries: Any) -> list[Event]:
    # A trimmed entry comes without fields: it is gone, `customhouse alerts --from` replays it.
    return [Event(entry=entry.decode(), fields=fields) for entry, fields in entries if fields]
