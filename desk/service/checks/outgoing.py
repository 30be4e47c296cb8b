"""What goes out: the groups that listen, and whether the stream holds what was published."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from desk.service.checks.check import Checks, right, warning, wrong
from worker.service import Service

# Of the events published last; a server that lost its data knows none or few of them.
_LOOKED_AT: Final = 1_000


def look_at_groups(service: Service) -> Checks:
    """Check that no group is far behind."""
    alarms = service.alerts.alarms()
    for alarm in alarms:
        yield warning("alerts", f"{alarm}; see: customhouse groups list")
    if not alarms:
        yield right("alerts", "no group is far behind")


def look_at_stream(service: Service) -> Checks:
    """Check that Redis knows of the events that the ledger says are on the stream."""
    # Its marker is there for so long after an event was published.
    kept = timedelta(seconds=service.settings.marker_ttl_s)
    since = datetime.now(UTC) - kept * 0.9
    rows = service.ledger.newest_published(_LOOKED_AT)
    rows = [row for row in rows if row.published_at > since]
    pipe = service.redis.pipeline(transaction=False)
    for row in rows:
        pipe.exists(service.keys.marker(row.alert_id))
    known: list[Any] = pipe.execute()
    lost = [row for row, is_there in zip(rows, known, strict=True) if not is_there]
    if lost:
        first = min(row.at for row in lost)
        yield wrong(
            "stream",
            f"Redis does not know {len(lost):,} of the last {len(rows):,} events: it lost data. "
            f"Publish them again: customhouse alerts republish --from {first:%Y-%m-%dT%H:%M:%SZ}",
        )
    else:
        yield right("stream", "holds what was published")
