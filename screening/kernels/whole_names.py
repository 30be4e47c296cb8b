"""Names that are near as wholes, compiled: by how often each letter occurs, then by their order.

Of all names about as long, those whose letters are nearly the same, whatever their order
(lossless for a ratio of 80), then those whose longest common subsequence says so.
"""

import numpy as np
from numba import njit

from screening.kernels.compiled import kernel
from screening.kernels.marks import LONGEST, mark, popcount, unmark
from screening.kernels.postings import BLOCK, LEAST_RATIO
from screening.kernels.subsequences import shared_by_four, shared_by_two, shared_letters


@kernel
def spell(packed, words, letters):
    """Write words one after the other.

    Args:
        packed: Packed, and words: int32[m] of it.
        letters: uint8[n], filled as far as it goes.

    Returns:
        How many letters were written.
    """
    length = 0
    for word in words:
        for letter in packed.letters[packed.word_at[word] : packed.word_at[word + 1]]:
            if length < len(letters):
                letters[length] = letter
                length += 1
    return length


@njit(cache=True)
def letter_counts(letters, length):
    """Return 128 bits: whether each letter occurs once, twice … five times.

    Args:
        letters: uint8[n], of which `length` are looked at; blanks do not count.
    """
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


@kernel
def spell_sorted(packed, words, letters):
    """Write words as spell() does, with blanks between them."""
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
def describe(packed, order, sorted_words, texts):
    """Fill in the texts of names.

    Args:
        packed: Packed, and order: int32[names], the order in which its names are described.
        sorted_words: int32[words of all names], the words of each name in alphabetical order.
        texts: Texts, empty.
    """
    for place in range(len(order)):
        at, to = packed.name_at[order[place]], packed.name_at[order[place] + 1]
        plain = texts.plain[texts.plain_at[place] :]
        length = spell(packed, packed.words[at:to], plain)
        texts.plain_at[place + 1] = texts.plain_at[place] + length
        texts.low[place], texts.high[place] = letter_counts(plain, length)
        by_word = texts.by_word[texts.by_word_at[place] :]
        length = spell_sorted(packed, sorted_words[at:to], by_word)
        texts.by_word_at[place + 1] = texts.by_word_at[place] + length


@kernel
def _flag(lows, highs, slack, low, high, length, flags):
    """Write into flags: uint8[BLOCK] which names of a block have nearly the same letters.

    Args:
        lows, highs: uint64[n], and slack: int16[n], of the names of the block; see Postings.
        low, high, length: the same of the name asked.
    """
    for place in range(len(lows)):
        differing = popcount(lows[place] ^ low) + popcount(highs[place] ^ high)
        flags[place] = np.int64(5 * differing) <= length + np.int64(slack[place])


@njit(cache=True)
def near_as_wholes(asked, gaps, postings, buffers):
    """Return the listed names whose letters agree with an asked one to 80 of 100.

    By sorted words or as written without blanks; a name may stand twice. A block of the index
    stays in the processor's cache while all names asked are compared with it.

    Args:
        asked: Texts of k names; gaps: int64[k], how many blanks each has.
        postings: Postings; buffers: SearchBuffers.

    Returns:
        Who asked, int32[n], and the numbers of the listed names, int32[n]; in no order.
    """
    owners, numbers = np.empty(4 * BLOCK, dtype=np.int32), np.empty(4 * BLOCK, dtype=np.int32)
    count, lengths = 0, postings.length
    for begin in range(0, len(lengths), BLOCK):
        end = min(begin + BLOCK, len(lengths))
        for name in range(len(gaps)):
            length = asked.plain_at[name + 1] - asked.plain_at[name]
            # A blank is a letter of the sorted ratio; more than one for two letters are rare.
            most = np.int64(1.55 * (length + gaps[name])) + 2
            if length == 0 or lengths[end - 1] < np.int64(0.6 * length) or lengths[begin] > most:
                continue
            found = _near_in_block(asked, name, length + gaps[name], postings, begin, end, buffers)
            while len(owners) < count + found:
                owners = np.concatenate((owners, np.empty_like(owners)))
                numbers = np.concatenate((numbers, np.empty_like(numbers)))
            for place in range(found):
                owners[count], numbers[count] = name, buffers.whole[place]
                count += 1
    return owners[:count], numbers[:count]


@kernel
def _near_in_block(asked, name, length, postings, begin, end, buffers):
    """Write into buffers.whole the names of a block that are near; return how many.

    Args:
        asked: Texts, and name: which of them; length: its letters and blanks.
        begin, end: places of the block in Postings.order.
    """
    number = _alike_letters(
        asked.low[name], asked.high[name], length, postings, begin, end, buffers
    )
    if number == 0:
        return 0
    picked = _pick(asked, asked.by_word_at, name, postings, postings.by_word_at, number, buffers)
    kept = _near(asked.by_word, asked.by_word_at, name, postings.by_word, postings.by_word_at,
                 postings.order, picked, buffers, 0)  # fmt: skip
    picked = _pick(asked, asked.plain_at, name, postings, postings.plain_at, number, buffers)
    return _near(asked.plain, asked.plain_at, name, postings.plain, postings.plain_at,
                 postings.order, picked, buffers, kept)  # fmt: skip


@kernel
def _alike_letters(low, high, length, postings, begin, end, buffers):
    """Write into buffers.chosen the places in a block with few other letters; return how many."""
    chosen, flags = buffers.chosen, buffers.flags
    flags_by_eight = flags.view(np.uint64)
    _flag(postings.low[begin:end], postings.high[begin:end], postings.slack[begin:end], low, high,
          length, flags)  # fmt: skip
    number = 0
    for eight in range((end - begin + 7) >> 3):
        if flags_by_eight[eight] == 0:
            continue
        for place in range(8 * eight, min(8 * eight + 8, end - begin)):
            if flags[place]:
                chosen[number] = begin + place
                number += 1
    return number


@kernel
def _pick(asked, asked_at, name, postings, text_at, number, buffers):
    """Write into buffers.picked the chosen places whose letters and blanks differ by few.

    A ratio of 80 allows a fifth of both lengths in letters more or less, blanks among them.

    Args:
        asked: Texts, with asked_at: int32[k + 1], its plain_at or by_word_at.
        postings: Postings, with text_at: int32[names + 1], the same of it.
        number: how many places are chosen.

    Returns:
        How many are picked.
    """
    chosen, picked, lows, highs = buffers.chosen, buffers.picked, postings.low, postings.high
    low, high, length = asked.low[name], asked.high[name], asked_at[name + 1] - asked_at[name]
    blanks = length - (asked.plain_at[name + 1] - asked.plain_at[name])
    count = 0
    for place in range(np.uint64(number)):
        text = np.uint64(chosen[place])
        size = np.int64(text_at[text + np.uint64(1)] - text_at[text])
        others = abs(blanks - (size - np.int64(postings.length[text])))
        differing = popcount(lows[text] ^ low) + popcount(highs[text] ^ high)
        picked[count] = chosen[place]
        count += 5 * (np.int64(differing) + others) <= length + size
    return count


@kernel
def _near(asked, asked_at, name, texts, text_at, order, count, buffers, kept):
    """Append to buffers.whole the names of the picked texts that agree to 80 of 100.

    Args:
        asked, texts: uint8[n], letters of the names asked and listed.
        asked_at, text_at: int32[names + 1], where each name begins in them.
        order: int32[names], whose each listed text is.
        count: how many texts are picked; kept: how many names are in buffers.whole already.

    Returns:
        How many names are in buffers.whole now.
    """
    first, last = asked_at[name], asked_at[name + 1]
    if count == 0:
        return kept
    used = mark(asked, first, last, buffers.marks)
    length = min(last - first, LONGEST)
    for start in range(0, count, 4):
        four = min(4, count - start)
        for place in range(4):
            text = buffers.picked[start + min(place, four - 1)]
            buffers.starts[place], buffers.ends[place] = text_at[text], text_at[text + 1]
        _share(length, used, texts, four, buffers)
        for place in range(four):
            both = length + buffers.ends[place] - buffers.starts[place]
            if 2 * buffers.shared[place] >= LEAST_RATIO * both:
                buffers.whole[kept] = order[buffers.picked[start + place]]
                kept += 1
    unmark(asked, first, last, buffers.marks)
    return kept


@kernel
def _share(length, used, texts, four, buffers):
    """Write into buffers.shared the letters that the marked name shares with up to four texts.

    Args:
        length: of the marked name; used: how many machine words mark() used for it.
    """
    marks, starts, ends, shared = buffers.marks, buffers.starts, buffers.ends, buffers.shared
    if used == 1:
        shared_by_four(marks, length, texts, starts, ends, shared)
    elif used == 2:
        shared_by_two(marks, length, texts, starts, ends, shared, 0)
        shared_by_two(marks, length, texts, starts, ends, shared, 2)
    else:
        for place in range(four):
            shared[place] = shared_letters(
                marks, used, length, texts, starts[place], ends[place], buffers.row
            )
