"""The audit trail of some days, row by row, for an auditor's own tools."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, select

from ledger.schema import basis, metadata, shipment, verdict
from ledger.trail.leaves import key_of
from ledger.trail.tables import act

_PAGE: Final = 500
# Tables whose rows people sign; all are among the KINDS of leaves.
SIGNED: Final = ("decision", "confirmation", "ending", "assignment", "licence")
_SIGNATURE: Final = frozenset({"signed_by", "os_user", "at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that was recorded.

    Attributes:
        kind: "shipment" a record with its verdict, "verdict" one of being screened again, "basis"
            an activation, "decision", "confirmation" … what people signed; else the kind of an
            act: "policy.activated".
        number: of the row in its table; with the kind it names the row.
        by: the name that was given; "": the service.
        data: what was recorded.
    """

    at: datetime
    kind: str
    number: int
    by: str
    account: str
    data: dict[str, Any]


def entries(connection: Connection, first: datetime, last: datetime) -> Iterator[Entry]:
    """Yield what was recorded from one moment up to another: acts, activations, then verdicts."""
    yield from _acts(connection, first, last)
    yield from _bases(connection, first, last)
    yield from _records(connection, first, last)
    yield from _verdicts(connection, first, last)
    for kind in SIGNED:
        yield from _signed(connection, kind, first, last)


def _signed(connection: Connection, kind: str, first: datetime, last: datetime) -> Iterator[Entry]:
    """Yield the rows of a table that people sign; what is too long for a cell is left out."""
    table = metadata.tables[kind]
    key = key_of(kind)
    query = select(table).where(table.c.at >= first, table.c.at < last).order_by(key)
    for row in connection.execute(query).mappings():
        data = {
            str(name): value
            for name, value in row.items()
            if value is not None and not isinstance(value, bytes) and name not in _SIGNATURE
        }
        yield Entry(
            at=row["at"], kind=kind, number=row[key.name], by=row["signed_by"],
            account=row["os_user"], data=data,
        )  # fmt: skip


def _acts(connection: Connection, first: datetime, last: datetime) -> Iterator[Entry]:
    query = select(act).where(act.c.at >= first, act.c.at < last).order_by(act.c.act_no)
    for row in connection.execute(query):
        yield Entry(
            at=row.at, kind=row.kind, number=row.act_no, by=row.person, account=row.account,
            data=orjson.loads(row.data),
        )  # fmt: skip


def _bases(connection: Connection, first: datetime, last: datetime) -> Iterator[Entry]:
    moment = basis.c.activated_at
    query = select(basis).where(moment >= first, moment < last).order_by(basis.c.basis_no)
    for row in connection.execute(query):
        data = {"snapshot": row.snapshot, "policy": row.policy, "engine": row.engine}
        yield _entry(row.activated_at, "basis", row.basis_no, data)


def _records(connection: Connection, first: datetime, last: datetime) -> Iterator[Entry]:
    query = select(shipment).where(shipment.c.recorded_at >= first, shipment.c.recorded_at < last)
    after = 0
    while page := _page(connection, query, shipment.c.shipment_no, after):
        for row in page:
            data = {
                "source": row.source,
                "shipment_id": row.shipment_id,
                "revision": row.revision,
                "content": row.content,
                "sequence": row.sequence,
                "outcome": row.outcome,
                "basis": row.basis_no,
                "superseded": row.superseded,
            }
            yield _entry(row.recorded_at, "shipment", row.shipment_no, data)
        after = page[-1].shipment_no


def _verdicts(connection: Connection, first: datetime, last: datetime) -> Iterator[Entry]:
    query = (
        select(verdict, shipment.c.source, shipment.c.shipment_id)
        .join(shipment, shipment.c.shipment_no == verdict.c.shipment_no)
        .where(verdict.c.at >= first, verdict.c.at < last)
    )
    after = 0
    while page := _page(connection, query, verdict.c.verdict_no, after):
        for row in page:
            said = orjson.loads(row.view)
            hits = [[hit["listing_id"], hit["score"]] for hit in said.get("hits", ())]
            data = {
                "source": row.source,
                "shipment_id": row.shipment_id,
                "sequence": said.get("sequence"),
                "outcome": row.outcome,
                "basis": row.basis_no,
                "hits": hits,
            }
            yield _entry(row.at, "verdict", row.verdict_no, data)
        after = page[-1].verdict_no


def _page(connection: Connection, query: Any, key: Any, after: int) -> list[Row[Any]]:
    rows: list[Row[Any]] = list(
        connection.execute(query.where(key > after).order_by(key).limit(_PAGE))
    )
    return rows


def _entry(at: datetime, kind: str, number: int, data: dict[str, Any]) -> Entry:
    return Entry(at=at.astimezone(UTC), kind=kind, number=number, by="", account="", data=data)
