"""Two names word by word, compiled: which word is which, and what that says, as features.

Words are paired one to one, or one to two neighbours written apart. Where several pairings are
possible each one is measured and the surest counts, so that more agreement never says less.
"""

import numpy as np
from numba import njit

from screening.edits import popcount
from screening.measuring import (
    agreeing_forms,
    finish,
    is_same,
    measure_as_one,
    measure_pairs,
    measure_whole,
    part_of,
)
from screening.pairing import (
    COUNT,
    choose,
    is_contested,
    possible_pairs,
    said_words,
    take_combination,
)
from screening.retrieval import FORM

# With more ways to pair than this only the two best guesses are measured.
_MOST_TRIED = 10


@njit(cache=True)
def compare(asked, a, listed, b, kind, table, work):
    """Return the logit of two names; the features stay in work.best_features.

    The pairs that were chosen stay in work.best, of as many possible ones as are returned second.
    """
    mine, theirs = work.mine, work.theirs
    mine_count = said_words(asked, a, mine)
    theirs_count = said_words(listed, b, theirs)
    if mine_count == 0 or theirs_count == 0:
        work.best_features[:] = 0.0
        return -20.0, 0
    count = possible_pairs(asked, mine, mine_count, listed, theirs, theirs_count, work)
    similarity, changed = measure_whole(asked, mine, mine_count, listed, theirs, theirs_count, work)
    forms, same = agreeing_forms(asked, a, listed, b), is_same(asked, a, listed, b)
    best = -1e9
    if similarity > 0.0 and mine_count != theirs_count:
        measure_as_one(asked, mine, mine_count, listed, theirs, theirs_count, similarity, work)
        best = finish(similarity, changed, forms, same, table, work)
        work.best_features[:] = work.features
        work.best[:count] = False
    many = is_contested(work, count)
    combinations = 1 << count if many and count <= _MOST_TRIED else 0
    for attempt in range(combinations + (2 if many else 1)):
        if attempt >= combinations:
            choose(work, count, attempt == combinations)
        elif not take_combination(work, count, attempt):
            continue
        measure_pairs(asked, mine, mine_count, listed, theirs, theirs_count, count, kind, work)
        logit = finish(similarity, changed, forms, same, table, work)
        if logit > best:
            best = logit
            work.best_features[:] = work.features
            work.best[:count] = work.chosen[:count]
    return best, count


@njit(cache=True)
def _total(name_at, words, kinds, weights, name):
    total = 0.0
    for place in range(name_at[name], name_at[name + 1]):
        word = words[place]
        if kinds[word] != FORM:
            total += weights[word]
    return total


@njit(cache=True)
def _may_join(one, a, other, b):
    """Tell whether two neighbouring words of one name may be a word of the other, by letters."""
    held = np.uint64((1 << 36) - 1)
    words, word_at, signature = one.words, one.word_at, one.signature
    others, other_at, signatures = other.words, other.word_at, other.signature
    begin, end = other.name_at[b], other.name_at[b + 1]
    for place in range(one.name_at[a], one.name_at[a + 1] - 1):
        first, second = words[place], words[place + 1]
        size = word_at[first + 1] - word_at[first] + word_at[second + 1] - word_at[second]
        letters = (signature[first] | signature[second]) & held
        for at in range(begin, end):
            word = others[at]
            longer = other_at[word + 1] - other_at[word]
            if abs(longer - size) <= 1 and popcount(letters ^ (signatures[word] & held)) <= 2:
                return True
    return False


@njit(cache=True)
def _most_of(feature, table):
    most = 0.0
    for place in range(table[2][feature]):
        most = max(most, table[1][feature, place])
    return most


@njit(cache=True)
def _part(feature, value, table):
    return part_of(value, table[0][feature], table[1][feature], table[2][feature])


@njit(cache=True)
def compare_all(asked, found, found_at, rare, kinds, listed, listed_kinds, table, work, least):
    """Return the listed names that reach the least logit, their logits, and who asked.

    What shares too little of both names cannot reach it whatever else agrees, and is not aligned.
    """
    places = np.empty(256, dtype=np.int32)
    logits = np.empty(256, dtype=np.float64)
    owners = np.empty(256, dtype=np.int32)
    count = 0
    most = table[3]
    for feature in range(COUNT):
        if feature not in (1, 2, 4, 5, 6, 7, 8, 27):
            most += _most_of(feature, table)
    name_at, words = listed.name_at, listed.words
    word_kinds, weights = listed.kind, listed.weight
    for name in range(len(found_at) - 1):
        total = _total(asked.name_at, asked.words, asked.kind, asked.weight, name)
        for place in range(found_at[name], found_at[name + 1]):
            other, shared = found[place], np.float64(rare[place])
            if shared >= 0.0:
                mine = max(total - shared, 0.0)
                theirs = max(_total(name_at, words, word_kinds, weights, other) - shared, 0.0)
                bound = most + _part(4, min(mine, theirs), table) + _part(8, shared, table)
                bound += _part(5, mine, table) + _part(6, theirs, table)
                bound += _part(7, min(shared, 1.0), table)
                if mine + theirs < 0.01:
                    bound += _most_of(27, table)
                bound += _part(1, shared / max(shared + max(mine, theirs), 1e-9), table)
                bound += _part(2, shared / max(shared + min(mine, theirs), 1e-9), table)
                if (
                    bound < least[name]
                    and not _may_join(asked, name, listed, other)
                    and not _may_join(listed, other, asked, name)
                ):
                    continue
            kind = kinds[name] if kinds[name] else listed_kinds[other]
            logit, _ = compare(asked, name, listed, other, kind, table, work)
            if logit < least[name]:
                continue
            if count == len(places):
                places = np.concatenate((places, np.empty_like(places)))
                logits = np.concatenate((logits, np.empty_like(logits)))
                owners = np.concatenate((owners, np.empty_like(owners)))
            places[count], logits[count], owners[count] = other, logit, name
            count += 1
    return places[:count].copy(), logits[:count].copy(), owners[:count].copy()
