"""Edits between two strings of letters, compiled.

A string is a slice of a uint8 array, given as the array and the places of its first letter and
behind its last, so that an index mapped from disk is read where it lies.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.compiled import kernel
from screening.kernels.marks import ALPHABET, LONGEST, WORD_BITS, mark, unmark


class EditBuffers(NamedTuple):
    """Arrays that counting edits works in; what they hold means nothing between two calls.

    Attributes:
        marks: uint64[128, 8], for each letter a bit for each place where it stands; all zero
            between calls.
        rows: int32[3, longest + 1], the last rows of a table of edit distances.
    """

    marks: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]


def edit_buffers(length: int) -> EditBuffers:
    """Return buffers for strings that differ over at most so many letters."""
    return EditBuffers(
        marks=np.zeros((ALPHABET, LONGEST // WORD_BITS), dtype=np.uint64),
        rows=np.zeros((3, length + 1), dtype=np.int32),
    )


@kernel
def marked_edits(marks, length, other, first, last):
    """Return the edits between the marked word, of at most 64 letters, and other[first:last].

    Optimal string alignment, bit-parallel: Hyyrö 2003.

    Args:
        marks: uint64[128, 8], the marked word's; length: its letters.
        other: uint8[n].
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
def edits(left, left_first, left_last, right, right_first, right_last, most, buffers):
    """Return the edits between two strings, swaps of neighbours included; most + 1: more.

    Optimal string alignment: bit-parallel where what differs is short, else in a band of `most`
    either side of the diagonal. Strings that differ over more letters than the buffers hold are
    far apart.

    Args:
        left, right: uint8[n], of which [first:last] are the strings.
        buffers: EditBuffers.
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
    if abs(rows - columns) > most or (rows and columns >= buffers.rows.shape[1]):
        return most + 1
    if rows == 0 or columns == 0:
        return rows + columns
    if rows == 1 and columns == 1:
        return 1
    if most == 1:
        return 1 if _is_swap(left, left_first, rows, right, right_first, columns) else 2
    if rows > WORD_BITS:
        return _banded(left, left_first, rows, right, right_first, columns, most, buffers.rows)
    mark(left, left_first, left_last, buffers.marks)
    found = marked_edits(buffers.marks, rows, right, np.uint64(right_first), np.uint64(right_last))
    unmark(left, left_first, left_last, buffers.marks)
    return min(found, most + 1)


@kernel
def _is_swap(left, first, length, right, begin, long):
    """Tell whether two strings are two letters each, and the same ones in the other order."""
    return (
        length == 2
        and long == 2
        and left[first] == right[begin + 1]
        and left[first + 1] == right[begin]
    )


@kernel
def _banded(left, first, length, right, begin, long, most, rows):
    """Return the edits from a table of distances, of which a band round the diagonal is filled in.

    Args:
        rows: int32[3, n], for the row being filled in and the two before it.
    """
    far = most + 1
    for column in range(long + 1):
        rows[0, column] = min(column, far)
    for row in range(1, length + 1):
        low, high = max(1, row - most), min(long, row + most)
        rows[row % 3, low - 1] = row if low == 1 and row <= most else far
        best = min(rows[row % 3, low - 1], far)
        for column in range(low, high + 1):
            cost = _cheapest(left, first + row, right, begin + column, row, column, most, rows)
            rows[row % 3, column] = min(cost, far)
            best = min(best, cost)
        if high < long:
            rows[row % 3, high + 1] = far
        if best > most:
            return far
    return min(np.int64(rows[length % 3, long]), far)


@kernel
def _cheapest(left, end, right, last, row, column, most, rows):
    """Return the least edits between left[:end] and right[:last], by what the rows hold so far."""
    now, before, older = row % 3, (row - 1) % 3, (row - 2) % 3
    cost = rows[before, column - 1] + (left[end - 1] != right[last - 1])
    if column < row + most:
        cost = min(cost, rows[before, column] + 1)
    cost = min(cost, rows[now, column - 1] + 1)
    if row > 1 and column > 1:
        if left[end - 1] == right[last - 2] and left[end - 2] == right[last - 1]:
            cost = min(cost, rows[older, column - 2] + 1)
    return cost
