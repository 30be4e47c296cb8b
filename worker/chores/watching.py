"""Says of the lists in force what nobody else says: that one was rejected, or is too old."""

from collections.abc import Callable, Iterator
from datetime import datetime

from ledger.ledger import Ledger
from ledger.rows import OutboxRow
from lists.limits import AgeLimits
from lists.store.list_store import ListStore
from worker.alerts.listevents import rejected_event, stale_event


class ListWatch:
    """Looks at the lists and at what came of refreshing them, and tells each happening once.

    It looks at what is, not at what just happened: a process that died before it told, or a
    command that reached no ledger, is made good here.
    """

    def __init__(
        self, ledger: Ledger, store: ListStore, limits: AgeLimits, *, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._limits = limits
        self._now = now
        self._told: set[str] = set()

    def run(self) -> None:
        """Put what was not told yet into the outbox; the ledger knows what was told before."""
        events = {row.alert_id: row for row in self._events(self._now())}
        fresh = [row for alert_id, row in events.items() if alert_id not in self._told]
        if fresh:
            self._ledger.enqueue(fresh)
        self._told = set(events)

    def _events(self, at: datetime) -> Iterator[OutboxRow]:
        snapshot = self._store.in_force()
        states = {} if snapshot is None else {state.source: state for state in snapshot.lists}
        stale = (stale_event(state, self._limits, at) for state in states.values())
        rejected = (
            rejected_event(attempt, states.get(source), at)
            for source, attempt in self._store.attempts.all().items()
        )
        yield from (row for row in (*stale, *rejected) if row is not None)
