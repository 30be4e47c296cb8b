"""What one batch writes: everything in a single transaction, so that a record has one fate."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from customhouse.verdict import Outcome
from ledger import postbox, reading, values
from ledger.bulk import insert_rows, next_numbers, put_rows
from ledger.database import chunked, is_postgresql
from ledger.decisions.reading import decisions_on
from ledger.decisions.rows import Decision
from ledger.rows import (
    Current,
    DeadRow,
    EntryName,
    Fingerprint,
    HitRow,
    IntakeRow,
    OutboxRow,
    Recorded,
    ShipmentKey,
    ShipmentRow,
    VerdictRow,
)
from ledger.runs.writing import RunWriting
from ledger.schema import carries, head, intake, shipment, verdict
from ledger.subjects import KnownSubjects, end_hits, find_subjects, number_subjects, record_hits
from ledger.trail.leaves import append_shipments, append_verdicts
from ledger.verdicts import current_of, current_shipments, is_stored
from screening.errors import UnavailableError


class Book:
    """The open transaction of a batch; `Ledger.batch` makes it, commits it or rolls it back."""

    def __init__(self, connection: Connection, known: KnownSubjects) -> None:
        self._connection = connection
        self._known = known
        self._heads: dict[ShipmentKey, Current | None] = {}
        self.numbers: dict[Fingerprint, int] = {}

    def recorded(self, entries: Iterable[EntryName]) -> dict[EntryName, Recorded]:
        """Return what became of those intake entries that are recorded already."""
        return reading.recorded(self._connection, entries)

    def lock(self, keys: Iterable[ShipmentKey]) -> dict[ShipmentKey, Current | None]:
        """Return what is in force for each shipment, and keep others from changing it.

        Lock every shipment of a batch in one call, or two batches may wait for each other.
        """
        keys = list(keys)
        wanted = sorted(set(keys) - self._heads.keys())
        self._reserve(wanted)
        for part in chunked(wanted):
            self._lock_part(part)
        return {key: self._heads[key] for key in keys}

    def _reserve(self, keys: Sequence[ShipmentKey]) -> None:
        # A row that is not there cannot be locked; on SQLite a writer is alone anyway.
        if is_postgresql(self._connection):
            rows = [(key.shipment_id, key.source) for key in keys]
            named = ("shipment_id", "source")
            insert_rows(self._connection, head, named, rows, once=named)

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
            current = current_of(row)
            self._heads[current.key] = current

    def decisions_on(
        self, name_keys: Collection[str], keys: Collection[ShipmentKey]
    ) -> list[Decision]:
        """Return what was decided on parties of these names, and on reasons of these shipments.

        Nobody decides anything before this transaction ends.
        """
        return decisions_on(self._connection, name_keys, keys)

    def add(self, shipments: Sequence[ShipmentRow]) -> None:
        """Record shipments in order; each that is not superseded becomes the current one.

        Raises:
            ValueError: a hit has no basis, or a sequence does not follow what is in force.
        """
        if not shipments:
            return
        self.lock([row.key for row in shipments])
        numbers = self._number(shipments)
        nos = list(next_numbers(self._connection, shipment, len(shipments)))
        rows = [values.shipment_values(no, row) for no, row in zip(nos, shipments, strict=True)]
        insert_rows(self._connection, shipment, values.SHIPMENT, rows)
        append_shipments(self._connection, rows, map(_carried_by, shipments))
        self._carry(shipments, nos, numbers)
        self._record_hits([row for row in shipments if not row.superseded], numbers)
        self._point(shipments, nos)

    def _number(self, shipments: Sequence[ShipmentRow]) -> dict[Fingerprint, int]:
        subjects = (each for row in shipments for each in row.carried)
        numbers = number_subjects(self._connection, subjects, self._known)
        self.numbers |= numbers
        return numbers

    def _carry(
        self,
        shipments: Sequence[ShipmentRow],
        nos: Sequence[int],
        numbers: Mapping[Fingerprint, int],
    ) -> None:
        rows = [
            (no, each.ref, numbers[each.fingerprint], each.role)
            for no, row in zip(nos, shipments, strict=True)
            for each in row.carried
        ]
        insert_rows(self._connection, carries, values.CARRIES, rows)

    def _record_hits(
        self, shipments: Sequence[ShipmentRow], numbers: Mapping[Fingerprint, int]
    ) -> None:
        by_basis: dict[int, list[HitRow]] = defaultdict(list)
        for row in shipments:
            if row.hits and row.basis is None:
                raise ValueError("a hit needs the basis that it was found on")
            if row.basis is not None:
                by_basis[row.basis].extend(row.hits)
        for basis_no, hits in by_basis.items():
            record_hits(self._connection, hits, numbers, basis_no)

    def _point(self, shipments: Sequence[ShipmentRow], nos: Sequence[int]) -> None:
        """Make the heads point to what is current now, and to its verdict where one is stored."""
        newest: dict[ShipmentKey, tuple[int, ShipmentRow]] = {}
        passed: dict[ShipmentKey, int] = {}
        stored = []
        for no, row in zip(nos, shipments, strict=True):
            if row.superseded:
                passed[row.key] = row.sequence
                continue
            before = self._heads[row.key]
            if is_stored(row, before.outcome if before else None):
                stored.append((no, row))
            newest[row.key] = (no, row)
            self._heads[row.key] = values.current(no, row)
        verdict_nos = self._store_verdicts(stored)
        rows = [values.head_values(no, verdict_nos.get(no), row) for no, row in newest.values()]
        named = ("shipment_id", "source")
        # The same order in every worker, or two of them would wait for each other.
        put_rows(self._connection, head, values.HEAD, sorted(rows, key=_id_of), key=named)
        self._count(passed)

    def _store_verdicts(
        self, stored: Sequence[tuple[int, ShipmentRow | VerdictRow]]
    ) -> dict[int, int]:
        nos = list(next_numbers(self._connection, verdict, len(stored)))
        rows = [
            values.verdict_values(verdict_no, shipment_no, row)
            for verdict_no, (shipment_no, row) in zip(nos, stored, strict=True)
        ]
        insert_rows(self._connection, verdict, values.VERDICT, rows)
        append_verdicts(self._connection, rows)
        return {row[1]: row[0] for row in rows}

    def _count(self, passed: Mapping[ShipmentKey, int]) -> None:
        """Count what was recorded of shipments and did not become current."""
        for key, sequence in sorted(passed.items()):
            change = update(head).where(
                head.c.shipment_id == key.shipment_id, head.c.source == key.source
            )
            self._connection.execute(
                change.where(head.c.sequence < sequence).values(sequence=sequence)
            )
            self._heads.pop(key, None)

    def note_intake(self, rows: Sequence[IntakeRow]) -> None:
        """Record the fate of intake entries.

        Raises:
            UnavailableError: another worker has recorded one of them since `recorded` was asked.
        """
        try:
            noted = [values.intake_values(row) for row in rows]
            insert_rows(self._connection, intake, values.INTAKE, noted)
        except IntegrityError as exc:
            raise UnavailableError("ledger", "another worker recorded an entry meanwhile") from exc

    def enqueue(self, rows: Sequence[OutboxRow]) -> None:
        """Put events in the outbox; an alert id that is there already stays as it is."""
        postbox.enqueue(self._connection, rows)

    def bury(self, rows: Sequence[DeadRow]) -> None:
        """Keep records that can never be screened; an entry that is there already stays."""
        postbox.bury(self._connection, rows)

    def reverdict(self, shipment_no: int, row: VerdictRow) -> bool:
        """Give a shipment its verdict on another basis.

        Hits of earlier bases that are not among the row's end. Subjects must be stored already.

        Returns:
            False if the shipment is no longer the current one; then nothing changes.
        """
        return shipment_no in self.reverdict_all({shipment_no: row})

    def reverdict_all(self, rows: Mapping[int, VerdictRow]) -> set[int]:
        """Give shipments, by their numbers, their verdicts on another basis, which all share.

        Returns:
            The numbers of those that are still current; of the others nothing changes.
        """
        before = self._outcomes(rows)
        rows = {number: row for number, row in rows.items() if number in before}
        hits = [hit for row in rows.values() for hit in row.hits]
        numbers = find_subjects(self._connection, {hit.fingerprint for hit in hits})
        for basis_no in {row.basis for row in rows.values()}:
            record_hits(self._connection, hits, numbers, basis_no)
            end_hits(self._connection, list(rows), hits, basis_no)
        self._restate(rows, before)
        return set(rows)

    def restate(self, rows: Sequence[tuple[int, VerdictRow]]) -> None:
        """Give shipments that are current other verdicts on the same hits, by their numbers."""
        self._restate(dict(rows), self._outcomes(number for number, _ in rows))

    def _restate(self, rows: Mapping[int, VerdictRow], before: Mapping[int, Outcome]) -> None:
        stored = {no: row for no, row in rows.items() if is_stored(row, before[no])}
        verdict_nos = self._store_verdicts(list(stored.items()))
        self._repoint(rows, verdict_nos)
        # What was read of the heads may be these, so it is read again when it is needed.
        self._heads.clear()

    def _outcomes(self, shipment_nos: Iterable[int]) -> dict[int, Outcome]:
        """Return what is in force for those shipments that are current, locked against others."""
        query = select(head.c.shipment_no, head.c.outcome)
        return {
            number: Outcome(outcome)
            for part in chunked(list(shipment_nos))
            for number, outcome in self._connection.execute(
                query.where(head.c.shipment_no.in_(part))
                .order_by(head.c.source, head.c.shipment_id)
                .with_for_update()
            )
        }

    def _repoint(self, rows: Mapping[int, VerdictRow], verdict_nos: Mapping[int, int]) -> None:
        change = (
            update(head)
            .where(head.c.shipment_no == bindparam("number"))
            .values({
                name: bindparam(f"new_{name}")
                for name in ("outcome", "basis_no", "verdict_no", "sequence", "is_due")
            })
        )  # fmt: skip
        values = [
            {
                "number": number,
                "new_outcome": row.outcome.value,
                "new_basis_no": row.basis,
                "new_verdict_no": verdict_nos.get(number),
                "new_sequence": row.sequence,
                "new_is_due": row.is_due,
            }
            for number, row in rows.items()
        ]
        if values:
            self._connection.execute(change, values)

    @property
    def runs(self) -> RunWriting:
        """What moves a re-screen run on, in this transaction."""
        return RunWriting(self._connection)


def _carried_by(row: ShipmentRow) -> list[tuple[str, bytes, str | None]]:
    return [(each.ref, each.fingerprint, each.role) for each in row.carried]


def _id_of(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[1], row[0]
