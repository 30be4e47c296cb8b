"""Edits between strings of letters, compiled: one word against one word, one name against one.

Everything here works on slices of `uint8` arrays, so that an index mapped from disk is read where
it lies.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import types
from numba.extending import intrinsic

from screening.kernels.compiled import kernel

WORD_BITS = 64
# Letters are ASCII; one row of marks for each.
ALPHABET = 128
# Names longer than this are compared by their beginning; no name of a record is longer.
LONGEST = 512


class Room(NamedTuple):
    """Room to count edits in: marks of letters, and three rows of a table."""

    marks: npt.NDArray[np.uint64]
    table: npt.NDArray[np.int32]


def room_for(length: int) -> Room:
    """Return room for strings that differ over at most so many letters."""
    return Room(
        marks=np.zeros((ALPHABET, LONGEST // WORD_BITS), dtype=np.uint64),
        table=np.zeros((3, length + 1), dtype=np.int32),
    )


@intrinsic
def popcount(typingctx, value):
    """Return how many bits are set, in one instruction of the machine."""
    del typingctx, value

    def generate(context, builder, signature, arguments):
        del context, signature
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@kernel
def mark(letters, first, last, marks):
    """Write for each letter the places where it stands; return how many words of bits are used."""
    length = min(last - first, LONGEST)
    for place in range(length):
        marks[letters[first + place], place >> 6] |= np.uint64(1) << np.uint64(place & 63)
    return (length + WORD_BITS - 1) >> 6


@kernel
def unmark(letters, first, last, marks):
    """Take the marks of mark() away."""
    for place in range(min(last - first, LONGEST)):
        marks[letters[first + place], place >> 6] = np.uint64(0)


@kernel
def marked_edits(marks, length, other, first, last):
    """Return the edits between the marked word, of at most 64 letters, and another one.

    Optimal string alignment, bit-parallel: Hyyrö 2003.
    """
    plus, minus, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    top = np.uint64(1) << np.uint64(length - 1)
    one = np.uint64(1)
    distance = length
    for place in range(first, last):
        same = marks[other[place], 0]
        swapped = ((~diagonal & same) << one) & before
        diagonal = (((same & plus) + plus) ^ plus) | same | minus | swapped
        up, down = minus | ~(diagonal | plus), diagonal & plus
        distance += np.int64((up & top) != 0) - np.int64((down & top) != 0)
        up, down = (up << one) | one, down << one
        plus, minus = down | ~(diagonal | up), up & diagonal
        before = same
    return distance


@kernel
def _go_on(bits, marks, texts, first, last):
    for place in range(first, last):
        hit = bits & marks[texts[place], 0]
        bits = (bits + hit) | (bits - hit)
    return bits


@kernel
def shared_by_four(marks, length, texts, starts, ends, shared):
    """Fill in the longest common subsequence of one marked string with each of four others.

    Bit-parallel (Hyyrö 2004). Each step waits for the one before, so four at a time cost little
    more than one. The marked string has at most 64 letters. Places are unsigned: a signed one may
    count from the end, and asking whether it does takes as long as the step.
    """
    a, b, c, d = ~np.uint64(0), ~np.uint64(0), ~np.uint64(0), ~np.uint64(0)
    first, second = np.uint64(starts[0]), np.uint64(starts[1])
    third, fourth = np.uint64(starts[2]), np.uint64(starts[3])
    shortest = ends[0] - starts[0]
    for place in range(1, 4):
        shortest = min(shortest, ends[place] - starts[place])
    common = np.uint64(shortest)
    for place in range(common):
        hit = a & marks[texts[first + place], 0]
        a = (a + hit) | (a - hit)
        hit = b & marks[texts[second + place], 0]
        b = (b + hit) | (b - hit)
        hit = c & marks[texts[third + place], 0]
        c = (c + hit) | (c - hit)
        hit = d & marks[texts[fourth + place], 0]
        d = (d + hit) | (d - hit)
    a = _go_on(a, marks, texts, first + common, np.uint64(ends[0]))
    b = _go_on(b, marks, texts, second + common, np.uint64(ends[1]))
    c = _go_on(c, marks, texts, third + common, np.uint64(ends[2]))
    d = _go_on(d, marks, texts, fourth + common, np.uint64(ends[3]))
    mask = ~np.uint64(0) >> np.uint64(WORD_BITS - length)
    shared[0], shared[1] = popcount(~a & mask), popcount(~b & mask)
    shared[2], shared[3] = popcount(~c & mask), popcount(~d & mask)


@kernel
def _two_on(low, high, marks, texts, first, last):
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
def shared_by_two(marks, length, texts, starts, ends, shared, place):
    """Do what shared_by_four() does for two others, and a marked string of 65 to 128 letters."""
    low, high, down, up = ~np.uint64(0), ~np.uint64(0), ~np.uint64(0), ~np.uint64(0)
    first, second = np.uint64(starts[place]), np.uint64(starts[place + 1])
    common = np.uint64(min(ends[place] - starts[place], ends[place + 1] - starts[place + 1]))
    for step in range(common):
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
    low, high = _two_on(low, high, marks, texts, first + common, np.uint64(ends[place]))
    down, up = _two_on(down, up, marks, texts, second + common, np.uint64(ends[place + 1]))
    mask = ~np.uint64(0) >> np.uint64(2 * WORD_BITS - length)
    shared[place] = popcount(~low) + popcount(~high & mask)
    shared[place + 1] = popcount(~down) + popcount(~up & mask)


@kernel
def _step(row, marks, rows):
    carry = np.uint64(0)
    for place in range(rows):
        before = row[place]
        hit = before & marks[place]
        total = before + hit
        over = np.uint64(total < before)
        total += carry
        over |= np.uint64(total < carry)
        row[place] = total | (before - hit)
        carry = over


@kernel
def shared_letters(marks, rows, length, other, first, last, row):
    """Return the longest common subsequence with one string, in `rows` words of bits."""
    for place in range(rows):
        row[place] = ~np.uint64(0)
    for place in range(first, last):
        _step(row, marks[other[place]], rows)
    count = np.uint64(0)
    for place in range(rows):
        bits = min(WORD_BITS, length - place * WORD_BITS)
        count += popcount(~row[place] & (~np.uint64(0) >> np.uint64(WORD_BITS - bits)))
    return np.int64(count)


@kernel
def edits(left, left_first, left_last, right, right_first, right_last, most, room):
    """Return the edits between two strings, swaps of neighbours included; most + 1: more.

    Optimal string alignment: bit-parallel where what differs is short, else in a band of `most`
    either side of the diagonal. Strings that differ over more letters than there is room for are
    far apart.
    """
    while left_first < left_last and right_first < right_last:
        if left[left_first] != right[right_first]:
            break
        left_first += 1
        right_first += 1
    while left_first < left_last and right_first < right_last:
        if left[left_last - 1] != right[right_last - 1]:
            break
        left_last -= 1
        right_last -= 1
    rows, columns = left_last - left_first, right_last - right_first
    if abs(rows - columns) > most:
        return most + 1
    if rows == 0 or columns == 0:
        return rows + columns
    if columns >= room.table.shape[1]:
        return most + 1
    if rows == 1 and columns == 1:
        return 1
    if most == 1:
        is_swap = (
            rows == 2
            and columns == 2
            and left[left_first] == right[right_first + 1]
            and left[left_first + 1] == right[right_first]
        )
        return 1 if is_swap else 2
    if rows > WORD_BITS:
        return _banded(left, left_first, rows, right, right_first, columns, most, room.table)
    mark(left, left_first, left_last, room.marks)
    found = marked_edits(room.marks, rows, right, np.uint64(right_first), np.uint64(right_last))
    unmark(left, left_first, left_last, room.marks)
    return min(found, most + 1)


@kernel
def _banded(left, left_first, rows, right, right_first, columns, most, table):
    far = most + 1
    for column in range(columns + 1):
        table[0, column] = min(column, far)
    for row in range(1, rows + 1):
        now, last, older = row % 3, (row - 1) % 3, (row - 2) % 3
        low, high = max(1, row - most), min(columns, row + most)
        table[now, low - 1] = row if low == 1 and row <= most else far
        best = table[now, low - 1]
        letter = left[left_first + row - 1]
        for column in range(low, high + 1):
            other = right[right_first + column - 1]
            cost = table[last, column - 1] + (letter != other)
            if column < row + most:
                cost = min(cost, table[last, column] + 1)
            cost = min(cost, table[now, column - 1] + 1)
            if row > 1 and column > 1:
                if (
                    letter == right[right_first + column - 2]
                    and left[left_first + row - 2] == other
                ):
                    if column - 2 >= row - 2 - most:
                        cost = min(cost, table[older, column - 2] + 1)
            table[now, column] = min(cost, far)
            best = min(best, cost)
        if high < columns:
            table[now, high + 1] = far
        if best > most:
            return far
    return min(np.int64(table[rows % 3, columns]), far)
