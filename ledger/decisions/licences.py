"""The register of licences, and what releases have drawn on each."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select

from ledger.decisions.rows import Ending, Licence, LicenceRow, Signature
from ledger.decisions.tables import confirmation, decision, ending, licence
from ledger.trail.leaves import append_rows


def add_licence(connection: Connection, row: LicenceRow) -> None:
    """Put a licence in the register; its number must be new."""
    query = insert(licence).values(
        number=row.number,
        authority=row.authority,
        parties=orjson.dumps(row.parties).decode(),
        goods=row.goods,
        value=None if row.value is None else str(row.value),
        currency=row.currency,
        expires_at=row.expires_at,
        signed_by=row.signed.by,
        os_user=row.signed.os_user,
        at=row.signed.at,
    )
    number = connection.execute(query.returning(licence.c.licence_no)).scalar_one()
    append_rows(connection, "licence", [number])


def licences(connection: Connection, number: str | None = None) -> list[Licence]:
    """Return the licences, or the one of a number, in the order in which they came."""
    query = select(licence).order_by(licence.c.licence_no)
    if number is not None:
        query = query.where(licence.c.number == number)
    drawn = _drawn(connection)
    return [_licence(row, drawn[row.licence_no]) for row in connection.execute(query)]


def _drawn(connection: Connection) -> dict[int, Decimal]:
    """Return the sums drawn; what was revoked, or never confirmed, gives its part back."""
    query = (
        select(decision.c.licence_no, decision.c.draws)
        .outerjoin(ending, ending.c.decision_no == decision.c.decision_no)
        .outerjoin(confirmation, confirmation.c.decision_no == decision.c.decision_no)
        .where(decision.c.draws.is_not(None))
        .where(or_(ending.c.why.is_(None), _was_used()))
    )
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in connection.execute(query):
        sums[row.licence_no] += Decimal(row.draws)
    return sums


def _was_used() -> ColumnElement[bool]:
    """Say of a decision that has ended: it released a shipment, and its time is over since."""
    return and_(ending.c.why == Ending.EXPIRED.value, confirmation.c.decision_no.is_not(None))


def _licence(row: Row[Any], drawn: Decimal) -> Licence:
    return Licence(
        number=row.number,
        authority=row.authority,
        parties=tuple(orjson.loads(row.parties)),
        goods=row.goods,
        value=None if row.value is None else Decimal(row.value),
        currency=row.currency,
        expires_at=row.expires_at,
        signed=Signature(by=row.signed_by, os_user=row.os_user, at=row.at),
        drawn=drawn,
    )
