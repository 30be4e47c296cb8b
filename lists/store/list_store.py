"""Lists on disk: content-addressed, written aside, swapped atomically."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from lists.canonical import from_json
from lists.errors import ListError, MovedError
from lists.identity import ListHash, SnapshotId
from lists.snapshot import Acceptance, Dating, ListState, Snapshot, snapshot_of
from lists.snapshot import from_json as snapshot_from_json
from lists.snapshot import to_json as snapshot_to_json
from lists.store.activations import Activation, Activations, Drop
from lists.store.attempts import Attempts
from lists.store.gate import refusal
from lists.store.incoming import IncomingList, Origin, read_incoming
from lists.store.indexes import Indexes
from lists.store.judging import judge
from lists.store.raw import RawFiles
from lists.store.rejected import Rejected, RejectedLists
from lists.store.stored import StoredLists
from lists.store.writing import write_whole
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
        activations: the log of what came into force when.
        rejected: the list that the gate refused last, of each source.
        raw: downloaded files as their publishers sent them.
        attempts: the last attempt to refresh each list.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = folder / "current.json"
        self._stored = StoredLists(folder / "lists")
        self._indexes = Indexes(folder / "indexes", self._lines_of)
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
        published: date | None = None,
        force: bool = False,
        reason: str = "",
        by: str = "",
        downloaded: bool = False,
    ) -> Snapshot:
        """Read a list, let the gate judge it, and bring it into force beside the others.

        Equal content keeps the snapshot's id, renews the list's age and repairs its file. What
        the gate refuses is kept aside for accept().

        Args:
            at: when it was fetched, with its zone.
            allow_incomplete: take a set that lacks files, or an excerpt; its state says so.
            published: the day on which it was current, as whoever loads it says.
            force: take it whatever the gate says; reason and by are written down with it.
            downloaded: it comes straight from the publisher, now.

        Raises:
            ListError: the list is bad; what was in force stays in force.
        """
        origin = Origin(
            at=at, downloaded=downloaded, published=published, allow_incomplete=allow_incomplete
        )
        found = read_incoming(source_id, path, origin)
        with self._locked():
            state = self._judge(found, Acceptance(reason=reason, by=by, at=at) if force else None)
            return self._bring({source_id: state}, at)

    def load_all(
        self,
        files: Iterable[tuple[str, Path]],
        *,
        at: datetime,
        allow_incomplete: bool = False,
        published: date | None = None,
    ) -> dict[str, ListError]:
        """Load many lists and bring them into force at once; return why which were refused.

        Args:
            files: each with the id of its list.
        """
        origin = Origin(at=at, published=published, allow_incomplete=allow_incomplete)
        states: dict[str, ListState | None] = {}
        refused: dict[str, ListError] = {}
        # One lock for all of it: what was judged is compared with what it takes the place of.
        with self._locked():
            for source_id, path in files:
                try:
                    states[source_id] = self._judge(read_incoming(source_id, path, origin), None)
                except ListError as exc:
                    refused[source_id] = exc
                except OSError as exc:
                    refused[source_id] = ListError(source_id, str(path), str(exc.strerror or exc))
            if states:
                self._bring(states, at)
        return refused

    def stage(self, source_id: str, path: Path, *, at: datetime) -> Snapshot:
        """Store a list and the snapshot it would make with those in force; bring neither into it.

        Raises:
            ListError: the list cannot be read; the gate is not asked.
        """
        found = read_incoming(source_id, path, Origin(at=at, allow_incomplete=True))
        with self._locked():
            state, _ = judge(found, {each.source: each for each in self._lists()}, self._stored)
            self._stored.keep(state.sha256, found.data)
            lists: dict[str, ListState] = {each.source: each for each in self._lists()}
            snapshot = snapshot_of(lists | {state.source: state})
            write_whole(self._snapshot_file(snapshot.id), [snapshot_to_json(snapshot)])
            return snapshot

    def accept(self, source_id: str, *, reason: str, by: str, at: datetime) -> Snapshot:
        """Bring the list into force that the gate refused last, with who says so and why.

        Raises:
            ListError: none waits, or it is damaged.
        """
        with self._locked():
            found = self.rejected.find(source_id)
            if found is None:
                raise ListError(source_id, "", "no refused list waits; see: customhouse lists show")
            self._stored.keep(found.state.sha256, self.rejected.lines(found))
            accepted = Acceptance(reason=reason, by=by, at=at, objections=found.objections)
            return self._bring({source_id: replace(found.state, accepted=accepted)}, at)

    def renew(self, source_id: str, list_hash: ListHash, *, at: datetime) -> Snapshot:
        """Renew a list's age: its publisher says that this version is still the current one.

        Raises:
            MovedError: another version is in force, or none.
        """
        with self._locked():
            state = self.state(source_id)
            if state is None or state.sha256 != list_hash:
                reason = _NOT_IN_FORCE if state is None else "another version was loaded meanwhile"
                raise MovedError(source_id, "", reason)
            renewed = replace(state, fetched_at=at, as_of=at, dating=Dating.PUBLISHER)
            return self._activate({source_id: renewed}, at)

    def drop(self, source_id: str, *, reason: str, by: str, at: datetime) -> Snapshot:
        """Take a list out of force, and write down who did it and why.

        Raises:
            ListError: the list is not in force, or no reason is given.
        """
        if not reason.strip():
            raise ListError(source_id, "", "whoever drops a list in force says why")
        with self._locked():
            state = self.state(source_id)
            if state is None:
                raise ListError(source_id, "", _NOT_IN_FORCE)
            drop = Drop(source=state.source, reason=reason.strip(), by=by)
            return self._activate({source_id: None}, at, drop)

    def in_force(self) -> Snapshot | None:
        """Return the snapshot in force, None if there is none."""
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
        return self._stored.lines(state)

    def is_whole(self, state: ListState) -> bool:
        """Tell whether the stored file of a list is there and undamaged."""
        return self._stored.is_whole(state)

    def is_indexed(self, snapshot: Snapshot) -> bool:
        """Tell whether the index of a snapshot is there for this version of the engine."""
        return self._indexes.open(snapshot) is not None

    def watchlist(self, snapshot: Snapshot) -> Watchlist:
        """Return a snapshot's listings ready for screening, mapped from disk.

        The index was built when the snapshot came into force; it is built here only for a new
        version of the engine, or if it was lost.

        Raises:
            ListError: a stored list is gone or damaged.
        """
        found = self._indexes.open(snapshot)
        if found is None:
            with self._locked():
                self._indexes.build(snapshot)
            found = self._indexes.open(snapshot)
        if found is None:
            raise ListError(f"snapshot {snapshot.id}", "", "its index cannot be written")
        return found

    def recall(self, snapshot: Snapshot) -> Watchlist:
        """Return the listings of a snapshot that may be long past; the store stays as it is.

        Raises:
            ListError: a stored list is gone or damaged.
        """
        found = self._indexes.open(snapshot)
        return Watchlist.of(self.listings(snapshot)) if found is None else found

    def _lines_of(self, snapshot: Snapshot) -> Iterator[bytes]:
        return (line for state in snapshot.lists for line in self.lines(state))

    def _lists(self) -> tuple[ListState, ...]:
        snapshot = self.in_force()
        return () if snapshot is None else snapshot.lists

    def _judge(self, found: IncomingList, forced: Acceptance | None) -> ListState:
        """Store a list that may come into force, and return its state; else keep it aside."""
        in_force: dict[str, ListState] = {each.source: each for each in self._lists()}
        state, objections = judge(found, in_force, self._stored)
        if objections and forced is None:
            self.rejected.keep(Rejected(state=state, objections=objections), [found.data])
            raise refusal(found.source, objections)
        # Even if this content is in force already: its file may be damaged.
        self._stored.keep(state.sha256, found.data)
        if objections and forced is not None:
            return replace(state, accepted=replace(forced, objections=objections))
        return state

    def _bring(self, states: dict[str, ListState | None], at: datetime) -> Snapshot:
        """Bring lists into force that are stored already; what was refused before is settled."""
        snapshot = self._activate(states, at)
        for source_id in states:
            self.rejected.forget(source_id)
        return snapshot

    def _activate(
        self, changed: dict[str, ListState | None], at: datetime, drop: Drop | None = None
    ) -> Snapshot:
        """Bring a snapshot into force that differs from the one before by these lists."""
        before = self.in_force()
        lists = {each.source: each for each in self._lists()} | changed
        snapshot = snapshot_of({name: each for name, each in lists.items() if each is not None})
        data = snapshot_to_json(snapshot)
        write_whole(self._snapshot_file(snapshot.id), [data])
        # Workers switch to what is in force: all that they need is there before.
        self._indexes.build(snapshot)
        if before is not None:
            # A process that died here, or an older version, may not have written it down.
            self._note(before, max(each.fetched_at for each in before.lists))
        write_whole(self._current, [data])
        self._note(snapshot, at, drop)
        self._indexes.keep_only([snapshot] if before is None else [snapshot, before])
        return snapshot

    def _note(self, snapshot: Snapshot, at: datetime, drop: Drop | None = None) -> None:
        newest = self.activations.newest()
        if newest is None or newest.snapshot != snapshot.id:
            self.activations.add(Activation(at=at, snapshot=snapshot.id, drop=drop))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep two loaders apart; the kernel lets go when a process dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _snapshot_file(self, snapshot_id: SnapshotId) -> Path:
        return self._folder / "snapshots" / f"{snapshot_id}.json"


def _read(file: Path) -> Snapshot:
    try:
        return snapshot_from_json(file.read_bytes())
    except (ValueError, KeyError, TypeError) as exc:
        reason = "the file is damaged: restore the data folder, or remove it and load the lists"
        raise ListError("snapshot", file.name, reason) from exc
