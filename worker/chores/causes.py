"""Why a hit on a shipment that nobody sent anew is new, changed or cleared."""

import re
from collections.abc import Iterator
from typing import Final, Protocol

from customhouse.verdict import BasisView, Cause, HitChange, HitView
from ledger.rows import Basis
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import ListState, Snapshot
from worker.alerts.changes import CauseOf

_LISTING: Final = re.compile(rb'\{"id":"(?P<id>[^"]+)".*"content":"(?P<content>[0-9a-f]+)"')
# Contents of a large list take some 3 MB; a change of lists has an old and a new one.
_KEPT: Final = 4


class Snapshots(Protocol):
    """Where snapshots and their lists are kept."""

    def snapshot(self, snapshot_id: SnapshotId) -> Snapshot:
        """Return a snapshot."""
        ...

    def lines(self, state: ListState) -> Iterator[bytes]:
        """Yield the listings of a list as canonical JSON."""
        ...


class Causes:
    """Compares what two bases rest on, listing by listing and only where somebody asks."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        # By the hash of the list, so that nothing here is ever out of date.
        self._known: dict[str, dict[str, str]] = {}

    def between(self, before: BasisView | None, now: Basis) -> CauseOf:
        """Return what says of a hit why it changed from one basis to another.

        Args:
            before: None: nothing was screened.
        """

        def cause_of(hit: HitView, change: HitChange) -> str:
            if before is None:
                return Cause.LISTS_FIT
            try:
                return self._of_lists(hit, before, now) or _of_basis(before, now)
            except ListError:
                # Where the older list is lost, that it changed is the likeliest.
                is_gone = change is HitChange.CLEARED
                return Cause.LISTING_REMOVED if is_gone else Cause.LISTING_CHANGED

        return cause_of

    def _of_lists(self, hit: HitView, before: BasisView, now: Basis) -> Cause | None:
        """Return what the lists have to do with it; None: nothing."""
        old, new = (
            self._state(SnapshotId(before.snapshot), hit.source),
            self._state(now.snapshot, hit.source),
        )
        if new is None:
            return Cause.LIST_DROPPED
        if old is None:
            return Cause.LISTING_ADDED
        if old.sha256 == new.sha256:
            return None
        was = self._contents(old).get(hit.listing_id)
        is_now = self._contents(new).get(hit.listing_id)
        if was == is_now:
            return None
        if is_now is None:
            return Cause.LISTING_REMOVED
        return Cause.LISTING_ADDED if was is None else Cause.LISTING_CHANGED

    def _state(self, snapshot_id: SnapshotId, source: str) -> ListState | None:
        lists = self._snapshots.snapshot(snapshot_id).lists
        return next((state for state in lists if state.source == source), None)

    def _contents(self, state: ListState) -> dict[str, str]:
        """Return the content of each listing of a list by its id."""
        if state.sha256 not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = (_LISTING.match(line) for line in self._snapshots.lines(state))
            self._known[state.sha256] = {
                each["id"].decode(): each["content"].decode() for each in found if each
            }
        return self._known[state.sha256]


def _of_basis(before: BasisView, now: Basis) -> Cause:
    if before.policy != now.policy:
        return Cause.POLICY
    return Cause.ENGINE if before.engine != now.engine else Cause.LISTING_CHANGED
