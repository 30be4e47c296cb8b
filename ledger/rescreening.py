"""Runs that screen again what is open, page by page."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from ledger.compression import decompress
from ledger.database import chunked
from ledger.fingerprints import read_subject
from ledger.rows import Carried, Fingerprint, OpenShipment, Run, Scope
from ledger.schema import basis, carries, head, rescreen, subject
from ledger.verdicts import current_of, current_shipments


def begin_run(connection: Connection, basis_no: int, scope: Scope, at: datetime) -> int:
    """Return the number of the unfinished run of a basis and scope; begin it if there is none."""
    values = {"basis_no": basis_no, "scope": scope.value, "started_at": at}
    unfinished = rescreen.c.finished_at.is_(None)
    query = select(rescreen.c.run_no).where(
        rescreen.c.basis_no == basis_no, rescreen.c.scope == scope.value, unfinished
    )
    found: int | None = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return found
    empty = {"cursor": 0, "screened": 0, "changed": 0}
    return int(
        connection.execute(
            rescreen.insert().values(values | empty).returning(rescreen.c.run_no)
        ).scalar_one()
    )


def unfinished_run(connection: Connection) -> Run | None:
    """Return the oldest unfinished run of the active basis; those of older bases are void."""
    active = select(func.max(basis.c.basis_no)).scalar_subquery()
    query = (
        select(rescreen)
        .where(rescreen.c.finished_at.is_(None), rescreen.c.basis_no == active)
        .order_by(rescreen.c.run_no)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Run(
        run_no=row.run_no,
        basis_no=row.basis_no,
        scope=Scope(row.scope),
        cursor=row.cursor,
        screened=row.screened,
        changed=row.changed,
        started_at=row.started_at,
    )


def is_open(now: datetime) -> ColumnElement[bool]:
    """Return the condition on a head that runs look at it."""
    # What was never screened stays due, however long ago it arrived.
    in_time = or_(
        head.c.open_until.is_(None),
        head.c.open_until >= now,
        head.c.is_due,
    )
    return and_(head.c.shipment_no.is_not(None), head.c.closed_at.is_(None), in_time)


def _is_due(run: Run) -> ColumnElement[bool]:
    if run.scope is Scope.UNSCREENED:
        return head.c.is_due == true()
    return or_(head.c.basis_no.is_distinct_from(run.basis_no), head.c.is_due)


def open_count(connection: Connection, run: Run, now: datetime) -> int:
    """Return how many shipments the run still has before it."""
    query = select(func.count()).select_from(head)
    query = query.where(is_open(now), _is_due(run), head.c.shipment_no > run.cursor)
    return int(connection.execute(query).scalar_one())


def has_unscreened(connection: Connection, now: datetime) -> bool:
    """Return whether an open shipment waits for its first verdict."""
    query = select(head.c.shipment_no).where(head.c.is_due, is_open(now)).limit(1)
    return connection.execute(query).first() is not None


def page(connection: Connection, run: Run, now: datetime, limit: int) -> list[OpenShipment]:
    """Return the next shipments after the run's cursor, in the order of their numbers."""
    query = (
        current_shipments()
        .where(is_open(now), _is_due(run), head.c.shipment_no > run.cursor)
        .order_by(head.c.shipment_no)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    carried = carried_by(connection, [row.shipment_no for row in rows])
    return [
        OpenShipment(current=current_of(row), carried=tuple(carried[row.shipment_no]))
        for row in rows
    ]


def carried_by(connection: Connection, shipment_nos: list[int]) -> dict[int, list[Carried]]:
    """Return the subjects of each shipment, in the order of their places on it."""
    found: dict[int, list[Carried]] = defaultdict(list)
    query = select(carries.c.shipment_no, carries.c.ref, carries.c.role, subject).join_from(
        carries, subject
    )
    for part in chunked(shipment_nos):
        chosen = query.where(carries.c.shipment_no.in_(part))
        for row in connection.execute(chosen.order_by(carries.c.shipment_no, carries.c.ref)):
            canonical = decompress(row.canonical)
            carried = Carried(
                subject=read_subject(canonical),
                canonical=canonical,
                fingerprint=Fingerprint(bytes(row.fingerprint)),
                ref=row.ref,
                role=row.role,
            )
            found[row.shipment_no].append(carried)
    return found
