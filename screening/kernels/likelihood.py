"""How likely a word of another script is some Latin words, compiled: many at once."""

from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from screening.kernels.compiled import kernel

# Letters of a word that are read.
MOST_LETTERS = 40
# The log odds of what is no word of Latin letters.
NEVER = -30.0
# Numbers of letters: 0 to 25 for a to z; any other letter, and the ends of a word.
OTHER, EDGE, LETTERS = 26, 27, 28
# Bits for one letter of a Latin string as a number.
LETTER_BITS = 5
# What keeps the logarithm of a probability of 0 finite.
_TINY = 1e-300


class LetterTable(NamedTuple):
    """How the letters of one script become Latin ones, and how usual these are by themselves.

    Attributes:
        unit_at: int32[units + 1], where what each unit may become begins in `latin`.
        latin: int32[n], Latin strings as numbers, see number_of(), ascending for each unit.
        chance: float64[n], the probability that the unit becomes the string.
        unseen: float64[longest + 1], the probability of any other string of so many letters.
        background: float64[28, 28], log probability of a letter (column) after another (row).
    """

    unit_at: npt.NDArray[np.int32]
    latin: npt.NDArray[np.int32]
    chance: npt.NDArray[np.float64]
    unseen: npt.NDArray[np.float64]
    background: npt.NDArray[np.float64]


@njit(cache=True)
def log_odds_of(units, letters, word_at, words, table):
    """Return how much likelier each Latin word is given a native one than by itself, in nats.

    Args:
        units: int64[k], numbers of the native word's letters in the table; -1: not in it.
        letters: uint8[m], ASCII letters of Latin words.
        word_at: int32[words + 1], where each of them begins.
        words: int32[n], the words to compare with.
        table: LetterTable.

    Returns:
        float64[n]; NEVER for words that are empty or hold anything but letters.
    """
    odds = np.full(len(words), NEVER)
    spelt = np.empty(MOST_LETTERS, dtype=np.int64)
    row, after = np.empty(MOST_LETTERS + 1), np.empty(MOST_LETTERS + 1)
    for place in range(len(words)):
        first, last = word_at[words[place]], word_at[words[place] + 1]
        length = _spell(letters, first, last, spelt)
        if length > 0:
            chance = _chance(units, spelt, length, table, row, after)
            odds[place] = log(chance + _TINY) - _by_itself(spelt, length, table.background)
    return odds


@kernel
def _spell(letters, first, last, spelt):
    """Write the numbers of a word's letters into spelt: int64[40].

    Returns:
        How many were written; -1 where one is no letter.
    """
    for place in range(first, last):
        letter = letters[place] | 32
        if letter < 97 or letter > 122:
            return -1
    length = min(last - first, MOST_LETTERS)
    for place in range(length):
        letter = letters[first + place]
        # The table is of folded words; a capital is none of its letters.
        spelt[place] = letter - 97 if letter >= 97 else OTHER
    return length


@kernel
def _by_itself(spelt, length, background):
    """Return the log probability that a Latin name is this word."""
    total, before = 0.0, EDGE
    for place in range(length):
        total += background[before, spelt[place]]
        before = spelt[place]
    return total + background[before, EDGE]


@kernel
def _chance(units, spelt, length, table, row, after):
    """Return the probability that the units become the Latin word.

    It is the sum over all ways to divide the word among them: "zh|a" and "z|ha" for "жа".

    Args:
        spelt: int64[40], of which `length` are the word.
        row, after: float64[41], to work in: the probability that the units so far become the
            first so many letters, and that those with the next one do.
    """
    row[: length + 1] = 0.0
    row[0] = 1.0
    for unit in units:
        for end in range(length + 1):
            total, latin = 0.0, 0
            for size in range(min(len(table.unseen) - 1, end) + 1):
                if size:
                    latin |= (spelt[end - size] + 1) << LETTER_BITS * (size - 1)
                if row[end - size] != 0.0:
                    total += row[end - size] * _chance_of(unit, latin, size, table)
            after[end] = total
        row, after = after, row
    return row[length]


@kernel
def _chance_of(unit, latin, size, table):
    """Return the probability that a unit becomes a Latin string of so many letters."""
    if unit < 0:
        return table.unseen[size]
    low, high = table.unit_at[unit], table.unit_at[unit + 1]
    last = high
    while low < high:
        middle = (low + high) >> 1
        if table.latin[middle] < latin:
            low = middle + 1
        else:
            high = middle
    if low < last and table.latin[low] == latin:
        return table.chance[low]
    return table.unseen[size]


def number_of(latin: str) -> int:
    """Return a Latin string of up to five letters as a number: five bits a letter, a is 1."""
    number = 0
    for letter in latin:
        number = number << LETTER_BITS | (ord(letter) - 96)
    return number
