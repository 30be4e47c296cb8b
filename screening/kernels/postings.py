"""What finds names by their words and letters: flat arrays, mapped from disk, and buffers."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.compiled import kernel

Array = npt.NDArray[Any]
LONGEST_WORD = 64
# Names whose letters are compared at a time, so that the differences stay in the cache.
BLOCK = 4096
LEAST_RATIO = 0.8
# A shared set of words gives 0.95 × its ratio of 2s / (2s + rest): 80 needs 0.727 of one side.
LEAST_SHARE = 0.72
LEAST_RARITY = 0.6
LEAST_OF_BOTH = 0.36
# The columns of Postings.enough: least rarity, in 1/256, or letters that are enough of a name to
# share, and all its letters.
ENOUGH_RARITY, ENOUGH_LETTERS, ALL_LETTERS = range(3)
# The columns of SearchBuffers.tally: for which question it counts; letters of both sides that are
# shared, the listed ones in the upper 16 bits; rarity shared, in 1/256; and how many asked words
# are shared, in the upper 24 bits, with the number of the last one in the lower 8.
STAMP, LETTERS, RARITY, WORDS = range(4)


class Postings(NamedTuple):
    """What finds names by their words and letters, as read-only arrays; words are by length.

    Attributes:
        length_at: int32[66], number of the first word of at least so many letters.
        heard: uint64[words], hashes of sounds in ascending order.
        heard_word: int32[words], whose they are.
        bones: uint64[words with a skeleton], hashes of skeletons in ascending order.
        bones_word: int32[words with a skeleton], whose they are.
        post_at: int64[words + 1], where the names that hold each word begin in `posted`.
        posted: int32[postings], names in ascending order, word after word.
        enough: int32[names, 3], by ENOUGH_RARITY, ENOUGH_LETTERS and ALL_LETTERS.
        said: float32[names], how much all words of a name say about who it is.
        sizes, joined: uint64[names], how long the words are, see bounding.summary_of().
        order: int32[names], names by ascending length; in this order stand all that follow.
        length: int32[names], letters of each name.
        slack: int16[names], letters and blanks.
        low, high, plain, plain_at, by_word, by_word_at: see Texts.
    """

    length_at: Array
    heard: Array
    heard_word: Array
    bones: Array
    bones_word: Array
    post_at: Array
    posted: Array
    enough: Array
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
    """The letters of names.

    Attributes:
        low, high: uint64[names], 128 bits: whether each letter occurs once, twice … five times.
        plain: uint8[letters], names as written without blanks, one after the other.
        plain_at: int32[names + 1], where each begins.
        by_word: uint8[letters and blanks], the words in alphabetical order, blanks between them.
        by_word_at: int32[names + 1], where each begins.
    """

    low: Array
    high: Array
    plain: Array
    plain_at: Array
    by_word: Array
    by_word_at: Array


class SearchBuffers(NamedTuple):
    """Arrays that searching an index works in; what they hold means nothing between two calls.

    Attributes:
        next_stamp: int64[1], the number of the next question; see take_stamps().
        seen: int64[names], the last question that found a name.
        place: int32[names], where among the candidates it stands.
        tally: int32[names, 4], by STAMP, LETTERS, RARITY and WORDS.
        touched: int32[names], the names that the question has met so far.
        marks: uint64[128, 8], see marks.mark(); row: uint64[8].
        starts, ends, shared: int64[4], four texts that are compared at a time.
        flags: uint8[BLOCK], which words or names of a block are worth a closer look.
        chosen, picked: int32[BLOCK], int32[BLOCK + 1], places of names in a block.
        whole: int32[2 * BLOCK], names of a block that are near as wholes.
    """

    next_stamp: Array
    seen: Array
    place: Array
    tally: Array
    touched: Array
    marks: Array
    row: Array
    starts: Array
    ends: Array
    shared: Array
    flags: Array
    chosen: Array
    picked: Array
    whole: Array


def search_buffers(names: int) -> SearchBuffers:
    """Return buffers for an index of so many names."""
    return SearchBuffers(
        next_stamp=np.ones(1, dtype=np.int64),
        seen=np.zeros(names, dtype=np.int64),
        place=np.zeros(names, dtype=np.int32),
        tally=np.zeros((names, WORDS + 1), dtype=np.int32),
        touched=np.zeros(names, dtype=np.int32),
        marks=np.zeros((128, 8), dtype=np.uint64),
        row=np.zeros(8, dtype=np.uint64),
        starts=np.zeros(4, dtype=np.int64),
        ends=np.zeros(4, dtype=np.int64),
        shared=np.zeros(4, dtype=np.int64),
        flags=np.zeros(BLOCK, dtype=np.uint8),
        chosen=np.zeros(BLOCK, dtype=np.int32),
        picked=np.zeros(BLOCK + 1, dtype=np.int32),
        whole=np.zeros(2 * BLOCK, dtype=np.int32),
    )


@kernel
def take_stamps(buffers, count):
    """Return the first of so many numbers that no question has had.

    What a buffer holds under another number is of an earlier question, and needs no clearing.
    Compiled code holds the interpreter's lock, so two threads never take the same.
    """
    first = buffers.next_stamp[0]
    buffers.next_stamp[0] = first + count
    return first


@kernel
def first_at(values, wanted):
    """Return the first place of ascending values, uint64[n], that is not below the wanted one."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def texts_for(lengths: Array, gaps: Array) -> Texts:
    """Return empty texts of names with so many letters and blanks each: int64[names] both."""
    names = len(lengths)
    return Texts(
        low=np.zeros(names, dtype=np.uint64),
        high=np.zeros(names, dtype=np.uint64),
        plain=np.zeros(int(lengths.sum()), dtype=np.uint8),
        plain_at=np.zeros(names + 1, dtype=np.int32),
        by_word=np.zeros(int((lengths + gaps).sum()), dtype=np.uint8),
        by_word_at=np.zeros(names + 1, dtype=np.int32),
    )
