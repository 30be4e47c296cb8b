"""How surely two names are one, 0..1.

A name's score is the coverage of both sides: the weight of the words that matched, each by how
alike they are, over the weight of all words. The listed side counts more, since a trade record
often adds words and a listing rarely has too many. Words written together or apart are compared
as one string; the better of the two views is taken.
"""

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from screening.alignment import How, Pair, align
from screening.analysis import AnalysedName, analyse
from screening.listing import EntityType
from screening.words import LEGAL_FORMS, WEIGHT_COMMON

_LISTED_SHARE: Final = 0.6
# An edit in a joined name costs more than in a word: more letters give chance more room.
_JOINED_EDIT_COST: Final = 1.5
_MIN_JOINED: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two names, their score and why.

    Attributes:
        pairs: words that matched; empty where the names match as one joined string.
    """

    asked: AnalysedName
    listed: AnalysedName
    score: float
    how: How | None
    pairs: tuple[Pair, ...]


def compare(asked: AnalysedName, listed: AnalysedName) -> Comparison:
    """Return the comparison of two analysed names."""
    pairs = tuple(align(asked, listed))
    by_words = _words_score(asked, listed, pairs)
    by_joined = _joined_score(asked.joined, listed.joined)
    score = round(min(1.0, max(by_words, by_joined)), 4)
    # Where each word has its partner, the words say more than "the same, joined".
    says_joined = by_joined > by_words and not _is_paired(asked, listed, pairs)
    return Comparison(
        asked=asked,
        listed=listed,
        score=score,
        how=How.JOINED if says_joined else None,
        pairs=() if says_joined else pairs,
    )


def least_shares(least_score: float) -> tuple[float, float]:
    """Return the least coverage of the asked and of the listed side for a score by words.

    Each side is bounded with the other one fully covered, a little below for rounding.
    """
    score = max(0.0, least_score - 0.001)
    return float(score ** (1 / (1 - _LISTED_SHARE))), float(score ** (1 / _LISTED_SHARE))


def compare_names(left: str, right: str, kind: EntityType = EntityType.UNKNOWN) -> float:
    """Return the score of two names, 0..1 rounded to four decimals; needs no lists."""
    del kind  # one model for all types so far
    return compare(analyse(left), analyse(right)).score


def _words_score(asked: AnalysedName, listed: AnalysedName, pairs: tuple[Pair, ...]) -> float:
    if not pairs:
        return 0.0
    of_asked = sum(asked.weights[pair.asked] * pair.similarity for pair in pairs) / asked.total
    of_listed = sum(listed.weights[pair.listed] * pair.similarity for pair in pairs) / listed.total
    score = float(of_listed**_LISTED_SHARE * of_asked ** (1 - _LISTED_SHARE))
    if _is_whole(asked, pairs) and _is_whole(listed, pairs):
        return score
    strong = max(listed.weights[pair.listed] for pair in pairs)
    # Nothing but common words in common says that two names are of the same trade.
    return score if strong > WEIGHT_COMMON else score * 0.7


def _is_paired(asked: AnalysedName, listed: AnalysedName, pairs: tuple[Pair, ...]) -> bool:
    """Tell whether only legal forms have no partner."""
    alone_asked = set(range(len(asked.tokens))) - {pair.asked for pair in pairs}
    alone_listed = set(range(len(listed.tokens))) - {pair.listed for pair in pairs}
    return all(asked.tokens[place] in LEGAL_FORMS for place in alone_asked) and all(
        listed.tokens[place] in LEGAL_FORMS for place in alone_listed
    )


def _is_whole(name: AnalysedName, pairs: tuple[Pair, ...]) -> bool:
    return len(pairs) == len(name.tokens)


def _joined_score(asked: str, listed: str) -> float:
    longest = max(len(asked), len(listed))
    if longest == 0 or min(len(asked), len(listed)) < _MIN_JOINED:
        # The words themselves are left out of legal forms alone, hence not quite 1.
        return 0.98 if asked and asked == listed else 0.0
    limit = longest // 8
    edits = OSA.distance(asked, listed, score_cutoff=limit)
    if edits > limit:
        return 0.0
    return 0.98 * (1.0 - _JOINED_EDIT_COST * edits / longest)
