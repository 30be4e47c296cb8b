"""What one comparison works in, and the columns of its pairs."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.edits import EditBuffers, edit_buffers
from screening.kernels.features import COUNT

Array = npt.NDArray[Any]
MOST_WORDS = 256
MOST_PAIRS = 1024
# Letters of one name written as one word.
LONGEST = 1024
# The two sides, as rows of `used` and `letters`.
ASKED, LISTED = 0, 1
# The columns of a pair: place of its first word and how many words, on either side; how they
# match; by how many edits; and 1 where the first letter is another one.
ASKED_AT, ASKED_COUNT, LISTED_AT, LISTED_COUNT, HOW, EDITED, FIRST_CHANGED = range(7)
# How the words of a pair match.
EXACT, SOUND, SPELLING, JOINED, SHORTENED = range(5)


class Buffers(NamedTuple):
    """Arrays that one comparison works in; what they hold means nothing between two calls.

    Attributes:
        asked, listed: int32[256], numbers of the words that say who it is.
        pair: int32[1024, 7], the possible pairs, by ASKED_AT … FIRST_CHANGED.
        alike: float64[1024], how alike the words of each pair are, 0..1.
        weight: float64[1024], how much they say about who it is, 0..2.
        chosen: bool[1024], the pairs of the pairing that is measured.
        best_chosen: bool[1024], those of the surest pairing so far.
        used: bool[2, 256], which words, ASKED and LISTED, are in a chosen pair.
        features: float64[COUNT], what the pairing that is measured says.
        best_features: float64[COUNT], what the surest pairing says.
        letters: uint8[2, 1024], both names, ASKED and LISTED, as one word each.
        edits: for counting edits.
    """

    asked: Array
    listed: Array
    pair: Array
    alike: Array
    weight: Array
    chosen: Array
    best_chosen: Array
    used: Array
    features: Array
    best_features: Array
    letters: Array
    edits: EditBuffers


def comparison_buffers() -> Buffers:
    """Return buffers for comparing names, one pair of names after the other."""
    return Buffers(
        asked=np.zeros(MOST_WORDS, dtype=np.int32),
        listed=np.zeros(MOST_WORDS, dtype=np.int32),
        pair=np.zeros((MOST_PAIRS, FIRST_CHANGED + 1), dtype=np.int32),
        alike=np.zeros(MOST_PAIRS, dtype=np.float64),
        weight=np.zeros(MOST_PAIRS, dtype=np.float64),
        chosen=np.zeros(MOST_PAIRS, dtype=np.bool_),
        best_chosen=np.zeros(MOST_PAIRS, dtype=np.bool_),
        used=np.zeros((2, MOST_WORDS), dtype=np.bool_),
        features=np.zeros(COUNT, dtype=np.float64),
        best_features=np.zeros(COUNT, dtype=np.float64),
        letters=np.zeros((2, LONGEST), dtype=np.uint8),
        edits=edit_buffers(LONGEST),
    )
