"""The book of subjects of a ledger: each method is one transaction."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from ledger.runs import book_parts
from ledger.runs.book_parts import PartState
from ledger.runs.rows import BookSubject

_Open = Callable[[], AbstractContextManager[Connection]]


class SubjectBook:
    """Every distinct subject, once, in parts by their numbers; `Ledger.subjects` is one.

    Args:
        reading, writing: open a transaction of the ledger.
    """

    def __init__(self, reading: _Open, writing: _Open) -> None:
        self._reading, self._writing = reading, writing

    def last(self) -> int:
        """Return the highest number of a subject; 0: there is none."""
        with self._reading() as connection:
            return book_parts.last_subject(connection)

    def state(self, first: int, last: int) -> PartState:
        """Return which subjects have the numbers from `first` to `last`."""
        with self._reading() as connection:
            return book_parts.state_of(connection, first, last)

    def between(self, first: int, last: int) -> list[BookSubject]:
        """Return the subjects with the numbers from `first` to `last`, in order."""
        with self._reading() as connection:
            return book_parts.subjects_between(connection, first, last)

    def numbered(self, numbers: Iterable[int]) -> list[BookSubject]:
        """Return the subjects of these numbers, in order."""
        with self._reading() as connection:
            return book_parts.subjects_numbered(connection, numbers)

    def kept(self, part_no: int, made_for: str) -> bytes | None:
        """Return what is kept of a part, if it was made for the same."""
        with self._reading() as connection:
            return book_parts.kept_part(connection, part_no, made_for)

    def is_kept(self, part_no: int, made_for: str) -> bool:
        """Tell whether something made for the same is kept of a part."""
        with self._reading() as connection:
            return book_parts.is_kept(connection, part_no, made_for)

    def keep(self, part_no: int, made_for: str, content: bytes) -> None:
        """Keep something of a part, in place of what was kept of it before."""
        with self._writing() as connection:
            book_parts.keep_part(connection, part_no, made_for, content)
