"""Which words of two names may be one, compiled: all possible pairs, and ways to choose."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.compiled import kernel
from screening.kernels.edits import Room, edits, popcount, room_for
from screening.kernels.features import FEATURES
from screening.kernels.postings import FORM, NUMBER

Array = npt.NDArray[Any]
COUNT = len(FEATURES)
MOST_WORDS = 256
MOST_EDGES = 1024
# Letters of one name written as one word.
LONGEST = 1024
EXACT, SOUND, SPELLING, JOINED, SHORTENED = 0, 1, 2, 3, 4
BOTH = -1


class Work(NamedTuple):
    """Room for one comparison; each process has its own.

    Attributes:
        edge: one row a possible pair: place asked, words asked, place listed, words listed, how,
        edits, is the first letter another.
        alike, weight: of each possible pair, 0..1.
    """

    mine: Array
    theirs: Array
    edge: Array
    alike: Array
    weight: Array
    chosen: Array
    best: Array
    used: Array
    features: Array
    best_features: Array
    letters: Array
    room: Room


def work() -> Work:
    """Return room for one comparison."""
    return Work(
        mine=np.zeros(MOST_WORDS, dtype=np.int32),
        theirs=np.zeros(MOST_WORDS, dtype=np.int32),
        edge=np.zeros((MOST_EDGES, 7), dtype=np.int32),
        alike=np.zeros(MOST_EDGES, dtype=np.float64),
        weight=np.zeros(MOST_EDGES, dtype=np.float64),
        chosen=np.zeros(MOST_EDGES, dtype=np.bool_),
        best=np.zeros(MOST_EDGES, dtype=np.bool_),
        used=np.zeros((2, MOST_WORDS), dtype=np.bool_),
        features=np.zeros(COUNT, dtype=np.float64),
        best_features=np.zeros(COUNT, dtype=np.float64),
        letters=np.zeros((2, LONGEST), dtype=np.uint8),
        room=room_for(LONGEST),
    )


@kernel
def said_words(packed, name, places):
    """Write the words that say who it is; a name of legal forms alone keeps them all."""
    words, kinds = packed.words, packed.kind
    first, last = packed.name_at[name], packed.name_at[name + 1]
    count = 0
    for place in range(first, last):
        word = words[place]
        if kinds[word] != FORM and count < MOST_WORDS:
            places[count] = word
            count += 1
    if count:
        return count
    for place in range(first, min(last, first + MOST_WORDS)):
        places[count] = words[place]
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
def _add(work, count, row, alike, weight):
    if count == MOST_EDGES or alike <= 0.0:
        return count
    for place in range(7):
        work.edge[count, place] = row[place]
    work.alike[count] = alike
    work.weight[count] = weight
    return count + 1


@kernel
def _pair_words(asked, word, listed, other, i, j, only, work, count):
    """Append the pair if the two words may be one; only: EXACT, SPELLING for the rest, or both."""
    first, last = asked.word_at[word], asked.word_at[word + 1]
    begin, end = listed.word_at[other], listed.word_at[other + 1]
    length, long = last - first, end - begin
    shorter, longer = min(length, long), max(length, long)
    weight = min(asked.weight[word], listed.weight[other])
    first_differs = 0 if asked.letters[first] == listed.letters[begin] else 1
    if asked.kind[word] == NUMBER or listed.kind[other] == NUMBER:
        same = edits(asked.letters, first, last, listed.letters, begin, end, 0, work.room) == 0
        same = same and only != SPELLING
        return _add(work, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight) if same else count
    if shorter == 1 and longer > 1:
        if first_differs or only == EXACT:
            return count
        return _add(work, count, (i, 1, j, 1, SHORTENED, 0, 0), 0.6, weight)
    most = most_edits(shorter)
    is_heard = asked.heard[word] == listed.heard[other] and shorter > 2
    differing = popcount(asked.signature[word] ^ listed.signature[other])
    if not is_heard and differing > 2 * most:
        return count
    found = edits(asked.letters, first, last, listed.letters, begin, end, most, work.room)
    if found == 0 and only != SPELLING:
        return _add(work, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight)
    if found == 0 or only == EXACT:
        return count
    if is_heard:
        return _add(work, count, (i, 1, j, 1, SOUND, 0, 0), 0.96, weight)
    if found > most:
        return count
    # A sound spelt otherwise is less than an edit.
    sounds = edits(
        asked.sounds, asked.sound_at[word], asked.sound_at[word + 1],
        listed.sounds, listed.sound_at[other], listed.sound_at[other + 1], most,
        work.room,
    )  # fmt: skip
    cost = min(np.float64(found), sounds + 0.3)
    alike = 1.0 - cost / longer
    return _add(work, count, (i, 1, j, 1, SPELLING, found, first_differs), alike, weight)


@kernel
def _together(one, places, i, letters):
    length = 0
    for place in range(i, i + 2):
        word = places[place]
        for letter in range(one.word_at[word], one.word_at[word + 1]):
            letters[length] = one.letters[letter]
            length += 1
    return length


@kernel
def most_joined(size, kind, other_kind):
    """Return the edits that two words written as one may have; -1: they are not taken as one."""
    if size < 4 or size > 60:
        return -1
    return 0 if size < 6 or NUMBER in (kind, other_kind) else 1


@kernel
def may_join(signature, other, most):
    """Tell by which letters occur whether words written as one may be the other word."""
    return popcount((signature ^ other) & np.uint64((1 << 36) - 1)) <= 2 * most


@kernel
def _pair_joined(one, mine, mine_count, other, theirs, theirs_count, flipped, work, count):
    """Append pairs of two neighbouring words of one name with one word of the other."""
    for i in range(mine_count - 1):
        first, second = mine[i], mine[i + 1]
        size = one.word_at[first + 1] - one.word_at[first]
        size += one.word_at[second + 1] - one.word_at[second]
        signature = one.signature[first] | one.signature[second]
        most = most_joined(size, one.kind[first], one.kind[second])
        if most < 0:
            continue
        written = -1
        for j in range(theirs_count):
            word = theirs[j]
            begin, end = other.word_at[word], other.word_at[word + 1]
            is_near = abs(end - begin - size) <= most
            if not is_near or not may_join(signature, other.signature[word], most):
                continue
            if written < 0:
                written = _together(one, mine, i, work.letters[0])
            found = edits(work.letters[0], 0, size, other.letters, begin, end, most, work.room)
            if found > most:
                continue
            weight = min(one.weight[first] + one.weight[second], other.weight[word])
            row = (j, 1, i, 2, JOINED, found, 0) if flipped else (i, 2, j, 1, JOINED, found, 0)
            count = _add(work, count, row, 0.97 - np.float64(found) / size, weight)
    return count


@kernel
def possible_pairs(asked, mine, mine_count, listed, theirs, theirs_count, work):
    """Write all pairs of words that may be one; return how many there are."""
    count = 0
    # Long names have more pairs than there is room for: equal words come first.
    is_long = mine_count * theirs_count > MOST_EDGES
    # Arrays are named one by one, and most pairs end at their letters: this is the hottest loop.
    signature, heard, at = asked.signature, asked.heard, asked.word_at
    signatures, sounds, places = listed.signature, listed.heard, listed.word_at
    for attempt in range(2 if is_long else 1):
        only = (EXACT, SPELLING)[attempt] if is_long else BOTH
        for i in range(mine_count):
            word = mine[i]
            size = at[word + 1] - at[word]
            for j in range(theirs_count):
                other = theirs[j]
                shorter = min(size, places[other + 1] - places[other])
                if (
                    popcount(signature[word] ^ signatures[other]) <= 2 * most_edits(shorter)
                    or heard[word] == sounds[other]
                    or shorter == 1
                ):
                    count = _pair_words(asked, word, listed, other, i, j, only, work, count)
    if mine_count > 1:
        count = _pair_joined(
            asked, mine, mine_count, listed, theirs, theirs_count, False, work, count
        )
    if theirs_count > 1:
        count = _pair_joined(
            listed, theirs, theirs_count, asked, mine, mine_count, True, work, count
        )
    return count


@kernel
def _is_free(work, edge):
    for place in range(work.edge[edge, 0], work.edge[edge, 0] + work.edge[edge, 1]):
        if work.used[0, place]:
            return False
    for place in range(work.edge[edge, 2], work.edge[edge, 2] + work.edge[edge, 3]):
        if work.used[1, place]:
            return False
    return True


@kernel
def _set_used(work, edge, value):
    for place in range(work.edge[edge, 0], work.edge[edge, 0] + work.edge[edge, 1]):
        work.used[0, place] = value
    for place in range(work.edge[edge, 2], work.edge[edge, 2] + work.edge[edge, 3]):
        work.used[1, place] = value


@kernel
def choose(work, count, by_weight):
    """Choose pairs one after the other, the most alike (or of most weight) first."""
    work.used[:] = False
    work.chosen[:count] = False
    while True:
        best, most, apart = -1, -1.0, 0
        for edge in range(count):
            if work.chosen[edge] or not _is_free(work, edge):
                continue
            gain = work.alike[edge]
            if by_weight:
                gain *= work.weight[edge]
            distance = abs(work.edge[edge, 0] - work.edge[edge, 2])
            if gain > most + 1e-9 or (gain > most - 1e-9 and distance < apart):
                best, most, apart = edge, gain, distance
        if best < 0:
            return
        work.chosen[best] = True
        _set_used(work, best, True)


@kernel
def take_combination(work, count, bits):
    """Choose the pairs whose bits are set; tell whether no word is in two of them."""
    work.used[:] = False
    for edge in range(count):
        work.chosen[edge] = bits >> edge & 1
        if work.chosen[edge]:
            if not _is_free(work, edge):
                return False
            _set_used(work, edge, True)
    return True


@kernel
def is_contested(work, count):
    """Tell whether a word is in more than one possible pair."""
    work.used[:] = False
    for edge in range(count):
        if not _is_free(work, edge):
            return True
        _set_used(work, edge, True)
    return False
