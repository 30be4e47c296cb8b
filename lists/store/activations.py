"""The log of activations: which snapshot came into force when, one numbered file each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from lists.errors import ListError
from lists.identity import SnapshotId, SourceId
from lists.store.writing import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Somebody took a list out of force.

    Attributes:
        reason: why, in their own words.
        by: their name on this machine.
    """

    source: SourceId
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One entry of the log: a snapshot came into force.

    Attributes:
        drop: the list that it lacks by somebody's decision; None: lists were loaded.
    """

    at: datetime
    snapshot: SnapshotId
    drop: Drop | None = None


class Activations:
    """The log of a store, in order: `00000001.json`, `00000002.json` … Files are never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, activation: Activation) -> None:
        """Append an activation to the log."""
        number = max((int(file.stem) for file in self._files()), default=0) + 1
        write_whole(self._folder / f"{number:08}.json", [orjson.dumps(activation)])

    def __iter__(self) -> Iterator[Activation]:
        """Yield every activation, the oldest first."""
        return map(_read, self._files())

    def numbered(self, after: int = 0) -> Iterator[tuple[int, Activation]]:
        """Yield the activations with numbers above `after`, each with its own, the oldest first."""
        for file in self._files():
            if int(file.stem) > after:
                yield int(file.stem), _read(file)

    def last(self) -> int:
        """Return the number of the last activation, 0 if there is none."""
        files = self._files()
        return int(files[-1].stem) if files else 0

    def newest(self) -> Activation | None:
        """Return the last activation, None if there is none."""
        files = self._files()
        return _read(files[-1]) if files else None

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("[0-9]*.json"))


def _read(file: Path) -> Activation:
    try:
        fields: dict[str, Any] = orjson.loads(file.read_bytes())
        at, snapshot = datetime.fromisoformat(fields["at"]), fields["snapshot"]
        drop = fields.get("drop")
        return Activation(at=at, snapshot=snapshot, drop=drop and Drop(**drop))
    except (ValueError, KeyError, TypeError) as exc:
        reason = "the file is damaged: restore the data folder, or remove it"
        raise ListError("activation", file.name, reason) from exc
