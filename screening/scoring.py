"""How surely two names are one, 0..1, and why."""

from dataclasses import dataclass, replace
from math import inf
from typing import Final

import numpy as np

from screening.adapting import adapt, other_letters
from screening.alignment import Pair, as_one, read_pairs
from screening.analysis import AnalysedName, analyse
from screening.comparing import compare as compare_packed
from screening.features import FEATURES
from screening.listing import EntityType
from screening.model import TABLE, parts_of, probability
from screening.packing import pack
from screening.pairing import work

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


def compare(
    asked: AnalysedName, listed: AnalysedName, kind: EntityType = EntityType.UNKNOWN
) -> Comparison:
    """Return the comparison of two analysed names of one kind of bearer."""
    plain = _compare(asked, listed, kind)
    if asked.native and listed.native:
        return _with_part(plain, "other letters", other_letters(asked, listed))
    adapted = None
    if asked.native:
        adapted = adapt(asked, listed)
    elif listed.native:
        adapted = adapt(listed, asked)
    if adapted is None:
        return plain
    name, doubt = adapted
    left, right = (name, listed) if asked.native else (asked, name)
    other = _with_part(_compare(left, right, kind), "transliteration", doubt)
    return max(plain, other, key=lambda comparison: comparison.logit)


def _with_part(comparison: Comparison, feature: str, part: float) -> Comparison:
    if not part:
        return comparison
    parts = {**comparison.parts, feature: part}
    return replace(comparison, logit=comparison.logit + part, parts=parts)


def _compare(asked: AnalysedName, listed: AnalysedName, kind: EntityType) -> Comparison:
    logit, edges = compare_packed(
        pack([asked]), 0, pack([listed]), 0, KIND_NUMBERS[kind], TABLE, _WORK, 0.0, -inf
    )
    chosen = np.flatnonzero(_WORK.best[:edges])
    pairs = read_pairs(asked, listed, _WORK.edge, _WORK.alike, chosen)
    alike = float(_WORK.best_features[_WORST])
    if not len(chosen) and alike:
        pairs = (as_one(asked, listed, alike), *pairs)
    return Comparison(
        asked=asked,
        listed=listed,
        logit=float(logit),
        parts=parts_of(_WORK.best_features),
        pairs=pairs,
    )


def compare_names(left: str, right: str, kind: EntityType = EntityType.UNKNOWN) -> float:
    """Return the score of two names, 0..1 rounded to four decimals; needs no lists."""
    return compare(analyse(left), analyse(right), kind).score
