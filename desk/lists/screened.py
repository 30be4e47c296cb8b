"""The lists that somebody was screened against, by name and date."""

from dataclasses import dataclass
from datetime import datetime

from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import ListState
from lists.store.list_store import ListStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedList:
    """A list that somebody was screened against.

    Attributes:
        current_at: when it was known to be what its publisher offers; None: nobody knows.
        published: the publisher's own date, as written.
        entries: how many it holds; None: the verdict does not say.
    """

    source: str
    current_at: datetime | None
    published: str | None
    incomplete: bool
    excerpt: bool
    entries: int | None = None


def screened_list(state: ListState) -> ScreenedList:
    """Return a list in force as one to be screened against."""
    return ScreenedList(
        source=state.source,
        current_at=state.as_of,
        published=state.published,
        incomplete=state.incomplete,
        excerpt=state.excerpt,
        entries=state.entries,
    )


def lists_in(store: ListStore, snapshot: SnapshotId) -> tuple[ScreenedList, ...]:
    """Return the lists of a snapshot; none where the store has lost it."""
    try:
        return tuple(map(screened_list, store.snapshot(snapshot).lists))
    except ListError:
        return ()
