"""What finds names by their words and letters: flat arrays, mapped from disk, and room to count."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.compiled import kernel

Array = npt.NDArray[Any]
FORM, NUMBER, SON = 1, 2, 4
LONGEST_WORD = 64
# Names whose letters are compared at a time, so that the differences stay in the cache.
BLOCK = 4096
LEAST_RATIO = 0.8
# A shared set of words gives 0.95 × its ratio of 2s / (2s + rest): 80 needs 0.727 of one side.
LEAST_SHARE = 0.72
LEAST_RARITY = 0.6
LEAST_OF_BOTH = 0.36


class Postings(NamedTuple):
    """What finds names by their words and letters.

    Attributes:
        length_at: first word number of at least so many letters, 0 to LONGEST_WORD + 1.
        heard, heard_word: hashes of sounds in ascending order, and whose they are.
        bones, bones_word: the same of skeletons.
        post_at, posted: for each word the names that hold it.
        asks: for each name what is enough of it, rarity in 1/256 and letters; and all its letters.
        said, sizes, joined: for each name what its words say in all, and how long they are.
        order: name numbers by ascending length; in that order length, slack (letters and
        blanks), low and high (128 bits of which letter occurs how often), and the letters: plain
        as written, by_word with the words sorted and blanks between them.
    """

    length_at: Array
    heard: Array
    heard_word: Array
    bones: Array
    bones_word: Array
    post_at: Array
    posted: Array
    asks: Array
    said: Array
    sizes: Array
    joined: Array
    order: Array
    length: Array
    slack: Array
    low: Array
    high: Array
    plain: Array
    plain_at: Array
    by_word: Array
    by_word_at: Array


class Texts(NamedTuple):
    """What describes the letters of names; see Postings."""

    low: Array
    high: Array
    plain: Array
    plain_at: Array
    by_word: Array
    by_word_at: Array


class Scratch(NamedTuple):
    """Room to count in; each process has its own."""

    seen: Array
    place: Array
    tally: Array
    touched: Array
    marks: Array
    row: Array
    four: Array
    flags: Array
    chosen: Array
    picked: Array
    whole: Array


def scratch_for(names: int) -> Scratch:
    """Return room for an index of so many names."""
    return Scratch(
        seen=np.zeros(names, dtype=np.int64),
        place=np.zeros(names, dtype=np.int32),
        tally=np.zeros((names, 4), dtype=np.int32),
        touched=np.zeros(names, dtype=np.int32),
        marks=np.zeros((128, 8), dtype=np.uint64),
        row=np.zeros(8, dtype=np.uint64),
        four=np.zeros((3, 4), dtype=np.int64),
        flags=np.zeros(BLOCK, dtype=np.uint8),
        chosen=np.zeros(BLOCK, dtype=np.int32),
        picked=np.zeros(BLOCK + 1, dtype=np.int32),
        whole=np.zeros(2 * BLOCK, dtype=np.int32),
    )


@kernel
def first_at(values, wanted):
    """Return the first place of ascending values that is not below the wanted one."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def texts_for(lengths: Array, gaps: Array) -> Texts:
    """Return room for the texts of names with so many letters and blanks each."""
    names = len(lengths)
    return Texts(
        low=np.zeros(names, dtype=np.uint64),
        high=np.zeros(names, dtype=np.uint64),
        plain=np.zeros(int(lengths.sum()), dtype=np.uint8),
        plain_at=np.zeros(names + 1, dtype=np.int32),
        by_word=np.zeros(int((lengths + gaps).sum()), dtype=np.uint8),
        by_word_at=np.zeros(names + 1, dtype=np.int32),
    )
