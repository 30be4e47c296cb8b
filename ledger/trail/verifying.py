"""Whether the ledger still says what was written: the chain, each row, and the heads."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import DBAPIError

from ledger.database import chunked, is_postgresql
from ledger.schema import head as state
from ledger.schema import metadata, shipment, subject, verdict
from ledger.trail.acts import acts
from ledger.trail.leaves import KINDS, key_of, read_digests, unpacked
from ledger.trail.parties import is_itself
from ledger.trail.pruned import PrunedRows
from ledger.trail.rows import ActKind, Seal
from ledger.trail.seals import GENESIS, seal_digest, seal_of
from ledger.trail.tables import leaf, seal

# So many leaves of 200 rows are held at once.
_PAGE: Final = 50
# So many seals; there may be millions.
_SEALS: Final = 1_000


@dataclass(slots=True)
class Examined:
    """What was looked at, and what is wrong.

    Attributes:
        rows: whose hash is right.
        pruned: rows that are gone as the trail says.
        older: rows from before the trail began; nothing is known of them.
        unsealed: leaves that wait for the next seal.
    """

    head: Seal | None = None
    seals: int = 0
    rows: int = 0
    pruned: int = 0
    older: int = 0
    unsealed: int = 0
    problems: list[str] = field(default_factory=list)


def examine(connection: Connection, known: Sequence[tuple[int, str]]) -> Examined:
    """Return what is wrong with the ledger, if anything is.

    Args:
        known: numbers and digests of seals that were noted elsewhere.
    """
    found = Examined()
    steps = (_examine_file, _examine_chain, _examine_rows, _examine_heads, _examine_subjects)
    for step in steps:
        try:
            found.problems += step(connection, found)
        except (DBAPIError, ValueError, TypeError, KeyError, LookupError) as exc:
            # Of a damaged row even reading may fail; what else is wrong is told all the same.
            reason = str(getattr(exc, "orig", exc)).splitlines()[:1]
            found.problems.append(f"{step.__name__.split('_')[-1]} cannot be read: {reason}")
    found.problems += _against_known(connection, known)
    return found


def _examine_file(connection: Connection, _found: Examined) -> Iterator[str]:
    """Yield what SQLite itself says of its file."""
    if not is_postgresql(connection):
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
            if said != "ok":
                yield f"the file is damaged: {said}"


def _examine_chain(connection: Connection, found: Examined) -> Iterator[str]:
    before, expected = GENESIS, 1
    for this in _seals(connection):
        if this.number != expected:
            yield f"seal {expected} is missing"
        leaves = connection.execute(
            select(leaf).where(leaf.c.seal_no == this.number).order_by(leaf.c.leaf_no)
        ).all()
        if seal_digest(this.number, before, leaves, this.at).hex() != this.digest:
            yield f"seal {this.number} does not fit: a leaf of it, or the seal, was changed"
        before, expected = bytes.fromhex(this.digest), this.number + 1
        found.head, found.seals = this, found.seals + 1
    unsealed = select(func.count()).select_from(leaf).where(leaf.c.seal_no.is_(None))
    found.unsealed = connection.execute(unsealed).scalar_one()


def _seals(connection: Connection) -> Iterator[Seal]:
    after = 0
    query = select(seal).order_by(seal.c.seal_no).limit(_SEALS)
    while page := connection.execute(query.where(seal.c.seal_no > after)).all():
        yield from map(seal_of, page)
        after = page[-1].seal_no


def _examine_rows(connection: Connection, found: Examined) -> Iterator[str]:
    pruned = PrunedRows.of(acts(connection, [ActKind.PRUNED]))
    covered: dict[str, int] = defaultdict(int)
    after = -1
    query = select(leaf.c.leaf_no, leaf.c.kind, leaf.c.numbers, leaf.c.digests)
    while page := connection.execute(
        query.where(leaf.c.leaf_no > after).order_by(leaf.c.leaf_no).limit(_PAGE)
    ).all():
        for each in page:
            yield from _examine_leaf(connection, each, pruned, found, covered)
        after = page[-1].leaf_no
    begun = acts(connection, [ActKind.TRAIL_BEGUN])
    older = dict(begun[0].data) if begun else {}
    # Its own hash comes with the first seal.
    older |= {"act": begun[0].number} if begun and found.head is None else {}
    for kind in KINDS:
        yield from _uncovered(connection, kind, covered[kind], int(older.get(kind, 0)), found)


def _examine_leaf(
    connection: Connection,
    row: Row[Any, Any, Any, Any],
    pruned: PrunedRows,
    found: Examined,
    covered: dict[str, int],
) -> Iterator[str]:
    if row.kind not in metadata.tables:
        yield f"leaf {row.leaf_no} is of no table: {row.kind}"
        return
    rows = dict(unpacked(bytes(row.numbers), bytes(row.digests)))
    for part in chunked(list(rows)):
        there = _digests(connection, row.kind, part)
        covered[row.kind] += len(there)
        for number in part:
            if number not in there:
                if pruned.holds(row.kind, number):
                    found.pruned += 1
                else:
                    yield f"{row.kind} {number} was removed"
            elif there[number] != rows[number]:
                yield f"{row.kind} {number} was altered"
            else:
                found.rows += 1


def _digests(connection: Connection, kind: str, numbers: Sequence[int]) -> dict[int, bytes]:
    try:
        return dict(read_digests(connection, kind, numbers))
    except (DBAPIError, ValueError, TypeError, orjson.JSONEncodeError):
        # One of them cannot be read any more: the others are.
        if len(numbers) == 1:
            return {numbers[0]: b""}
        return {
            no: digest
            for number in numbers
            for no, digest in _digests(connection, kind, [number]).items()
        }


def _uncovered(
    connection: Connection, kind: str, covered: int, older: int, found: Examined
) -> Iterator[str]:
    """Yield what says that rows stand in a table which nobody appended a hash of."""
    key = key_of(kind)
    count = select(func.count()).select_from(metadata.tables[kind])
    before = connection.execute(count.where(key <= older)).scalar_one()
    found.older += before
    surplus = connection.execute(count).scalar_one() - before - covered
    if surplus > 0:
        yield f"{surplus} rows of {kind} have no hash: they were added past the ledger"


def _examine_heads(connection: Connection, _found: Examined) -> Iterator[str]:
    """Yield the shipments whose state is not that of their newest verdict."""
    said = func.coalesce(verdict.c.outcome, shipment.c.outcome)
    record, judged = shipment.alias(), verdict.alias()
    newest = (
        select(func.max(record.c.shipment_no))
        .where(record.c.shipment_id == state.c.shipment_id, record.c.source == state.c.source)
        .where(~record.c.superseded)
        .scalar_subquery()
    )
    last = (
        select(func.max(judged.c.verdict_no))
        .where(judged.c.shipment_no == state.c.shipment_no)
        .scalar_subquery()
    )
    query = (
        select(state.c.shipment_id, state.c.source)
        .join(shipment, shipment.c.shipment_no == state.c.shipment_no, isouter=True)
        .join(verdict, verdict.c.verdict_no == state.c.verdict_no, isouter=True)
        .where(state.c.shipment_no.is_not(None))
        .where(
            state.c.outcome.is_distinct_from(said)
            | state.c.shipment_no.is_distinct_from(newest)
            | (state.c.verdict_no.is_not(None) & state.c.verdict_no.is_distinct_from(last))
        )
        .limit(20)
    )
    for row in connection.execute(query):
        yield f"the state of shipment {row.shipment_id} of {row.source} is not its newest verdict's"


def _examine_subjects(connection: Connection, _found: Examined) -> Iterator[str]:
    """Yield the parties whose content is not the one that their fingerprint is of."""
    after = 0
    query = select(subject).order_by(subject.c.subject_no).limit(1000)
    while page := connection.execute(query.where(subject.c.subject_no > after)).all():
        for row in page:
            if not is_itself(row.kind, bytes(row.fingerprint), bytes(row.canonical)):
                yield f"subject {row.subject_no} was altered"
        after = page[-1].subject_no


def _against_known(connection: Connection, known: Sequence[tuple[int, str]]) -> Iterator[str]:
    for number, digest in known:
        row = connection.execute(select(seal).where(seal.c.seal_no == number)).one_or_none()
        if row is None:
            yield f"seal {number}, noted outside the ledger, is gone: the end was cut off"
        elif seal_of(row).digest != digest:
            yield f"seal {number} is another one than was noted outside the ledger"
