"""An index of names: built once, mapped from disk ever after, shared by all processes."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.kernels.bounding import summarise
from screening.kernels.postings import (
    FORM,
    LEAST_RARITY,
    LEAST_SHARE,
    LONGEST_WORD,
    Postings,
    Texts,
    scratch_for,
    texts_for,
)
from screening.kernels.retrieval import candidates, sharing
from screening.kernels.similar import similar_words
from screening.kernels.whole_names import describe
from screening.names.analysis import AnalysedName
from screening.names.spelling import Word, hash_of
from screening.scripts.skeletons import latin_skeleton, native_skeletons
from screening.scripts.transliteration import may_be
from screening.search.packing import Packed, pack

Array = npt.NDArray[Any]
# Similar words of so many words are remembered; about 300 bytes each.
_REMEMBERED: Final = 10_000
_NOTHING: Final = np.empty(0, dtype=np.int32)


class NameIndex:
    """Answers which names are worth comparing with a name; a name's number is its place.

    Example:
        index = NameIndex.of([analyse("Akmetron AO"), analyse("Radiline OOO")])
        index.candidates([analyse("Akmetronn")])  # one array for each name asked: [array([0])]
    """

    def __init__(self, names: Packed, postings: Postings) -> None:
        self.names = names
        self.postings = postings
        self._scratch = scratch_for(len(names.name_at) - 1)
        self._mark = 1
        self._similar: OrderedDict[str, Array] = OrderedDict()

    @classmethod
    def of(cls, names: Sequence[AnalysedName]) -> "NameIndex":
        """Build the index of these names."""
        words = {word.letters: word for name in names for word in name.words}
        vocabulary = sorted(words.values(), key=lambda word: (len(word.letters), word.letters))
        packed = pack(names, vocabulary)
        return cls(packed, _postings(packed, vocabulary))

    def __len__(self) -> int:
        return len(self.names.name_at) - 1

    def arrays(self) -> dict[str, Array]:
        """Return all that the index is, for writing to disk."""
        parts = {f"names.{key}": array for key, array in self.names._asdict().items()}
        return parts | {f"postings.{key}": a for key, a in self.postings._asdict().items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "NameIndex":
        """Return the index that arrays() gave."""
        return cls(
            Packed(**{key: arrays[f"names.{key}"] for key in Packed._fields}),
            Postings(**{key: arrays[f"postings.{key}"] for key in Postings._fields}),
        )

    def candidates(self, asked: Sequence[AnalysedName]) -> list[Array]:
        """Return for each name the numbers of names worth comparing, in no order."""
        _, found, places, _ = self.search(asked)
        return [found[places[n] : places[n + 1]] for n in range(len(asked))]

    def search(self, asked: Sequence[AnalysedName]) -> tuple[Packed, Array, Array, Array]:
        """Return the names in packed form, all their candidates, and where each one's begin.

        Last: the rarity of the words that each candidate shares; -1 where the whole name is near.
        """
        vocabulary = list({word.letters: word for name in asked for word in name.words}.values())
        packed = pack(asked, vocabulary)
        similar, similar_at = self._similar_of(packed, vocabulary)
        texts, _, gaps = _texts(packed, vocabulary)
        found, places, rare = candidates(
            packed, texts, gaps, similar, similar_at, self.names, self.postings, self._scratch,
            self._mark,
        )  # fmt: skip
        self._mark += 2 * len(asked) + 2
        return packed, found, places, rare

    def search_native(self, names: Sequence[AnalysedName]) -> tuple[Array, Array, Array]:
        """Return candidates of names in scripts without vowels, by what their words may be.

        Whether a word may be another is a question of likelihood, not of letters. Second where
        each name's begin, last the rarity of the words that each candidate shares.
        """
        vocabulary = list({word.letters: word for name in names for word in name.words}.values())
        packed = pack(names, vocabulary)
        similar, similar_at = self._similar_of(packed, vocabulary, self._meant(names))
        found, rare, places = sharing(
            packed, similar, similar_at, self.names, self.postings, self._scratch, self._mark
        )
        self._mark += len(names) + 1
        return found, places, rare

    def words_like(self, name: AnalysedName) -> dict[str, Array]:
        """Return for each word of a name that was searched for the listed words it may be."""
        meant = self._meant([name])
        return {
            word.letters: np.union1d(
                self._similar.get(word.letters, _NOTHING), meant.get(word.letters, _NOTHING)
            )
            for word in name.words
        }

    def _meant(self, names: Sequence[AnalysedName]) -> dict[str, Array]:
        """Return for each word of another script the listed words that it, or two, may be."""
        meant: dict[str, Array] = {}
        for name in names:
            for number, native in enumerate(name.native):
                texts = [native.text]
                texts += [
                    native.text + after.text for after in name.native[number + 1 : number + 2]
                ]
                parts = [self._meanings(text) for text in texts]
                for word in name.words[native.first : native.last]:
                    known = meant.get(word.letters, _NOTHING)
                    meant[word.letters] = np.unique(np.concatenate([known, *parts]))
        return meant

    def _meanings(self, text: str) -> Array:
        key = f"\x00{text}"
        if key not in self._similar:
            hashes = np.array([hash_of(bones) for bones in native_skeletons(text)], np.uint64)
            first = np.searchsorted(self.postings.bones, hashes, side="left")
            last = np.searchsorted(self.postings.bones, hashes, side="right")
            found = [self.postings.bones_word[a:b] for a, b in zip(first, last, strict=True)]
            near = [n for part in found for n in part.tolist() if self._may_be(text, n)]
            self._similar[key] = np.array(near, dtype=np.int32)
        return self._similar[key]

    def _may_be(self, text: str, number: int) -> bool:
        at, to = self.names.word_at[number], self.names.word_at[number + 1]
        latin = self.names.letters[at:to].tobytes().decode("ascii")
        return may_be(text, latin)

    def _similar_of(
        self, packed: Packed, vocabulary: Sequence[Word], meant: Mapping[str, Array] | None = None
    ) -> tuple[Array, Array]:
        new = [n for n, word in enumerate(vocabulary) if word.letters not in self._similar]
        if new:
            wanted = np.array(new, dtype=np.int32)
            found, places = similar_words(packed, wanted, self.names, self.postings, self._scratch)
            for place, number in enumerate(new):
                part = found[places[place] : places[place + 1]].copy()
                self._similar[vocabulary[number].letters] = part
        parts = [self._similar[word.letters] for word in vocabulary]
        if meant:
            parts = [
                np.union1d(part, meant.get(word.letters, _NOTHING)).astype(np.int32)
                for part, word in zip(parts, vocabulary, strict=True)
            ]
        while len(self._similar) > _REMEMBERED:
            self._similar.popitem(last=False)
        places = np.zeros(len(parts) + 1, dtype=np.int64)
        np.cumsum([len(part) for part in parts], out=places[1:])
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32), places


def _sorted_words(packed: Packed, vocabulary: Sequence[Word]) -> Array:
    """Return the words of every name in alphabetical order."""
    order = sorted(range(len(vocabulary)), key=lambda number: vocabulary[number].letters)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    holder = np.repeat(np.arange(len(packed.name_at) - 1), np.diff(packed.name_at))
    return packed.words[np.lexsort((ranks[packed.words], holder))]


def _postings(packed: Packed, vocabulary: Sequence[Word]) -> Postings:
    names = len(packed.name_at) - 1
    holder = np.repeat(np.arange(names, dtype=np.int32), np.diff(packed.name_at))
    lengths = np.diff(packed.word_at)
    is_said = packed.kind[packed.words] != FORM
    # A name of nothing but legal forms is compared by them.
    has_said = np.bincount(holder, weights=is_said, minlength=names) > 0
    is_said |= ~has_said[holder]
    # A word written twice says no more than once.
    is_first = np.zeros(len(holder), dtype=bool)
    is_first[
        np.unique(holder * np.int64(len(vocabulary) + 1) + packed.words, return_index=True)[1]
    ] = True
    is_said &= is_first
    size = _sums(holder, lengths[packed.words] * is_said, names)
    rarity = _sums(holder, packed.weight[packed.words] * is_said, names)
    # One word, or rare enough words, are enough of a name; nothing is more than 2 to the 30.
    count = _sums(holder, is_said, names)
    enough = np.where(count <= 1, 0, np.floor(LEAST_RARITY * 256 * rarity) - 1)
    by_sound = np.argsort(packed.heard, kind="stable")
    postings = Postings(
        length_at=np.searchsorted(lengths, np.arange(LONGEST_WORD + 2)).astype(np.int32),
        heard=packed.heard[by_sound],
        heard_word=by_sound.astype(np.int32),
        **_skeletons(vocabulary),
        **_holders(packed, holder),
        asks=np.column_stack([enough, np.ceil(LEAST_SHARE * size), size]).astype(np.int32),
        **_summaries(packed),
        **_descriptions(packed, vocabulary),
    )
    for array in postings:
        array.flags.writeable = False
    return postings


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
    """Return what the words of each name say in all, and how long they are."""
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
    """Return the names by ascending length, and of each its letters."""
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
    """Return the texts of the names in this order, how many letters and blanks each has."""
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
    return np.bincount(holder, weights=values, minlength=names)


def _places(lengths: Iterable[int] | Array) -> Array:
    values = np.asarray(lengths)
    places = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=places[1:])
    return places
