"""What a re-screen run writes, in the transaction of its chunk: nothing is done twice."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    update,
)

from ledger.bulk import insert_rows
from ledger.database import chunked
from ledger.errors import RunMovedError
from ledger.runs.reading import in_scope
from ledger.runs.rows import Run, Scope, Stage
from ledger.schema import carries, head, rescreen, rescreen_shipment, rescreen_subject

# What says neither departure nor arrival comes last.
_NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
# Shipments that a full run queues in one transaction: some 100 ms.
_QUEUED_AT_ONCE: Final = 20_000


def begin_run(
    connection: Connection,
    basis_no: int,
    scope: Scope,
    at: datetime,
    *,
    since: datetime | None = None,
    is_full: bool = False,
) -> int:
    """Return the number of the unfinished run of a basis and scope; begin it if there is none."""
    query = select(rescreen.c.run_no).where(
        rescreen.c.basis_no == basis_no,
        rescreen.c.scope == scope.value,
        rescreen.c.is_full == is_full,
        rescreen.c.finished_at.is_(None),
    )
    found: int | None = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return found
    # What only waits for its first verdict has nothing to do with what changed.
    is_short = is_full or scope is Scope.UNSCREENED
    values = {
        "basis_no": basis_no, "scope": scope.value, "started_at": at, "since": since,
        "is_full": is_full, "cursor": 0, "screened": 0, "changed": 0,
        "stage": Stage.QUEUEING.value if is_short else Stage.MATCHING.value,
    }  # fmt: skip
    made = insert(rescreen).values(values).returning(rescreen.c.run_no)
    return int(connection.execute(made).scalar_one())


def supersede_runs(connection: Connection, basis_no: int, at: datetime) -> None:
    """End the runs of older bases: a newer one has its own, which looks at all they left."""
    is_older = and_(rescreen.c.basis_no < basis_no, rescreen.c.finished_at.is_(None))
    change = update(rescreen).where(is_older, rescreen.c.superseded_at.is_(None))
    connection.execute(change.values(superseded_at=at))


class RunWriting:
    """Moves a run on; what another process did meanwhile is not done again.

    Every method raises RunMovedError where the run is no longer where the caller read it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def touch(
        self, run: Run, subject_nos: Iterable[int], *, parties: int, hits: int, cursor: int
    ) -> None:
        """Note the subjects of a chunk of the book that are to be judged again.

        Args:
            parties: how many subjects the chunk has; cursor: the last one.
            hits: how many hits are judged again.
        """
        self._move(run, cursor=cursor, parties=run.parties + parties, hits=run.hits + hits)
        rows = [(run.run_no, number) for number in sorted(set(subject_nos))]
        named = ("run_no", "subject_no")
        insert_rows(self._connection, rescreen_subject, named, rows, once=named)

    def end_matching(self, run: Run) -> None:
        """Say that the whole book is matched."""
        self._move(run, stage=Stage.QUEUEING.value, cursor=0)

    def queue(self, run: Run, now: datetime) -> None:
        """Put the shipments of a run in a row, all or a part of them; its stage says which."""
        if run.is_full:
            self._queue_part(run, now)
            return
        wanted = self._put_in_row(run, _chosen(run, now))
        self._pass_over(run, now)
        self._move(run, stage=Stage.JUDGING.value, cursor=0, queued=wanted)

    def _queue_part(self, run: Run, now: datetime) -> None:
        to = run.cursor + _QUEUED_AT_ONCE
        last = self._connection.execute(select(func.max(head.c.shipment_no))).scalar_one() or 0
        is_part = and_(head.c.shipment_no > run.cursor, head.c.shipment_no <= to)
        wanted = self._put_in_row(run, and_(is_part, in_scope(run, now)))
        stage = Stage.JUDGING if to >= last else Stage.QUEUEING
        self._move(run, stage=stage.value, cursor=to, queued=run.queued + wanted)

    def _put_in_row(self, run: Run, chosen: ColumnElement[bool]) -> int:
        departs = func.coalesce(head.c.departs_at, head.c.open_until, literal(_NEVER, _MOMENT))
        found = select(literal(run.run_no), departs, head.c.shipment_no).where(chosen)
        columns = ["run_no", "departs", "shipment_no"]
        return self._connection.execute(
            insert(rescreen_shipment).from_select(columns, found)
        ).rowcount

    def _pass_over(self, run: Run, now: datetime) -> None:
        """Say of what is touched and not looked at that it is not screened on this basis."""
        if run.scope in (Scope.UNSCREENED, Scope.ALL):
            return
        left_out = and_(head.c.closed_at.is_(None), ~in_scope(run, now))
        change = update(head).where(head.c.shipment_no.in_(_touched(run)), left_out)
        self._connection.execute(change.values(is_passed_over=True))

    def finish_page(
        self, run: Run, shipment_nos: Iterable[int], *, screened: int, changed: int
    ) -> None:
        """Take shipments from the row, which are done."""
        numbers = list(shipment_nos)
        queue = rescreen_shipment.c
        taken = 0
        for part in chunked(numbers):
            found = and_(queue.run_no == run.run_no, queue.shipment_no.in_(part))
            taken += self._connection.execute(delete(rescreen_shipment).where(found)).rowcount
            passed = and_(head.c.shipment_no.in_(part), head.c.is_passed_over)
            self._connection.execute(update(head).where(passed).values(is_passed_over=False))
        if taken != len(numbers):
            raise RunMovedError(run.run_no)
        self._move(run, screened=run.screened + screened, changed=run.changed + changed)

    def finish(self, run: Run, at: datetime) -> None:
        """End a run, and forget what it and older ones were about."""
        self._move(run, finished_at=at)
        for table in (rescreen_subject, rescreen_shipment):
            self._connection.execute(delete(table).where(table.c.run_no <= run.run_no))

    def _move(self, run: Run, **values: Any) -> None:
        is_there = and_(
            rescreen.c.run_no == run.run_no,
            rescreen.c.cursor == run.cursor,
            rescreen.c.stage == run.stage.value,
            rescreen.c.screened == run.screened,
            rescreen.c.finished_at.is_(None),
            rescreen.c.superseded_at.is_(None),
        )
        change = update(rescreen).where(is_there).values(**values)
        if self._connection.execute(change).rowcount != 1:
            raise RunMovedError(run.run_no)


_MOMENT: Final = head.c.open_until.type


def _touched(run: Run) -> Select[Any]:
    """Return the shipments that carry a touched subject and do not rest on the run's basis."""
    touched = rescreen_subject.c
    joined = rescreen_subject.join(carries, carries.c.subject_no == touched.subject_no)
    joined = joined.join(head, head.c.shipment_no == carries.c.shipment_no)
    is_behind = or_(head.c.basis_no.is_(None), head.c.basis_no != run.basis_no)
    query = select(carries.c.shipment_no).select_from(joined)
    return query.where(touched.run_no == run.run_no, is_behind)


def _chosen(run: Run, now: datetime) -> ColumnElement[bool]:
    """Return which heads a run judges: touched, waiting for a first verdict, or passed over."""
    due = select(head.c.shipment_no).where(head.c.is_due)
    if run.scope is Scope.UNSCREENED:
        return and_(head.c.shipment_no.in_(due), in_scope(run, now))
    passed = select(head.c.shipment_no).where(head.c.is_passed_over)
    either = union(_touched(run), due, passed).subquery()
    return and_(head.c.shipment_no.in_(select(either.c[0])), in_scope(run, now))
