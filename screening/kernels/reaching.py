"""Which candidates can be hits, told before they are compared; compiled."""

import numpy as np
from numba import njit

from screening.kernels.bounding import bound_of, ceilings_of, most_of
from screening.kernels.compiled import kernel
from screening.kernels.features import COMMON_WORDS_ALONE, EDITS_AS_ONE, WRITTEN_AS_ONE
from screening.kernels.measuring import common_alone, edits_as_one
from screening.kernels.packed import FORM, size_of
from screening.kernels.shapes import part_of, table_of

# Two names are written as one where no more letters differ.
_LETTERS_AS_ONE = 4


@kernel
def _bound_apart(shared, rarest, left_asked, left_listed, letters, table):
    """Return the bound of names of which so many letters are in words that no other word is."""
    left = left_asked + left_listed
    bound = bound_of(shared, left_asked, left_listed, table)
    bound += part_of(COMMON_WORDS_ALONE, common_alone(rarest, left), table)
    if letters <= _LETTERS_AS_ONE:
        return bound
    changed = edits_as_one(4, 0.0, left)
    bound = bound + part_of(WRITTEN_AS_ONE, 0.0, table) - most_of(WRITTEN_AS_ONE, table)
    return bound + part_of(EDITS_AS_ONE, changed, table)


@kernel
def _bound_by_size(total, words, other, postings, names, table):
    """Return the most that two names can give, by how much their words say.

    However a name in another script is read, no asked word is more than three listed ones, and no
    listed word more than two asked ones. So much of the longer name is left over.
    """
    said, others = np.float64(postings.said[other]), names.name_at[other + 1] - names.name_at[other]
    left_asked, left_listed = max(total - 2 * others, 0.0), max(said - 3 * words, 0.0)
    # A word that says something has four letters for all that it says.
    letters = 4 * max(left_asked, left_listed)
    return _bound_apart(said - left_listed, 1.0, left_asked, left_listed, letters, table)


@njit(cache=True)
def reach_by_size(found, found_at, shared, totals, words, postings, names, kinds, tables, least):
    """Tell of each candidate whether it can be a hit, given how much both names say.

    A listed name of one word cannot be an asked one of ten. Candidates near as wholes always can.

    Args:
        found, found_at, shared, least: as in compare_all().
        totals, words: float64[k] and int64[k], what each asked name says, and in how many words.
        postings: Postings; names: Packed, of the index.
        kinds: uint8[n], kinds of the bearers; tables: shapes.Tables.

    Returns:
        bool[n].
    """
    can, ceilings = np.empty(len(found), dtype=np.bool_), ceilings_of(tables)
    for name in range(len(found_at) - 1):
        for place in range(found_at[name], found_at[name + 1]):
            kind = np.int64(kinds[place])
            table = table_of(tables, kind)
            most = _bound_by_size(totals[name], words[name], found[place], postings, names, table)
            can[place] = shared[place] < 0.0 or most >= least[name] - ceilings[kind]
    return can


@njit(cache=True)
def reach_by_sharing(found, shared, postings, kinds, tables, least):
    """Tell of each candidate whether it can be a hit if nothing asked is left over.

    For names whose words are only likely to be the listed ones, and have no rarity of their own.

    Args:
        found: int32[n], numbers of listed names; shared: float32[n], the rarity each one shares.
        postings: Postings; kinds: uint8[n], kinds of the bearers; tables: shapes.Tables.
        least: the least logit.

    Returns:
        bool[n].
    """
    can, ceilings = np.empty(len(found), dtype=np.bool_), ceilings_of(tables)
    for place in range(len(found)):
        rarity, kind = np.float64(shared[place]), np.int64(kinds[place])
        left = max(postings.said[found[place]] - rarity, 0.0)
        bound = bound_of(rarity, 0.0, left, table_of(tables, kind))
        can[place] = bound >= least - ceilings[kind]
    return can


@njit(cache=True)
def reach_by_covering(
    found, found_at, masks, by_two, weights, heaviest, names, kinds, tables, least
):  # fmt: skip
    """Tell of each candidate whether it can be a hit with all words covered that may be.

    Args:
        found: int32[n], numbers of listed names.
        found_at: int64[n + 1], where the words of each begin in `masks`.
        masks: uint64[m], for each listed word the asked words that it may be, a bit each.
        by_two: uint64[m], the same of it and the next one together.
        weights: float64[k], of the asked words; 0 for those that do not say who it is.
        heaviest: float64[k + 1], the sum of the so many largest weights.
        names: Packed, of the index; kinds: uint8[n], kinds of the bearers; tables: shapes.Tables.
        least: the least logit.

    Returns:
        bool[n].
    """
    can, ceilings = np.empty(len(found), dtype=np.bool_), ceilings_of(tables)
    for number in range(len(found)):
        first, last = names.name_at[found[number]], names.name_at[found[number] + 1]
        words = names.words[first:last]
        covered, shared, rarest, left_listed, letters = _cover(
            words, masks[found_at[number] :], by_two[found_at[number] :], names
        )
        # No listed word is more than two of the asked ones.
        most_words = min(2 * len(words), len(weights))
        left_asked = _uncovered(covered, weights)
        left_asked = max(left_asked, heaviest[-1] - heaviest[most_words])
        kind = np.int64(kinds[number])
        table = table_of(tables, kind)
        most = _bound_apart(shared, rarest, left_asked, left_listed, letters, table)
        can[number] = most >= least - ceilings[kind]
    return can


@kernel
def _cover(words, masks, by_two, names):
    """Return what covers a listed name: int32[words], with uint64[words and more] as above.

    Returns:
        The asked words that some listed one may be, as bits; what the covered listed words say,
        and the rarest of them; what the others say, and their letters.
    """
    covered = np.uint64(0)
    shared, rarest, left, letters = 0.0, 0.0, 0.0, 0
    for place in range(len(words)):
        mask = masks[place]
        mask |= by_two[place] if place + 1 < len(words) else np.uint64(0)
        mask |= by_two[place - 1] if place else np.uint64(0)
        covered |= mask
        word = words[place]
        if names.kind[word] == FORM:
            continue
        if mask:
            shared += names.weight[word]
            rarest = max(rarest, np.float64(names.weight[word]))
        else:
            left += names.weight[word]
            letters += size_of(names, word)
    return covered, shared, rarest, left, letters


@kernel
def _uncovered(covered, weights):
    """Return the sum of the weights, float64[k], whose bits are not set; all from 63 on are one."""
    left = 0.0
    for place in range(len(weights)):
        bit = np.uint64(1) << np.uint64(min(place, 63))
        left += 0.0 if covered & bit else weights[place]
    return left
