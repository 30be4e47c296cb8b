"""What people and the desk ask the ledger."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, tuple_, update

from customhouse.verdict import Fate
from ledger.database import chunked
from ledger.rows import Basis, Current, EntryName, Recorded, ShipmentKey
from ledger.schema import basis, head, intake, metadata
from ledger.verdicts import current_of, current_shipments
from lists.identity import SnapshotId


def active_basis(connection: Connection) -> Basis | None:
    """Return the basis in force: the last one that was activated."""
    query = select(basis).order_by(basis.c.basis_no.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _basis(row)


def basis_at(connection: Connection, moment: datetime) -> Basis | None:
    """Return the basis that was in force at a moment."""
    query = select(basis).where(basis.c.activated_at <= moment)
    row = connection.execute(query.order_by(basis.c.basis_no.desc()).limit(1)).one_or_none()
    return None if row is None else _basis(row)


def basis_of(connection: Connection, number: int) -> Basis:
    """Return a basis by its number."""
    return _basis(connection.execute(select(basis).where(basis.c.basis_no == number)).one())


def untold_basis(connection: Connection) -> tuple[Basis | None, Basis] | None:
    """Return the oldest basis that nobody was told of, behind the one before it."""
    query = select(basis).where(basis.c.told_at.is_(None)).order_by(basis.c.basis_no).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    older = select(basis).where(basis.c.basis_no < row.basis_no)
    before = connection.execute(older.order_by(basis.c.basis_no.desc()).limit(1)).one_or_none()
    return None if before is None else _basis(before), _basis(row)


def note_told(connection: Connection, number: int, at: datetime) -> None:
    """Note that everybody was told of a basis."""
    connection.execute(update(basis).where(basis.c.basis_no == number).values(told_at=at))


def _basis(row: Row[Any]) -> Basis:
    return Basis(
        number=row.basis_no,
        snapshot=SnapshotId(row.snapshot),
        policy=row.policy,
        engine=row.engine,
        activated_at=row.activated_at,
    )


def status(connection: Connection, shipment_id: str, source: str | None) -> list[Current]:
    """Return what is in force for a shipment: one row for each source that knows the id."""
    query = current_shipments().where(head.c.shipment_id == shipment_id)
    if source is not None:
        query = query.where(head.c.source == source)
    return [current_of(row) for row in connection.execute(query.order_by(head.c.source))]


def current(connection: Connection, keys: Collection[ShipmentKey]) -> dict[ShipmentKey, Current]:
    """Return what is in force for those shipments that have a verdict."""
    named = tuple_(head.c.shipment_id, head.c.source)
    rows = (
        current_of(row)
        for part in chunked(sorted(keys))
        for row in connection.execute(
            current_shipments().where(named.in_([(k.shipment_id, k.source) for k in part]))
        )
    )
    return {row.key: row for row in rows}


def recorded(connection: Connection, entries: Iterable[EntryName]) -> dict[EntryName, Recorded]:
    """Return what became of those intake entries that are recorded."""
    query = select(intake.c.entry, intake.c.fate, intake.c.source, intake.c.shipment_id)
    rows = (
        row
        for part in chunked(list(entries))
        for row in connection.execute(query.where(intake.c.entry.in_(part)))
    )
    return {EntryName(row.entry): Recorded(fate=Fate(row.fate), key=_key(row)) for row in rows}


def _key(row: Row[Any, Any, Any, Any]) -> ShipmentKey | None:
    if row.shipment_id is None:
        return None
    return ShipmentKey(source=row.source, shipment_id=row.shipment_id)


def fates(connection: Connection, source: str | None) -> dict[Fate, int]:
    """Return how many entries met each fate; every fate is there, 0 too."""
    query = select(intake.c.fate, func.count().label("entries")).group_by(intake.c.fate)
    if source is not None:
        query = query.where(intake.c.source == source)
    found = dict.fromkeys(Fate, 0)
    found.update({Fate(row.fate): row.entries for row in connection.execute(query)})
    return found


def close(connection: Connection, shipment_id: str, source: str | None, at: datetime) -> int:
    """Close a shipment, so that no re-screen run looks at it; return how many were open."""
    change = update(head).where(head.c.shipment_id == shipment_id, head.c.closed_at.is_(None))
    if source is not None:
        change = change.where(head.c.source == source)
    return connection.execute(change.values(closed_at=at)).rowcount


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in metadata.tables.items()
    }
