"""Questions as rows of features: each name asked with the listed names that the index finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fitting.questions import Question
from fitting.samples import Name
from screening.kernels.buffers import comparison_buffers
from screening.kernels.comparing import compare
from screening.kernels.features import COUNT
from screening.kernels.model import by_kind
from screening.kernels.packed import Packed
from screening.kernels.shapes import Tables
from screening.names.analysis import analyse
from screening.names.samename import fold_words
from screening.search.index import NameIndex

Array = npt.NDArray[Any]
_BATCH: Final = 400
# Of each question so many names of the entity asked for, and so many others, are kept.
_MOST_OWN, _MOST_OTHERS = 3, 4


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs of a question and a listed name.

    Attributes:
        question: number of the question; kind: of the listed bearer.
        is_own: the listed name is one of the entity asked for.
        features: float32[n, COUNT].
    """

    question: Array
    kind: Array
    is_own: Array
    features: Array


class Asker:
    """Asks questions of an index of names.

    Args:
        listed: names with owners and kinds.
        tables: by which the surest listed names are chosen.
    """

    def __init__(self, listed: Sequence[Name], tables: Tables) -> None:
        self._listed, self._tables = listed, by_kind(tables)
        self._folded = [fold_words(name.text) for name in listed]
        self._index = NameIndex.of([analyse(name.text) for name in listed])
        self._buffers = comparison_buffers()

    def ask(self, questions: Sequence[Question]) -> Rows:
        """Return the rows of all questions."""
        found: list[tuple[int, int, bool, Array]] = []
        for start in range(0, len(questions), _BATCH):
            batch = questions[start : start + _BATCH]
            near = self._index.search([analyse(question.name.text) for question in batch])
            for place, question in enumerate(batch):
                numbers = near.found[near.found_at[place] : near.found_at[place + 1]]
                rows = self._surest(near.asked, place, question, numbers.tolist())
                found += [(start + place, *row) for row in rows]
        return Rows(
            np.array([row[0] for row in found], dtype=np.int64),
            np.array([row[1] for row in found], dtype=np.int64),
            np.array([row[2] for row in found], dtype=bool),
            np.array([row[3] for row in found], dtype=np.float32).reshape(-1, COUNT),
        )

    def _surest(
        self, asked: Packed, place: int, question: Question, numbers: Sequence[int]
    ) -> list[tuple[int, bool, Array]]:
        own: list[tuple[float, int, int, Array]] = []
        others: list[tuple[float, int, int, Array]] = []
        folded = fold_words(question.name.text)
        for number in numbers:
            listed = self._listed[number]
            is_own = listed.owner == question.name.owner
            # An alias is asked as if it were not listed; of sisters only others count.
            if is_own and (
                question.sort == "sister"
                or (question.sort == "alias" and self._folded[number] == folded)
            ):
                continue
            logit, _, _ = compare(
                asked, place, self._index.names, number, self._tables[listed.kind],
                self._buffers, 0.0, -np.inf,
            )  # fmt: skip
            row = (-logit, number, listed.kind, self._buffers.best_features.astype(np.float32))
            (own if is_own else others).append(row)
        kept = [(sorted(own, key=_first)[:_MOST_OWN], True)]
        kept += [(sorted(others, key=_first)[:_MOST_OTHERS], False)]
        return [(row[2], is_own, row[3]) for rows, is_own in kept for row in rows]


def _first(row: tuple[float, int, int, Array]) -> tuple[float, int]:
    return row[:2]
