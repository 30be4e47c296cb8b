"""Which listed names are worth judging: the candidates whose names can still make a hit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.kernels.buffers import comparison_buffers
from screening.kernels.comparing import compare_all
from screening.kernels.model import TABLES
from screening.kernels.reaching import reach_by_sharing, reach_by_size
from screening.names.analysis import AnalysedName
from screening.names.joining import neighbours, with_neighbours_joined
from screening.names.spelling import WordKind
from screening.scripts.adapting import variants
from screening.scripts.skeletons import has_skeleton
from screening.search.candidates import Candidates
from screening.search.covering import may_cover
from screening.search.index import KeptNames, NameIndex
from screening.search.packing import distinct_places

Array = npt.NDArray[Any]
# How much a guessed romanisation may score below the likeliest one, in nats.
_GUESSED: Final = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A name that is asked.

    Attributes:
        kind: of its bearer, see judging.scoring.KIND_NUMBERS.
        least: logit that the two names must reach, so that with all support it can be a hit.
    """

    name: AnalysedName
    kind: int
    least: float


class Shortlist:
    """Finds for names the listed names that can be hits; some that it finds are none.

    Args:
        kinds: uint8[names of the index], kinds of the listed bearers.
    """

    def __init__(self, index: NameIndex, kinds: Array) -> None:
        self._index = index
        self._kinds = kinds
        self._buffers = comparison_buffers()

    def of(self, questions: Sequence[Question]) -> Iterator[tuple[int, int]]:
        """Yield places of questions with numbers of listed names; some stand twice."""
        if not questions or not len(self._index):
            return
        numbers = range(len(questions))
        found = self._index.search([question.name for question in questions])
        yield from self._compared(found, questions, numbers)
        yield from self._joined(questions)
        foreign = [number for number in numbers if questions[number].name.native]
        yield from self._by_readings(questions, foreign)
        for number in foreign:
            if any(has_skeleton(native.text) for native in questions[number].name.native):
                near = self._by_likelihood(questions[number])
                yield from ((number, name) for name in near)

    def are_heard(self, hashes: Array) -> Array:
        """Tell of each hash whether a listed word is heard so, see names.spelling.Word."""
        return self._index.are_heard(hashes)

    def can_be_hits(self, asked: KeptNames, kinds: Array, least: Array) -> Array:
        """Return the places of kept names that can be hits; some that it returns are none.

        Args:
            kinds: int64[names], of their bearers; least: float64[names], see Question.
        """
        found = self._index.search_kept(asked)
        _, _, owners = compare_all(
            found.asked, found.found, found.found_at, found.shared, kinds, self._index.names,
            self._index.postings, self._kinds, TABLES, self._buffers, least,
        )  # fmt: skip
        places: Array = np.unique(owners)
        return places

    def _compared(
        self, found: Candidates, questions: Sequence[Question], numbers: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the candidates whose names reach the least logit.

        Args:
            questions: one for each asked name; numbers: the place that is yielded for it.
        """
        kinds = np.array([question.kind for question in questions])
        listed, _, owners = compare_all(
            found.asked, found.found, found.found_at, found.shared, kinds, self._index.names,
            self._index.postings, self._kinds, TABLES, self._buffers, _least(questions),
        )  # fmt: skip
        for owner, name in zip(owners.tolist(), listed.tolist(), strict=True):
            yield numbers[owner], name

    def _joined(self, questions: Sequence[Question]) -> Iterator[tuple[int, int]]:
        """Yield what names may be of which two neighbours are one listed word: "Aero Caribbean"."""
        places = [
            (number, place, heard)
            for number, question in enumerate(questions)
            for place, heard in neighbours(question.name)
        ]
        are_heard = self._index.are_heard([heard for _, _, heard in places])
        kept = [row for row, is_heard in zip(places, are_heard.tolist(), strict=True) if is_heard]
        numbers = [number for number, _, _ in kept]
        joined = [
            replace(questions[number], name=with_neighbours_joined(questions[number].name, place))
            for number, place, _ in kept
        ]
        if joined:
            found = self._index.search([each.name for each in joined])
            # Of listed names that have the two as one alone: else what is asked of one listing
            # would depend on what others are called.
            have = self._index.have_heard(found, [heard for _, _, heard in kept])
            yield from self._compared(found.only(have), joined, numbers)

    def _by_readings(
        self, questions: Sequence[Question], foreign: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield what names in other scripts may be, romanised in their likeliest ways.

        One romanisation is a guess, so the logit of each may be lower than is asked.
        """
        numbers, asked, readings = [], [], []
        for number in foreign:
            question = questions[number]
            for reading in variants(question.name):
                numbers.append(number)
                asked.append(question)
                readings.append(replace(question, name=reading, least=question.least - _GUESSED))
        if not readings:
            return
        found = self._index.search([reading.name for reading in readings])
        can = self._reach_by_size(found.found, found.found_at, found.shared, asked)
        yield from self._compared(found.only(can), readings, numbers)

    def _by_likelihood(self, question: Question) -> Iterable[int]:
        """Return what a name in a script without vowels may be, word by word."""
        index, least = self._index, question.least
        near = index.search_native(question.name)
        found_at = np.array([0, len(near.found)])
        kinds = self._kinds_of(near.found, found_at, [question])
        can = reach_by_sharing(near.found, near.shared, index.postings, kinds, TABLES, least)
        can &= self._reach_by_size(near.found, found_at, near.shared, [question])
        found = near.found[can]
        numbers: list[int] = found[
            may_cover(question.name, near.alike, found, index.names, kinds=kinds[can], least=least)
        ].tolist()
        return numbers

    def _reach_by_size(
        self, found: Array, found_at: Array, shared: Array, questions: Sequence[Question]
    ) -> npt.NDArray[np.bool_]:
        """Tell of each candidate whether it is not by far shorter or longer than the asked name."""
        words = [
            [question.name.words[place] for place in distinct_places(question.name)]
            for question in questions
        ]
        said = [sum(word.weight for word in each if word.kind is not WordKind.FORM)
                for each in words]  # fmt: skip
        can: npt.NDArray[np.bool_] = reach_by_size(
            found, found_at, shared, np.array(said, dtype=np.float64),
            np.array([len(each) for each in words]), self._index.postings, self._index.names,
            self._kinds_of(found, found_at, questions), TABLES, _least(questions),
        )  # fmt: skip
        return can

    def _kinds_of(self, found: Array, found_at: Array, questions: Sequence[Question]) -> Array:
        """Return of each candidate the kind of its bearer, as asked; where nobody says, as listed.

        Returns:
            uint8[n].
        """
        asked = np.repeat([question.kind for question in questions], np.diff(found_at))
        return np.where(asked, asked, self._kinds[found]).astype(np.uint8)


def _least(questions: Sequence[Question]) -> npt.NDArray[np.float64]:
    return np.array([question.least for question in questions], dtype=np.float64)
