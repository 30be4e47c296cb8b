"""Which words of two names may be one, compiled: all possible pairs.

A pair is one word on either side, or two neighbours on one side that are written as one on the
other: "sea horse" and "seahorse".
"""

import numpy as np

from screening.kernels.buffers import (
    ASKED,
    CUT,
    EXACT,
    JOINED,
    MOST_PAIRS,
    MOST_WORDS,
    SHORTENED,
    SOUND,
    SPELLING,
)
from screening.kernels.compiled import kernel
from screening.kernels.edits import edits
from screening.kernels.marks import popcount
from screening.kernels.packed import FORM, NUMBER, size_of

_LEAST_LEFT_OF_WORD = 2
# Single letters that may be Roman numbers, and the digits they are, as ASCII codes; "X" is ten.
_ONE, _FIVE = (105, 49), (118, 53)
# What a sound says that is spelt with other vowels, for each of them.
_OTHER_VOWEL = 0.5
# Which pairs are looked for: EXACT, SPELLING for all others, or both.
BOTH = -1


@kernel
def said_words(names, name, numbers):
    """Write the words that say who it is; a name of nothing but legal forms keeps them all.

    Args:
        names: Packed.
        numbers: int32[256], filled in; longer names are cut.

    Returns:
        How many words were written.
    """
    words, kinds = names.words, names.kind
    first, last = names.name_at[name], names.name_at[name + 1]
    count = 0
    for place in range(first, last):
        word = words[place]
        if kinds[word] != FORM and count < MOST_WORDS:
            numbers[count] = word
            count += 1
    if count:
        return count
    for place in range(first, min(last, first + MOST_WORDS)):
        numbers[count] = words[place]
        count += 1
    return count


@kernel
def most_edits(length):
    """Return the edits that words may have and still be one; length: of the shorter one."""
    if length < 3:
        return 0
    if length < 5:
        return 1
    return 2 if length < 8 else 3


@kernel
def edits_of_words(asked, word, listed, other, most, buffers):
    """Return the edits between two words, or most + 1; asked, listed: Packed."""
    return edits(
        asked.letters, asked.word_at[word], asked.word_at[word + 1],
        listed.letters, listed.word_at[other], listed.word_at[other + 1], most, buffers.edits,
    )  # fmt: skip


@kernel
def _edits_of_sounds(asked, word, listed, other, most, buffers):
    """Return the edits between the sounds of two words, or most + 1; asked, listed: Packed."""
    return edits(
        asked.sounds, asked.sound_at[word], asked.sound_at[word + 1],
        listed.sounds, listed.sound_at[other], listed.sound_at[other + 1], most, buffers.edits,
    )  # fmt: skip


@kernel
def possible_pairs(asked, said, listed, others, may_be_cut, buffers):
    """Write all pairs of words that may be one into the buffers; return how many there are.

    Args:
        asked, listed: Packed.
        said, others: int32[words], the words of both names that say who it is.
        may_be_cut: of the asked name, as in Packed.
        buffers: Buffers.
    """
    # Long names have more pairs than there is room for: equal words come first.
    if len(said) * len(others) > MOST_PAIRS:
        count = _pairs_of_words(asked, said, listed, others, EXACT, buffers, 0)
        count = _pairs_of_words(asked, said, listed, others, SPELLING, buffers, count)
    else:
        count = _pairs_of_words(asked, said, listed, others, BOTH, buffers, 0)
    if may_be_cut:
        count = _cut_pairs(asked, said, listed, others, buffers, count)
    count = _joined_pairs(asked, said, listed, others, False, buffers, count)
    return _joined_pairs(listed, others, asked, said, True, buffers, count)


@kernel
def _cut_pairs(asked, said, listed, others, buffers, count):
    """Append the pairs of the last asked word with the words that begin so."""
    word, place = said[len(said) - 1], len(said) - 1
    size, first = size_of(asked, word), asked.word_at[word]
    if size < _LEAST_LEFT_OF_WORD or asked.kind[word] == NUMBER:
        return count
    for j in range(len(others)):
        other, begin = others[j], listed.word_at[others[j]]
        if size_of(listed, other) <= size or listed.kind[other] == NUMBER:
            continue
        is_beginning = True
        for letter in range(size):
            is_beginning &= asked.letters[first + letter] == listed.letters[begin + letter]
        if is_beginning:
            weight = listed.weight[other]
            count = _append(buffers, count, (place, 1, j, 1, CUT, 0, 0), 0.9, weight)
    return count


@kernel
def _pairs_of_words(asked, said, listed, others, only, buffers, count):
    """Append the pairs of one word on either side; return how many there are now.

    Args:
        only: EXACT, SPELLING or BOTH.
    """
    # Arrays are named one by one, and most pairs end at their letters: this is the hottest loop.
    signature, heard, at = asked.signature, asked.heard, asked.word_at
    signatures, sounds, places = listed.signature, listed.heard, listed.word_at
    for i in range(len(said)):
        word = said[i]
        size = at[word + 1] - at[word]
        for j in range(len(others)):
            other = others[j]
            shorter = min(size, places[other + 1] - places[other])
            if (
                popcount(signature[word] ^ signatures[other]) <= 2 * most_edits(shorter)
                or heard[word] == sounds[other]
                or shorter == 1
            ):
                count = _pair_words(asked, word, listed, other, i, j, only, buffers, count)
    return count


@kernel
def _pair_words(asked, word, listed, other, i, j, only, buffers, count):
    """Append the pair of two words, at places i and j of their names, if they may be one."""
    length, long = size_of(asked, word), size_of(listed, other)
    weight = min(asked.weight[word], listed.weight[other])
    if asked.kind[word] == NUMBER or listed.kind[other] == NUMBER:
        if only != SPELLING and _is_roman(asked, word, listed, other):
            return _append(buffers, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight)
        if only == SPELLING or edits_of_words(asked, word, listed, other, 0, buffers):
            return count
        return _append(buffers, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight)
    if min(length, long) == 1 and max(length, long) > 1:
        if only == EXACT or not asked.begins[word] & listed.begins[other]:
            return count
        return _append(buffers, count, (i, 1, j, 1, SHORTENED, 0, 0), 0.6, weight)
    return _pair_by_letters(asked, word, listed, other, i, j, only, buffers, count)


@kernel
def _pair_by_letters(asked, word, listed, other, i, j, only, buffers, count):
    """Append the pair of two words if they are equal, sound alike, or differ by few edits."""
    length, long = size_of(asked, word), size_of(listed, other)
    most = most_edits(min(length, long))
    weight = min(asked.weight[word], listed.weight[other])
    is_heard = asked.heard[word] == listed.heard[other] and min(length, long) > 2
    if not is_heard and popcount(asked.signature[word] ^ listed.signature[other]) > 2 * most:
        return count
    found = edits_of_words(asked, word, listed, other, most, buffers)
    if found == 0 and only != SPELLING:
        return _append(buffers, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight)
    if found == 0 or only == EXACT:
        return count
    if not is_heard and found > most:
        return count
    # A sound spelt otherwise is less than an edit.
    sounds = _edits_of_sounds(asked, word, listed, other, max(most, 2), buffers)
    if is_heard:
        alike = 0.96 - _OTHER_VOWEL * sounds / max(length, long)
        return _append(buffers, count, (i, 1, j, 1, SOUND, sounds, 0), alike, weight)
    alike = 1.0 - min(np.float64(found), sounds + 0.3) / max(length, long)
    is_changed = _is_first_changed(asked, word, listed, other)
    return _append(buffers, count, (i, 1, j, 1, SPELLING, found, is_changed), alike, weight)


@kernel
def _is_roman(asked, word, listed, other):
    """Tell whether one word is a digit and the other the Roman one: I and 1, V and 5, X and 10."""
    if listed.kind[other] != NUMBER:
        return _is_roman_of(asked, word, listed, other)
    return _is_roman_of(listed, other, asked, word)


@kernel
def _is_roman_of(one, number, other, letter):
    if size_of(other, letter) != 1:
        return False
    first, written = one.letters[one.word_at[number]], other.letters[other.word_at[letter]]
    if size_of(one, number) == 1:
        return (written, first) == _ONE or (written, first) == _FIVE
    is_ten = size_of(one, number) == 2 and first == 49
    return is_ten and one.letters[one.word_at[number] + 1] == 48 and written == 120


@kernel
def _is_first_changed(asked, word, listed, other):
    """Return 1 where two words begin with different letters."""
    first, begin = asked.word_at[word], listed.word_at[other]
    return 0 if asked.letters[first] == listed.letters[begin] else 1


@kernel
def _append(buffers, count, row, alike, weight):
    """Append a pair, if there is room and it is alike at all; return how many there are now.

    Args:
        row: its columns, ASKED_AT … FIRST_CHANGED.
    """
    if count == MOST_PAIRS or alike <= 0.0:
        return count
    for column in range(len(row)):
        buffers.pair[count, column] = row[column]
    buffers.alike[count] = alike
    buffers.weight[count] = weight
    return count + 1


@kernel
def most_joined(size, kind, other_kind):
    """Return the edits that two words written as one may have; -1: they are not taken as one.

    Args:
        size: letters of both; kind, other_kind: of each, as in Packed.
    """
    if size < 4 or size > 60:
        return -1
    return 0 if size < 6 or NUMBER in (kind, other_kind) else 1


@kernel
def may_join(signature, other, most):
    """Tell by which letters occur whether words written as one may be the other word.

    Args:
        signature: of both words together; other: of the other word, as in Packed.
    """
    return popcount((signature ^ other) & np.uint64((1 << 36) - 1)) <= 2 * most


@kernel
def _joined_pairs(one, said, other, words, is_flipped, buffers, count):
    """Append the pairs of two neighbours of one name with one word of the other.

    Args:
        one, other: Packed, and said, words: int32[words] of them.
        is_flipped: the two neighbours are listed, not asked.
    """
    for i in range(len(said) - 1):
        first, second = said[i], said[i + 1]
        size = size_of(one, first) + size_of(one, second)
        signature = one.signature[first] | one.signature[second]
        most = most_joined(size, one.kind[first], one.kind[second])
        if most < 0:
            continue
        is_spelt = False
        for j in range(len(words)):
            word = words[j]
            is_near = abs(size_of(other, word) - size) <= most
            if not is_near or not may_join(signature, other.signature[word], most):
                continue
            if not is_spelt:
                _spell_both(one, first, second, buffers.letters[ASKED])
                is_spelt = True
            weight = min(one.weight[first] + one.weight[second], other.weight[word])
            count = _join(other, word, size, i, j, is_flipped, most, weight, buffers, count)
    return count


@kernel
def _spell_both(names, first, second, letters):
    """Write two words as one into letters: uint8[1024]; names: Packed."""
    length = 0
    for word in (first, second):
        for letter in range(names.word_at[word], names.word_at[word + 1]):
            letters[length] = names.letters[letter]
            length += 1


@kernel
def _join(other, word, size, i, j, is_flipped, most, weight, buffers, count):
    """Append the pair of the spelt neighbours at i and the word at j, if they may be one."""
    found = edits(
        buffers.letters[ASKED], 0, size,
        other.letters, other.word_at[word], other.word_at[word + 1], most, buffers.edits,
    )  # fmt: skip
    if found > most:
        return count
    row = (j, 1, i, 2, JOINED, found, 0) if is_flipped else (i, 2, j, 1, JOINED, found, 0)
    return _append(buffers, count, row, 0.97 - np.float64(found) / size, weight)
