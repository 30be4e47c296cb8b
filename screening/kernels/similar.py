"""Which words of an index a word asked for may be, compiled: misspelt, or heard as it."""

import numpy as np
from numba import njit

from screening.kernels.compiled import kernel
from screening.kernels.edits import mark, marked_edits, popcount, unmark
from screening.kernels.postings import BLOCK, LONGEST_WORD, NUMBER, first_at


@kernel
def allowed_edits(length):
    """Return how many edits a word of so many letters may have and still be that word."""
    if length < 4:
        return 0
    return 1 if length < 8 else 2


@njit(cache=True)
def _appended(found, count, value):
    if count == len(found):
        larger = np.empty(2 * count, dtype=found.dtype)
        larger[:count] = found
        found = larger
    found[count] = value
    return found, count + 1


@njit(cache=True)
def similar_words(asked, wanted, listed, postings, scratch):
    """Return the words of the index that each wanted word may be, and where each one's begin."""
    found = np.empty(256, dtype=np.int32)
    places = np.zeros(len(wanted) + 1, dtype=np.int64)
    count = 0
    for number in range(len(wanted)):
        start = count
        found, count = _respelt(asked, wanted[number], listed, postings, scratch, found, count)
        found, count = _heard(asked, wanted[number], postings, found, start, count)
        places[number + 1] = count
    return found[:count].copy(), places


@njit(cache=True)
def _respelt(asked, word, listed, postings, scratch, found, count):
    first, last = asked.word_at[word], asked.word_at[word + 1]
    length = last - first
    limit = 0 if asked.kind[word] == NUMBER or length > LONGEST_WORD else allowed_edits(length)
    low = postings.length_at[min(max(length - limit, 0), LONGEST_WORD)]
    high = postings.length_at[min(length + limit, LONGEST_WORD) + 1]
    marks, flags, word_at, letters = scratch.marks, scratch.flags, listed.word_at, listed.letters
    by_eight = flags.view(np.uint64)
    mark(asked.letters, first, min(last, first + LONGEST_WORD), marks)
    for start in range(low, high, BLOCK):
        end = min(start + BLOCK, high)
        _flag_words(listed.signature[start:end], asked.signature[word], 2 * limit, flags)
        for eight in range((end - start + 7) >> 3):
            if by_eight[eight] == 0:
                continue
            for place in range(8 * eight, min(8 * eight + 8, end - start)):
                if not flags[place]:
                    continue
                begin, end_at = word_at[start + place], word_at[start + place + 1]
                if length > LONGEST_WORD:
                    is_near = _is_equal(asked.letters[first:last], letters[begin:end_at])
                else:
                    most = min(limit, allowed_edits(end_at - begin))
                    is_near = marked_edits(marks, length, letters, begin, end_at) <= most
                if is_near:
                    found, count = _appended(found, count, start + place)
    unmark(asked.letters, first, min(last, first + LONGEST_WORD), marks)
    return found, count


@kernel
def _flag_words(signatures, signature, most, flags):
    for place in range(len(signatures)):
        flags[place] = popcount(signatures[place] ^ signature) <= np.uint64(most)


@kernel
def _is_equal(left, right):
    if len(left) != len(right):
        return False
    for place in range(len(left)):
        if left[place] != right[place]:
            return False
    return True


@njit(cache=True)
def _heard(asked, word, postings, found, start, count):
    if asked.word_at[word + 1] - asked.word_at[word] < 3:
        return found, count
    place = first_at(postings.heard, asked.heard[word])
    while place < len(postings.heard) and postings.heard[place] == asked.heard[word]:
        other = postings.heard_word[place]
        is_known = False
        for known in range(start, count):
            is_known = is_known or found[known] == other
        if not is_known:
            found, count = _appended(found, count, other)
        place += 1
    return found, count
