"""Which words of a listed name the words of a name in a script without vowels may be.

A few letters are like thousands of names. So names are told apart before they are compared: what
no reading of the asked words covers is left over, whatever else agrees.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from screening.kernels.bounding import can_cover
from screening.kernels.model import TABLE
from screening.names.analysis import AnalysedName, NativeWord
from screening.names.spelling import WordKind
from screening.names.words import NUMERALS, TRANSLATION
from screening.scripts.skeletons import latin_skeleton, most_apart, native_skeletons
from screening.scripts.transliteration import may_be
from screening.search.packing import Packed, distinct_places

Array = npt.NDArray[Any]
# One bit for each asked word; the last one stands for all further ones.
_BITS: Final = 64
_ALL: Final = 2**64 - 1
_LOW: Final = 2**32 - 1
# Listed words that may be written quite otherwise, as words of another language or as numbers.
_TRANSLATED: Final = frozenset({*TRANSLATION.values(), *NUMERALS.values(), "bin"})


def may_cover(
    name: AnalysedName, alike: Mapping[str, Array], found: Array, names: Packed, least: float
) -> Array:
    """Tell of each listed name whether it can reach the least logit, by all that may be covered.

    Args:
        alike: for the letters of each asked word the listed words that search takes for it.
        found: numbers of names in `names`.
    """
    sizes = np.diff(names.name_at)[found]
    places = np.zeros(len(found) + 1, dtype=np.int64)
    np.cumsum(sizes, out=places[1:])
    words = names.words[
        np.repeat(names.name_at[found] - places[:-1], sizes) + np.arange(places[-1])
    ]
    distinct, at = np.unique(words, return_inverse=True)
    masks = _masks(name, [_letters(names, number) for number in distinct.tolist()], 2)
    for place, word in enumerate(name.words):
        masks[np.isin(distinct, alike[word.letters])] |= _bit(place)
    # Two listed words may be one asked; what stands across two names is never looked at.
    pairs = words[:-1].astype(np.int64) << 32 | words[1:]
    together, by_two = np.unique(pairs, return_inverse=True)
    texts = [_letters(names, n >> 32) + _letters(names, n & _LOW) for n in together.tolist()]
    two = np.append(_masks(name, texts, 1)[by_two], np.uint64(0))
    weights = np.zeros(len(name.words))
    kept = [p for p in distinct_places(name) if name.words[p].kind is not WordKind.FORM]
    weights[kept] = [name.words[place].weight for place in kept]
    heaviest = np.concatenate([[0.0], np.cumsum(np.sort(weights)[::-1])])
    can: Array = can_cover(found, places, masks[at], two, weights, heaviest, names, TABLE, least)
    return can


def _masks(name: AnalysedName, latins: Sequence[str], most_native: int) -> Array:
    """Return for each Latin text which asked words it may be, up to so many as one, as bits."""
    masks = np.array([_ALL if text in _TRANSLATED else 0 for text in latins], dtype=np.uint64)
    bones, at = np.unique([latin_skeleton(text) for text in latins], return_inverse=True)
    if not len(bones):
        return masks
    most = np.array([most_apart(each) for each in bones.tolist()])
    for text, bits in _texts(name, most_native):
        skeletons = native_skeletons(text)
        if skeletons:
            apart = cdist(skeletons, bones.tolist(), scorer=OSA.distance, score_cutoff=2)
            near = np.flatnonzero((apart.min(axis=0) <= most)[at]).tolist()
            masks[[number for number in near if may_be(text, latins[number])]] |= bits
    return masks


def _texts(name: AnalysedName, most: int) -> Iterator[tuple[str, np.uint64]]:
    """Yield each native word, and if wanted each two neighbours as one, with their bits."""
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
