"""What one batch writes: everything in a single transaction, so that a record has one fate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from customhouse.alert import Fate, Outcome
from ledger import postbox, reading
from ledger.database import chunked, insert_once
from ledger.rows import (
    Current,
    DeadRow,
    HitRow,
    IntakeRow,
    OutboxRow,
    ShipmentKey,
    ShipmentRow,
)
from ledger.schema import carries, head, intake, rescreen, shipment, verdict
from ledger.subjects import KnownSubjects, end_hits, find_subjects, number_subjects, record_hits
from ledger.values import current, head_values, intake_values, shipment_values, verdict_values
from ledger.verdicts import current_of, current_shipments, is_stored
from screening.errors import UnavailableError


class Book:
    """The open transaction of a batch; `Ledger.batch` makes it, commits it or rolls it back."""

    def __init__(self, connection: Connection, known: KnownSubjects) -> None:
        self._connection = connection
        self._known = known
        self._heads: dict[ShipmentKey, Current | None] = {}
        self._turns: dict[ShipmentKey, dict[tuple[int, str], int]] = {}
        self.numbers: dict[bytes, int] = {}

    def recorded(self, entries: Iterable[str]) -> dict[str, Fate]:
        """Return the fates of those intake entries that are recorded already."""
        return reading.fates_of(self._connection, entries)

    def lock(self, keys: Iterable[ShipmentKey]) -> dict[ShipmentKey, Current | None]:
        """Return what is in force for each shipment, and keep others from changing it.

        Lock every shipment of a batch in one call, or two batches may wait for each other.
        """
        wanted = sorted(set(keys) - self._heads.keys())
        rows = [{"source": key.source, "shipment_id": key.shipment_id} for key in wanted]
        insert_once(self._connection, head, rows, ["shipment_id", "source"])
        for part in chunked(wanted):
            self._lock_part(part)
        return {key: self._heads[key] for key in keys}

    def _lock_part(self, keys: Sequence[ShipmentKey]) -> None:
        named = tuple_(head.c.shipment_id, head.c.source)
        query = (
            select(head.c.shipment_no)
            .where(named.in_([(key.shipment_id, key.source) for key in keys]))
            .order_by(head.c.source, head.c.shipment_id)
            .with_for_update()
        )
        # The verdicts are read by a second statement: the one that waits for a lock would pair
        # the new head with the verdicts of before.
        numbers = [no for no in self._connection.execute(query).scalars() if no is not None]
        self._heads.update(dict.fromkeys(keys))
        if not numbers:
            return
        for row in self._connection.execute(
            current_shipments().where(head.c.shipment_no.in_(numbers))
        ):
            key = ShipmentKey(source=row.source, shipment_id=row.shipment_id)
            self._heads[key] = current_of(row)

    def turn(self, key: ShipmentKey, revision: int, content: str) -> int:
        """Return how often that very revision and content was recorded before; 0 at first."""
        if key not in self._turns:
            self._count_turns(key)
        return self._turns[key].get((revision, content), 0)

    def _count_turns(self, key: ShipmentKey) -> None:
        self.lock([key])
        missing = [key for key in self._heads if key not in self._turns]
        for each in missing:
            self._turns[each] = defaultdict(int)
        query = select(
            shipment.c.source,
            shipment.c.shipment_id,
            shipment.c.revision,
            shipment.c.content,
            func.count().label("times"),
        ).group_by(
            shipment.c.source, shipment.c.shipment_id, shipment.c.revision, shipment.c.content
        )
        named = tuple_(shipment.c.shipment_id, shipment.c.source)
        for part in chunked(missing):
            pairs = [(each.shipment_id, each.source) for each in part]
            for row in self._connection.execute(query.where(named.in_(pairs))):
                found = self._turns[ShipmentKey(source=row.source, shipment_id=row.shipment_id)]
                found[row.revision, row.content] = row.times

    def add(self, shipments: Sequence[ShipmentRow]) -> None:
        """Record screened shipments in order; each becomes the current one of its key."""
        if not shipments:
            return
        self.lock([row.key for row in shipments])
        numbers = self._number(shipments)
        shipment_nos = self._insert(shipments, superseded=False)
        self._carry(shipments, shipment_nos, numbers)
        self._record_hits(shipments, numbers)
        self._point(shipments, shipment_nos)

    def add_superseded(self, row: ShipmentRow) -> None:
        """Record a shipment that came after a newer one; nothing else changes."""
        self.lock([row.key])
        numbers = self._number([row])
        self._carry([row], self._insert([row], superseded=True), numbers)

    def _number(self, shipments: Sequence[ShipmentRow]) -> dict[bytes, int]:
        subjects = (each for row in shipments for each in row.subjects)
        numbers = number_subjects(self._connection, subjects, self._known)
        self.numbers |= numbers
        return numbers

    def _insert(self, shipments: Sequence[ShipmentRow], *, superseded: bool) -> list[int]:
        for row in shipments:
            if row.key in self._turns:
                turns = self._turns[row.key]
                turns[row.revision, row.content] = turns.get((row.revision, row.content), 0) + 1
        # Rows come back in any order; asked to sort them, SQLAlchemy inserts one by one on SQLite.
        table = shipment.c
        named = (table.source, table.shipment_id, table.revision, table.content, table.turn)
        query = insert(shipment).returning(table.shipment_no, *named)
        values = [shipment_values(row, superseded=superseded) for row in shipments]
        numbers = {tuple(row[1:]): row[0] for row in self._connection.execute(query, values)}
        return [
            numbers[row.key.source, row.key.shipment_id, row.revision, row.content, row.turn]
            for row in shipments
        ]

    def _carry(
        self, shipments: Sequence[ShipmentRow], nos: Sequence[int], numbers: Mapping[bytes, int]
    ) -> None:
        rows = [
            {
                "shipment_no": no,
                "ref": each.ref,
                "subject_no": numbers[each.fingerprint],
                "role": each.role,
            }
            for no, row in zip(nos, shipments, strict=True)
            for each in row.carries
        ]
        if rows:
            self._connection.execute(insert(carries), rows)

    def _record_hits(self, shipments: Sequence[ShipmentRow], numbers: Mapping[bytes, int]) -> None:
        by_basis: dict[int, list[HitRow]] = defaultdict(list)
        for row in shipments:
            if row.hits and row.basis is None:
                raise ValueError("a hit needs the basis that it was found on")
            if row.basis is not None:
                by_basis[row.basis].extend(row.hits)
        for basis_no, hits in by_basis.items():
            record_hits(self._connection, hits, numbers, basis_no)

    def _point(self, shipments: Sequence[ShipmentRow], nos: Sequence[int]) -> None:
        heads: dict[ShipmentKey, dict[str, Any]] = {}
        stored: list[tuple[int, ShipmentRow]] = []
        for no, row in zip(nos, shipments, strict=True):
            before = self._heads[row.key]
            if is_stored(row.outcome, before.outcome if before else None, row.view):
                stored.append((no, row))
            heads[row.key] = head_values(no, row)
            self._heads[row.key] = current(no, row)
        verdict_nos = self._insert_verdicts(stored)
        for values in heads.values():
            values["new_verdict_no"] = verdict_nos.get(values["new_shipment_no"])
        self._connection.execute(_MOVE_HEAD, list(heads.values()))

    def _insert_verdicts(self, stored: Sequence[tuple[int, ShipmentRow]]) -> dict[int, int]:
        if not stored:
            return {}
        query = insert(verdict).returning(verdict.c.verdict_no, verdict.c.shipment_no)
        values = [verdict_values(no, row.basis, row.outcome, row.view) for no, row in stored]
        rows = self._connection.execute(query, values)
        return {row.shipment_no: row.verdict_no for row in rows}

    def note_intake(self, rows: Sequence[IntakeRow]) -> None:
        """Record the fate of intake entries.

        Raises:
            UnavailableError: another worker has recorded one of them since `recorded` was asked.
        """
        if not rows:
            return
        try:
            self._connection.execute(insert(intake), [intake_values(row) for row in rows])
        except IntegrityError as exc:
            raise UnavailableError("ledger", "another worker recorded an entry meanwhile") from exc

    def enqueue(self, rows: Sequence[OutboxRow]) -> None:
        """Put events in the outbox; an alert id that is there already stays as it is."""
        postbox.enqueue(self._connection, rows)

    def bury(self, rows: Sequence[DeadRow]) -> None:
        """Keep records that can never be screened; an entry that is there already stays."""
        postbox.bury(self._connection, rows)

    def reverdict(
        self,
        shipment_no: int,
        basis: int,
        outcome: Outcome,
        view: bytes,
        hits: Sequence[HitRow] = (),
    ) -> bool:
        """Give a shipment its verdict on another basis.

        Hits of earlier bases that are not among `hits` end. Subjects must be stored already.

        Returns:
            False if the shipment is no longer the current one; then nothing changes.
        """
        query = select(head.c.outcome).where(head.c.shipment_no == shipment_no).with_for_update()
        before = self._connection.execute(query).scalar_one_or_none()
        if before is None:
            return False
        numbers = find_subjects(self._connection, {row.fingerprint for row in hits})
        record_hits(self._connection, hits, numbers, basis)
        end_hits(self._connection, shipment_no, hits, basis)
        verdict_no = None
        if is_stored(outcome, Outcome(before), view):
            values = verdict_values(shipment_no, basis, outcome, view)
            added = insert(verdict).values(values).returning(verdict.c.verdict_no)
            verdict_no = self._connection.execute(added).scalar_one()
        self._connection.execute(
            update(head)
            .where(head.c.shipment_no == shipment_no)
            .values(outcome=outcome.value, basis_no=basis, verdict_no=verdict_no)
        )
        # What was read of the heads may be this one, so it is read again when it is needed.
        self._heads.clear()
        return True

    def advance(  # noqa: PLR0917  the columns of a run, in their order
        self, run_no: int, cursor: int, screened: int, changed: int, finished: bool, at: datetime
    ) -> None:
        """Move a re-screen run on to a cursor, and add to what it has screened and changed."""
        self._connection.execute(
            update(rescreen)
            .where(rescreen.c.run_no == run_no)
            .values(
                cursor=cursor,
                screened=rescreen.c.screened + screened,
                changed=rescreen.c.changed + changed,
                finished_at=at if finished else None,
            )
        )


_MOVE_HEAD = (
    update(head)
    .where(head.c.shipment_id == bindparam("of_id"), head.c.source == bindparam("of_source"))
    .values(
        shipment_no=bindparam("new_shipment_no"),
        verdict_no=bindparam("new_verdict_no"),
        outcome=bindparam("new_outcome"),
        basis_no=bindparam("new_basis_no"),
        open_until=bindparam("new_open_until"),
        # Who sends something new of a closed shipment shows that it is not closed.
        closed_at=None,
    )
)
