"""Which word of one name is which word of another, and how alike two words are."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from screening.analysis import AnalysedName
from screening.words import LEGAL_FORMS, TRANSLATION


class How(StrEnum):
    """In which way two words match."""

    EXACT = "exact"
    TRANSLITERATION = "transliteration"
    TRANSLATION = "translation"
    SPELLING = "spelling"
    LEGAL_FORM = "legal form"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that match; positions in their names."""

    asked: int
    listed: int
    similarity: float
    how: How


# Twice the most edits that allowed_edits() gives.
_MOST_DIFFERING: Final = 4
_SOUND_SIMILARITY: Final = 0.97
_TRANSLATION_SIMILARITY: Final = 0.96


@lru_cache(maxsize=200_000)
def compare_words(
    asked: str, listed: str, asked_sound: str, listed_sound: str
) -> tuple[float, How] | None:
    """Return how alike two words are (0..1) and why, or None: not alike."""
    if asked == listed:
        return 1.0, How.LEGAL_FORM if asked in LEGAL_FORMS else How.EXACT
    if asked in LEGAL_FORMS or listed in LEGAL_FORMS:
        return None
    if TRANSLATION.get(asked, asked) == TRANSLATION.get(listed, listed):
        return _TRANSLATION_SIMILARITY, How.TRANSLATION
    if asked_sound == listed_sound and min(len(asked), len(listed)) >= 3:
        return _SOUND_SIMILARITY, How.TRANSLITERATION
    return _spelling(asked, listed)


def allowed_edits(length: int) -> int:
    """Return how many edits a word of so many letters may have and still be that word."""
    return 0 if length < 4 else 1 if length < 8 else 2


def align(asked: AnalysedName, listed: AnalysedName) -> list[Pair]:
    """Return the best pairs of words, each word in one pair at most, the most alike first."""
    found = []
    for left, word in enumerate(asked.tokens):
        letters, is_translated = asked.letters[left], word in TRANSLATION
        for right, other in enumerate(listed.tokens):
            # An edit changes two letters at most: most pairs end here, before any comparison.
            differing = (letters ^ listed.letters[right]).bit_count()
            sound, other_sound = asked.sounds[left], listed.sounds[right]
            if differing > _MOST_DIFFERING and not is_translated and sound != other_sound:
                continue
            alike = compare_words(word, other, sound, other_sound)
            if alike is not None:
                found.append(Pair(left, right, *alike))
    # Order breaks ties, so that the same names give the same pairs everywhere.
    found.sort(key=lambda pair: (-pair.similarity, abs(pair.asked - pair.listed), pair.asked))
    return _disjoint(found)


def _disjoint(pairs: list[Pair]) -> list[Pair]:
    used_asked: set[int] = set()
    used_listed: set[int] = set()
    chosen = []
    for pair in pairs:
        if pair.asked not in used_asked and pair.listed not in used_listed:
            chosen.append(pair)
            used_asked.add(pair.asked)
            used_listed.add(pair.listed)
    return chosen


def _spelling(asked: str, listed: str) -> tuple[float, How] | None:
    if asked.isdigit() or listed.isdigit():
        return None
    longest = max(len(asked), len(listed))
    limit = allowed_edits(min(len(asked), len(listed)))
    edits = OSA.distance(asked, listed, score_cutoff=limit)
    if edits > limit:
        return None
    return 1.0 - edits / longest, How.SPELLING
