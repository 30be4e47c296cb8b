"""Which word of one name is which word of another, for people to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from screening.evidence import How
from screening.kernels.buffers import (
    ASKED_AT,
    ASKED_COUNT,
    HOW,
    JOINED,
    LISTED_AT,
    LISTED_COUNT,
    SHORTENED,
    SOUND,
    SPELLING,
    Array,
)
from screening.names.analysis import AnalysedName
from screening.names.folding import has_native
from screening.names.spelling import WordKind
from screening.search.packing import distinct_places


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Words that match; positions among the tokens of their names.

    Attributes:
        asked, listed: one position each, or several that are one word on the other side.
        similarity: 0..1.
    """

    asked: tuple[int, ...]
    listed: tuple[int, ...]
    similarity: float
    how: How


_SAID: Final = {SOUND: How.PHONETIC, SPELLING: How.SPELLING, JOINED: How.JOINED}


def said_places(name: AnalysedName) -> list[int]:
    """Return the positions of the words that say who it is, as compiled code numbers them."""
    kept = distinct_places(name)
    said = [place for place in kept if name.words[place].kind is not WordKind.FORM]
    return said or kept


def read_pairs(
    asked: AnalysedName, listed: AnalysedName, chosen: Array, alike: Array
) -> tuple[Pair, ...]:
    """Return the pairs that compiled code chose, in the order of the asked name.

    Args:
        chosen: int32[k, 7], the pairs as in kernels.pairing.Buffers.
        alike: float64[k], how alike each one's words are.
    """
    mine, theirs = said_places(asked), said_places(listed)
    pairs = []
    for row, similarity in zip(chosen.tolist(), alike.tolist(), strict=True):
        left = tuple(mine[row[ASKED_AT] : row[ASKED_AT] + row[ASKED_COUNT]])
        right = tuple(theirs[row[LISTED_AT] : row[LISTED_AT] + row[LISTED_COUNT]])
        said = _how(asked, listed, left, right, row[HOW])
        pairs.append(Pair(asked=left, listed=right, similarity=similarity, how=said))
    pairs += _forms(asked, listed)
    return tuple(sorted(pairs, key=lambda pair: pair.asked))


def as_one(asked: AnalysedName, listed: AnalysedName, similarity: float) -> Pair:
    """Return the pair of two names that are one but for where their words are parted."""
    left, right = tuple(said_places(asked)), tuple(said_places(listed))
    return Pair(asked=left, listed=right, similarity=similarity, how=How.JOINED)


def _how(
    asked: AnalysedName, listed: AnalysedName, left: Sequence[int], right: Sequence[int], how: int
) -> How:
    if how == SHORTENED:
        return How.INITIAL
    is_foreign = has_native(asked.original) != has_native(listed.original)
    if how in _SAID:
        return How.TRANSLITERATION if is_foreign and how != JOINED else _SAID[how]
    if asked.tokens[left[0]] != listed.tokens[right[0]]:
        return How.TRANSLATION
    if not is_foreign:
        return How.EXACT
    # A word of another script that is no name of its own was replaced by what it means.
    name, place = (asked, left[0]) if has_native(asked.original) else (listed, right[0])
    is_name = any(native.first <= place < native.last for native in name.native)
    return How.TRANSLITERATION if is_name else How.TRANSLATION


def _forms(asked: AnalysedName, listed: AnalysedName) -> list[Pair]:
    """Return the pairs of legal forms of one family."""
    pairs = []
    left = set(range(len(listed.words))) - set(said_places(listed))
    for place in sorted(set(range(len(asked.words))) - set(said_places(asked))):
        family = asked.words[place].family
        same = [p for p in sorted(left) if family and listed.words[p].family == family]
        if same:
            left.discard(same[0])
            pairs.append(
                Pair(asked=(place,), listed=(same[0],), similarity=1.0, how=How.LEGAL_FORM)
            )
    return pairs
