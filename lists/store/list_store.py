"""Lists on disk: content-addressed, written aside, swapped atomically."""

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from lists.canonical import from_json
from lists.differing.diff import count_gone
from lists.errors import ListError
from lists.identity import ListHash, SnapshotId
from lists.snapshot import Acceptance, ListState, Snapshot, snapshot_of
from lists.snapshot import from_json as snapshot_from_json
from lists.snapshot import to_json as snapshot_to_json
from lists.store.activations import Activation, Activations
from lists.store.attempts import Attempts
from lists.store.gate import check, refusal
from lists.store.incoming import IncomingList, read_incoming
from lists.store.mapped import open_index, write_index
from lists.store.raw import RawFiles
from lists.store.rejected import Rejected, RejectedLists
from lists.store.writing import write_whole
from screening.engine import ENGINE_VERSION
from screening.listing import Listing
from screening.watchlist import Watchlist

_NOT_IN_FORCE = "this list is not in force"


class ListStore:
    """Keeps canonical lists and snapshots in a folder; any number of processes may share it.

    Layout: `lists/HASH.ndjson` one listing a line, `snapshots/ID.json`, `indexes/ID-ENGINE/` what
    finds its listings, `activations/` what came into force when, `rejected/SOURCE/` what the gate
    refused, and `current.json`, the snapshot in force with the times of fetching. A file is
    complete from the moment it has its name; what a killed process left aside is never read.

    Attributes:
        activations: what came into force when.
        rejected: what the gate refused last, of each source.
        raw: the publishers' own bytes.
        attempts: what came of asking a publisher last.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = folder / "current.json"
        self.activations = Activations(folder / "activations")
        self.rejected = RejectedLists(folder / "rejected")
        self.raw = RawFiles(folder / "raw")
        self.attempts = Attempts(folder / "attempts")

    def load(
        self,
        source_id: str,
        path: Path,
        *,
        at: datetime,
        allow_incomplete: bool = False,
        force: bool = False,
        reason: str = "",
        by: str = "",
        downloaded: bool = False,
    ) -> Snapshot:
        """Parse a list, check it, and bring it into force beside the others.

        Equal content keeps the snapshot's id and renews the list's age. What the gate refuses is
        kept aside for accept().

        Args:
            at: when it was fetched, with its zone.
            allow_incomplete: take a set that lacks files; its state says so.
            force: take it whatever the gate says; reason and by are written down with it.
            downloaded: it comes straight from the publisher, so it must be whole.

        Raises:
            ListError: the list is bad; what was in force stays in force.
        """
        found = read_incoming(
            source_id, path, at=at, allow_incomplete=allow_incomplete, downloaded=downloaded
        )
        with self._locked():
            state = self._judge(found, Acceptance(reason=reason, by=by, at=at) if force else None)
            return self._bring({source_id: state}, at)

    def load_all(
        self, files: Iterable[tuple[str, Path]], *, at: datetime, allow_incomplete: bool = False
    ) -> dict[str, ListError]:
        """Load many lists and bring them into force at once; return why which were refused.

        Args:
            files: each with the id of its list.
        """
        states: dict[str, ListState | None] = {}
        refused: dict[str, ListError] = {}
        for source_id, path in files:
            try:
                found = read_incoming(source_id, path, at=at, allow_incomplete=allow_incomplete)
                with self._locked():
                    states[source_id] = self._judge(found, None)
            except ListError as exc:
                refused[source_id] = exc
            except OSError as exc:
                refused[source_id] = ListError(source_id, str(path), str(exc.strerror or exc))
        if states:
            with self._locked():
                self._bring(states, at)
        return refused

    def accept(self, source_id: str, *, reason: str, by: str, at: datetime) -> Snapshot:
        """Bring the list into force that the gate refused last, with who says so and why.

        Raises:
            ListError: none waits, or it is damaged.
        """
        with self._locked():
            found = self.rejected.find(source_id)
            if found is None:
                raise ListError(source_id, "", "no refused list waits; see: customhouse lists show")
            write_whole(self._list_file(found.state.sha256), [self.rejected.lines(found)])
            accepted = Acceptance(reason=reason, by=by, at=at, objections=found.objections)
            return self._bring({source_id: replace(found.state, accepted=accepted)}, at)

    def renew(self, source_id: str, *, at: datetime) -> Snapshot:
        """Renew a list's age: its publisher says that nothing changed.

        Raises:
            ListError: the list is not in force.
        """
        with self._locked():
            state = self.state(source_id)
            if state is None:
                raise ListError(source_id, "", _NOT_IN_FORCE)
            return self._activate({source_id: replace(state, fetched_at=at)}, at)

    def drop(self, source_id: str, *, at: datetime) -> Snapshot:
        """Take a list out of force."""
        with self._locked():
            if self.state(source_id) is None:
                raise ListError(source_id, "", _NOT_IN_FORCE)
            return self._activate({source_id: None}, at)

    def in_force(self) -> Snapshot | None:
        """Return the snapshot in force, with each list's time of fetching."""
        try:
            snapshot = _read(self._current)
        except FileNotFoundError:
            return None
        return snapshot if snapshot.lists else None

    def state(self, source_id: str) -> ListState | None:
        """Return the state of a list in force."""
        return next((each for each in self._lists() if each.source == source_id), None)

    def snapshot(self, snapshot_id: SnapshotId) -> Snapshot:
        """Return a snapshot that was in force once."""
        try:
            return _read(self._snapshot_file(snapshot_id))
        except FileNotFoundError as exc:
            reason = "is not in the list store: restore the data folder, or load the lists again"
            raise ListError(f"snapshot {snapshot_id}", "", reason) from exc

    def snapshot_ids(self) -> Iterator[SnapshotId]:
        """Yield the id of every snapshot there ever was, in no order."""
        return (SnapshotId(file.stem) for file in self._folder.glob("snapshots/[!.]*.json"))

    def listings(self, snapshot: Snapshot) -> Iterator[Listing]:
        """Yield every listing of a snapshot, list by list, in the order of their ids."""
        for state in snapshot.lists:
            yield from map(from_json, self.lines(state))

    def lines(self, state: ListState) -> Iterator[bytes]:
        """Yield a list's canonical lines in the order of their ids, read as they are needed.

        Raises:
            ListError: the stored list is gone or damaged.
        """
        path = self._list_file(state.sha256)
        try:
            file = path.open("rb")
        except FileNotFoundError as exc:
            reason = "the stored file is gone: restore the data folder, or load the list again"
            raise ListError(state.source, path.name, reason) from exc
        with file:
            if file_digest(file, "sha256").hexdigest() != state.sha256:
                reason = "the stored file is damaged: load the list again"
                raise ListError(state.source, path.name, reason)
            file.seek(0)
            for line in file:
                yield line.removesuffix(b"\n")

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
            lines = (line for state in snapshot.lists for line in self.lines(state))
            write_index(folder, ((line, from_json(line)) for line in lines))

    def _drop_indexes(self, kept: set[Path]) -> None:
        """Remove the indexes of other snapshots; a process that maps one keeps its pages."""
        for folder in self._folder.glob("indexes/*"):
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _lists(self) -> tuple[ListState, ...]:
        snapshot = self.in_force()
        return () if snapshot is None else snapshot.lists

    def _judge(self, found: IncomingList, forced: Acceptance | None) -> ListState:
        """Keep a list that may come into force, and return its state; else keep it aside."""
        state, before = found.state, self.state(found.source.id)
        if before is not None and before.accepted and before.sha256 == state.sha256:
            return replace(state, accepted=before.accepted)
        gone = self._gone(before, found)
        objections = check(
            found.parsed, found.source, before, downloaded=found.downloaded, gone=gone
        )
        if objections and forced is None:
            self.rejected.keep(Rejected(state=state, objections=objections), [found.data])
            raise refusal(found.source, objections)
        write_whole(self._list_file(state.sha256), [found.data])
        if objections and forced is not None:
            return replace(state, accepted=replace(forced, objections=objections))
        return state

    def _gone(self, before: ListState | None, found: IncomingList) -> int:
        """Return how many entries of the list in force are gone; 0 where it cannot be read."""
        if before is None or before.sha256 == found.state.sha256:
            return 0
        try:
            return count_gone(self.lines(before), found.parsed.lines)
        except ListError:
            return 0

    def _bring(self, states: dict[str, ListState | None], at: datetime) -> Snapshot:
        """Bring lists into force that are kept already; what was refused before is settled."""
        snapshot = self._activate(states, at)
        for source_id in states:
            self.rejected.forget(source_id)
        return snapshot

    def _activate(self, changed: dict[str, ListState | None], at: datetime) -> Snapshot:
        """Bring a snapshot into force that differs from the one before by these lists."""
        before = self.in_force()
        lists = {each.source: each for each in self._lists()} | changed
        snapshot = snapshot_of({name: each for name, each in lists.items() if each is not None})
        data = snapshot_to_json(snapshot)
        write_whole(self._snapshot_file(snapshot.id), [data])
        # Workers switch to what is in force: all that they need is there before.
        self._build_index(snapshot)
        if before is not None:
            # A process that died here, or an older version, may not have written it down.
            self._note(before, max(each.fetched_at for each in before.lists))
        write_whole(self._current, [data])
        self._note(snapshot, at)
        kept = [snapshot] if before is None else [snapshot, before]
        self._drop_indexes({self._index_folder(found) for found in kept})
        return snapshot

    def _note(self, snapshot: Snapshot, at: datetime) -> None:
        newest = self.activations.newest()
        if newest is None or newest.snapshot != snapshot.id:
            self.activations.add(Activation(at=at, snapshot=snapshot.id))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep two loaders apart; the kernel lets go when a process dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _list_file(self, list_hash: ListHash) -> Path:
        return self._folder / "lists" / f"{list_hash}.ndjson"

    def _index_folder(self, snapshot: Snapshot) -> Path:
        return self._folder / "indexes" / f"{snapshot.id}-{ENGINE_VERSION}"

    def _snapshot_file(self, snapshot_id: SnapshotId) -> Path:
        return self._folder / "snapshots" / f"{snapshot_id}.json"


def _read(file: Path) -> Snapshot:
    try:
        return snapshot_from_json(file.read_bytes())
    except (ValueError, KeyError, TypeError) as exc:
        reason = "the file is damaged: restore the data folder, or remove it and load the lists"
        raise ListError("snapshot", file.name, reason) from exc
