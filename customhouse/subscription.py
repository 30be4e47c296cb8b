"""An iterator over alerts that acks after the loop body returned."""

import time
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

import redis

from customhouse.alert import Alert
from customhouse.keys import Keys

# An alert whose loop body failed this often is set aside, so that it blocks no other.
MAX_SETBACKS: Final = 3
_READ_COUNT: Final = 50
_BLOCK_MS: Final = 1000


class Subscription(Iterator[Alert]):
    """Alerts of one group, for one consumer.

    The loop body owns the alert until it asks for the next one: only then is it acked. A body
    that raises, or a process that dies, leaves it pending, and the next subscription under the
    same group and consumer begins with it. An alert that failed three times is set aside on
    the stream `aside:GROUP` and skipped.

    Example:
        for alert in client.subscribe("compliance", "desk-1"):
            handle(alert)
    """

    def __init__(
        self, server: redis.Redis, keys: Keys, group: str, consumer: str, *, block_s: float | None
    ) -> None:
        self._redis = server
        self._keys = keys
        self._group = group
        self._consumer = consumer
        self._block_s = block_s
        self._setbacks = keys.setbacks(group, consumer)
        self._ready: deque[tuple[bytes, dict[bytes, bytes]]] = deque()
        self._held: bytes | None = None
        ensure_group(server, keys, group)
        self._ready.extend(self._read("0", block_ms=None))

    def __next__(self) -> Alert:
        self._finish()
        while True:
            entry, fields = self._next_entry()
            self._held = entry
            # Counted before the body runs, so that a body that kills the process counts too.
            if int(self._redis.hincrby(self._setbacks, entry.decode(), 1)) > MAX_SETBACKS:
                self._set_aside(entry, fields)
                continue
            return Alert.model_validate_json(fields[b"event"])

    def _finish(self) -> None:
        if self._held is None:
            return
        pipe = self._redis.pipeline(transaction=True)
        pipe.xack(self._keys.alerts, self._group, self._held)
        pipe.hdel(self._setbacks, self._held.decode())
        pipe.execute()
        self._held = None

    def _next_entry(self) -> tuple[bytes, dict[bytes, bytes]]:
        deadline = None if self._block_s is None else time.monotonic() + self._block_s
        while not self._ready:
            if deadline is not None and time.monotonic() >= deadline:
                raise StopIteration
            left_ms = _BLOCK_MS if deadline is None else (deadline - time.monotonic()) * 1000
            block_ms = max(1, min(_BLOCK_MS, int(left_ms)))
            self._ready.extend(self._read(">", block_ms=block_ms))
        return self._ready.popleft()

    def _read(self, after: str, *, block_ms: int | None) -> list[tuple[bytes, dict[bytes, bytes]]]:
        answer: Any = self._redis.xreadgroup(
            self._group,
            self._consumer,
            {self._keys.alerts: after},
            count=_READ_COUNT if block_ms is not None else None,
            block=block_ms,
        )
        streams = answer.items() if isinstance(answer, dict) else (answer or [])
        found: list[tuple[bytes, dict[bytes, bytes]]] = []
        for _, entries in streams:
            # A trimmed entry comes without fields: it is gone, `alerts --from` replays it.
            found.extend((entry, fields) for entry, fields in entries if fields)
        return found

    def _set_aside(self, entry: bytes, fields: dict[bytes, bytes]) -> None:
        pipe = self._redis.pipeline(transaction=True)
        copied: dict[Any, Any] = {**fields, b"entry": entry}
        pipe.xadd(self._keys.aside(self._group), copied)
        pipe.execute()
        self._finish()


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
