"""What is asked of re-screen runs: where they stand, and what they have before them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from ledger.compression import decompress
from ledger.database import chunked
from ledger.fingerprints import read_subject
from ledger.rows import Basis, Carried, Fingerprint, OpenShipment
from ledger.runs.rows import Run, Scope, Stage
from ledger.schema import (
    basis,
    carries,
    head,
    hit,
    rescreen,
    rescreen_shipment,
    subject,
)
from ledger.verdicts import current_of, current_shipments
from lists.identity import SnapshotId


def run_of(connection: Connection, run_no: int) -> Run:
    """Return a run by its number."""
    return _run(connection.execute(select(rescreen).where(rescreen.c.run_no == run_no)).one())


def unfinished_run(connection: Connection) -> Run | None:
    """Return the oldest unfinished run of the active basis; those of older bases are void."""
    active = select(func.max(basis.c.basis_no)).scalar_subquery()
    query = (
        select(rescreen)
        .where(rescreen.c.finished_at.is_(None), rescreen.c.superseded_at.is_(None))
        .where(rescreen.c.basis_no == active)
        .order_by(rescreen.c.run_no)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _run(row)


def _run(row: Row[Any]) -> Run:
    fields = dict(row._mapping)
    return Run(**{**fields, "scope": Scope(row.scope), "stage": Stage(row.stage)})


def bases_behind(connection: Connection, number: int) -> list[Basis]:
    """Return the bases that verdicts may rest on once a basis is active, but for it, in order.

    From the last one on which a run looked at all that it had to: what rests on an older one was
    screened again then, or passed over, which its head says.
    """
    whole = (
        select(func.max(rescreen.c.basis_no))
        .where(rescreen.c.finished_at.is_not(None), rescreen.c.superseded_at.is_(None))
        .where(rescreen.c.scope != Scope.UNSCREENED.value, rescreen.c.is_full.is_(False))
        .where(rescreen.c.basis_no <= number)
    )
    first = connection.execute(whole).scalar_one_or_none() or 0
    query = select(basis).where(basis.c.basis_no >= first, basis.c.basis_no < number)
    return [
        Basis(
            number=row.basis_no,
            snapshot=SnapshotId(row.snapshot),
            policy=row.policy,
            engine=row.engine,
            activated_at=row.activated_at,
        )
        for row in connection.execute(query.order_by(basis.c.basis_no))
    ]


def subjects_hit(
    connection: Connection, listing_ids: Iterable[str] | None, since: int
) -> list[int]:
    """Return the subject of each hit on listings that was in force on a basis, or after it.

    Args:
        listing_ids: None: on whichever.
        since: number of the basis.
    """
    in_force = or_(hit.c.to_basis.is_(None), hit.c.to_basis > since)
    query = select(hit.c.subject_no).where(in_force)
    if listing_ids is None:
        return list(connection.execute(query).scalars())
    return [
        number
        for part in chunked(sorted(set(listing_ids)))
        for number in connection.execute(query.where(hit.c.listing_id.in_(part))).scalars()
    ]


def in_scope(run: Run, now: datetime) -> ColumnElement[bool]:
    """Return whether a run looks at a head: that of a shipment that has not arrived."""
    is_there = and_(head.c.shipment_no.is_not(None), head.c.closed_at.is_(None))
    if run.scope is Scope.ALL:
        return is_there
    return and_(is_there, is_open(now if run.since is None else run.since))


def is_open(moment: datetime) -> ColumnElement[bool]:
    """Return whether what a head stands for arrives at a moment, or after it."""
    # What was never screened stays due, however long ago it arrived.
    return or_(head.c.open_until.is_(None), head.c.open_until >= moment, head.c.is_due)


def left_of(connection: Connection, run: Run) -> int:
    """Return how many shipments wait for a run; more may follow while it is matching."""
    query = select(func.count()).where(rescreen_shipment.c.run_no == run.run_no)
    return int(connection.execute(query).scalar_one())


def has_unscreened(connection: Connection, now: datetime) -> bool:
    """Return whether an open shipment waits for its first verdict."""
    is_there = and_(head.c.shipment_no.is_not(None), head.c.closed_at.is_(None), is_open(now))
    query = select(head.c.shipment_no).where(head.c.is_due, is_there).limit(1)
    return connection.execute(query).first() is not None


def page(connection: Connection, run: Run, limit: int) -> tuple[list[int], list[OpenShipment]]:
    """Return the next shipments that wait for a run: their numbers, and those still current."""
    queue = rescreen_shipment.c
    query = select(queue.shipment_no).where(queue.run_no == run.run_no)
    ordered = query.order_by(queue.departs, queue.shipment_no).limit(limit)
    numbers = list(connection.execute(ordered).scalars())
    found = _shipments(connection, current_shipments().where(head.c.shipment_no.in_(numbers)))
    places = {number: place for place, number in enumerate(numbers)}
    return numbers, sorted(found, key=lambda each: places[each.current.shipment_no])


def open_shipments(
    connection: Connection, now: datetime, after: int, limit: int
) -> list[OpenShipment]:
    """Return open shipments with numbers above another, in order."""
    is_there = and_(head.c.closed_at.is_(None), is_open(now))
    query = current_shipments().where(head.c.shipment_no > after, is_there)
    return _shipments(connection, query.order_by(head.c.shipment_no).limit(limit))


def shipments_of(connection: Connection, subject_nos: Iterable[int], now: datetime) -> list[int]:
    """Return the open shipments that carry one of these subjects, or wait to be looked at."""
    is_there = and_(head.c.closed_at.is_(None), is_open(now), head.c.shipment_no.is_not(None))
    waiting = select(head.c.shipment_no).where(or_(head.c.is_due, head.c.is_passed_over))
    found = set(connection.execute(waiting.where(is_there)).scalars())
    query = (
        select(carries.c.shipment_no)
        .distinct()
        .join(head, head.c.shipment_no == carries.c.shipment_no)
    )
    for part in chunked(sorted(set(subject_nos))):
        wanted = query.where(carries.c.subject_no.in_(part), is_there)
        found.update(connection.execute(wanted).scalars())
    return sorted(found)


def shipments_by_number(connection: Connection, numbers: list[int]) -> list[OpenShipment]:
    """Return those shipments that are current."""
    return _shipments(connection, current_shipments().where(head.c.shipment_no.in_(numbers)))


def _shipments(connection: Connection, query: Select[Any]) -> list[OpenShipment]:
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
