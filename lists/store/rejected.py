"""Lists that the gate refused, kept aside until somebody accepts one or a good one arrives."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from lists.canonical import hash_of_list
from lists.errors import ListError
from lists.snapshot import ListState, state_of
from lists.store.writing import write_whole

_RECORD: Final = "rejected.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A list that the gate refused, and why.

    Attributes:
        state: the state it would have in force; fetched_at is when it was refused.
        objections: what the gate said, one sentence each.
    """

    state: ListState
    objections: tuple[str, ...]


class RejectedLists:
    """Keeps the last refused version of each list: `SOURCE/HASH.ndjson` and `rejected.json`.

    The record is written last and names its lines by their hash, so a half-written pair is never
    taken for a whole one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, rejected: Rejected, lines: Iterable[bytes]) -> None:
        """Keep a refused list in place of the one refused before."""
        self.forget(rejected.state.source)
        write_whole(self._lines_file(rejected.state), lines)
        write_whole(self._folder / rejected.state.source / _RECORD, [orjson.dumps(rejected)])

    def find(self, source_id: str) -> Rejected | None:
        """Return the refused list that waits, None if there is none.

        Raises:
            ListError: its record is damaged.
        """
        try:
            fields: dict[str, Any] = orjson.loads((self._folder / source_id / _RECORD).read_bytes())
            state, objections = state_of(fields["state"]), tuple(fields["objections"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as exc:
            raise ListError(source_id, _RECORD, "damaged: load the list again") from exc
        return Rejected(state=state, objections=objections)

    def all(self) -> tuple[Rejected, ...]:
        """Return every refused list that waits, sorted by source."""
        sources = sorted(path.parent.name for path in self._folder.glob(f"*/{_RECORD}"))
        return tuple(found for found in map(self.find, sources) if found is not None)

    def lines(self, rejected: Rejected) -> bytes:
        """Return the canonical lines of a refused list.

        Raises:
            ListError: they are gone or damaged.
        """
        file = self._lines_file(rejected.state)
        data = file.read_bytes() if file.exists() else b""
        if hash_of_list(data) != rejected.state.sha256:
            raise ListError(rejected.state.source, file.name, "damaged: load the list again")
        return data

    def forget(self, source_id: str) -> None:
        """Remove the refused list that waits, if there is one."""
        folder = self._folder / source_id
        # The record goes first: without it the lines are never read.
        (folder / _RECORD).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)

    def _lines_file(self, state: ListState) -> Path:
        return self._folder / state.source / f"{state.sha256}.ndjson"
