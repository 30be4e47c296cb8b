"""An index of names: built once, mapped from disk ever after, shared by all processes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.bounding import summarise
from screening.kernels.packed import FORM, Packed
from screening.kernels.postings import (
    LEAST_RARITY,
    LEAST_SHARE,
    LONGEST_WORD,
    Postings,
    Texts,
    search_buffers,
    texts_for,
)
from screening.kernels.retrieval import candidates, names_sharing
from screening.kernels.similar import similar_words
from screening.kernels.whole_names import describe
from screening.names.analysis import AnalysedName
from screening.names.spelling import Word, hash_of
from screening.scripts.skeletons import latin_skeleton
from screening.search.alike import WordFinder, in_a_row
from screening.search.candidates import Candidates, NativeCandidates
from screening.search.packing import pack, vocabulary_of

Array = npt.NDArray[Any]
REMEMBERED: Final = 10_000


class KeptNames(NamedTuple):
    """Names as they are asked, to be kept: what search() makes of them before it searches.

    Attributes:
        gaps: int64[names], how many blanks each has.
    """

    names: Packed
    texts: Texts
    gaps: Array

    @classmethod
    def of(cls, names: Sequence[AnalysedName]) -> "KeptNames":
        """Make names ready; none of them in a script without vowels."""
        vocabulary = vocabulary_of(names)
        packed = pack(names, vocabulary)
        texts, _, gaps = _texts(packed, vocabulary)
        return cls(packed, texts, gaps)


class NameIndex:
    """Answers which names are worth comparing with a name; a name's number is its place.

    An answer depends on the names alone: not on what was asked before, nor on what is asked
    beside it.

    Example:
        index = NameIndex.of([analyse("Akmetron AO"), analyse("Radiline OOO")])
        index.candidates([analyse("Akmetronn")])  # one array for each name asked: [array([0])]

    Args:
        remembered: how many words it keeps the similar ones of, to save work.
    """

    def __init__(self, names: Packed, postings: Postings, *, remembered: int = REMEMBERED) -> None:
        self.names = names
        self.postings = postings
        self._buffers = search_buffers(len(names.name_at) - 1)
        self._words = WordFinder(names, postings, self._buffers, remembered)

    @classmethod
    def of(cls, names: Sequence[AnalysedName]) -> "NameIndex":
        """Build the index of these names."""
        vocabulary = sorted(
            vocabulary_of(names), key=lambda word: (len(word.letters), word.letters)
        )
        packed = pack(names, vocabulary)
        return cls(packed, _postings(packed, vocabulary))

    def __len__(self) -> int:
        return len(self.names.name_at) - 1

    def arrays(self) -> dict[str, Array]:
        """Return all that the index is, for writing to disk."""
        parts = {f"names.{key}": array for key, array in self.names._asdict().items()}
        return parts | {f"postings.{key}": a for key, a in self.postings._asdict().items()}

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, Array], *, remembered: int = REMEMBERED
    ) -> "NameIndex":
        """Return the index that arrays() gave."""
        return cls(
            Packed(**{key: arrays[f"names.{key}"] for key in Packed._fields}),
            Postings(**{key: arrays[f"postings.{key}"] for key in Postings._fields}),
            remembered=remembered,
        )

    def candidates(self, asked: Sequence[AnalysedName]) -> list[Array]:
        """Return for each name the numbers of names worth comparing, in no order."""
        answer = self.search(asked)
        places = answer.found_at
        return [answer.found[places[n] : places[n + 1]] for n in range(len(asked))]

    def search(self, asked: Sequence[AnalysedName]) -> Candidates:
        """Return the candidates of names; many at once cost less than one by one."""
        vocabulary = vocabulary_of(asked)
        packed = pack(asked, vocabulary)
        similar, similar_at = in_a_row(self._words.find(packed, vocabulary), vocabulary)
        texts, _, gaps = _texts(packed, vocabulary)
        found, found_at, shared = candidates(
            packed, texts, gaps, similar, similar_at, self.names, self.postings, self._buffers
        )
        return Candidates(asked=packed, found=found, found_at=found_at, shared=shared)

    def have_heard(self, found: Candidates, hashes: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Tell of each candidate whether one of its words is heard as a hash says.

        Args:
            hashes: one for each asked name, see names.spelling.Word.
        """
        have = np.zeros(len(found.found), dtype=bool)
        at, posted = self.postings.post_at, self.postings.posted
        for number, wanted in enumerate(np.asarray(hashes, dtype=np.uint64)):
            first, last = found.found_at[number], found.found_at[number + 1]
            low, high = (np.searchsorted(self.postings.heard, wanted, s) for s in ("left", "right"))
            words = self.postings.heard_word[low:high]
            holders = [posted[at[word] : at[word + 1]] for word in words]
            if holders:
                have[first:last] = np.isin(found.found[first:last], np.concatenate(holders))
        return have

    def are_heard(self, hashes: Sequence[int] | Array) -> npt.NDArray[np.bool_]:
        """Tell of each hash whether a word of the index is heard so, see Word.heard."""
        heard, wanted = self.postings.heard, np.asarray(hashes, dtype=np.uint64)
        if not len(heard):
            return np.zeros(len(wanted), dtype=bool)
        places = np.minimum(np.searchsorted(heard, wanted), len(heard) - 1)
        found: npt.NDArray[np.bool_] = heard[places] == wanted
        return found

    def search_kept(self, asked: KeptNames) -> Candidates:
        """Return the candidates of names that were made ready before: as search() does."""
        wanted = np.arange(len(asked.names.word_at) - 1, dtype=np.int32)
        similar, similar_at = similar_words(
            asked.names, wanted, self.names, self.postings, self._buffers
        )
        found, found_at, shared = candidates(
            asked.names, asked.texts, asked.gaps, similar, similar_at, self.names, self.postings,
            self._buffers,
        )  # fmt: skip
        return Candidates(asked=asked.names, found=found, found_at=found_at, shared=shared)

    def search_native(self, name: AnalysedName) -> NativeCandidates:
        """Return candidates of a name in a script without vowels, by what its words may be.

        One name at a time: a romanised word may be of two native ones, which mean other words.
        """
        vocabulary = vocabulary_of([name])
        packed = pack([name], vocabulary)
        alike = self._words.find_native(name, packed, vocabulary)
        found, _, shared = names_sharing(
            packed, *in_a_row(alike, vocabulary), self.names, self.postings, self._buffers
        )
        return NativeCandidates(found=found, shared=shared, alike=alike)


def _sorted_words(packed: Packed, vocabulary: Sequence[Word]) -> Array:
    """Return the words of every name in alphabetical order."""
    order = sorted(range(len(vocabulary)), key=lambda number: vocabulary[number].letters)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    holder = np.repeat(np.arange(len(packed.name_at) - 1), np.diff(packed.name_at))
    return packed.words[np.lexsort((ranks[packed.words], holder))]


def _postings(packed: Packed, vocabulary: Sequence[Word]) -> Postings:
    """Return what finds the names; vocabulary: their words by length."""
    names = len(packed.name_at) - 1
    holder = np.repeat(np.arange(names, dtype=np.int32), np.diff(packed.name_at))
    by_sound = np.argsort(packed.heard, kind="stable")
    lengths = np.diff(packed.word_at)
    postings = Postings(
        length_at=np.searchsorted(lengths, np.arange(LONGEST_WORD + 2)).astype(np.int32),
        heard=packed.heard[by_sound],
        heard_word=by_sound.astype(np.int32),
        enough=_enough(packed, holder),
        **_skeletons(vocabulary),
        **_holders(packed, holder),
        **_summaries(packed),
        **_descriptions(packed, vocabulary),
    )
    for array in postings:
        array.flags.writeable = False
    return postings


def _enough(packed: Packed, holder: Array) -> Array:
    """Return what is enough of each name to share: int32[names, 3], see Postings.

    Args:
        holder: int32[words of all names], whose name each word is in.
    """
    names, words = len(packed.name_at) - 1, packed.words
    is_said = packed.kind[words] != FORM
    # A name of nothing but legal forms is compared by them.
    has_said = np.bincount(holder, weights=is_said, minlength=names) > 0
    is_said |= ~has_said[holder]
    is_said &= _is_first(packed, holder)
    size = _sums(holder, np.diff(packed.word_at)[words] * is_said, names)
    rarity = _sums(holder, packed.weight[words] * is_said, names)
    # One word, or rare enough words, are enough of a name.
    count = _sums(holder, is_said, names)
    enough = np.where(count <= 1, 0, np.floor(LEAST_RARITY * 256 * rarity) - 1)
    return np.column_stack([enough, np.ceil(LEAST_SHARE * size), size]).astype(np.int32)


def _is_first(packed: Packed, holder: Array) -> npt.NDArray[np.bool_]:
    """Tell of each word of all names whether it is the first such word: twice says no more."""
    is_first = np.zeros(len(holder), dtype=bool)
    keys = holder * np.int64(len(packed.weight) + 1) + packed.words
    is_first[np.unique(keys, return_index=True)[1]] = True
    return is_first


def _skeletons(vocabulary: Sequence[Word]) -> dict[str, Array]:
    """Return the hashes of skeletons in ascending order, and which words have them."""
    rows = sorted(
        (hash_of(bones), number)
        for number, word in enumerate(vocabulary)
        if (bones := latin_skeleton(word.letters))
    )
    return {
        "bones": np.array([row[0] for row in rows], dtype=np.uint64),
        "bones_word": np.array([row[1] for row in rows], dtype=np.int32),
    }


def _summaries(packed: Packed) -> dict[str, Array]:
    """Return what the words of each name say in all, and how long they are; see Postings."""
    names = len(packed.name_at) - 1
    said = np.zeros(names, dtype=np.float32)
    sizes, joined = np.zeros(names, dtype=np.uint64), np.zeros(names, dtype=np.uint64)
    summarise(packed, said, sizes, joined)
    return {"said": said, "sizes": sizes, "joined": joined}


def _holders(packed: Packed, holder: Array) -> dict[str, Array]:
    """Return for each word the names that hold it, in ascending order."""
    order = np.lexsort((holder, packed.words))
    words, holders = packed.words[order], holder[order]
    is_first = np.ones(len(words), dtype=bool)
    is_first[1:] = (words[1:] != words[:-1]) | (holders[1:] != holders[:-1])
    held = np.bincount(words[is_first], minlength=len(packed.weight))
    return {"post_at": _places(held), "posted": holders[is_first]}


def _descriptions(packed: Packed, vocabulary: Sequence[Word]) -> dict[str, Array]:
    """Return the names by ascending length, and the letters of each; see Postings."""
    lengths = _lengths(packed)
    order = np.argsort(lengths, kind="stable").astype(np.int32)
    texts, lengths, gaps = _texts(packed, vocabulary, order)
    return {
        "order": order,
        "length": lengths.astype(np.int32),
        "slack": (lengths + gaps).astype(np.int16),
        **texts._asdict(),
    }


def _texts(
    packed: Packed, vocabulary: Sequence[Word], order: Array | None = None
) -> tuple[Texts, Array, Array]:
    """Return the texts of the names in this order, and how many letters and blanks each has."""
    lengths = _lengths(packed)
    gaps = np.maximum(np.diff(packed.name_at) - 1, 0)
    order = np.arange(len(gaps), dtype=np.int32) if order is None else order
    texts = texts_for(lengths, gaps)
    describe(packed, order, _sorted_words(packed, vocabulary), texts)
    return texts, lengths[order], gaps[order]


def _lengths(packed: Packed) -> Array:
    """Return how many letters each name has."""
    ends = np.concatenate([[0], np.cumsum(np.diff(packed.word_at)[packed.words])])
    return np.diff(ends[packed.name_at])


def _sums(holder: Array, values: Array, names: int) -> Array:
    """Return the sum of the values of each name's words."""
    return np.bincount(holder, weights=values, minlength=names)


def _places(lengths: Iterable[int] | Array) -> Array:
    """Return where each of so long parts begins, and where the last one ends."""
    values = np.asarray(lengths)
    places = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=places[1:])
    return places
