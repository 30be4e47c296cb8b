"""Refreshing published lists by beat: each when its cadence has passed, one after the other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final

import structlog

from lists.errors import BusyError
from lists.fetch.fetching import Fetcher, open_fetcher
from lists.refreshing import refresh
from lists.registry import source_of
from lists.sources import Source
from lists.store.attempts import Attempt
from lists.store.list_store import ListStore

log: Final = structlog.get_logger()
# What failed is tried again after an hour, or sooner where the cadence is shorter.
_AGAIN: Final = timedelta(hours=1)
NO_LISTS: Final = ("none",)


class Refreshing:
    """Keeps published lists as new as their publishers offer them.

    Args:
        names: ids of the lists to keep; none: the published ones in force; ("none",): no list.
    """

    def __init__(
        self,
        store: ListStore,
        names: tuple[str, ...],
        *,
        now: Callable[[], datetime],
        fetchers: Callable[[], AbstractContextManager[Fetcher]] = open_fetcher,
    ) -> None:
        self._store = store
        self._names = names
        self._now = now
        self._fetchers = fetchers

    def sources(self) -> list[Source]:
        """Return the lists to keep.

        Raises:
            ListError: one that is named does not exist.
        """
        if self._names == NO_LISTS:
            return []
        snapshot = self._store.in_force()
        in_force = [] if snapshot is None else [state.source for state in snapshot.lists]
        chosen = [source_of(name) for name in self._names or in_force]
        return [source for source in chosen if source.urls]

    def run(self, budget_s: float) -> list[Attempt]:
        """Refresh what is due; begin with no further list once the budget is spent."""
        end = self._now() + timedelta(seconds=budget_s)
        done = []
        for source in self.sources():
            if self._now() < end and self._is_due(source):
                attempt = self._refresh(source)
                done += [] if attempt is None else [attempt]
        return done

    def _is_due(self, source: Source) -> bool:
        last = self._store.attempts.last(source.id)
        if last is None:
            return True
        cadence = timedelta(seconds=source.cadence_s)
        return self._now() - last.at >= (cadence if last.is_good else min(cadence, _AGAIN))

    def _refresh(self, source: Source) -> Attempt | None:
        try:
            with self._fetchers() as fetcher:
                attempt = refresh(self._store, source, fetcher, at=self._now())
        except BusyError:
            return None
        say = log.info if attempt.is_good else log.warning
        say(
            f"list.{attempt.ending}",
            source=source.id,
            reason=attempt.reason or None,
            entries_before=attempt.before,
            entries=attempt.after,
        )
        return attempt
