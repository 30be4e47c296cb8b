"""Candidates: names worth comparing, found without looking at each one.

Two channels. By words: for each word of the query, the listed words it may be (by letters
signature, then by edits), and the names that hold them. By whole name: names whose joined letters
are nearly the same. Both only leave out what cannot reach the score in use.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from screening.alignment import allowed_edits, compare_words
from screening.analysis import AnalysedName, letters_of, place_of, sound_of
from screening.scoring import least_shares
from screening.words import TRANSLATION, weight_of

Names = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
_MAX_JOINED_EDITS_PER_LETTER: Final = 8
_TOKEN_CACHE: Final = 50_000


class NameIndex:
    """An index of analysed names; a name's number is its place in the sequence."""

    def __init__(self, names: Sequence[AnalysedName]) -> None:
        self._totals = np.array([name.total for name in names], dtype=np.float64)
        self._vocabulary = _Vocabulary(names)
        self._joined = _JoinedNames([name.joined for name in names])

    def candidates(self, asked: AnalysedName, least_score: float) -> list[int]:
        """Return the numbers of names that may reach a score, in ascending order."""
        if not asked.tokens or not len(self._totals):
            return []
        of_asked, of_listed = np.zeros(len(self._totals)), np.zeros(len(self._totals))
        for token, weight in zip(asked.tokens, asked.weights, strict=True):
            names, weights = self._vocabulary.names_with(token)
            of_asked[names] += weight
            of_listed[names] += weights
        least_asked, least_listed = least_shares(least_score)
        enough = (of_asked >= least_asked * asked.total) & (
            of_listed >= least_listed * self._totals
        )
        by_joined = self._joined.near(asked.joined)
        return [int(number) for number in np.union1d(np.flatnonzero(enough), by_joined)]


class _Vocabulary:
    """The words of all names, and which names hold them."""

    def __init__(self, names: Sequence[AnalysedName]) -> None:
        postings: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            for token in dict.fromkeys(name.tokens):
                postings[token].append(number)
        self._words = sorted(postings)
        self._postings = [np.array(postings[word], dtype=np.int64) for word in self._words]
        self._signatures = np.array([letters_of(word) for word in self._words], dtype=np.uint64)
        self._lengths = np.array([len(word) for word in self._words], dtype=np.int64)
        self._numbers = {word: number for number, word in enumerate(self._words)}
        self._by_form: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for form in {sound_of(word), f"={TRANSLATION.get(word, word)}"}:
                self._by_form[form].append(number)
        self.names_with = lru_cache(maxsize=_TOKEN_CACHE)(self._names_with)

    def _names_with(self, token: str) -> tuple[Names, Weights]:
        """Return the names that hold a word like this one, and the most such a word weighs."""
        similar = sorted(self._similar(token))
        if not similar:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        holders = np.concatenate([self._postings[number] for number in similar])
        heavy = np.concatenate(
            [np.full(len(self._postings[n]), weight_of(self._words[n])) for n in similar]
        )
        names, places = np.unique(holders, return_inverse=True)
        weights = np.zeros(len(names))
        np.maximum.at(weights, places, heavy)
        return names, weights

    def _similar(self, token: str) -> set[int]:
        sound = sound_of(token)
        numbers = set(self._by_form.get(sound, ()))
        numbers.update(self._by_form.get(f"={TRANSLATION.get(token, token)}", ()))
        numbers = {n for n in numbers if self._is_alike(token, sound, self._words[n])}
        return numbers | self._respelt(token)

    def _respelt(self, token: str) -> set[int]:
        """Return the words that are the token but for the edits it may have."""
        edits = allowed_edits(len(token))
        if not edits or token.isdigit():
            return set()
        near = np.abs(self._lengths - len(token)) <= edits
        differing = np.bitwise_count(self._signatures ^ np.uint64(letters_of(token)))
        numbers = np.flatnonzero(near & (differing <= 2 * edits))
        words = [self._words[number] for number in numbers]
        found = cdist([token], words, scorer=OSA.distance, score_cutoff=edits)[0] <= edits
        return {int(number) for number in numbers[found]}

    @staticmethod
    def _is_alike(token: str, sound: str, word: str) -> bool:
        return compare_words(token, word, sound, sound_of(word)) is not None


class _JoinedNames:
    """All names as single strings, by length and letters."""

    def __init__(self, joined: Sequence[str]) -> None:
        lengths = np.array([len(text) for text in joined], dtype=np.int64)
        self._order = np.argsort(lengths, kind="stable")
        self._lengths = lengths[self._order]
        counts = [_letter_counts(joined[int(number)]) for number in self._order]
        self._low = np.array([low for low, _ in counts], dtype=np.uint64)
        self._high = np.array([high for _, high in counts], dtype=np.uint64)

    def near(self, text: str) -> Names:
        """Return names whose letters differ by no more than their edits could."""
        edits = (len(text) + len(text) // 7) // _MAX_JOINED_EDITS_PER_LETTER
        first = int(np.searchsorted(self._lengths, len(text) - edits, side="left"))
        last = int(np.searchsorted(self._lengths, len(text) + edits, side="right"))
        low, high = _letter_counts(text)
        part = slice(first, last)
        differing = np.bitwise_count(self._low[part] ^ np.uint64(low)).astype(np.int64)
        differing += np.bitwise_count(self._high[part] ^ np.uint64(high))
        # One edit changes two letter counts at most, each by one bit.
        near: Names = self._order[part][differing <= 2 * edits]
        return near


def _letter_counts(text: str) -> tuple[int, int]:
    """Return 128 bits: for each of 36 letters whether it occurs once, twice, three times …"""
    counts: dict[str, int] = defaultdict(int)
    bits = 0
    for letter in text:
        counts[letter] += 1
        if counts[letter] <= 3:
            bits |= 1 << (3 * place_of(letter) + counts[letter] - 1)
    return bits & 0xFFFFFFFFFFFFFFFF, bits >> 64
