"""Longest common subsequences of strings of letters, compiled: one with one, two, or four."""

import numpy as np

from screening.kernels.compiled import kernel
from screening.kernels.marks import WORD_BITS, popcount


@kernel
def _one_on(bits, marks, texts, first, last):
    """Go on with one string alone; marks: uint64[128, 8], texts: uint8[n]."""
    for place in range(first, last):
        hit = bits & marks[texts[place], 0]
        bits = (bits + hit) | (bits - hit)
    return bits


@kernel
def _four_on(marks, texts, starts, count):
    """Return the bits of four strings after their first `count` letters.

    Places are unsigned: a signed one may count from the end, and asking whether it does takes as
    long as the step.
    """
    a, b, c, d = ~np.uint64(0), ~np.uint64(0), ~np.uint64(0), ~np.uint64(0)
    first, second = np.uint64(starts[0]), np.uint64(starts[1])
    third, fourth = np.uint64(starts[2]), np.uint64(starts[3])
    for place in range(count):
        hit = a & marks[texts[first + place], 0]
        a = (a + hit) | (a - hit)
        hit = b & marks[texts[second + place], 0]
        b = (b + hit) | (b - hit)
        hit = c & marks[texts[third + place], 0]
        c = (c + hit) | (c - hit)
        hit = d & marks[texts[fourth + place], 0]
        d = (d + hit) | (d - hit)
    return a, b, c, d


@kernel
def shared_by_four(marks, length, texts, starts, ends, shared):
    """Write the longest common subsequence of one marked string with each of four others.

    Bit-parallel (Hyyrö 2004). Each step waits for the one before, so four at a time cost little
    more than one.

    Args:
        marks: uint64[128, 8], of a string of at most 64 letters; length: its letters.
        texts: uint8[n], which holds the four others.
        starts, ends: int64[4], where each of them begins and ends in `texts`.
        shared: int64[4], filled in.
    """
    shortest = ends[0] - starts[0]
    for place in range(1, 4):
        shortest = min(shortest, ends[place] - starts[place])
    common = np.uint64(shortest)
    a, b, c, d = _four_on(marks, texts, starts, common)
    a = _one_on(a, marks, texts, np.uint64(starts[0]) + common, np.uint64(ends[0]))
    b = _one_on(b, marks, texts, np.uint64(starts[1]) + common, np.uint64(ends[1]))
    c = _one_on(c, marks, texts, np.uint64(starts[2]) + common, np.uint64(ends[2]))
    d = _one_on(d, marks, texts, np.uint64(starts[3]) + common, np.uint64(ends[3]))
    mask = ~np.uint64(0) >> np.uint64(WORD_BITS - length)
    shared[0], shared[1] = popcount(~a & mask), popcount(~b & mask)
    shared[2], shared[3] = popcount(~c & mask), popcount(~d & mask)


@kernel
def _long_on(low, high, marks, texts, first, last):
    """Go on with one string against a marked one of 65 to 128 letters."""
    for place in range(first, last):
        letter = texts[place]
        hit = low & marks[letter, 0]
        total = low + hit
        over = np.uint64(total < low)
        low = total | (low - hit)
        hit = high & marks[letter, 1]
        high = (high + hit + over) | (high - hit)
    return low, high


@kernel
def _two_long_on(marks, texts, first, second, count):
    """Return the bits of two strings, 128 each, after their first `count` letters."""
    low, high, down, up = ~np.uint64(0), ~np.uint64(0), ~np.uint64(0), ~np.uint64(0)
    for step in range(count):
        letter, other = texts[first + step], texts[second + step]
        hit = low & marks[letter, 0]
        total = low + hit
        over = np.uint64(total < low)
        low = total | (low - hit)
        hit = high & marks[letter, 1]
        high = (high + hit + over) | (high - hit)
        hit = down & marks[other, 0]
        total = down + hit
        over = np.uint64(total < down)
        down = total | (down - hit)
        hit = up & marks[other, 1]
        up = (up + hit + over) | (up - hit)
    return low, high, down, up


@kernel
def shared_by_two(marks, length, texts, starts, ends, shared, place):
    """Do what shared_by_four() does, for two others and a marked string of 65 to 128 letters.

    Args:
        place: the two others are those at this place and the next one of `starts`: 0 or 2.
    """
    first, second = np.uint64(starts[place]), np.uint64(starts[place + 1])
    end, other_end = np.uint64(ends[place]), np.uint64(ends[place + 1])
    common = np.uint64(min(ends[place] - starts[place], ends[place + 1] - starts[place + 1]))
    low, high, down, up = _two_long_on(marks, texts, first, second, common)
    low, high = _long_on(low, high, marks, texts, first + common, end)
    down, up = _long_on(down, up, marks, texts, second + common, other_end)
    mask = ~np.uint64(0) >> np.uint64(2 * WORD_BITS - length)
    shared[place] = popcount(~low) + popcount(~high & mask)
    shared[place + 1] = popcount(~down) + popcount(~up & mask)


@kernel
def _step(row, marks, used):
    """Take one letter; row, marks: uint64[8], of which so many are used."""
    carry = np.uint64(0)
    for place in range(used):
        before = row[place]
        hit = before & marks[place]
        total = before + hit
        over = np.uint64(total < before)
        total += carry
        over |= np.uint64(total < carry)
        row[place] = total | (before - hit)
        carry = over


@kernel
def shared_letters(marks, used, length, other, first, last, row):
    """Return the longest common subsequence of a marked string, of any length, and another.

    Args:
        marks: uint64[128, 8], of which mark() used so many machine words; length: its letters.
        other: uint8[n], of which [first:last] is the other string.
        row: uint64[8], to work in.
    """
    for place in range(used):
        row[place] = ~np.uint64(0)
    for place in range(first, last):
        _step(row, marks[other[place]], used)
    count = np.uint64(0)
    for place in range(used):
        bits = min(WORD_BITS, length - place * WORD_BITS)
        count += popcount(~row[place] & (~np.uint64(0) >> np.uint64(WORD_BITS - bits)))
    return np.int64(count)
