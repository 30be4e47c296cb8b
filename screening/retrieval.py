"""Candidates, compiled: which names of an index are worth comparing with a name asked.

Two channels. Whole names: of all names about as long, those whose letters are nearly the same,
whatever their order (lossless for a ratio of 80), then those whose longest common subsequence
says so too. Words: names that share enough of their letters or of their rarity in similar words.
No list of stop words, no cap.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from screening.edits import (
    mark,
    marked_edits,
    popcount,
    shared_by_four,
    shared_letters,
    unmark,
)

Array = npt.NDArray[Any]
FORM, NUMBER, SON = 1, 2, 4
LONGEST_WORD = 64
# Names whose letters are compared at a time, so that the differences stay in the cache.
BLOCK = 1024
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
        post_at, posted: for each word the names that hold it.
        asks: for each name what is enough of it, rarity in 1/256 and letters; and all its letters.
        order: name numbers by ascending length; in that order length, slack (letters and
        blanks), low and high (128 bits of which letter occurs how often), and the letters: plain
        as written, by_word with the words sorted and blanks between them.
    """

    length_at: Array
    heard: Array
    heard_word: Array
    post_at: Array
    posted: Array
    asks: Array
    order: Array
    length: Array
    slack: Array
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
    sorted_marks: Array
    letters: Array
    flags: Array
    chosen: Array
    near: Array


def scratch_for(names: int) -> Scratch:
    """Return room for an index of so many names."""
    return Scratch(
        seen=np.zeros(names, dtype=np.int64),
        place=np.zeros(names, dtype=np.int32),
        tally=np.zeros((names, 4), dtype=np.int32),
        touched=np.zeros(names, dtype=np.int32),
        marks=np.zeros((128, 8), dtype=np.uint64),
        sorted_marks=np.zeros((128, 8), dtype=np.uint64),
        letters=np.zeros((3, 1024), dtype=np.uint8),
        flags=np.zeros(BLOCK, dtype=np.uint8),
        chosen=np.zeros(2 * names, dtype=np.int32),
        near=np.zeros(2 * names, dtype=np.bool_),
    )


@njit(cache=True)
def allowed_edits(length):
    """Return how many edits a word of so many letters may have and still be that word."""
    if length < 4:
        return 0
    return 1 if length < 8 else 2


@njit(cache=True)
def _first_at(values, wanted):
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


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


@njit(cache=True)
def _flag_words(signatures, signature, most, flags):
    for place in range(len(signatures)):
        flags[place] = popcount(signatures[place] ^ signature) <= np.uint64(most)


@njit(cache=True)
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
    place = _first_at(postings.heard, asked.heard[word])
    while place < len(postings.heard) and postings.heard[place] == asked.heard[word]:
        other = postings.heard_word[place]
        is_known = False
        for known in range(start, count):
            is_known = is_known or found[known] == other
        if not is_known:
            found, count = _appended(found, count, other)
        place += 1
    return found, count


@njit(cache=True)
def spell(packed, words, letters):
    """Write words one after the other; return how many letters were written."""
    length = 0
    for word in words:
        for letter in packed.letters[packed.word_at[word] : packed.word_at[word + 1]]:
            if length < len(letters):
                letters[length] = letter
                length += 1
    return length


@njit(cache=True)
def letter_counts(letters, length):
    """Return 128 bits: whether each letter occurs once, twice … five times."""
    counts = np.zeros(36, dtype=np.int64)
    low, high = np.uint64(0), np.uint64(0)
    for place in range(length):
        letter = letters[place]
        if letter == 32:
            continue
        number = letter - 97 if letter >= 97 else 26 + letter - 48
        counts[number] += 1
        if counts[number] == 1:
            low |= np.uint64(1) << np.uint64(number)
        elif counts[number] == 2 and number < 26:
            low |= np.uint64(1) << np.uint64(36 + number)
        elif counts[number] == 3 and number < 26:
            high |= np.uint64(1) << np.uint64(number)
        elif counts[number] == 4 and number < 26:
            high |= np.uint64(1) << np.uint64(26 + number)
        elif counts[number] == 5 and number < 12:
            high |= np.uint64(1) << np.uint64(52 + number)
    return low, high


@njit(cache=True)
def spell_sorted(packed, words, letters):
    """Write words with blanks between them; return how many letters were written."""
    length = 0
    for place in range(len(words)):
        if place and length < len(letters):
            letters[length] = 32
            length += 1
        word = words[place]
        for letter in packed.letters[packed.word_at[word] : packed.word_at[word + 1]]:
            if length < len(letters):
                letters[length] = letter
                length += 1
    return length


@njit(cache=True)
def describe(packed, order, sorted_words, plain, plain_at, by_word, by_word_at, low, high):
    """Fill in for the names in their order the letters, and how often each occurs."""
    for place in range(len(order)):
        at, to = packed.name_at[order[place]], packed.name_at[order[place] + 1]
        length = spell(packed, packed.words[at:to], plain[plain_at[place] :])
        plain_at[place + 1] = plain_at[place] + length
        low[place], high[place] = letter_counts(plain[plain_at[place] :], length)
        length = spell_sorted(packed, sorted_words[at:to], by_word[by_word_at[place] :])
        by_word_at[place + 1] = by_word_at[place] + length


@njit(cache=True)
def _flag(lows, highs, slack, low, high, length, flags):
    for place in range(len(lows)):
        differing = popcount(lows[place] ^ low) + popcount(highs[place] ^ high)
        flags[place] = np.int64(5 * differing) <= length + np.int64(slack[place])


@njit(cache=True)
def _near(letters, length, texts, text_at, chosen, marks, near):
    """Tell for each chosen place whether its text and the letters agree to 80 of 100."""
    rows = mark(letters, 0, length, marks)
    starts, ends = np.empty(4, dtype=np.int64), np.empty(4, dtype=np.int64)
    shared = np.empty(4, dtype=np.int64)
    for first in range(0, len(chosen), 4):
        four = min(4, len(chosen) - first)
        for place in range(4):
            text = chosen[first + min(place, four - 1)]
            starts[place], ends[place] = text_at[text], text_at[text + 1]
        if rows == 1:
            shared_by_four(marks, length, texts, starts, ends, shared)
        else:
            for place in range(four):
                shared[place] = shared_letters(
                    marks, rows, length, texts, starts[place], ends[place]
                )
        for place in range(four):
            both = length + ends[place] - starts[place]
            near[first + place] |= 2 * shared[place] >= LEAST_RATIO * both
    unmark(letters, 0, length, marks)


@njit(cache=True)
def by_whole_name(asked, name, sorted_asked, postings, scratch, found, count):
    """Append the names whose letters, as written or by sorted words, agree to 80 of 100."""
    at, to = asked.name_at[name], asked.name_at[name + 1]
    plain, by_word = scratch.letters[0], scratch.letters[1]
    length = spell(asked, asked.words[at:to], plain)
    if length == 0:
        return found, count
    sorted_length = spell_sorted(asked, sorted_asked[at:to], by_word)
    low, high = letter_counts(plain, length)
    gaps = to - at - 1
    # A blank is a letter of the sorted ratio; more than one for two letters are rare, and lost.
    first = _first_at(postings.length, np.int64(0.6 * length))
    last = _first_at(postings.length, np.int64(1.55 * (length + gaps)) + 2)
    chosen = scratch.chosen
    number, flags = 0, scratch.flags
    flags_by_eight = flags.view(np.uint64)
    for begin in range(first, last, BLOCK):
        end = min(begin + BLOCK, last)
        _flag(
            postings.low[begin:end], postings.high[begin:end], postings.slack[begin:end],
            low, high, length + gaps, flags,
        )  # fmt: skip
        for eight in range((end - begin + 7) >> 3):
            if flags_by_eight[eight] == 0:
                continue
            for place in range(8 * eight, min(8 * eight + 8, end - begin)):
                if flags[place]:
                    chosen[number] = begin + place
                    number += 1
    near = scratch.near
    near[:number] = False
    _near(by_word, sorted_length, postings.by_word, postings.by_word_at, chosen[:number],
          scratch.marks, near[:number])  # fmt: skip
    # What is not near by its sorted words may be as written, where no blank counts.
    rest = number
    for place in range(number):
        text = chosen[place]
        differing = popcount(postings.low[text] ^ low) + popcount(postings.high[text] ^ high)
        if not near[place] and 5 * np.int64(differing) <= length + postings.length[text]:
            chosen[rest], near[rest] = text, False
            rest += 1
    _near(plain, length, postings.plain, postings.plain_at, chosen[number:rest],
          scratch.marks, near[number:rest])  # fmt: skip
    for place in range(rest):
        other = postings.order[chosen[place]]
        if near[place]:
            found, count = _appended(found, count, other)
    return found, count


@njit(cache=True)
def _is_repeated(words, first, place):
    for before in range(first, place):
        if words[before] == words[place]:
            return True
    return False


@njit(cache=True)
def by_words(asked, name, similar, similar_at, listed, postings, scratch, mark_of, found, count):
    """Append the names that share enough of their letters or rarity in similar words."""
    at, to = asked.name_at[name], asked.name_at[name + 1]
    forms, size, rarity, total, touched = 0, 0, 0, 0, 0
    for place in range(at, to):
        forms += asked.kind[asked.words[place]] == FORM
    all_forms = forms == to - at
    tally, names = scratch.tally, scratch.touched
    post_at, posted, asks = postings.post_at, postings.posted, postings.asks
    word_at, weights = listed.word_at, listed.weight
    stamp = np.int32(mark_of)
    for place in range(at, to):
        word = asked.words[place]
        if (asked.kind[word] == FORM and not all_forms) or _is_repeated(asked.words, at, place):
            continue
        letters = asked.word_at[word + 1] - asked.word_at[word]
        size += letters
        rarity += np.int32(256 * asked.weight[word])
        total += 1
        # One tally a name in 16 bytes: stamp, letters of both sides, rarity, words and last word.
        for near in range(similar_at[word], similar_at[word + 1]):
            other = similar[near]
            both = letters | (word_at[other + 1] - word_at[other]) << 16
            rare = np.int32(256 * min(asked.weight[word], weights[other]))
            for posting in range(post_at[other], post_at[other + 1]):
                number = posted[posting]
                if tally[number, 0] != stamp:
                    tally[number, 0] = stamp
                    tally[number, 1] = both
                    tally[number, 2] = rare
                    tally[number, 3] = 256 + total
                    names[touched] = number
                    touched += 1
                elif tally[number, 3] & 255 != total & 255:
                    tally[number, 1] += both
                    tally[number, 2] += rare
                    tally[number, 3] = (tally[number, 3] & ~255) + 256 + (total & 255)
    least = np.int32(LEAST_RARITY * rarity)
    for place in range(touched):
        number = names[place]
        rare = tally[number, 2]
        is_accepted = total == 1 or rare >= least or rare >= asks[number, 0]
        if not is_accepted and tally[number, 3] >= 512:
            both = tally[number, 1]
            got, given = both & 65535, both >> 16
            is_accepted = got >= LEAST_SHARE * size or given >= asks[number, 1]
            # Two words that are much of both sides, beside others that may be alike as letters.
            is_accepted |= got >= LEAST_OF_BOTH * size and given >= LEAST_OF_BOTH * asks[number, 2]
        if is_accepted:
            found, count = _appended(found, count, number)
    return found, count


@njit(cache=True)
def candidates(asked, sorted_asked, similar, similar_at, listed, postings, scratch, mark_of):
    """Return for each asked name the numbers of names to compare, and where each one's begin.

    Last: the rarity of the shared words; -1 for names that are near as a whole.
    """
    found = np.empty(1024, dtype=np.int32)
    rare = np.empty(1024, dtype=np.float32)
    names = len(asked.name_at) - 1
    places = np.zeros(names + 1, dtype=np.int64)
    count = 0
    for name in range(names):
        start = count
        found, count = by_words(
            asked, name, similar, similar_at, listed, postings, scratch, mark_of + name,
            found, count,
        )  # fmt: skip
        middle = count
        for place in range(start, middle):
            scratch.seen[found[place]] = mark_of + name
            scratch.place[found[place]] = place
        found, count = by_whole_name(asked, name, sorted_asked, postings, scratch, found, count)
        while len(rare) < len(found):
            rare = np.concatenate((rare, np.empty_like(rare)))
        for place in range(start, middle):
            rare[place] = scratch.tally[found[place], 2] / 256
        # What both channels find, or one of them twice, is taken once.
        kept = middle
        for place in range(middle, count):
            number = found[place]
            if scratch.seen[number] != mark_of + name:
                scratch.seen[number] = mark_of + name
                scratch.place[number] = kept
                found[kept] = number
                kept += 1
            rare[scratch.place[number]] = -1.0
        count = kept
        places[name + 1] = count
    return found[:count].copy(), places, rare[:count].copy()
