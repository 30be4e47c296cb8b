"""What is in force."""

from desk.errors import CommandError
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


def watchlist_in_force(settings: Settings) -> Watchlist:
    """Return the lists in force, ready to be asked.

    Raises:
        CommandError: there are none.
    """
    return ListStore(settings.lists_dir).watchlist(snapshot_in_force(settings))
