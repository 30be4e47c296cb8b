"""Putting names into flat arrays."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.kernels.packed import Packed
from screening.names.analysis import AnalysedName
from screening.names.spelling import Word

Array = npt.NDArray[Any]
# Words repeated in one name say nothing more; a party of sixty times "company" is one of two.
_MOST_REPEATS: Final = 2


def vocabulary_of(names: Sequence[AnalysedName]) -> list[Word]:
    """Return every word of the names once, as they come."""
    return list({word.letters: word for name in names for word in name.words}.values())


def pack(names: Sequence[AnalysedName], vocabulary: Sequence[Word] | None = None) -> Packed:
    """Return the names as arrays.

    Args:
        vocabulary: the words in the order of their numbers; default: as they come.
    """
    if vocabulary is None:
        vocabulary = vocabulary_of(names)
    numbers = {word.letters: number for number, word in enumerate(vocabulary)}
    spelt = [
        [numbers[name.words[place].letters] for place in distinct_places(name)] for name in names
    ]
    packed = Packed(
        letters=_bytes([word.letters for word in vocabulary]),
        word_at=_places([len(word.letters) for word in vocabulary]),
        sounds=_bytes([word.sound for word in vocabulary]),
        sound_at=_places([len(word.sound) for word in vocabulary]),
        heard=np.array([word.heard for word in vocabulary], dtype=np.uint64),
        signature=np.array([word.signature for word in vocabulary], dtype=np.uint64),
        weight=np.array([word.weight for word in vocabulary], dtype=np.float32),
        kind=np.array([word.kind for word in vocabulary], dtype=np.uint8),
        family=np.array([word.family for word in vocabulary], dtype=np.uint8),
        begins=np.array([word.begins for word in vocabulary], dtype=np.uint32),
        words=np.array([number for name in spelt for number in name], dtype=np.int32),
        name_at=_places([len(name) for name in spelt]),
        may_be_cut=np.array([name.may_be_cut for name in names], dtype=np.uint8),
    )
    # Mapped files are read-only, and numba compiles anew for writable arrays.
    for array in packed:
        array.flags.writeable = False
    return packed


def distinct_places(name: AnalysedName) -> list[int]:
    """Return the positions of the words that are kept: of equal words the first two."""
    letters = [word.letters for word in name.words]
    if len(set(letters)) == len(letters):
        return list(range(len(letters)))
    seen: Counter[str] = Counter()
    kept = []
    for place, word in enumerate(letters):
        seen[word] += 1
        if seen[word] <= _MOST_REPEATS:
            kept.append(place)
    return kept


def spelt(texts: list[str]) -> tuple[Array, Array]:
    """Return texts as letters, uint8[n], and where each begins, int32[texts + 1]; read-only."""
    places = _places([len(text) for text in texts])
    places.flags.writeable = False
    return _bytes(texts), places


def _bytes(parts: list[str]) -> Array:
    return np.frombuffer("".join(parts).encode("ascii"), dtype=np.uint8)


def _places(lengths: list[int]) -> Array:
    places = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=places[1:])
    return places
