"""How surely two names are one, 0..1, and why."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Final

import numpy as np

from screening.judging.alignment import Pair, as_one, read_pairs
from screening.kernels.comparing import compare as compare_packed
from screening.kernels.features import FEATURES
from screening.kernels.model import TABLE, parts_of, probability
from screening.kernels.pairing import work
from screening.listing import EntityType
from screening.names.analysis import AnalysedName, analyse
from screening.names.spelling import word_of
from screening.scripts.adapting import adapt, other_letters
from screening.search.packing import Packed, pack

KIND_NUMBERS: Final = {
    EntityType.UNKNOWN: 0,
    EntityType.PERSON: 1,
    EntityType.ORGANISATION: 2,
    EntityType.VESSEL: 3,
    EntityType.AIRCRAFT: 3,
    EntityType.ADDRESS: 0,
}
_WORK: Final = work()
_WORST: Final = list(FEATURES).index("worst pair")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two names, how surely they are one, and why.

    Attributes:
        logit: log odds in nats; the sum of the parts.
        parts: what each feature adds, "base" included.
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

    def logit(self, kind: EntityType) -> tuple[float, int]:
        """Return the logit, and how many possible pairs stand in the room for comparisons."""
        logit, edges = compare_packed(
            _packed(self.asked.tokens), 0, _packed(self.listed.tokens), 0, KIND_NUMBERS[kind],
            TABLE, _WORK, 0.0, -inf,
        )  # fmt: skip
        return float(logit) + self.part, edges


def compare(
    asked: AnalysedName, listed: AnalysedName, kind: EntityType = EntityType.UNKNOWN
) -> Comparison:
    """Return the comparison of two analysed names of one kind of bearer."""
    ways = _ways(asked, listed)
    way = ways[0] if len(ways) == 1 else max(ways, key=lambda way: way.logit(kind)[0])
    return _explained(way, kind)


def logit_of_names(
    asked: AnalysedName, listed: AnalysedName, kind: EntityType = EntityType.UNKNOWN
) -> float:
    """Return the logit that compare() gives, for a third of its cost."""
    return max(way.logit(kind)[0] for way in _ways(asked, listed))


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


def _explained(way: _Way, kind: EntityType) -> Comparison:
    logit, edges = way.logit(kind)
    chosen = np.flatnonzero(_WORK.best[:edges])
    pairs = read_pairs(way.asked, way.listed, _WORK.edge, _WORK.alike, chosen)
    alike = float(_WORK.best_features[_WORST])
    if not len(chosen) and alike:
        pairs = (as_one(way.asked, way.listed, alike), *pairs)
    parts = parts_of(_WORK.best_features)
    return Comparison(
        asked=way.asked,
        listed=way.listed,
        logit=logit,
        parts=parts | {way.feature: way.part} if way.part else parts,
        pairs=pairs,
    )


@lru_cache(maxsize=2_000)
def _packed(tokens: tuple[str, ...]) -> Packed:
    """Return a name of these words in packed form; about 3 kB."""
    words = tuple(map(word_of, tokens))
    return pack([AnalysedName(original="", tokens=tokens, words=words)])


def compare_names(left: str, right: str, kind: EntityType = EntityType.UNKNOWN) -> float:
    """Return the score of two names, 0..1 rounded to four decimals; needs no lists."""
    return compare(analyse(left), analyse(right), kind).score
