"""What goes out: the groups that listen, and whether the stream holds what was published."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from desk.service.checks.check import Checks, right, warning, wrong
from ledger.rows import PublishedRow
from worker.service import Service

# Of the events published last; a server that lost its data knows none or few of them.
_LOOKED_AT: Final = 1_000
# Of the time that a marker lives: then it is there for sure.
_SURELY: Final = 0.9


def look_at_groups(service: Service) -> Checks:
    """Check that no group is far behind."""
    alarms = service.alerts.alarms()
    for alarm in alarms:
        yield warning("alerts", f"{alarm}; see: customhouse groups list")
    if not alarms:
        yield right("alerts", "no group is far behind")


def look_at_stream(service: Service) -> Checks:
    """Check that Redis has the events that the ledger says are on the stream."""
    rows = _published(service)
    if rows and not service.redis.xlen(service.keys.alerts):
        said = "the alerts stream is empty, though events are published: somebody removed it"
        yield wrong("stream", f"{said}. {_advice(rows)} --again")
        return
    lost = _unknown(service, rows)
    if lost:
        said = f"Redis does not know {len(lost):,} of the last {len(rows):,} events: it lost data"
        yield wrong("stream", f"{said}. {_advice(lost)}")
    else:
        yield right("stream", "holds what was published")


def _published(service: Service) -> list[PublishedRow]:
    """Return the last events whose markers, which say that they are published, must be there."""
    kept = timedelta(seconds=service.settings.marker_ttl_s)
    since = datetime.now(UTC) - kept * _SURELY
    rows = service.ledger.newest_published(_LOOKED_AT)
    return [row for row in rows if row.published_at > since]


def _unknown(service: Service, rows: list[PublishedRow]) -> list[PublishedRow]:
    pipe = service.redis.pipeline(transaction=False)
    for row in rows:
        pipe.exists(service.keys.marker(row.alert_id))
    known: list[Any] = pipe.execute()
    return [row for row, is_there in zip(rows, known, strict=True) if not is_there]


def _advice(lost: list[PublishedRow]) -> str:
    first = min(row.at for row in lost)
    since = f"{first:%Y-%m-%dT%H:%M:%SZ}"
    return f"Publish them again: customhouse alerts republish --from {since}"
