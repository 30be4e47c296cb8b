"""What somebody did, or the service by itself: appended, never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from ledger.database import insert_once
from ledger.trail.leaves import append_rows
from ledger.trail.rows import Act, ActKind
from ledger.trail.tables import act


def note_act(connection: Connection, done: Act) -> bool:
    """Append an act; return False where one of its kind and ref is there already, which stays."""
    query = select(act.c.act_no).where(act.c.kind == done.kind.value, act.c.ref == done.ref)
    if connection.execute(query).first() is not None:
        return False
    values = {
        "kind": done.kind.value,
        "ref": done.ref,
        "data": orjson.dumps(done.data, option=orjson.OPT_SORT_KEYS),
        "person": done.by,
        "account": done.account,
        "at": done.at,
    }
    # Of two processes that note the same at once the second waits here, and finds nothing to add.
    added = insert_once(connection, act, [values], ["kind", "ref"])
    append_rows(connection, "act", connection.execute(query).scalars() if added else ())
    return bool(added)


def acts(connection: Connection, kinds: Iterable[ActKind], after: int = 0) -> list[Act]:
    """Return the acts of some kinds in order, with numbers above `after`."""
    query = select(act).where(act.c.kind.in_([kind.value for kind in kinds]))
    rows = connection.execute(query.where(act.c.act_no > after).order_by(act.c.act_no))
    return [_act(row) for row in rows]


def acts_near(
    connection: Connection, kind: ActKind, moment: datetime, limit: int, *, before: bool
) -> list[Act]:
    """Return the acts of a kind nearest to a moment, the nearest first."""
    query = select(act).where(act.c.kind == kind.value).limit(limit)
    if before:
        query = query.where(act.c.at <= moment).order_by(act.c.act_no.desc())
    else:
        query = query.where(act.c.at > moment).order_by(act.c.act_no)
    return [_act(row) for row in connection.execute(query)]


def newest_act(connection: Connection, kind: ActKind) -> Act | None:
    """Return the last act of a kind."""
    query = select(act).where(act.c.kind == kind.value).order_by(act.c.act_no.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _act(row)


def _act(row: Row[Any]) -> Act:
    return Act(
        kind=ActKind(row.kind),
        ref=row.ref,
        data=orjson.loads(row.data),
        by=row.person,
        account=row.account,
        at=row.at,
        number=row.act_no,
    )
