"""Which words of an index a word asked for may be, compiled: misspelt, or heard as it."""

import numpy as np
from numba import njit

from screening.kernels.compiled import kernel
from screening.kernels.edits import marked_edits
from screening.kernels.marks import mark, popcount, unmark
from screening.kernels.packed import NUMBER
from screening.kernels.postings import BLOCK, LONGEST_WORD, first_at


@kernel
def allowed_edits(length):
    """Return how many edits a word of so many letters may have and still be that word."""
    if length < 4:
        return 0
    return 1 if length < 8 else 2


@njit(cache=True)
def similar_words(asked, wanted, listed, postings, buffers):
    """Return the listed words that each wanted word may be.

    Args:
        asked: Packed; wanted: int32[k], numbers of words in it.
        listed: Packed, of the index; postings: Postings; buffers: SearchBuffers.

    Returns:
        int32[n], numbers of listed words, wanted word after wanted word; int64[k + 1], where those
        of each begin.
    """
    found = np.empty(256, dtype=np.int32)
    places = np.zeros(len(wanted) + 1, dtype=np.int64)
    count = 0
    for number in range(len(wanted)):
        start = count
        found, count = _misspelt(asked, wanted[number], listed, postings, buffers, found, count)
        found, count = _heard(asked, wanted[number], postings, found, start, count)
        places[number + 1] = count
    return found[:count].copy(), places


@njit(cache=True)
def _append(found, count, value):
    """Append a value to found: int32[n], of which `count` are filled; return both anew."""
    if count == len(found):
        larger = np.empty(2 * count, dtype=found.dtype)
        larger[:count] = found
        found = larger
    found[count] = value
    return found, count + 1


@njit(cache=True)
def _misspelt(asked, word, listed, postings, buffers, found, count):
    """Append the listed words that differ from the asked one by few edits."""
    first, last = asked.word_at[word], asked.word_at[word + 1]
    length = last - first
    limit = 0 if asked.kind[word] == NUMBER or length > LONGEST_WORD else allowed_edits(length)
    low = postings.length_at[min(max(length - limit, 0), LONGEST_WORD)]
    high = postings.length_at[min(length + limit, LONGEST_WORD) + 1]
    by_eight = buffers.flags.view(np.uint64)
    mark(asked.letters, first, min(last, first + LONGEST_WORD), buffers.marks)
    for start in range(low, high, BLOCK):
        end = min(start + BLOCK, high)
        signatures = listed.signature[start:end]
        _flag_words(signatures, asked.signature[word], 2 * limit, buffers.flags)
        for eight in range((end - start + 7) >> 3):
            if by_eight[eight] == 0:
                continue
            for place in range(8 * eight, min(8 * eight + 8, end - start)):
                other = start + place
                if buffers.flags[place] and _is_near(asked, word, listed, other, limit, buffers):
                    found, count = _append(found, count, other)
    unmark(asked.letters, first, min(last, first + LONGEST_WORD), buffers.marks)
    return found, count


@kernel
def _is_near(asked, word, listed, other, limit, buffers):
    """Tell whether the marked word and a listed one differ by no more edits than both allow.

    A word too long to be marked has to be equal.
    """
    first, last = asked.word_at[word], asked.word_at[word + 1]
    begin, end = listed.word_at[other], listed.word_at[other + 1]
    if last - first > LONGEST_WORD:
        return _is_equal(asked.letters[first:last], listed.letters[begin:end])
    most = min(limit, allowed_edits(end - begin))
    return marked_edits(buffers.marks, last - first, listed.letters, begin, end) <= most


@kernel
def _flag_words(signatures, signature, most, flags):
    """Write into flags: uint8[BLOCK] which signatures, uint64[n], differ by few bits."""
    for place in range(len(signatures)):
        flags[place] = popcount(signatures[place] ^ signature) <= np.uint64(most)


@kernel
def _is_equal(left, right):
    """Tell whether two strings, uint8[n], are equal."""
    if len(left) != len(right):
        return False
    for place in range(len(left)):
        if left[place] != right[place]:
            return False
    return True


@njit(cache=True)
def _heard(asked, word, postings, found, start, count):
    """Append the listed words that sound like the asked one and are not in found[start:count]."""
    if asked.word_at[word + 1] - asked.word_at[word] < 3:
        return found, count
    place = first_at(postings.heard, asked.heard[word])
    while place < len(postings.heard) and postings.heard[place] == asked.heard[word]:
        other = postings.heard_word[place]
        is_known = False
        for known in range(start, count):
            is_known = is_known or found[known] == other
        if not is_known:
            found, count = _append(found, count, other)
        place += 1
    return found, count
