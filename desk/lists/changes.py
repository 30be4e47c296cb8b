"""What changed on the lists, and what came into force when."""

from collections.abc import Iterator
from dataclasses import dataclass

from desk.errors import CommandError
from desk.lists.in_force import snapshot_in_force
from lists.differing.diff import Difference, compare_snapshots
from lists.history import HistoryStep, find_snapshot, history_of
from lists.snapshot import Snapshot
from lists.store.activations import Activation
from lists.store.list_store import ListStore
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two snapshots, or two versions of one list."""

    before: Snapshot
    after: Snapshot


def sides_of(settings: Settings, before: str | None, after: str | None) -> Comparison:
    """Return what is to be compared.

    Where one side is a single list, the other is its version of that list.

    Args:
        before: a snapshot's id, a date, or "SOURCE@" before a date or a hash; None: the
            snapshot before this one.
        after: likewise; None: what is in force.

    Raises:
        CommandError: there is no snapshot before this one, or the sides are two lists.
    """
    store = ListStore(settings.lists_dir)
    new = snapshot_in_force(settings) if after is None else find_snapshot(store, after)
    old = _previous(store) if before is None else find_snapshot(store, before)
    single = {name.rpartition("@")[0] for name in (before or "", after or "") if "@" in name}
    if len(single) > 1:
        raise CommandError(f"{before} and {after} are two lists; compare versions of one")
    if single:
        old, new = _only(old, single), _only(new, single)
    return Comparison(before=old, after=new)


def differences(store: ListStore, sides: Comparison) -> Iterator[Difference]:
    """Yield what was added, changed and removed, list by list."""
    return compare_snapshots(sides.before, sides.after, store.lines)


def activations_of(store: ListStore) -> list[tuple[Activation, Snapshot]]:
    """Return what came into force when, the newest last."""
    return [(each, store.snapshot(each.snapshot)) for each in store.activations]


def events_of(store: ListStore, listing_id: str) -> list[HistoryStep]:
    """Return when a listing came, changed and went.

    Raises:
        CommandError: it never was in force.
    """
    events = list(history_of(store, listing_id))
    if not events:
        raise CommandError(f"{listing_id} never was in force; see: customhouse lists search NAME")
    return events


def _only(snapshot: Snapshot, sources: set[str]) -> Snapshot:
    lists = tuple(state for state in snapshot.lists if state.source in sources)
    return Snapshot(id=snapshot.id, lists=lists)


def _previous(store: ListStore) -> Snapshot:
    activations = list(store.activations)
    if len(activations) < 2:
        raise CommandError("there is no snapshot before this one; see: customhouse lists snapshots")
    return store.snapshot(activations[-2].snapshot)
