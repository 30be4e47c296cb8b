"""What came of asking a publisher for a list, the last time; and that one asks at a time."""

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
from lists.store.writing import write_whole


class Ending(StrEnum):
    """How an attempt ended; BEGUN did not, or goes on."""

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
        before: entries of the list that was in force, None if none was.
        after: entries of the one in force now.
    """

    source: str
    at: datetime
    ending: Ending
    reason: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def is_good(self) -> bool:
        """Tell whether the list in force is what its publisher offers."""
        return self.ending in (Ending.UPDATED, Ending.UNCHANGED)


class Attempts:
    """Keeps the last attempt of each source: `SOURCE.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last(self, source_id: str) -> Attempt | None:
        """Return the last attempt; None if there was none, or nobody can read what it left."""
        try:
            fields: dict[str, Any] = orjson.loads((self._folder / f"{source_id}.json").read_bytes())
            times = {"at": datetime.fromisoformat(fields["at"]), "ending": Ending(fields["ending"])}
            return Attempt(**{**fields, **times})
        except (OSError, ValueError, KeyError, TypeError):
            # Then the list is asked for again.
            return None

    def all(self) -> dict[str, Attempt]:
        """Return the last attempt of every source that was asked for."""
        found = (self.last(file.stem) for file in sorted(self._folder.glob("[!.]*.json")))
        return {attempt.source: attempt for attempt in found if attempt is not None}

    def note(self, attempt: Attempt) -> None:
        """Write down an attempt in place of the one before."""
        write_whole(self._folder / f"{attempt.source}.json", [orjson.dumps(attempt)])

    @contextmanager
    def alone(self, source_id: str) -> Iterator[None]:
        """Keep every other process from refreshing a source; the kernel lets go after a kill.

        Raises:
            BusyError: another process is at it.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f".{source_id}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise BusyError(source_id, "", "is already being refreshed") from exc
            yield
