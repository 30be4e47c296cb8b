"""The hash of each row that is kept for audit, appended in the transaction that writes the row.

A leaf holds the numbers and hashes of all rows that one transaction wrote to one table, so that a
row costs its hash and 40 bytes. What is hashed is documented in docs/receipts.md.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Column, Connection, Select, Table, select

from ledger.bulk import insert_rows
from ledger.database import chunked
from ledger.schema import carries, metadata, subject
from ledger.trail.tables import leaf

DIGEST_SIZE: Final = 32
# Rows of these tables are written once and never changed, but for some columns.
KINDS: Final = (
    "basis", "policy", "act", "shipment", "verdict", "outbox",
    "decision", "confirmation", "ending", "assignment", "licence",
)  # fmt: skip
_CHANGING: Final = {
    "basis": frozenset({"told_at"}),
    "outbox": frozenset({"published_at"}),
}
_LEAF: Final = ("kind", "numbers", "digests")


def row_digest(kind: str, values: Sequence[Any]) -> bytes:
    """Return the hash of a row: of its table's name and all of its values, in their order.

    Bytes stand in the JSON as their length, and follow it.

    Args:
        values: instants in UTC.
    """
    tail = [value for value in values if type(value) is bytes]
    said = [len(value) if type(value) is bytes else value for value in values]
    return sha256(b"".join((orjson.dumps((kind, said)), *tail))).digest()


def append_digests(
    connection: Connection, kind: str, numbers: Sequence[int], digests: Sequence[bytes]
) -> None:
    """Append the hashes of rows that this transaction writes."""
    if numbers:
        packed = struct.pack(f">{len(numbers)}q", *numbers)
        insert_rows(connection, leaf, _LEAF, [(kind, packed, b"".join(digests))])


def append_shipments(
    connection: Connection,
    rows: Sequence[tuple[Any, ...]],
    carried: Iterable[Iterable[tuple[str, bytes, str | None]]],
) -> None:
    """Append the hashes of records that this transaction writes.

    Args:
        rows: as ledger.values.shipment_values makes them.
        carried: who each carries: ref, fingerprint, role.
    """
    digests = [
        row_digest("shipment", [*_in_utc(row), *carried_values(each)])
        for row, each in zip(rows, carried, strict=True)
    ]
    append_digests(connection, "shipment", [row[0] for row in rows], digests)


def append_verdicts(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append the hashes of verdicts that this transaction writes."""
    digests = [row_digest("verdict", _in_utc(row)) for row in rows]
    append_digests(connection, "verdict", [row[0] for row in rows], digests)


def append_events(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append the hashes of events that this transaction put in the outbox."""
    digests = [row_digest("outbox", _in_utc(row)) for row in rows]
    append_digests(connection, "outbox", [row[0] for row in rows], digests)


def _in_utc(row: tuple[Any, ...]) -> list[Any]:
    """Return the values with the instant, which is the last, as the database gives it back."""
    at: datetime = row[-1]
    return [*row[:-1], at if at.tzinfo is UTC else at.astimezone(UTC)]


def append_rows(connection: Connection, kind: str, numbers: Iterable[int]) -> None:
    """Append the hashes of rows that this transaction has written, as the table has them now."""
    for part in chunked(sorted(numbers)):
        found = list(read_digests(connection, kind, part))
        append_digests(connection, kind, [no for no, _ in found], [digest for _, digest in found])


def read_digests(
    connection: Connection, kind: str, numbers: Sequence[int]
) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the hash of those rows that there are, at most a few hundred."""
    parties = _carried(connection, numbers) if kind == "shipment" else {}
    for row in connection.execute(_query(kind, numbers)):
        # Without a party, which no record is, there would be nothing to say of them.
        carried = parties.get(row[0], carried_values(())) if kind == "shipment" else ()
        yield row[0], row_digest(kind, [*row, *carried])


def carried_values(rows: Iterable[tuple[str, bytes, str | None]]) -> list[Any]:
    """Return what a shipment's hash says of who it carries: refs and roles, then fingerprints."""
    ordered = sorted(rows)
    named = [(ref, role) for ref, _, role in ordered]
    return [named, b"".join([mark for _, mark, _ in ordered])]


def unpacked(numbers: bytes, digests: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the rows of a leaf; of one that is damaged what can be read."""
    size = len(numbers) // 8
    for place, number in enumerate(struct.unpack(f">{size}q", numbers[: size * 8])):
        yield number, digests[place * DIGEST_SIZE : (place + 1) * DIGEST_SIZE]


def key_of(kind: str) -> Column[Any]:
    """Return the column that numbers the rows of a table."""
    (key,) = metadata.tables[kind].primary_key.columns
    return key


def _query(kind: str, numbers: Sequence[int]) -> Select[Any]:
    table: Table = metadata.tables[kind]
    key = key_of(kind)
    changing = _CHANGING.get(kind, frozenset())
    fixed = [column for column in table.columns if column.name not in changing]
    return select(*fixed).where(key.in_(numbers)).order_by(key)


def _carried(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Any]]:
    query = (
        select(carries.c.shipment_no, carries.c.ref, subject.c.fingerprint, carries.c.role)
        .join(subject, subject.c.subject_no == carries.c.subject_no)
        .where(carries.c.shipment_no.in_(numbers))
    )
    found: dict[int, list[tuple[str, bytes, str | None]]] = {}
    for no, ref, mark, role in connection.execute(query):
        found.setdefault(no, []).append((ref, bytes(mark), role))
    return {no: carried_values(rows) for no, rows in found.items()}
