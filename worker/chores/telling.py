"""Telling subscribers which lists a new basis changed, with counts that take their time."""

from collections.abc import Callable
from datetime import datetime

from ledger.ledger import Ledger
from ledger.rows import Basis
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from worker.alerts.listevents import updated_events


class ListNews:
    """Tells of every basis once, in order; comparing large lists is no part of the activation."""

    def __init__(self, ledger: Ledger, store: ListStore, *, now: Callable[[], datetime]) -> None:
        self._ledger, self._store, self._now = ledger, store, now

    def run(self) -> None:
        """Tell of the bases that nobody was told of."""
        while (untold := self._ledger.untold()) is not None:
            before, basis = untold
            at = self._now()
            after = self._known(basis)
            events = []
            if after is not None:
                was = None if before is None else self._known(before)
                turn = 0 if before is None else before.number
                events = list(updated_events(self._store, turn, was, after, at))
            # Whoever else tells of it makes the same events, which are kept once.
            self._ledger.tell(basis.number, events, at)

    def _known(self, basis: Basis) -> Snapshot | None:
        try:
            return self._store.snapshot(SnapshotId(basis.snapshot))
        except ListError:
            # What was in force is lost; what is told of what came after must not wait for it.
            return None
