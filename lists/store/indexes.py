"""The index of each snapshot that is in force or was just before: what finds its listings."""

import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from lists.canonical import from_json
from lists.snapshot import Snapshot
from lists.store.mapped import open_index, write_index
from screening.engine import ENGINE_VERSION
from screening.watchlist import Watchlist


class Indexes:
    """Keeps `ID-ENGINE/` for a snapshot and a version of the engine.

    Args:
        lines_of: returns the canonical lines of a snapshot; called only to build its index.
    """

    def __init__(self, folder: Path, lines_of: Callable[[Snapshot], Iterable[bytes]]) -> None:
        self._folder = folder
        self._lines_of = lines_of

    def open(self, snapshot: Snapshot) -> Watchlist | None:
        """Return a snapshot's listings ready for screening, None if its index must be built."""
        try:
            return open_index(self._of(snapshot))
        except (OSError, ValueError):
            return None

    def build(self, snapshot: Snapshot) -> None:
        """Build a snapshot's index, if it is not there and whole.

        Raises:
            ListError: a stored list is gone or damaged.
        """
        if self.open(snapshot) is None:
            folder = self._of(snapshot)
            shutil.rmtree(folder, ignore_errors=True)
            write_index(folder, ((line, from_json(line)) for line in self._lines_of(snapshot)))

    def keep_only(self, snapshots: Collection[Snapshot]) -> None:
        """Remove the indexes of other snapshots; a process that maps one keeps its pages."""
        kept = {self._of(snapshot) for snapshot in snapshots}
        for folder in self._folder.glob("*"):
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _of(self, snapshot: Snapshot) -> Path:
        return self._folder / f"{snapshot.id}-{ENGINE_VERSION}"
