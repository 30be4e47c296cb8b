"""Which names cannot be one, told before they are compared to the end; compiled.

Each bound is the most that a comparison could give: what it drops would be no hit.
"""

import numpy as np
from numba import njit

from screening.kernels.buffers import (
    ASKED_AT,
    ASKED_COUNT,
    LISTED_AT,
    LISTED_COUNT,
)
from screening.kernels.compiled import kernel
from screening.kernels.features import (
    ALL_PAIRS,
    COUNT,
    COVERAGE_OF_THE_BETTER_SIDE,
    COVERAGE_OF_THE_WORSE_SIDE,
    LEFT_OVER_ASKED,
    LEFT_OVER_LISTED,
    LEFT_OVER_ON_BOTH_SIDES,
    RAREST_PAIR,
    TELLING_WORDS,
    THE_SAME_WORDS,
)
from screening.kernels.packed import FORM, RAREST, size_of
from screening.kernels.pairing import may_join, most_joined
from screening.kernels.shapes import part_of, table_of

_LITTLE = 0.01
# Among the lengths of words, none stands for a repeated one; a single letter may be an initial.
_REPEATED = np.uint64(1)
_SINGLE = np.uint64(2)
# What the initials of a name say at most, ten of them.
_MOST_OF_INITIALS = 2.0
_NOTHING = 1e-9


@kernel
def bound_of_pairs(asked, said, listed, others, count, may_be_cut, table, buffers):
    """Return the most that the possible pairs can give, whichever of them are chosen.

    Args:
        asked, listed: Packed, and said, others: int32[words] of them.
        count: how many possible pairs the buffers hold.
        may_be_cut: of the asked name, as in Packed.
        table: shapes.Table; buffers: Buffers.
    """
    shared_asked, left_asked = _most_shared(asked, said, ASKED_AT, ASKED_COUNT, count, buffers)
    shared_listed, left_listed = _most_shared(
        listed, others, LISTED_AT, LISTED_COUNT, count, buffers
    )
    # What is cut off is not left over.
    if left_asked == 0.0 and may_be_cut:
        left_listed = 0.0
    return bound_of(min(shared_asked, shared_listed), left_asked, left_listed, table)


@kernel
def _most_shared(names, words, at, size, count, buffers):
    """Return the rarity that one side can share at most, and what is in no possible pair.

    Args:
        names: Packed, and words: int32[words] of it.
        at, size: the columns of Buffers.pair for this side.
    """
    pairs, weights = buffers.pair, buffers.weight
    shared, left = 0.0, 0.0
    for place in range(len(words)):
        most, is_paired = 0.0, False
        for pair in range(count):
            first = pairs[pair, at]
            is_paired |= first <= place < first + pairs[pair, size]
            if first == place:
                most = max(most, weights[pair])
        shared += most
        left += 0.0 if is_paired else names.weight[words[place]]
    return shared, left


@kernel
def bound_of(shared, left_asked, left_listed, table):
    """Return the most that this much shared rarity, and so much left over, can give."""
    most, least = max(left_asked, left_listed), min(left_asked, left_listed)
    bound = part_of(LEFT_OVER_ON_BOTH_SIDES, least, table) + part_of(ALL_PAIRS, shared, table)
    bound += part_of(LEFT_OVER_ASKED, left_asked, table) + part_of(
        LEFT_OVER_LISTED, left_listed, table
    )
    bound += part_of(RAREST_PAIR, min(shared, RAREST), table)
    bound += part_of(TELLING_WORDS, shared, table)
    if left_asked + left_listed < _LITTLE:
        bound += most_of(THE_SAME_WORDS, table)
    worse = shared / max(shared + most, _NOTHING)
    better = shared / max(shared + least, _NOTHING)
    bound += part_of(COVERAGE_OF_THE_WORSE_SIDE, worse, table)
    return bound + part_of(COVERAGE_OF_THE_BETTER_SIDE, better, table)


@kernel
def ceiling_of(table):
    """Return the most that the features can give which no bound looks at; table: shapes.Table."""
    most = table.intercept
    for feature in range(COUNT):
        if feature not in (
            COVERAGE_OF_THE_WORSE_SIDE, COVERAGE_OF_THE_BETTER_SIDE, LEFT_OVER_ON_BOTH_SIDES,
            LEFT_OVER_ASKED, LEFT_OVER_LISTED, RAREST_PAIR, ALL_PAIRS, THE_SAME_WORDS,
            TELLING_WORDS,
        ):  # fmt: skip
            most += most_of(feature, table)
    return most


@njit(cache=True)
def ceilings_of(tables):
    """Return ceiling_of() for each kind of bearer, float64[kinds]; tables: shapes.Tables."""
    ceilings = np.empty(len(tables.intercepts), dtype=np.float64)
    for kind in range(len(ceilings)):
        ceilings[kind] = ceiling_of(table_of(tables, kind))
    return ceilings


@kernel
def most_of(feature, table):
    """Return the most that a feature can add."""
    most = 0.0
    for place in range(table.sizes[feature]):
        most = max(most, table.values[feature, place])
    return most


@kernel
def is_hopeless(asked, name, summary, listed, other, postings, shared, table, least):
    """Tell whether two names share too little, and no words of them may be written as one.

    Args:
        asked, listed: Packed, with the number of the name in each; postings: Postings of `listed`.
        summary: of the asked name, see summary_of().
        shared: the rarity of the words that they share.
        least: what the two must reach, less the ceiling.
    """
    total, sizes, joined, last = summary
    # Search counts a repeated word once, and each of its places may be in a pair.
    if (sizes | postings.sizes[other]) & _REPEATED:
        shared *= 2
    left_asked = max(total - shared, 0.0)
    left_listed = max(postings.said[other] - shared, 0.0)
    if bound_of(shared, left_asked, left_listed, table) >= least:
        return False
    # An initial may be any word that begins so.
    if (sizes | postings.sizes[other]) & _SINGLE:
        if bound_of(shared + _MOST_OF_INITIALS, 0.0, 0.0, table) >= least:
            return False
    # The last word may be cut, and all behind it; a Roman number may be another word.
    if last >= 0.0 and left_asked <= last + _LITTLE:
        if bound_of(shared + RAREST, 0.0, 0.0, table) >= least:
            return False
    if joined & postings.sizes[other] and _has_word_of_two(asked, name, listed, other):
        return False
    return not (postings.joined[other] & sizes and _has_word_of_two(listed, other, asked, name))


@kernel
def summary_of(names, name):
    """Return what a name's words say in all, how long they are, and how long two may be as one.

    Last: what its last word says, where the name may be the beginning of a longer one; else -1.

    The lengths are sets of bits: bit 5 for a word of five letters, bit 63 for 63 and more, bit 0
    where a word is repeated. For "red fox ltd" they hold 3, and 5 to 7 for the two as one, with an
    edit more or less.

    Args:
        names: Packed.
    """
    total, sizes, joined = 0.0, np.uint64(0), np.uint64(0)
    before, one, last = 0, np.uint64(1), -1.0
    for place in range(names.name_at[name], names.name_at[name + 1]):
        word = names.words[place]
        size = min(size_of(names, word), 63)
        sizes |= one << np.uint64(size)
        for earlier in range(names.name_at[name], place):
            sizes |= one if names.words[earlier] == word else np.uint64(0)
        if names.kind[word] == FORM:
            continue
        total += names.weight[word]
        last = np.float64(names.weight[word])
        if before and before + size < 63:
            joined |= np.uint64(7) << np.uint64(before + size - 1)
        before = size
    return total, sizes, joined, last if names.may_be_cut[name] else -1.0


@njit(cache=True)
def summarise(names, said, sizes, joined):
    """Fill in summary_of() of every name: float32[names], and twice uint64[names]."""
    for name in range(len(said)):
        said[name], sizes[name], joined[name], _ = summary_of(names, name)


@kernel
def _has_word_of_two(one, name, other, other_name):
    """Tell whether a word of the other name may be two neighbours of this one, by letters.

    Args:
        one, other: Packed, with the number of the name in each.
    """
    first, second = -1, -1
    for place in range(one.name_at[name], one.name_at[name + 1]):
        if one.kind[one.words[place]] == FORM:
            continue
        first, second = second, one.words[place]
        if first < 0:
            continue
        size = size_of(one, first) + size_of(one, second)
        letters = one.signature[first] | one.signature[second]
        most = most_joined(size, one.kind[first], one.kind[second])
        if most >= 0 and _has_alike(other, other_name, size, letters, most):
            return True
    return False


@kernel
def _has_alike(names, name, size, letters, most):
    """Tell whether a word of the name is about as long, and may have these letters."""
    for place in range(names.name_at[name], names.name_at[name + 1]):
        word = names.words[place]
        is_as_long = abs(size_of(names, word) - size) <= most
        if is_as_long and may_join(letters, names.signature[word], most):
            return True
    return False
