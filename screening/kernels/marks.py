"""Strings as bits, compiled: for each letter a bit for each place where it stands."""

import numpy as np
from numba import types
from numba.extending import intrinsic

from screening.kernels.compiled import kernel

WORD_BITS = 64
# Letters are ASCII; one row of marks for each.
ALPHABET = 128
# Names longer than this are compared by their beginning; no name of a record is longer.
LONGEST = 512


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
    """Set for each letter the bits of the places where it stands, up to 512 of them.

    Args:
        letters: uint8[n], of which [first:last] is the string.
        marks: uint64[128, 8], see EditBuffers.

    Returns:
        How many of the 8 machine words are used: 1 for up to 64 letters.
    """
    length = min(last - first, LONGEST)
    for place in range(length):
        marks[letters[first + place], place >> 6] |= np.uint64(1) << np.uint64(place & 63)
    return (length + WORD_BITS - 1) >> 6


@kernel
def unmark(letters, first, last, marks):
    """Clear the bits that mark() has set; letters: uint8[n], marks: uint64[128, 8]."""
    for place in range(min(last - first, LONGEST)):
        marks[letters[first + place], place >> 6] = np.uint64(0)
