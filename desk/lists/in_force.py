"""What is in force."""

from datetime import datetime

from desk.errors import CommandError
from lists.history import snapshot_at
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.watchlist import Watchlist
from worker.settings import Settings


def snapshot_in_force(settings: Settings) -> Snapshot:
    """Return the snapshot in force.

    Raises:
        CommandError: there is none.
    """
    folder = settings.lists_dir
    snapshot = ListStore(folder).in_force()
    if snapshot is None:
        raise CommandError(f"no list in {folder}; load one: customhouse lists load SOURCE PATH")
    return snapshot


def snapshot_as_of(settings: Settings, moment: datetime) -> Snapshot:
    """Return the snapshot that was in force at a moment.

    Raises:
        ListError: none was.
    """
    return snapshot_at(ListStore(settings.lists_dir), moment)


def watchlist_of(settings: Settings, snapshot: Snapshot) -> Watchlist:
    """Return the lists of a snapshot, ready to be asked; nothing in the store is changed.

    Raises:
        ListError: a stored list is gone or damaged.
    """
    store = ListStore(settings.lists_dir)
    if snapshot == store.in_force():
        return store.watchlist(snapshot)
    return store.recall(snapshot)
