"""Which names cannot be one, told before they are compared to the end; compiled."""

import numpy as np
from numba import njit

from screening.kernels.compiled import kernel
from screening.kernels.measuring import common_alone, edits_as_one, part_of
from screening.kernels.pairing import COUNT, may_join, most_joined
from screening.kernels.postings import FORM

_LITTLE = 0.01
# Two names are written as one where no more letters differ.
_LETTERS_AS_ONE = 4


@kernel
def bound_of_pairs(asked, mine_count, listed, theirs_count, count, table, work):
    """Return the most that the pairs, any of them chosen, can give."""
    edges, weights, mine, theirs = work.edge, work.weight, work.mine, work.theirs
    shared_asked, shared_listed, left_asked, left_listed = 0.0, 0.0, 0.0, 0.0
    for place in range(mine_count):
        most, is_paired = 0.0, False
        for edge in range(count):
            first, size = edges[edge, 0], edges[edge, 1]
            is_paired |= first <= place < first + size
            if first == place:
                most = max(most, weights[edge])
        shared_asked += most
        left_asked += 0.0 if is_paired else asked.weight[mine[place]]
    for place in range(theirs_count):
        most, is_paired = 0.0, False
        for edge in range(count):
            first, size = edges[edge, 2], edges[edge, 3]
            is_paired |= first <= place < first + size
            if first == place:
                most = max(most, weights[edge])
        shared_listed += most
        left_listed += 0.0 if is_paired else listed.weight[theirs[place]]
    return _bound(min(shared_asked, shared_listed), left_asked, left_listed, table)


@kernel
def _bound(shared, mine, theirs, table):
    """Return the most that shared rarity and what is left over on both sides can give."""
    bound = _part(4, min(mine, theirs), table) + _part(8, shared, table)
    bound += _part(5, mine, table) + _part(6, theirs, table)
    bound += _part(7, min(shared, 1.0), table)
    if mine + theirs < _LITTLE:
        bound += _most_of(27, table)
    bound += _part(1, shared / max(shared + max(mine, theirs), 1e-9), table)
    return bound + _part(2, shared / max(shared + min(mine, theirs), 1e-9), table)


@kernel
def ceiling_of(table):
    """Return the most that all features can give but for those that `_bound` knows."""
    most = table[3]
    for feature in range(COUNT):
        if feature not in (1, 2, 4, 5, 6, 7, 8, 27):
            most += _most_of(feature, table)
    return most


@kernel
def is_hopeless(asked, name, summary, listed, other, postings, shared, table, least):
    """Tell whether two names share too little, and no words of them may be written as one.

    Args:
        summary: of the name asked; see `summary_of`.
        shared: the rarity of the words that they share.
        least: what the two must reach, less what all features give that are not looked at here.
    """
    total, sizes, joined = summary
    mine, theirs = max(total - shared, 0.0), max(postings.said[other] - shared, 0.0)
    if _bound(shared, mine, theirs, table) >= least:
        return False
    if joined & postings.sizes[other] and _may_join(asked, name, listed, other):
        return False
    return not (postings.joined[other] & sizes and _may_join(listed, other, asked, name))


@kernel
def summary_of(names, name):
    """Return what a name says in all, how long its words are, and how long two may be as one.

    Lengths are bits of 64: the lowest for none, the highest for 63 letters and more.
    """
    total, sizes, joined = 0.0, np.uint64(0), np.uint64(0)
    words, kinds, word_at = names.words, names.kind, names.word_at
    before, one = 0, np.uint64(1)
    for place in range(names.name_at[name], names.name_at[name + 1]):
        word = words[place]
        size = min(word_at[word + 1] - word_at[word], 63)
        sizes |= one << np.uint64(size)
        if kinds[word] == FORM:
            continue
        total += names.weight[word]
        if before and before + size < 63:
            joined |= np.uint64(7) << np.uint64(before + size - 1)
        before = size
    return total, sizes, joined


@kernel
def _may_join(one, a, other, b):
    """Tell whether two neighbouring words of one name may be a word of the other, by letters."""
    words, word_at, signature, kinds = one.words, one.word_at, one.signature, one.kind
    first, last = -1, -1
    for place in range(one.name_at[a], one.name_at[a + 1]):
        if kinds[words[place]] == FORM:
            continue
        first, last = last, words[place]
        if first < 0:
            continue
        size = word_at[first + 1] - word_at[first] + word_at[last + 1] - word_at[last]
        most = most_joined(size, kinds[first], kinds[last])
        if most >= 0 and _has_alike(other, b, size, signature[first] | signature[last], most):
            return True
    return False


@kernel
def _has_alike(names, name, size, letters, most):
    """Tell whether a word of the name is as long, and may have these letters."""
    words, word_at, signature = names.words, names.word_at, names.signature
    for place in range(names.name_at[name], names.name_at[name + 1]):
        word = words[place]
        is_as_long = abs(word_at[word + 1] - word_at[word] - size) <= most
        if is_as_long and may_join(letters, signature[word], most):
            return True
    return False


@kernel
def _most_of(feature, table):
    most = 0.0
    for place in range(table[2][feature]):
        most = max(most, table[1][feature, place])
    return most


@kernel
def _part(feature, value, table):
    return part_of(value, table[0][feature], table[1][feature], table[2][feature])


@kernel
def summarise(names, said, sizes, joined):
    """Fill in the summary of every name."""
    for name in range(len(said)):
        said[name], sizes[name], joined[name] = summary_of(names, name)


@kernel
def _bound_apart(shared, rarest, mine, theirs, letters, table):
    """Return the same bound where so many letters of one side are no word of the other."""
    left = mine + theirs
    bound = _bound(shared, mine, theirs, table) + _part(28, common_alone(rarest, left), table)
    if letters <= _LETTERS_AS_ONE:
        return bound
    changed = edits_as_one(4, 0.0, left)
    return bound + _part(10, 0.0, table) - _most_of(10, table) + _part(11, changed, table)


@kernel
def _bound_by_size(total, words, other, postings, names, table):
    """Return the most that a name can give with another one, by how much both say.

    However the words are read, none is more than three on the other side, or two on ours.
    """
    said, others = np.float64(postings.said[other]), names.name_at[other + 1] - names.name_at[other]
    mine, theirs = max(total - 2 * others, 0.0), max(said - 3 * words, 0.0)
    # A word that says something has four letters for all that it says.
    return _bound_apart(said - theirs, 1.0, mine, theirs, 4 * max(mine, theirs), table)


@njit(cache=True)
def are_as_long(found, found_at, rare, totals, words, postings, names, table, least):
    """Tell of each name found whether it can reach the least logit, by how much both sides say.

    Args:
        totals, words: what each asked name says in all, and in how many words.
    """
    can, ceiling = np.empty(len(found), dtype=np.bool_), ceiling_of(table)
    for name in range(len(found_at) - 1):
        for place in range(found_at[name], found_at[name + 1]):
            most = _bound_by_size(totals[name], words[name], found[place], postings, names, table)
            can[place] = rare[place] < 0.0 or most >= least[name] - ceiling
    return can


@njit(cache=True)
def may_reach(found, found_at, rare, postings, table, least):
    """Tell of each name found whether it can reach the least logit if nothing asked is left over.

    For names whose words are only likely to be the listed ones, and have no rarity of their own.
    """
    can, ceiling = np.empty(len(found), dtype=np.bool_), ceiling_of(table)
    for name in range(len(found_at) - 1):
        for place in range(found_at[name], found_at[name + 1]):
            shared = np.float64(rare[place])
            left = max(postings.said[found[place]] - shared, 0.0)
            can[place] = _bound(shared, 0.0, left, table) >= least[name] - ceiling
    return can


@njit(cache=True)
def can_cover(found, found_at, masks, by_two, weights, heaviest, names, table, least):
    """Tell of each name found whether it can reach the least logit with all that may be covered.

    Args:
        found_at: where the words of each name begin in `masks`: which asked words, as bits, each
            listed word may be; by_two: the same of it and the next one.
        weights: of the asked words that say who it is, 0 for others; heaviest: of how many of
            them the sum is at most how much. No listed word is more than two of them.
    """
    can, ceiling = np.empty(len(found), dtype=np.bool_), ceiling_of(table)
    for number in range(len(found)):
        first, last = names.name_at[found[number]], names.name_at[found[number] + 1]
        at, covered = found_at[number], np.uint64(0)
        shared, rarest, theirs, letters = 0.0, 0.0, 0.0, 0
        for place in range(last - first):
            word = names.words[first + place]
            mask = masks[at + place]
            mask |= by_two[at + place] if place + 1 < last - first else np.uint64(0)
            mask |= by_two[at + place - 1] if place else np.uint64(0)
            covered |= mask
            if names.kind[word] == FORM:
                continue
            if mask:
                shared += names.weight[word]
                rarest = max(rarest, np.float64(names.weight[word]))
            else:
                theirs += names.weight[word]
                letters += names.word_at[word + 1] - names.word_at[word]
        most_words = min(2 * (last - first), len(weights))
        mine = 0.0
        for place in range(len(weights)):
            bit = np.uint64(1) << np.uint64(min(place, 63))
            mine += 0.0 if covered & bit else weights[place]
        mine = max(mine, heaviest[-1] - heaviest[most_words])
        most = _bound_apart(shared, rarest, mine, theirs, letters, table)
        can[number] = most >= least - ceiling
    return can
