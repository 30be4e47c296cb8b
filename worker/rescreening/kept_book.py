"""The book of subjects, part by part, with their names as they are compared kept beside it.

Taking a name apart costs some thirty times as much as looking it up in the index of a small
change, and it is the same for every change: so it is done once a subject and engine version.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ledger.fingerprints import read_subject
from ledger.runs.subject_book import SubjectBook
from screening.engine import ENGINE_VERSION
from screening.keeping import KeptSubjects

# Subjects of one part, and of one transaction: two seconds' work where nothing is kept of it.
PART: Final = 10_000
# Another way of keeping them is another version.
_FORMAT: Final = 2
_NUMBERS: Final = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the book.

    Attributes:
        numbers: int64[k], of its subjects; the place in it is the place in `kept`.
    """

    numbers: npt.NDArray[np.int64]
    kept: KeptSubjects


class KeptBook:
    """Reads the book in parts, numbered from 0.

    Args:
        may_keep: write down what was made of a part, for the next time.
    """

    def __init__(self, subjects: SubjectBook, *, may_keep: bool = True) -> None:
        self._subjects, self._may_keep = subjects, may_keep

    def parts(self) -> int:
        """Return how many parts the book has."""
        return -(-self._subjects.last() // PART)

    def part(self, number: int) -> Part | None:
        """Return a part; None: it has no subject."""
        made_for = self._made_for(number)
        if made_for is None:
            return None
        content = self._subjects.kept(number, made_for)
        found = None if content is None else _read(content)
        return self._make(number, made_for) if found is None else found

    def prepare(self, number: int) -> bool:
        """Keep a part, if it is not kept yet; return whether there was anything to do."""
        made_for = self._made_for(number)
        if made_for is None or self._subjects.is_kept(number, made_for):
            return False
        self._make(number, made_for)
        return True

    def prepare_next(self, begin: int) -> int | None:
        """Keep the next whole part from a number on that is not kept; return the one after it.

        The last part is kept when a run comes by: it grows, and would be made again and again.
        """
        for number in range(begin, self._subjects.last() // PART):
            if self.prepare(number):
                return number + 1
        return None

    def _made_for(self, number: int) -> str | None:
        """Return what tells the part as it is from what it was, or would be elsewhere."""
        state = self._subjects.state(number * PART + 1, (number + 1) * PART)
        if not state.count:
            return None
        return f"{ENGINE_VERSION} {_FORMAT} {PART} {state.count} {state.total}"

    def _make(self, number: int, made_for: str) -> Part:
        found = self._subjects.between(number * PART + 1, (number + 1) * PART)
        made = Part(
            numbers=np.array([each.number for each in found], dtype=np.int64),
            kept=KeptSubjects.of([read_subject(each.canonical) for each in found]),
        )
        # What came between the two looks is no part of what the state says.
        if self._may_keep and made_for == self._made_for(number):
            self._subjects.keep(number, made_for, _written(made))
        return made


def _written(part: Part) -> bytes:
    file = io.BytesIO()
    arrays: dict[str, Any] = {**part.kept.arrays(), _NUMBERS: part.numbers}
    np.savez(file, **arrays)
    return file.getvalue()


def _read(content: bytes) -> Part | None:
    """Return the part that was written; None: it is damaged, or was written otherwise."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays: Mapping[str, npt.NDArray[Any]] = {name: file[name] for name in file.files}
        return Part(numbers=arrays[_NUMBERS], kept=KeptSubjects.from_arrays(arrays))
    except (KeyError, OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
