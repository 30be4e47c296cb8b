"""Which words of an index an asked word may be: by its letters, its sound, or its script."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.kernels.packed import Packed
from screening.kernels.postings import Postings, SearchBuffers
from screening.kernels.similar import similar_words
from screening.names.analysis import AnalysedName
from screening.names.spelling import Word, hash_of
from screening.scripts.skeletons import native_skeletons
from screening.scripts.transliteration import which_may_be
from screening.search.remembering import Remembered

Array = npt.NDArray[Any]
# For each word of a name, by its letters, the numbers of the listed words that it may be: int32[k].
AlikeWords = Mapping[str, Array]
_NOTHING: Final = np.empty(0, dtype=np.int32)


class WordFinder:
    """Finds the listed words that asked words may be.

    Args:
        most: how many answers of each kind are remembered; about 300 bytes each.
    """

    def __init__(
        self, names: Packed, postings: Postings, buffers: SearchBuffers, most: int
    ) -> None:
        self._names, self._postings, self._buffers = names, postings, buffers
        self._by_letters, self._by_meaning = Remembered(most), Remembered(most)

    def find(self, asked: Packed, vocabulary: Sequence[Word]) -> dict[str, Array]:
        """Return what each word may be that is misspelt, or heard as another.

        Args:
            vocabulary: the words of `asked`, in the order of their numbers.
        """
        letters = [word.letters for word in vocabulary]
        known = {text: self._by_letters.get(text) for text in letters}
        found = {text: answer for text, answer in known.items() if answer is not None}
        new = [number for number, text in enumerate(letters) if text not in found]
        if new:
            wanted = np.array(new, dtype=np.int32)
            words, places = similar_words(asked, wanted, self._names, self._postings, self._buffers)
            for place, number in enumerate(new):
                part = words[places[place] : places[place + 1]].copy()
                found[letters[number]] = part
                self._by_letters.keep(letters[number], part)
        return found

    def find_native(
        self, name: AnalysedName, asked: Packed, vocabulary: Sequence[Word]
    ) -> dict[str, Array]:
        """Return what each word may be, of a name in a script without vowels.

        Whether such a word is another one is a question of likelihood, not of letters.
        """
        found = self.find(asked, vocabulary)
        for number, native in enumerate(name.native):
            meanings = [self._meanings(text) for text in _with_next(name, number, native.text)]
            for word in name.words[native.first : native.last]:
                parts = [found[word.letters], *meanings]
                found[word.letters] = np.unique(np.concatenate(parts)).astype(np.int32)
        return found

    def _meanings(self, text: str) -> Array:
        """Return the listed words that a native word may be."""
        known = self._by_meaning.get(text)
        if known is not None:
            return known
        near = self._with_skeleton_of(text)
        found = near[which_may_be(text, self._names.letters, self._names.word_at, near)]
        self._by_meaning.keep(text, found)
        return found

    def _with_skeleton_of(self, text: str) -> Array:
        """Return the listed words that have a skeleton in common with a native word: int32[k]."""
        hashes = np.array([hash_of(bones) for bones in native_skeletons(text)], np.uint64)
        first = np.searchsorted(self._postings.bones, hashes, side="left")
        last = np.searchsorted(self._postings.bones, hashes, side="right")
        parts = [self._postings.bones_word[a:b] for a, b in zip(first, last, strict=True)]
        return np.concatenate([_NOTHING, *parts])


def _with_next(name: AnalysedName, number: int, text: str) -> list[str]:
    """Return a native word, and as one with the next: two may be one listed word."""
    return [text, *(text + after.text for after in name.native[number + 1 : number + 2])]


def in_a_row(alike: AlikeWords, vocabulary: Sequence[Word]) -> tuple[Array, Array]:
    """Return the listed words, int32[n], word after word, and where those of each begin."""
    parts = [alike[word.letters] for word in vocabulary]
    places = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=places[1:])
    return np.concatenate(parts) if parts else _NOTHING.copy(), places
