"""What subscribers hear of lists: updated, rejected, too old; once per happening."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from customhouse.alert import (
    Alert,
    EventType,
    ListRejectedView,
    ListStaleView,
    ListUpdatedView,
    alert_id,
)
from ledger.rows import OutboxRow
from lists.differing.diff import DifferenceKind, compare_lines
from lists.errors import ListError
from lists.limits import AgeLimits
from lists.readiness import freshness
from lists.snapshot import ListState, Snapshot
from lists.store.attempts import Attempt, Ending
from lists.store.list_store import ListStore
from worker.alerts.envelopes import enveloped


def updated_events(
    store: ListStore, turn: int, before: Snapshot | None, after: Snapshot, at: datetime
) -> Iterator[OutboxRow]:
    """Yield an event for every list that another snapshot changes.

    Args:
        turn: number of the basis that is replaced, 0 for none; it keeps the ids of A, then B,
            then A again apart.
    """
    old = {} if before is None else {state.source: state for state in before.lists}
    new = {state.source: state for state in after.lists}
    for source in sorted(old | new):
        left, right = old.get(source), new.get(source)
        if left is None or right is None or left.sha256 != right.sha256:
            view = ListUpdatedView(
                source=source,
                snapshot=after.id,
                entries=0 if right is None else right.entries,
                entries_before=None if left is None else left.entries,
                published=None if right is None else right.published,
                **_counts(store, left, right),
            )
            identity = (source, turn, after.id)
            yield _event(EventType.LIST_UPDATED, source, identity, view, at)


def rejected_event(attempt: Attempt, state: ListState | None, at: datetime) -> OutboxRow | None:
    """Return the event of an attempt that was rejected.

    Asked again it is rejected again; what is said is new only after a good load, or for another
    reason.
    """
    if attempt.ending is not Ending.REJECTED:
        return None
    since = None if state is None else state.fetched_at
    view = ListRejectedView(source=attempt.source, reason=attempt.reason, in_force_since=since)
    identity = (attempt.source, str(since), attempt.reason)
    return _event(EventType.LIST_REJECTED, attempt.source, identity, view, at)


def stale_event(state: ListState, limits: AgeLimits, at: datetime) -> OutboxRow | None:
    """Return the event of a list that is too old to screen against."""
    found = freshness(state, at, limits)
    if found.age_s is None or found.limit_s is None or not found.is_too_old:
        return None
    view = ListStaleView(source=state.source, age_s=int(found.age_s), limit_s=found.limit_s)
    identity = (state.source, str(state.fetched_at))
    return _event(EventType.LIST_STALE, state.source, identity, view, at)


def _event(
    kind: EventType,
    source: str,
    identity: tuple[str | int, ...],
    view: ListUpdatedView | ListRejectedView | ListStaleView,
    at: datetime,
) -> OutboxRow:
    alert = Alert(id=alert_id(kind, *identity), type=kind, subject=source, time=at, data=view)
    return enveloped(alert, None, at)


def _counts(store: ListStore, left: ListState | None, right: ListState | None) -> dict[str, int]:
    if left is None or right is None:
        return {}
    try:
        changes = compare_lines(store.lines(left), store.lines(right))
        found = Counter(difference.kind for difference in changes)
    except ListError:
        # Where the older list is lost, that the newer one is in force is still true.
        return {}
    return {kind.value: found[kind] for kind in DifferenceKind}
