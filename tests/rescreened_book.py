"""A book of shipments, lists that change, and runs that are cut short: all in one process."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fakes import FakePublisher, FakeQuality
from records import a_record

from customhouse.keys import RECORD_FIELD, Lane
from ledger.ledger import Ledger
from ledger.runs.rows import Scope
from lists.canonical import from_json, hash_of_list, to_json, with_content
from lists.errors import ListError
from lists.identity import SnapshotId, SourceId
from lists.snapshot import ListState, Snapshot, snapshot_of
from screening.engine import ENGINE_VERSION
from screening.listing import EntityType, ListedName, Listing, ListingId
from screening.watchlist import Watchlist
from worker.batch import Batch
from worker.chores.causes import Causes
from worker.intake.messages import Entry
from worker.rescreening.running import Rescreening
from worker.rescreening.verifying import Discrepancy, verify
from worker.settings import Settings
from worker.verdicts.screener import Screener

BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)


class ListsInMemory:
    """Keeps lists and snapshots as a list store does."""

    def __init__(self) -> None:
        self._lines: dict[str, list[bytes]] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._watchlists: dict[str, Watchlist] = {}
        self._current: Snapshot | None = None

    def bring(self, lists: Mapping[str, Mapping[str, Listing]]) -> Snapshot:
        """Bring lists into force together, each given by its listings' ids."""
        states = {}
        for source, listings in lists.items():
            lines = [to_json(with_content(listings[each])) for each in sorted(listings)]
            state = _state(source, lines)
            self._lines[state.sha256] = lines
            states[source] = state
        self._current = snapshot_of(states)
        self._snapshots[self._current.id] = self._current
        return self._current

    def in_force(self) -> Snapshot | None:
        """Return the snapshot in force."""
        return self._current

    def snapshot(self, snapshot_id: SnapshotId) -> Snapshot:
        """Return a snapshot."""
        if snapshot_id not in self._snapshots:
            raise ListError(f"snapshot {snapshot_id}", "", "is not here")
        return self._snapshots[snapshot_id]

    def lines(self, state: ListState) -> Iterator[bytes]:
        """Yield the lines of a list."""
        return iter(self._lines[state.sha256])

    def watchlist(self, snapshot: Snapshot) -> Watchlist:
        """Return a snapshot's listings ready for screening."""
        if snapshot.id not in self._watchlists:
            lines = (line for state in snapshot.lists for line in self.lines(state))
            self._watchlists[snapshot.id] = Watchlist.of(map(from_json, lines))
        return self._watchlists[snapshot.id]


def _state(source: str, lines: list[bytes]) -> ListState:
    return ListState(
        source=SourceId(source), sha256=hash_of_list(b"\n".join(lines)), entries=len(lines),
        shape={}, parts={}, counts={}, published=None, incomplete=False, fetched_at=BEGIN,
        as_of=BEGIN,
    )  # fmt: skip


class RescreenedBook:
    """A service without Redis and without Celery, whose clock stands where a test puts it."""

    screener: Screener

    def __init__(self, url: str, folder: Path) -> None:
        self.now = BEGIN
        self.ledger = Ledger(url)
        self.store = ListsInMemory()
        self.publisher = FakePublisher()
        self._folder = folder
        self._entries = 0
        self.restart(0.01)

    def restart(self, review: float | None = None) -> None:
        """Begin a new process, of another policy where one is given."""
        settings = Settings(
            data_dir=self._folder,
            threshold=self.screener.policy.review if review is None else review,
        )
        self.screener = Screener(
            self.store,  # type: ignore[arg-type]  as much of it as a screener needs
            settings,
            lambda: self.now,
        )
        self.batch = Batch(
            self.ledger, self.screener, self.publisher, FakeQuality(), now=lambda: self.now,
            margin=timedelta(0),
        )  # fmt: skip
        self.rescreening = Rescreening(
            self.ledger, self.store, self.screener, self.publisher, Causes(self.store),
            now=lambda: self.now,
        )  # fmt: skip

    def submit(self, *records: dict[str, Any]) -> None:
        """Record shipments as a drain does."""
        entries = []
        for record in records:
            self._entries += 1
            raw = json.dumps(record).encode()
            entries.append(
                Entry(lane=Lane.BULK, id=f"{self._entries}-0", fields={RECORD_FIELD.encode(): raw})
            )
        self.batch.process(Lane.BULK, entries)

    def activate(self, lists: Mapping[str, Mapping[str, Listing]], review: float = 0.01) -> None:
        """Bring lists into force, with a policy, as the active basis."""
        if self.screener.policy.review != review:
            self.restart(review)
        snapshot = self.store.bring(lists)
        self.ledger.activate(snapshot.id, self.screener.policy.id, ENGINE_VERSION, self.now)

    def work(self, chunks: int) -> None:
        """Do so many chunks of the unfinished run."""
        for _ in range(chunks):
            self.rescreening.step()

    def finish(self) -> None:
        """Bring the unfinished run to its end."""
        while self.ledger.runs.unfinished() is not None:
            assert self.rescreening.run(60)

    def look_back(self) -> None:
        """Screen again all that ever arrived, too."""
        self._run(Scope.ALL)

    def look_at_what_is_open(self) -> None:
        """Begin a run though nothing changed: it judges what others passed over, and is open.

        What had arrived by a clock that was put back since is such.
        """
        self._run(Scope.OPEN)

    def _run(self, scope: Scope) -> None:
        basis = self.ledger.active_basis()
        assert basis is not None
        self.ledger.runs.begin(basis.number, scope, self.now)
        self.finish()

    def wrong(self, since: datetime | None = None) -> list[Discrepancy]:
        """Return what a full screening finds that is not in force."""
        standing = self.screener.standing(self.ledger.active_basis())
        found = verify(self.ledger, self.screener, standing, since=since or self.now, at=self.now)
        return [each for each in found if each is not None]


def a_shipment(number: int, *parties: Mapping[str, Any], **rest: Any) -> dict[str, Any]:
    """Return a record of these parties."""
    said = [{"role": "consignee", **party} for party in parties]
    return a_record(f"S{number}") | {"parties": said} | rest


def a_list(*names: str) -> dict[str, dict[str, Listing]]:
    """Return one list of organisations, numbered by their names' first words."""
    ids = {f"own:a:{name.split()[0].lower()}": name for name in names}
    return {
        "own:a": {
            each: Listing(
                id=ListingId(each), source="own:a", type=EntityType.ORGANISATION,
                names=(ListedName(text=name),),
            )
            for each, name in ids.items()
        }
    }  # fmt: skip
