"""Events as they were published: from the stream, for a group, or again from the ledger."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import redis

from ledger.ledger import Ledger
from worker.service import Service

BEGINNING: Final = "beginning"
_BLOCK_MS: Final = 1000
_PAGE: Final = 500
_AGAIN_S: Final = 1.0
_CONSUMER: Final = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An event on the alerts stream: a CloudEvent as JSON, and its entry there."""

    entry: bytes
    event: bytes


def recent_events(service: Service, limit: int, *, follow: bool) -> Iterator[Published]:
    """Yield the last events, the oldest first; with follow go on with those to come."""
    stream, last = service.keys.alerts, b"0"
    page: Any = service.redis.xrevrange(stream, count=limit)
    for entry, fields in reversed(page):
        last = entry
        yield Published(entry=entry, event=fields[b"event"])
    while follow:
        for found in _patiently(partial(_after, service, last)):
            last = found.entry
            yield found


def group_events(service: Service, group: str, *, follow: bool) -> Iterator[Published]:
    """Yield what a group has not acknowledged yet."""
    # What an earlier run took and did not show comes first.
    yield from _taken(service, group, "0", None)
    while True:
        take = partial(_taken, service, group, ">", _BLOCK_MS if follow else None)
        fresh = _patiently(take) if follow else take()
        yield from fresh
        if not fresh and not follow:
            return


def acknowledge(service: Service, group: str, event: Published) -> None:
    """Say that a group is done with an event."""
    service.redis.xack(service.keys.alerts, group, event.entry)


def replayed_events(ledger: Ledger, start: str, limit: int) -> Iterator[bytes]:
    """Yield events as the ledger kept them, after an alert's id or from the beginning."""
    after, left = (None if start == BEGINNING else start), limit
    while left > 0 and (page := ledger.alerts_after(after, min(left, _PAGE))):
        yield from (row.event for _, row in page)
        after, left = page[-1][1].alert_id, left - len(page)


def _patiently(read: Callable[[], list[Published]]) -> list[Published]:
    """Return what is read; nothing while the server is away: it is asked again."""
    try:
        return read()
    except (redis.ConnectionError, redis.TimeoutError):
        time.sleep(_AGAIN_S)
        return []


def _after(service: Service, last: bytes) -> list[Published]:
    stream = service.keys.alerts
    return _entries(service.redis.xread({stream: last}, count=_PAGE, block=_BLOCK_MS))


def _taken(service: Service, group: str, after: str, block_ms: int | None) -> list[Published]:
    # One by one: what is taken and not shown would wait for the next run of this consumer.
    count = None if after == "0" else 1
    streams: dict[Any, Any] = {service.keys.alerts: after}
    answer: Any = service.redis.xreadgroup(group, _CONSUMER, streams, count=count, block=block_ms)
    return _entries(answer)


def _entries(answer: Any) -> list[Published]:
    streams = answer.items() if isinstance(answer, dict) else (answer or [])
    return [
        Published(entry=entry, event=fields[b"event"])
        for _, entries in streams
        for entry, fields in entries
        if fields  # a trimmed entry comes without: the ledger still has it
    ]
