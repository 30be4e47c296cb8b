"""Sealing: a chore chains the leaves that writers appended, so that no writer waits for another."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, select, update

from ledger.database import chunked
from ledger.trail.acts import newest_act
from ledger.trail.leaves import DIGEST_SIZE, append_rows
from ledger.trail.rows import ActKind, Seal
from ledger.trail.tables import leaf, seal

# Before the first seal.
GENESIS: Final = bytes(DIGEST_SIZE)


def seal_leaves(connection: Connection, at: datetime, limit: int) -> Seal | None:
    """Seal the oldest leaves that are not yet; return the new head of the chain, or None."""
    before = head(connection)
    if before is None:
        _cover_the_beginning(connection)
    query = select(leaf).where(leaf.c.seal_no.is_(None)).order_by(leaf.c.leaf_no).limit(limit)
    leaves = connection.execute(query).all()
    if not leaves:
        return None
    number = 1 if before is None else before.number + 1
    last = GENESIS if before is None else bytes.fromhex(before.digest)
    rows = sum(len(each.numbers) // 8 for each in leaves)
    digest = seal_digest(number, last, leaves, at)
    values = {"leaf_count": len(leaves), "row_count": rows, "digest": digest, "at": at}
    connection.execute(seal.insert().values(seal_no=number, **values))
    for part in chunked([each.leaf_no for each in leaves]):
        connection.execute(update(leaf).where(leaf.c.leaf_no.in_(part)).values(seal_no=number))
    return Seal(number=number, leaves=len(leaves), rows=rows, digest=digest.hex(), at=at)


def has_unsealed(connection: Connection) -> bool:
    """Return whether anything waits to be sealed."""
    query = select(leaf.c.leaf_no).where(leaf.c.seal_no.is_(None)).limit(1)
    return connection.execute(query).first() is not None


def seal_digest(number: int, before: bytes, leaves: Iterable[Row[Any]], at: datetime) -> bytes:
    """Return the hash of a seal: of its number and time, the seal before, and each leaf whole."""
    digest = sha256(orjson.dumps([number, before.hex(), at]))
    for each in leaves:
        numbers, digests = bytes(each.numbers), bytes(each.digests)
        digest.update(orjson.dumps([each.leaf_no, each.kind, len(numbers), len(digests)]))
        digest.update(numbers + digests)
    return digest.digest()


def head(connection: Connection) -> Seal | None:
    """Return the newest seal."""
    found = seals(connection, select(seal).order_by(seal.c.seal_no.desc()).limit(1))
    return found[0] if found else None


def seals(connection: Connection, query: Any) -> Sequence[Seal]:
    """Return the seals of a query."""
    return [seal_of(row) for row in connection.execute(query)]


def seal_of(row: Row[Any]) -> Seal:
    """Return a seal from its row."""
    return Seal(
        number=row.seal_no,
        leaves=row.leaf_count,
        rows=row.row_count,
        digest=bytes(row.digest).hex(),
        at=row.at,
    )


def _cover_the_beginning(connection: Connection) -> None:
    """Append the hash of the act that says from where on there is a trail; a migration wrote it."""
    begun = newest_act(connection, ActKind.TRAIL_BEGUN)
    if begun is not None:
        append_rows(connection, "act", [begun.number])
