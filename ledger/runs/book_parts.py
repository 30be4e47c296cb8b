"""The book of subjects in parts, by their numbers, and what is kept of each part."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ledger.bulk import put_rows
from ledger.compression import decompress
from ledger.database import chunked
from ledger.runs.rows import BookSubject
from ledger.schema import book_part, subject

_COLUMNS = ("part_no", "made_for", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """Which subjects a part of the book has: how many, and the sum of their numbers.

    A number may be given to a subject that is recorded later than the ones after it.
    """

    count: int
    total: int


def state_of(connection: Connection, first: int, last: int) -> PartState:
    """Return which subjects have the numbers from `first` to `last`."""
    number = subject.c.subject_no
    query = select(func.count(), func.coalesce(func.sum(number), 0))
    count, total = connection.execute(query.where(number >= first, number <= last)).one()
    return PartState(count=int(count), total=int(total))


def subjects_between(connection: Connection, first: int, last: int) -> list[BookSubject]:
    """Return the subjects with the numbers from `first` to `last`, in order."""
    query = select(subject.c.subject_no, subject.c.canonical)
    chosen = query.where(subject.c.subject_no >= first, subject.c.subject_no <= last)
    rows = connection.execute(chosen.order_by(subject.c.subject_no))
    return [BookSubject(number=no, canonical=decompress(bytes(data))) for no, data in rows]


def subjects_numbered(connection: Connection, numbers: Iterable[int]) -> list[BookSubject]:
    """Return the subjects of these numbers, in order."""
    query = select(subject.c.subject_no, subject.c.canonical)
    return [
        BookSubject(number=no, canonical=decompress(bytes(data)))
        for part in chunked(sorted(numbers))
        for no, data in connection.execute(
            query.where(subject.c.subject_no.in_(part)).order_by(subject.c.subject_no)
        )
    ]


def last_subject(connection: Connection) -> int:
    """Return the highest number of a subject; 0: there is none."""
    return connection.execute(select(func.max(subject.c.subject_no))).scalar_one() or 0


def kept_part(connection: Connection, part_no: int, made_for: str) -> bytes | None:
    """Return what is kept of a part, if it was made for the same."""
    query = select(book_part.c.content).where(
        book_part.c.part_no == part_no, book_part.c.made_for == made_for
    )
    found: bytes | None = connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)


def is_kept(connection: Connection, part_no: int, made_for: str) -> bool:
    """Tell whether something made for the same is kept of a part."""
    query = select(book_part.c.part_no).where(
        book_part.c.part_no == part_no, book_part.c.made_for == made_for
    )
    return connection.execute(query).first() is not None


def keep_part(connection: Connection, part_no: int, made_for: str, content: bytes) -> None:
    """Keep something of a part, in place of what was kept of it before."""
    put_rows(connection, book_part, _COLUMNS, [(part_no, made_for, content)], key=("part_no",))
