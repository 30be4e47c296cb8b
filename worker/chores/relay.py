"""Publishes what a crash left behind, and again what a broker lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import redis
import structlog

from ledger.ledger import Ledger
from ledger.rows import OutboxRow
from worker.alerts.publishing import Publisher

_PAGE: Final = 500
# The old server may have served a little after we last saw it, or lost its last second.
_BEFORE_LAST_SEEN: Final = timedelta(seconds=5)
log: Final = structlog.get_logger()


class Relay:
    """Watches the outbox and the broker."""

    def __init__(
        self,
        server: redis.Redis,
        ledger: Ledger,
        publisher: Publisher,
        *,
        after: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._redis = server
        self._ledger = ledger
        self._publisher = publisher
        self._after = after
        self._now = now

    def run(self) -> int:
        """Publish what was left behind; return how many alerts were not on the stream."""
        published = self._watch_broker()
        while rows := self._ledger.unpublished(self._now() - self._after, _PAGE):
            published += self._publish(rows)
        if published:
            log.info("alerts.relayed", alerts=published)
        return published

    def _publish(self, rows: list[OutboxRow]) -> int:
        # The results as they stand now: the event may be of a state that has passed since.
        current = self._ledger.current({row.key for row in rows if row.key is not None})
        new = self._publisher.publish(
            [self._publisher.alert(row.alert_id, row.event) for row in rows],
            list(current.values()),
        )
        self._ledger.mark_published([row.alert_id for row in rows], self._now())
        return new

    def _watch_broker(self) -> int:
        run_id = str(self._redis.info("server")["run_id"])
        before = self._ledger.broker_last()
        if before is None or before[0] == run_id:
            self._ledger.broker_seen(run_id, self._now())
            return 0
        log.warning("broker.changed", run_id=run_id, seen_before=before[1].isoformat())
        published, after_no = 0, 0
        since = before[1] - _BEFORE_LAST_SEEN
        while page := self._ledger.published_since(since, after_no, _PAGE):
            published += self._publish([row for _, row in page])
            after_no = page[-1][0]
        # Noted only now: a relay that dies half-way begins again, and the markers make it safe.
        self._ledger.broker_seen(run_id, self._now())
        return published
