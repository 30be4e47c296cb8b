"""Lists on disk: content-addressed, written aside, swapped atomically."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from lists.canonical import from_json, hash_of_list
from lists.errors import ListError
from lists.gate import check
from lists.mapped import open_index, write_index
from lists.parsed import ParsedList, read_list
from lists.registry import parser_of, source_of
from lists.snapshot import ListState, Snapshot, snapshot_of
from lists.snapshot import from_json as snapshot_from_json
from lists.snapshot import to_json as snapshot_to_json
from lists.sources import Source
from screening.engine import ENGINE_VERSION
from screening.listing import Listing
from screening.watchlist import Watchlist


class ListStore:
    """Keeps canonical lists and snapshots in a folder; any number of processes may share it.

    Layout: `lists/HASH.ndjson` one listing a line, `snapshots/ID.json`, `indexes/ID-ENGINE/` what
    finds its listings, and `current.json`, the snapshot in force with the times of fetching. A
    file is complete from the moment it has its name; what a killed process left aside is never
    read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = folder / "current.json"

    def load(
        self,
        source_id: str,
        path: Path,
        *,
        at: datetime,
        allow_incomplete: bool = False,
        force: bool = False,
        downloaded: bool = False,
    ) -> Snapshot:
        """Parse a list, check it, and bring it into force beside the others.

        Equal content keeps the snapshot's id and renews the list's age.

        Args:
            at: when it was fetched, with its zone.
            allow_incomplete: take a set that lacks files; its state says so.
            force: take it although it is much smaller than before.
            downloaded: it comes straight from the publisher, so it must be whole.

        Raises:
            ListError: the list is bad; what was in force stays in force.
        """
        source = source_of(source_id)
        parsed = read_list(parser_of(source), path, source, allow_incomplete=allow_incomplete)
        with self._locked():
            lists = {found.source: found for found in self._lists_in_force()}
            before = lists.get(source.id)
            check(parsed, source, before, downloaded=downloaded, force=force)
            lists[source.id] = self._keep(parsed, source, at)
            return self._activate(lists)

    def drop(self, source_id: str) -> Snapshot:
        """Take a list out of force."""
        with self._locked():
            lists = {found.source: found for found in self._lists_in_force()}
            if lists.pop(source_id, None) is None:
                raise ListError(source_id, "", "this list is not in force")
            return self._activate(lists)

    def in_force(self) -> Snapshot | None:
        """Return the snapshot in force, with each list's time of fetching."""
        try:
            snapshot = _read(self._current)
        except FileNotFoundError:
            return None
        return snapshot if snapshot.lists else None

    def snapshot(self, snapshot_id: str) -> Snapshot:
        """Return a snapshot that was in force once."""
        try:
            return _read(self._snapshot_file(snapshot_id))
        except FileNotFoundError as exc:
            reason = "is not in the list store: restore the data folder, or load the lists again"
            raise ListError(f"snapshot {snapshot_id}", "", reason) from exc

    def listings(self, snapshot: Snapshot) -> Iterator[Listing]:
        """Yield every listing of a snapshot, list by list, in the order of their ids."""
        for state in snapshot.lists:
            for line in self._stored(state).splitlines():
                yield from_json(line)

    def watchlist(self, snapshot: Snapshot) -> Watchlist:
        """Return a snapshot's listings ready for screening, mapped from disk.

        The index was built when the snapshot came into force; it is built here only for a new
        version of the engine, or where it was lost.

        Raises:
            ListError: a stored list is gone or damaged.
        """
        folder = self._index_folder(snapshot)
        try:
            return open_index(folder)
        except (OSError, ValueError):
            with self._locked():
                self._build_index(snapshot)
        return open_index(folder)

    def _build_index(self, snapshot: Snapshot) -> None:
        folder = self._index_folder(snapshot)
        try:
            open_index(folder)
        except (OSError, ValueError):
            shutil.rmtree(folder, ignore_errors=True)
            lines = (line for state in snapshot.lists for line in self._stored(state).splitlines())
            write_index(folder, ((line, from_json(line)) for line in lines))

    def _drop_indexes(self, kept: set[Path]) -> None:
        """Remove the indexes of other snapshots; a process that maps one keeps its pages."""
        for folder in self._folder.glob("indexes/*"):
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _stored(self, state: ListState) -> bytes:
        file = self._list_file(state.sha256)
        try:
            data = file.read_bytes()
        except FileNotFoundError as exc:
            reason = "the stored file is gone: restore the data folder, or load the list again"
            raise ListError(state.source, file.name, reason) from exc
        if hash_of_list(data) != state.sha256:
            reason = "the stored file is damaged: load the list again"
            raise ListError(state.source, file.name, reason)
        return data

    def _lists_in_force(self) -> tuple[ListState, ...]:
        snapshot = self.in_force()
        return () if snapshot is None else snapshot.lists

    def _keep(self, parsed: ParsedList, source: Source, at: datetime) -> ListState:
        data = b"".join(line + b"\n" for line in parsed.lines)
        digest = hash_of_list(data)
        self._write(self._list_file(digest), data)
        return ListState(
            source=source.id,
            sha256=digest,
            entries=len(parsed.lines),
            shape=dict(sorted(parsed.shape.items())),
            parts=dict(sorted(parsed.reading.parts.items())),
            counts=dict(sorted(parsed.reading.counts.items())),
            published=parsed.reading.published,
            incomplete=parsed.reading.incomplete,
            fetched_at=at,
        )

    def _activate(self, lists: dict[str, ListState]) -> Snapshot:
        snapshot = snapshot_of(lists)
        data = snapshot_to_json(snapshot)
        self._write(self._snapshot_file(snapshot.id), data)
        before = self.in_force()
        # Workers switch to what is in force: all that they need is there before.
        self._build_index(snapshot)
        self._write(self._current, data)
        kept = [snapshot] if before is None else [snapshot, before]
        self._drop_indexes({self._index_folder(found) for found in kept})
        return snapshot

    def _write(self, path: Path, data: bytes) -> None:
        """Give the file its name only once all of it is on the disk."""
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.new")
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep two loaders apart; the kernel lets go when a process dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _list_file(self, digest: str) -> Path:
        return self._folder / "lists" / f"{digest}.ndjson"

    def _index_folder(self, snapshot: Snapshot) -> Path:
        return self._folder / "indexes" / f"{snapshot.id}-{ENGINE_VERSION}"

    def _snapshot_file(self, snapshot_id: str) -> Path:
        return self._folder / "snapshots" / f"{snapshot_id}.json"


def _read(file: Path) -> Snapshot:
    try:
        return snapshot_from_json(file.read_bytes())
    except (ValueError, KeyError, TypeError) as exc:
        reason = "the file is damaged: restore the data folder, or remove it and load the lists"
        raise ListError("snapshot", file.name, reason) from exc
