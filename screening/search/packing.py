"""Names as flat arrays: what compiled code reads, and what a file on disk holds.

Words are numbered; a name is the numbers of its words. The same form holds the names of an index
(a hundred thousand) and the names that are asked (one, or a batch).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.names.analysis import AnalysedName
from screening.names.spelling import Word

Array = npt.NDArray[Any]
# Words repeated in one name say nothing more; a party of sixty times "company" is one of two.
_MOST_REPEATS: Final = 2


class Packed(NamedTuple):
    """Names as arrays; word w has letters[word_at[w]:word_at[w + 1]].

    Attributes:
        sounds: the words' letters as they sound, with places in sound_at.
        heard: 64-bit hash of the sound.
        signature: 64 bits of which letters a word holds, and which twice.
        weight: how much a word says, 0..1.
        kind: WordKind as a number.
        family: which legal forms are one; 0: not a legal form.
        words: word numbers, name after name, in the order written; places in name_at.
    """

    letters: Array
    word_at: Array
    sounds: Array
    sound_at: Array
    heard: Array
    signature: Array
    weight: Array
    kind: Array
    family: Array
    words: Array
    name_at: Array


def pack(names: Sequence[AnalysedName], vocabulary: Sequence[Word] | None = None) -> Packed:
    """Return the names in packed form.

    Args:
        vocabulary: the words in the order of their numbers; default: as they come.
    """
    if vocabulary is None:
        vocabulary = list({word.letters: word for name in names for word in name.words}.values())
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
        words=np.array([number for name in spelt for number in name], dtype=np.int32),
        name_at=_places([len(name) for name in spelt]),
    )
    # Mapped files are read-only, and compiled code is made anew for every kind of array.
    for array in packed:
        array.flags.writeable = False
    return packed


def distinct_places(name: AnalysedName) -> list[int]:
    """Return the positions of the words that are kept: of equal ones the first two."""
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


def _bytes(parts: list[str]) -> Array:
    return np.frombuffer("".join(parts).encode("ascii"), dtype=np.uint8)


def _places(lengths: list[int]) -> Array:
    places = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=places[1:])
    return places
