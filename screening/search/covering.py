"""Which candidates the words of a name in a script without vowels can cover.

The few letters of such a word are like thousands of Latin ones, so there are many candidates. Most
can be dropped before they are compared: a listed word that no reading of an asked one is stays
left over, whatever else agrees. "سليم" may be "Salim" or "Salem", but never "Harbour".
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from screening.kernels.model import TABLES
from screening.kernels.packed import Packed
from screening.kernels.reaching import reach_by_covering
from screening.names.analysis import AnalysedName, NativeWord
from screening.names.spelling import WordKind
from screening.names.words import NUMERALS, TRANSLATION
from screening.scripts.skeletons import latin_skeleton, most_apart, native_skeletons
from screening.scripts.transliteration import which_may_be
from screening.search.alike import AlikeWords
from screening.search.packing import distinct_places, spelt

Array = npt.NDArray[Any]
# One bit for each asked word; the last one stands for all further ones.
_BITS: Final = 64
_ALL: Final = 2**64 - 1
_LOW: Final = 2**32 - 1
# Listed words that may be written quite otherwise, as words of another language or as numbers.
_TRANSLATED: Final = frozenset({*TRANSLATION.values(), *NUMERALS.values(), "bin"})


def may_cover(
    name: AnalysedName,
    alike: AlikeWords,
    found: Array,
    names: Packed,
    *,
    kinds: Array,
    least: float,
) -> npt.NDArray[np.bool_]:
    """Tell of each candidate whether it can be a hit with all words covered that may be.

    Args:
        alike: the listed words that search takes for each asked word.
        found: int32[n], numbers of names in `names`, those of the index.
        kinds: uint8[n], kinds of their bearers.
        least: the logit that the names must reach.

    Returns:
        bool[n].
    """
    words, places = _words_of(found, names)
    distinct, at = np.unique(words, return_inverse=True)
    masks = _masks(name, [_letters(names, number) for number in distinct.tolist()], 2)
    for place, word in enumerate(name.words):
        masks[np.isin(distinct, alike[word.letters])] |= _bit(place)
    weights, heaviest = _weights(name)
    can: npt.NDArray[np.bool_] = reach_by_covering(
        found, places, masks[at], _by_two(name, words, names), weights, heaviest, names, kinds,
        TABLES, least,
    )  # fmt: skip
    return can


def _words_of(found: Array, names: Packed) -> tuple[Array, Array]:
    """Return the words of the candidates, name after name, and where those of each begin."""
    sizes = np.diff(names.name_at)[found]
    places = np.zeros(len(found) + 1, dtype=np.int64)
    np.cumsum(sizes, out=places[1:])
    starts = np.repeat(names.name_at[found] - places[:-1], sizes)
    return names.words[starts + np.arange(places[-1])], places


def _by_two(name: AnalysedName, words: Array, names: Packed) -> Array:
    """Return for each listed word which asked ones it and the next one together may be: uint64[m].

    What stands across two names is never looked at.
    """
    pairs = words[:-1].astype(np.int64) << 32 | words[1:]
    distinct, at = np.unique(pairs, return_inverse=True)
    texts = [_letters(names, n >> 32) + _letters(names, n & _LOW) for n in distinct.tolist()]
    return np.append(_masks(name, texts, 1)[at], np.uint64(0))


def _weights(name: AnalysedName) -> tuple[Array, Array]:
    """Return what each asked word says, 0 for forms and repeated ones; and sums, largest first.

    Of the weights [0.2, 0, 1] the sums are [0, 1, 1.2, 1.2].
    """
    weights = np.zeros(len(name.words))
    kept = [p for p in distinct_places(name) if name.words[p].kind is not WordKind.FORM]
    weights[kept] = [name.words[place].weight for place in kept]
    return weights, np.concatenate([[0.0], np.cumsum(np.sort(weights)[::-1])])


def _masks(name: AnalysedName, latins: Sequence[str], most_native: int) -> Array:
    """Return for each Latin text which asked words it may be: uint64[texts], a bit each.

    Args:
        most_native: how many neighbouring asked words may be one Latin text.
    """
    masks = np.array([_ALL if text in _TRANSLATED else 0 for text in latins], dtype=np.uint64)
    bones, at = np.unique([latin_skeleton(text) for text in latins], return_inverse=True)
    if not len(bones):
        return masks
    most = np.array([most_apart(each) for each in bones.tolist()])
    letters, word_at = spelt(list(latins))
    for text, bits in _texts(name, most_native):
        skeletons = native_skeletons(text)
        if skeletons:
            apart = cdist(skeletons, bones.tolist(), scorer=OSA.distance, score_cutoff=2)
            near = np.flatnonzero((apart.min(axis=0) <= most)[at]).astype(np.int32)
            masks[near[which_may_be(text, letters, word_at, near)]] |= bits
    return masks


def _texts(name: AnalysedName, most: int) -> Iterator[tuple[str, np.uint64]]:
    """Yield the native words, up to so many neighbours as one, with the bits of their places."""
    for number, native in enumerate(name.native):
        bits = _bits(native)
        yield native.text, bits
        for after in name.native[number + 1 : number + most]:
            yield native.text + after.text, bits | _bits(after)


def _bits(native: NativeWord) -> np.uint64:
    bits = np.uint64(0)
    for place in range(native.first, native.last):
        bits |= _bit(place)
    return bits


def _bit(place: int) -> np.uint64:
    return np.uint64(1 << min(place, _BITS - 1))


def _letters(names: Packed, number: int) -> str:
    return names.letters[names.word_at[number] : names.word_at[number + 1]].tobytes().decode()
