"""Events on their way out, and the records that can never be screened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from ledger.database import chunked, insert_once
from ledger.errors import UnknownAlertError
from ledger.rows import DeadLetter, DeadRow, DeadState, OutboxRow, PublishedRow, ShipmentKey
from ledger.schema import broker, dead, outbox
from ledger.trail.leaves import append_events

_EVENT: Final = ("alert_id", "type", "source", "shipment_id", "event", "at")


def enqueue(connection: Connection, rows: Sequence[OutboxRow]) -> None:
    """Put events in the outbox; an alert id that is there already stays as it is."""
    there = _numbers(connection, [row.alert_id for row in rows])
    fresh = {row.alert_id: row for row in rows if row.alert_id not in there}
    values = {name: _event_values(row) for name, row in fresh.items()}
    insert_once(
        connection, outbox, [dict(zip(_EVENT, each, strict=True)) for each in values.values()],
        ["alert_id"],
    )  # fmt: skip
    numbers = _numbers(connection, list(fresh))
    append_events(connection, [(numbers[name], *each) for name, each in values.items()])


def _event_values(row: OutboxRow) -> tuple[Any, ...]:
    source = None if row.key is None else row.key.source
    shipment_id = None if row.key is None else row.key.shipment_id
    return row.alert_id, row.type, source, shipment_id, row.event, row.at


def _numbers(connection: Connection, alert_ids: Sequence[str]) -> dict[str, int]:
    query = select(outbox.c.alert_id, outbox.c.outbox_no)
    rows = (
        row
        for part in chunked(alert_ids)
        for row in connection.execute(query.where(outbox.c.alert_id.in_(part)))
    )
    return {row.alert_id: row.outbox_no for row in rows}


def bury(connection: Connection, rows: Sequence[DeadRow]) -> None:
    """Keep records that can never be screened; an entry that is there already stays."""
    values = [
        {
            "entry": row.entry,
            "reason": _storable(row.reason),
            "field": _storable(row.field),
            "source": None if row.source is None else _storable(row.source),
            "raw": row.raw,
            "at": row.at,
            "state": DeadState.WAITING.value,
        }
        for row in rows
    ]
    insert_once(connection, dead, values, ["entry"])


def _storable(text: str) -> str:
    # What is dead may hold anything; PostgreSQL takes neither NUL nor half a surrogate pair.
    return text.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def mark_published(connection: Connection, alert_ids: Iterable[str], at: datetime) -> None:
    """Note that alerts are on the stream; the first instant stays."""
    change = (
        update(outbox)
        .where(outbox.c.alert_id == bindparam("published"), outbox.c.published_at.is_(None))
        .values(published_at=bindparam("instant"))
    )
    rows = [{"published": alert_id, "instant": at} for alert_id in sorted(set(alert_ids))]
    if rows:
        connection.execute(change, rows)


def unpublished(connection: Connection, before: datetime, limit: int) -> list[OutboxRow]:
    """Return the oldest events that wait since before an instant."""
    query = select(outbox).where(outbox.c.published_at.is_(None), outbox.c.at < before)
    return [row for _, row in _page(connection, query, 0, limit)]


def published_since(
    connection: Connection, instant: datetime, after_no: int, limit: int
) -> list[tuple[int, OutboxRow]]:
    """Return what was published at or after an instant, with numbers above after_no."""
    query = select(outbox).where(outbox.c.published_at >= instant)
    return _page(connection, query, after_no, limit)


def newest_published(connection: Connection, limit: int) -> list[PublishedRow]:
    """Return the newest events that are on the stream, the newest first."""
    query = select(outbox.c.alert_id, outbox.c.at, outbox.c.published_at)
    query = query.where(outbox.c.published_at.is_not(None))
    rows = connection.execute(query.order_by(outbox.c.outbox_no.desc()).limit(limit))
    return [
        PublishedRow(alert_id=row.alert_id, at=row.at, published_at=row.published_at)
        for row in rows
    ]


def alerts_after(
    connection: Connection, alert_id: str | None, limit: int
) -> list[tuple[int, OutboxRow]]:
    """Return the events after an alert, or from the first one on.

    Raises:
        UnknownAlertError: the outbox holds no such alert.
    """
    after_no: int | None = 0
    if alert_id is not None:
        number = select(outbox.c.outbox_no).where(outbox.c.alert_id == alert_id)
        after_no = connection.execute(number).scalar_one_or_none()
        if after_no is None:
            raise UnknownAlertError(alert_id)
    return _page(connection, select(outbox), after_no or 0, limit)


def _page(
    connection: Connection, query: Select[Any], after_no: int, limit: int
) -> list[tuple[int, OutboxRow]]:
    ordered = query.where(outbox.c.outbox_no > after_no).order_by(outbox.c.outbox_no).limit(limit)
    return [(row.outbox_no, event_of(row)) for row in connection.execute(ordered)]


def event_of(row: Row[Any]) -> OutboxRow:
    """Return an event from a row of the outbox."""
    key = None
    if row.shipment_id is not None:
        key = ShipmentKey(source=row.source, shipment_id=row.shipment_id)
    return OutboxRow(
        alert_id=row.alert_id, type=row.type, key=key, event=bytes(row.event), at=row.at
    )


def broker_last(connection: Connection) -> tuple[str, datetime] | None:
    """Return the run id of the broker that was seen last, and when."""
    row = connection.execute(select(broker.c.run_id, broker.c.seen_at)).one_or_none()
    return None if row is None else (row.run_id, row.seen_at)


def broker_seen(connection: Connection, run_id: str, at: datetime) -> tuple[str, datetime] | None:
    """Note the broker that is there now and return the one that was seen before."""
    query = select(broker.c.run_id, broker.c.seen_at).with_for_update()
    row = connection.execute(query).one_or_none()
    values = {"broker_no": 1, "run_id": run_id, "seen_at": at}
    insert_once(connection, broker, [values], ["broker_no"])
    connection.execute(update(broker).values(run_id=run_id, seen_at=at))
    return None if row is None else (row.run_id, row.seen_at)


def dead_letters(connection: Connection, limit: int, after: int) -> list[DeadLetter]:
    """Return dead letters in order, with numbers above `after`."""
    query = select(dead).where(dead.c.dead_no > after).order_by(dead.c.dead_no).limit(limit)
    return [_letter(row) for row in connection.execute(query)]


def dead_letter(connection: Connection, no: int) -> DeadLetter | None:
    """Return a dead letter if there is one of that number."""
    row = connection.execute(select(dead).where(dead.c.dead_no == no)).one_or_none()
    return None if row is None else _letter(row)


def settle_dead(connection: Connection, nos: Iterable[int], state: DeadState) -> int:
    """Say what became of dead letters; purging removes what they said.

    Returns:
        How many there were.
    """
    values: dict[str, Any] = {"state": state.value}
    if state is DeadState.PURGED:
        values["raw"] = b""
    changed = 0
    for part in chunked(sorted(set(nos))):
        changed += connection.execute(
            update(dead).where(dead.c.dead_no.in_(part)).values(values)
        ).rowcount
    return changed


def _letter(row: Row[Any]) -> DeadLetter:
    return DeadLetter(
        no=row.dead_no,
        entry=row.entry,
        reason=row.reason,
        field=row.field,
        source=row.source,
        raw=bytes(row.raw),
        at=row.at,
        state=DeadState(row.state),
    )
