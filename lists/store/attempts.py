"""The last attempt to refresh each list, and the lock that lets one process try at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

from lists.errors import BusyError
from lists.identity import SourceId
from lists.store.writing import write_whole


class Ending(StrEnum):
    """How an attempt ended. BEGUN: it is still running, or its process died."""

    BEGUN = "begun"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to refresh a list.

    Attributes:
        at: when it began.
        reason: why it was rejected or failed.
        before: entries in force when it began, None if the list was not in force.
        after: entries in force once it had ended well.
    """

    source: SourceId
    at: datetime
    ending: Ending
    reason: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def is_good(self) -> bool:
        """Whether the list in force is what its publisher now offers."""
        return self.ending in (Ending.UPDATED, Ending.UNCHANGED)


class Attempts:
    """Keeps the last attempt for each list in `SOURCE.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last(self, source_id: SourceId) -> Attempt | None:
        """Return the last attempt; None if there was none, or its file cannot be read."""
        try:
            fields: dict[str, Any] = orjson.loads((self._folder / f"{source_id}.json").read_bytes())
            times = {"at": datetime.fromisoformat(fields["at"]), "ending": Ending(fields["ending"])}
            return Attempt(**{**fields, **times})
        except (OSError, ValueError, KeyError, TypeError):
            # Then the list is asked for again.
            return None

    def all(self) -> dict[SourceId, Attempt]:
        """Return the last attempt for every list that was ever asked for."""
        found = (self.last(SourceId(file.stem)) for file in sorted(self._folder.glob("[!.]*.json")))
        return {attempt.source: attempt for attempt in found if attempt is not None}

    def note(self, attempt: Attempt) -> None:
        """Record an attempt in place of the one before."""
        write_whole(self._folder / f"{attempt.source}.json", [orjson.dumps(attempt)])

    @contextmanager
    def alone(self, source_id: SourceId) -> Iterator[None]:
        """Hold the lock on refreshing a list; the kernel releases it if this process is killed.

        Raises:
            BusyError: another process holds it.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f".{source_id}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise BusyError(source_id, "", "is already being refreshed") from exc
            yield
