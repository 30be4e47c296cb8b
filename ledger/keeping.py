"""What is past its time goes: whole shipments, the parties nobody carries any more, dead letters.

Hashes stay, and an act says which rows they were of, so that the audit trail holds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from customhouse.verdict import Outcome
from ledger.database import chunked, is_postgresql
from ledger.decisions.tables import decision, ending, licence
from ledger.rows import ShipmentKey
from ledger.schema import carries, dead, head, hit, metadata, shipment, subject, verdict
from ledger.trail.acts import acts, note_act
from ledger.trail.leaves import KINDS, key_of
from ledger.trail.pruned import ranges_of
from ledger.trail.rows import Act, ActKind

# Tables that hold a shipment's rows under its key.
_BY_KEY: Final = ("source", "shipment_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What must not go, whatever its age: a shipment, all of a source, or everything.

    Attributes:
        number: of the act that set it.
        source, shipment_id: None: any.
    """

    number: int
    source: str | None
    shipment_id: str | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoffs:
    """Until when things are past their time: shipments by their state, and dead letters."""

    shipments: Mapping[Outcome, datetime]
    dead: datetime


@dataclass(slots=True)
class Pruned:
    """How many rows of each table went, or would go; held: shipments that a hold keeps."""

    rows: dict[str, int] = field(default_factory=dict)
    held: int = 0

    def add(self, table: str, count: int) -> None:
        """Count rows."""
        if count:
            self.rows[table] = self.rows.get(table, 0) + count


def holds(connection: Connection) -> list[Hold]:
    """Return the holds that nobody has lifted, in order."""
    lifted = {act.data["hold"] for act in acts(connection, [ActKind.HOLD_LIFTED])}
    return [
        Hold(
            number=act.number, source=act.data["source"], shipment_id=act.data["shipment_id"],
            reason=act.data["reason"], by=act.by, at=act.at,
        )
        for act in acts(connection, [ActKind.HOLD_SET])
        if act.number not in lifted
    ]  # fmt: skip


def due(
    connection: Connection, cutoffs: Cutoffs, after: ShipmentKey | None, limit: int
) -> list[ShipmentKey]:
    """Return the next shipments, in the order of their keys, that are past their time.

    A shipment's time runs from the last that happened to it: a record, a verdict, its arrival.
    """
    query = (
        select(head.c.source, head.c.shipment_id)
        .join(shipment, shipment.c.shipment_no == head.c.shipment_no)
        .outerjoin(verdict, verdict.c.verdict_no == head.c.verdict_no)
        .where(or_(*(_is_past(state, until) for state, until in cutoffs.shipments.items())))
        # The highest numbers stay, or the next rows would get them again.
        .where(shipment.c.shipment_no < select(func.max(shipment.c.shipment_no)).scalar_subquery())
        .where(~_is_decided_on())
        .order_by(head.c.source, head.c.shipment_id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(
            tuple_(head.c.source, head.c.shipment_id) > (after.source, after.shipment_id)
        )
    return [ShipmentKey(source=s, shipment_id=i) for s, i in connection.execute(query)]


def is_held(key: ShipmentKey, held: Collection[Hold]) -> bool:
    """Tell whether a hold keeps a shipment."""
    return any(
        each.source in (None, key.source) and each.shipment_id in (None, key.shipment_id)
        for each in held
    )


def count_shipments(connection: Connection, keys: Sequence[ShipmentKey], into: Pruned) -> None:
    """Count the rows of shipments, without removing any."""
    for part in chunked(keys, 100):
        nos = _numbers(connection, part)
        for table, rows in _rows_of(part, nos):
            query = select(func.count()).select_from(table).where(rows)
            into.add(str(table.name), connection.execute(query).scalar_one())


def prune_shipments(
    connection: Connection, keys: Sequence[ShipmentKey], into: Pruned, act: Act
) -> None:
    """Remove shipments with everything that hangs on them, and note which rows they were.

    Args:
        act: what is noted of it; the rows are added to its data.
    """
    if not is_postgresql(connection):
        # What was removed is overwritten, and not only forgotten.
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    nos = _numbers(connection, keys)
    subjects = _carried(connection, nos)
    gone: dict[str, list[int]] = {}
    for table, rows in _rows_of(keys, nos):
        if table.name in KINDS:
            found = connection.execute(select(key_of(table.name)).where(rows)).scalars()
            gone[str(table.name)] = list(found)
        into.add(str(table.name), connection.execute(delete(table).where(rows)).rowcount)
    _prune_subjects(connection, subjects, into)
    ranges = {table: ranges_of(numbers) for table, numbers in gone.items() if numbers}
    note_act(connection, _with(act, {"rows": ranges, "shipments": len(keys)}))


def prune_rest(connection: Connection, cutoffs: Cutoffs, into: Pruned, act: Act | None) -> None:
    """Remove dead letters and licences that are past their time; without an act count them only.

    Licences name parties, and are kept as long as the shipments that they may have released.
    """
    held = holds(connection)
    if any(each.source is None and each.shipment_id is None for each in held):
        return
    sources = [each.source for each in held if each.shipment_id is None]
    old_dead = and_(
        dead.c.at < cutoffs.dead, or_(dead.c.source.is_(None), dead.c.source.not_in(sources))
    )
    later = select(func.max(licence.c.licence_no)).scalar_subquery()
    old_licence = and_(
        licence.c.expires_at < min(cutoffs.shipments.values()),
        licence.c.licence_no < later,
        ~exists().where(decision.c.licence_no == licence.c.licence_no),
    )
    gone: dict[str, list[int]] = {}
    for table, rows in ((dead, old_dead), (licence, old_licence)):
        (key,) = table.primary_key.columns
        numbers = list(connection.execute(select(key).where(rows)).scalars())
        into.add(str(table.name), len(numbers))
        if act is not None:
            for part in chunked(numbers):
                connection.execute(delete(table).where(key.in_(part)))
            gone[str(table.name)] = numbers
    ranges = {table: ranges_of(numbers) for table, numbers in gone.items() if numbers}
    if act is not None and ranges:
        note_act(connection, _with(act, {"rows": ranges}))


def _is_past(state: Outcome, until: datetime) -> ColumnElement[bool]:
    return and_(
        head.c.outcome == state.value,
        shipment.c.recorded_at < until,
        or_(verdict.c.at.is_(None), verdict.c.at < until),
        or_(head.c.open_until.is_(None), head.c.open_until < until),
        or_(head.c.closed_at.is_(None), head.c.closed_at < until),
    )


def _is_decided_on() -> ColumnElement[bool]:
    """Say of a shipment that a decision on it still bears on others, or is the newest of all.

    One does while it has not ended and another shipment carries its party, or where another
    decision came in its place.
    """
    own, later = decision.alias(), decision.alias()
    is_own = and_(own.c.source == head.c.source, own.c.shipment_id == head.c.shipment_id)
    still = ~exists().where(ending.c.decision_no == own.c.decision_no)
    elsewhere = exists().where(
        carries.c.subject_no == own.c.subject_no, carries.c.shipment_no != own.c.shipment_no
    )
    followed = exists().where(
        or_(
            later.c.supersedes == own.c.decision_no,
            later.c.given_with == own.c.decision_no,
        ),
        or_(later.c.source != own.c.source, later.c.shipment_id != own.c.shipment_id),
    )
    newest = own.c.decision_no == select(func.max(decision.c.decision_no)).scalar_subquery()
    return exists().where(is_own, or_(and_(still, elsewhere), followed, newest))


def _numbers(connection: Connection, keys: Sequence[ShipmentKey]) -> list[int]:
    named = tuple_(shipment.c.source, shipment.c.shipment_id)
    query = select(shipment.c.shipment_no)
    pairs = [(key.source, key.shipment_id) for key in keys]
    return list(connection.execute(query.where(named.in_(pairs))).scalars())


def _rows_of(
    keys: Sequence[ShipmentKey], nos: Sequence[int]
) -> list[tuple[Table, ColumnElement[bool]]]:
    """Return each table that holds rows of shipments, and which: those that depend on others first.

    Whatever refers to a row that goes, goes with it, tables that come later included.
    """
    pairs = [(key.source, key.shipment_id) for key in keys]
    found: dict[Table, ColumnElement[bool]] = {shipment: shipment.c.shipment_no.in_(nos)}
    for table in metadata.sorted_tables:
        ways = [found[table]] if table in found else []
        if set(_BY_KEY) <= set(table.c.keys()) and table is not shipment:
            ways.append(tuple_(table.c.source, table.c.shipment_id).in_(pairs))
        for foreign in table.foreign_keys:
            above = foreign.column.table
            if above in found and above is not table:
                ways.append(foreign.parent.in_(select(foreign.column).where(found[above])))
        if ways:
            found[table] = or_(*ways)
    return list(reversed(found.items()))


def _carried(connection: Connection, nos: Sequence[int]) -> list[int]:
    query = select(carries.c.subject_no).where(carries.c.shipment_no.in_(nos)).distinct()
    return list(connection.execute(query).scalars())


def _prune_subjects(connection: Connection, subjects: Sequence[int], into: Pruned) -> None:
    """Remove those parties that nothing refers to any more, with their hits."""
    referring = [
        foreign.parent
        for table in metadata.sorted_tables
        for foreign in table.foreign_keys
        if foreign.column is subject.c.subject_no and table is not hit
    ]
    for part in chunked(subjects):
        query = select(subject.c.subject_no).where(subject.c.subject_no.in_(part))
        query = query.where(
            subject.c.subject_no < select(func.max(subject.c.subject_no)).scalar_subquery()
        )
        for column in referring:
            query = query.where(~exists().where(column == subject.c.subject_no))
        alone = list(connection.execute(query).scalars())
        into.add("hit", connection.execute(delete(hit).where(hit.c.subject_no.in_(alone))).rowcount)
        gone = delete(subject).where(subject.c.subject_no.in_(alone))
        into.add("subject", connection.execute(gone).rowcount)


def _with(act: Act, data: Mapping[str, Any]) -> Act:
    return Act(
        kind=act.kind, ref=act.ref, data={**act.data, **data}, by=act.by, account=act.account,
        at=act.at,
    )  # fmt: skip
