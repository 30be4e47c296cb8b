"""How surely two names are one, 0..1, and why."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Final

import numpy as np

from screening.judging.alignment import Pair, as_one, read_pairs
from screening.kernels.buffers import Buffers, comparison_buffers
from screening.kernels.comparing import compare as compare_packed
from screening.kernels.features import WORST_PAIR
from screening.kernels.model import TABLE_OF, parts_of, probability
from screening.kernels.packed import Packed
from screening.listing import EntityType
from screening.names.analysis import AnalysedName, analyse
from screening.names.asking import names_asked
from screening.names.spelling import word_of
from screening.scripts.adapting import adapt, other_letters
from screening.search.packing import pack

KIND_NUMBERS: Final = {
    EntityType.UNKNOWN: 0,
    EntityType.PERSON: 1,
    EntityType.ORGANISATION: 2,
    EntityType.VESSEL: 3,
    EntityType.AIRCRAFT: 3,
    EntityType.ADDRESS: 0,
}
_BUFFERS: Final = comparison_buffers()
# The part of a comparison with a name that has no words.
_NOTHING: Final = "nothing to compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two names, how surely they are one, and why.

    Attributes:
        logit: log odds in nats; the sum of the parts.
        parts: what each feature adds, in nats, "base" included; where a name has no words there is
            "nothing to compare" alone.
        pairs: words that match; empty where the names match only as one joined string.
    """

    asked: AnalysedName
    listed: AnalysedName
    logit: float
    parts: dict[str, float]
    pairs: tuple[Pair, ...]

    @property
    def score(self) -> float:
        """The probability that the logit is of, 0..1 rounded to four decimals."""
        return probability(self.logit)


@dataclass(frozen=True, slots=True)
class _Way:
    """Two names as they are compared; part: what reading one of them so adds to the logit."""

    asked: AnalysedName
    listed: AnalysedName
    feature: str = ""
    part: float = 0.0

    def logit(self, kind: EntityType) -> float:
        """Return the logit."""
        # The answer is a number, so the next comparison may fill the same buffers.
        logit, _, _ = self._compared(kind, _BUFFERS)
        return logit + self.part

    def explained(self, kind: EntityType) -> Comparison:
        """Return the comparison, with the reasons of its logit."""
        # Buffers of its own: what is read from them afterwards is of this comparison alone.
        buffers = comparison_buffers()
        logit, count, is_compared = self._compared(kind, buffers)
        chosen = np.flatnonzero(buffers.best_chosen[:count])
        pairs = read_pairs(self.asked, self.listed, buffers.pair[chosen], buffers.alike[chosen])
        worst = float(buffers.best_features[WORST_PAIR])
        if not len(chosen) and worst:
            pairs = (as_one(self.asked, self.listed, worst), *pairs)
        parts = (
            parts_of(buffers.best_features, KIND_NUMBERS[kind])
            if is_compared
            else {_NOTHING: logit}
        )
        return Comparison(
            asked=self.asked,
            listed=self.listed,
            logit=logit + self.part,
            parts=parts | {self.feature: self.part} if self.part else parts,
            pairs=pairs,
        )

    def _compared(self, kind: EntityType, buffers: Buffers) -> tuple[float, int, bool]:
        """Return the logit, how many possible pairs there are, and whether words were compared."""
        asked, listed = _packed_of(self.asked), _packed_of(self.listed)
        logit, count, is_compared = compare_packed(
            asked, 0, listed, 0, TABLE_OF[KIND_NUMBERS[kind]], buffers, 0.0, -inf
        )
        return float(logit), count, is_compared


def compare(
    asked: AnalysedName, listed: AnalysedName, kind: EntityType = EntityType.UNKNOWN
) -> Comparison:
    """Return the comparison of two analysed names of one kind of bearer."""
    ways = _ways(asked, listed)
    way = ways[0] if len(ways) == 1 else max(ways, key=lambda way: way.logit(kind))
    return way.explained(kind)


def logit_of_names(
    asked: AnalysedName, listed: AnalysedName, kind: EntityType = EntityType.UNKNOWN
) -> float:
    """Return the logit that compare() gives, for a third of its cost."""
    return max(way.logit(kind) for way in _ways(asked, listed))


def _ways(asked: AnalysedName, listed: AnalysedName) -> list[_Way]:
    """Return the names as they are, and in each other's words where scripts differ."""
    if asked.native and listed.native:
        return [_Way(asked, listed, "other letters", other_letters(asked, listed))]
    ways = [_Way(asked, listed)]
    if asked.native and (found := adapt(asked, listed)) is not None:
        ways.append(_Way(found[0], listed, "transliteration", found[1]))
    elif listed.native and (found := adapt(listed, asked)) is not None:
        ways.append(_Way(asked, found[0], "transliteration", found[1]))
    return ways


def _packed_of(name: AnalysedName) -> Packed:
    return _packed(name.tokens, name.may_be_cut)


@lru_cache(maxsize=2_000)
def _packed(tokens: tuple[str, ...], may_be_cut: bool) -> Packed:
    """Return a name of these words as arrays; about 3 kB."""
    words = tuple(map(word_of, tokens))
    name = AnalysedName(original="", tokens=tokens, words=words, may_be_cut=may_be_cut)
    return pack([name])


def compare_names(left: str, right: str, kind: EntityType = EntityType.UNKNOWN) -> float:
    """Return the score of two names, 0..1 rounded to four decimals; needs no lists.

    A name with something written behind it is compared without it, too, as in screening.
    """
    return probability(
        max(
            logit_of_names(analyse(asked), analyse(listed), kind)
            for asked in names_asked(left) or (left,)
            for listed in names_asked(right) or (right,)
        )
    )
