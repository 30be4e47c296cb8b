"""The ledger's front: each method is one transaction."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from customhouse.verdict import Fate
from ledger import history, judged, postbox, reading
from ledger.book import Book
from ledger.copying import copy_sqlite
from ledger.database import connect, retriable, share_fence, take_fence
from ledger.deciding import DecidingBook, DecisionsRead
from ledger.errors import BasisMovedError
from ledger.judged import Judged
from ledger.migrations import is_current
from ledger.rows import (
    Basis,
    Current,
    DeadLetter,
    DeadState,
    EntryName,
    HistoryRow,
    OutboxRow,
    PublishedRow,
    Recorded,
    Rescreened,
    ShipmentKey,
)
from ledger.runs import reading as run_reading
from ledger.runs import writing
from ledger.runs.log import RunLog
from ledger.runs.rows import Scope
from ledger.runs.subject_book import SubjectBook
from ledger.schema import basis as basis_table
from ledger.shelf import Shelf
from ledger.subjects import KnownSubjects
from ledger.trail.leaves import append_rows
from ledger.trail.trail import Trail
from lists.identity import SnapshotId
from screening.errors import UnavailableError


class Ledger:
    """What was screened, when and against what; SQLite or PostgreSQL.

    Every method raises UnavailableError where the database is away, locked or in a deadlock.

    Args:
        url: "sqlite:///ledger.db" or "postgresql+psycopg://user@host/database".

    Attributes:
        runs: those that screen again.
        subjects: the book of all that was ever screened.
        trail: the audit trail of the same database.
        kept: what is kept, and for how long.
    """

    def __init__(self, url: str) -> None:
        self._engine = connect(url)
        self._writer = self._engine.execution_options(is_write=True)
        self._known = KnownSubjects()
        self.runs = RunLog(self._reading, self._writing)
        self.subjects = SubjectBook(self._reading, self._writing)
        self.trail = Trail(self._reading, self._writing)
        self.kept = Shelf(self._reading, self._writing)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with retriable(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with retriable(), self._writer.begin() as connection:
            yield connection

    def check(self) -> None:
        """Return if the database answers and its tables are up to date.

        Raises:
            UnavailableError: it does not, or `migrate` has to run first.
        """
        with self._reading() as connection:
            if not is_current(connection):
                raise UnavailableError("ledger", "its tables are not up to date: migrate first")

    def dispose(self, *, forked: bool = False) -> None:
        """Let go of all connections; after a fork leave them to the parent, who uses them."""
        self._engine.dispose(close=not forked)

    def active_basis(self) -> Basis | None:
        """Return the basis in force, if there ever was one."""
        with self._reading() as connection:
            return reading.active_basis(connection)

    def activate(
        self,
        snapshot: SnapshotId,
        policy: str,
        engine: str,
        at: datetime,
        *,
        replacing: int | None = None,
    ) -> Basis:
        """Put a new basis in force, after the batches that are being written.

        The run that screens open shipments again begins in the same transaction: a basis without
        one would leave them as they were. Runs of older bases end.

        Args:
            replacing: number of the basis that the caller saw in force, 0 for none; None: whichever
                it is.

        Raises:
            BasisMovedError: another basis is in force; nothing is written.
        """
        values = {"snapshot": snapshot, "policy": policy, "engine": engine, "activated_at": at}
        with self._writing() as connection:
            take_fence(connection)
            active = reading.active_basis(connection)
            standing = 0 if active is None else active.number
            if replacing not in (None, standing):
                raise BasisMovedError(replacing or None, standing or None)
            query = insert(basis_table).values(values).returning(basis_table.c.basis_no)
            number = connection.execute(query).scalar_one()
            append_rows(connection, "basis", [number])
            writing.supersede_runs(connection, number, at)
            writing.begin_run(connection, number, Scope.OPEN, at)
        return Basis(
            number=number, snapshot=snapshot, policy=policy, engine=engine, activated_at=at
        )

    @contextmanager
    def batch(self, basis: int | None) -> Iterator[Book]:
        """Open the transaction of a batch that was screened on a basis.

        Raises:
            BasisMovedError: another basis is active; nothing is written.
        """
        with self._writing() as connection:
            share_fence(connection)
            active = reading.active_basis(connection)
            number = None if active is None else active.number
            if number != basis:
                raise BasisMovedError(basis, number)
            book = Book(connection, self._known)
            with self._known.renewed():
                yield book
        self._known.learn(book.numbers)

    @contextmanager
    def deciding(self) -> Iterator[DecidingBook]:
        """Open the transaction of a decision, after the batches that are being written.

        A batch that begins later reads what was decided; of one that ended before, the decision
        changes what is in force.
        """
        with self._writing() as connection:
            take_fence(connection)
            yield DecidingBook(connection, self._known)

    @contextmanager
    def decisions(self) -> Iterator[DecisionsRead]:
        """Open what there is to read of decisions, as it stands at one instant."""
        with self._reading() as connection:
            yield DecisionsRead(connection)

    def untold(self) -> tuple[Basis | None, Basis] | None:
        """Return the oldest basis that nobody was told of, behind the one before it."""
        with self._reading() as connection:
            return reading.untold_basis(connection)

    def tell(self, basis: int, events: Sequence[OutboxRow], at: datetime) -> None:
        """Put what a basis changed of the lists in the outbox, and note that it is told."""
        with self._writing() as connection:
            postbox.enqueue(connection, events)
            reading.note_told(connection, basis, at)

    def enqueue(self, events: Sequence[OutboxRow]) -> None:
        """Put events that belong to no batch in the outbox; those that are there stay."""
        with self._writing() as connection:
            postbox.enqueue(connection, events)

    def mark_published(self, alert_ids: Iterable[str], at: datetime) -> None:
        """Note that alerts are on the stream."""
        with self._writing() as connection:
            postbox.mark_published(connection, alert_ids, at)

    def unpublished(self, before: datetime, limit: int) -> list[OutboxRow]:
        """Return the oldest events that wait since before an instant."""
        with self._reading() as connection:
            return postbox.unpublished(connection, before, limit)

    def published_since(
        self, instant: datetime, after_no: int, limit: int
    ) -> list[tuple[int, OutboxRow]]:
        """Return what was published at or after an instant, with numbers above after_no."""
        with self._reading() as connection:
            return postbox.published_since(connection, instant, after_no, limit)

    def newest_published(self, limit: int) -> list[PublishedRow]:
        """Return the newest events that are on the stream, the newest first."""
        with self._reading() as connection:
            return postbox.newest_published(connection, limit)

    def alerts_after(self, alert_id: str | None, limit: int) -> list[tuple[int, OutboxRow]]:
        """Return the events after an alert, or from the first one on.

        Raises:
            UnknownAlertError: the outbox holds no such alert.
        """
        with self._reading() as connection:
            return postbox.alerts_after(connection, alert_id, limit)

    def broker_last(self) -> tuple[str, datetime] | None:
        """Return the run id of the broker that was seen last, and when."""
        with self._reading() as connection:
            return postbox.broker_last(connection)

    def broker_seen(self, run_id: str, at: datetime) -> tuple[str, datetime] | None:
        """Note the broker that is there now and return the one that was seen before.

        Call it for another broker only once its alerts are republished: it forgets the old one.
        """
        with self._writing() as connection:
            return postbox.broker_seen(connection, run_id, at)

    def status(self, shipment_id: str, source: str | None = None) -> list[Current]:
        """Return what is in force for a shipment: one row for each source that knows the id."""
        with self._reading() as connection:
            return reading.status(connection, shipment_id, source)

    def current(self, keys: Collection[ShipmentKey]) -> dict[ShipmentKey, Current]:
        """Return what is in force for those shipments that have a verdict."""
        with self._reading() as connection:
            return reading.current(connection, keys)

    def recorded(self, entries: Iterable[EntryName]) -> dict[EntryName, Recorded]:
        """Return what became of those intake entries ("bulk:1690-0") that are recorded."""
        with self._reading() as connection:
            return reading.recorded(connection, entries)

    def fates(self, source: str | None = None) -> dict[Fate, int]:
        """Return how many entries met each fate; every fate is there, 0 too."""
        with self._reading() as connection:
            return reading.fates(connection, source)

    def history(self, key: ShipmentKey) -> list[HistoryRow]:
        """Return every record of a shipment and every verdict that changed its state, in order."""
        with self._reading() as connection:
            return history.history(connection, key)

    def judged(self, key: ShipmentKey) -> list[Judged]:
        """Return every verdict on a shipment with its record, the oldest first."""
        with self._reading() as connection:
            return judged.judged(connection, key)

    def receipt(self, shipment_no: int) -> bytes:
        """Return a record as it was screened: canonical JSON."""
        with self._reading() as connection:
            return history.receipt(connection, shipment_no)

    def rescreened(self, shipment_no: int, after: datetime) -> Rescreened | None:
        """Return the last re-screening since a verdict, which found it to be still right."""
        with self._reading() as connection:
            return history.rescreened(connection, shipment_no, after)

    def flagged_by(self, source: str) -> int:
        """Return how many open shipments are FLAGGED by a hit on a list."""
        with self._reading() as connection:
            return history.flagged_by(connection, source)

    def events(self, alert_ids: Iterable[str]) -> list[OutboxRow]:
        """Return those events that there are, oldest first."""
        with self._reading() as connection:
            return history.events(connection, alert_ids)

    def basis(self, number: int) -> Basis:
        """Return a basis by its number."""
        with self._reading() as connection:
            return reading.basis_of(connection, number)

    def basis_at(self, moment: datetime) -> Basis | None:
        """Return the basis that was in force at a moment."""
        with self._reading() as connection:
            return reading.basis_at(connection, moment)

    def close(self, shipment_id: str, source: str | None, at: datetime) -> int:
        """Close a shipment, so that no re-screen run looks at it; return how many were open."""
        with self._writing() as connection:
            return reading.close(connection, shipment_id, source, at)

    def copy_to(self, path: Path) -> None:
        """Write a copy of a ledger on SQLite as it stands now, while others go on writing."""
        copy_sqlite(self._engine, path)

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table."""
        with self._reading() as connection:
            return reading.counts(connection)

    def dead_letters(self, limit: int, after: int = 0) -> list[DeadLetter]:
        """Return dead letters in order, with numbers above `after`."""
        with self._reading() as connection:
            return postbox.dead_letters(connection, limit, after)

    def dead_letter(self, no: int) -> DeadLetter | None:
        """Return a dead letter if there is one of that number."""
        with self._reading() as connection:
            return postbox.dead_letter(connection, no)

    def settle_dead(self, nos: Iterable[int], state: DeadState | str) -> int:
        """Say that dead letters were "replayed" or "purged"; purging removes what they said."""
        with self._writing() as connection:
            return postbox.settle_dead(connection, nos, DeadState(state))

    def has_unscreened(self, now: datetime) -> bool:
        """Return whether an open shipment waits for its first verdict."""
        with self._reading() as connection:
            return run_reading.has_unscreened(connection, now)
