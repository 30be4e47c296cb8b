"""What is in force, for the commands that read it."""

from desk.errors import CommandError
from desk.finding import Place
from desk.printing import notices
from lists.snapshot import Snapshot
from screening.watchlist import Watchlist


def snapshot_in_force(place: Place) -> Snapshot:
    """Return the snapshot in force.

    Raises:
        CommandError: there is none.
    """
    snapshot = place.store().in_force()
    if snapshot is None:
        folder = place.settings.lists_dir
        raise CommandError(f"no list in {folder}; load one: customhouse lists load SOURCE PATH")
    return snapshot


def watchlist_in_force(place: Place) -> Watchlist:
    """Return the lists in force, ready to be asked.

    Raises:
        CommandError: there are none.
    """
    snapshot = snapshot_in_force(place)
    with notices().status("reading the lists …"):
        return place.store().watchlist(snapshot)
