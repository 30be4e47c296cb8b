"""Two names word by word, compiled: which word is which, and what that says, as features.

Words are paired one to one, or one to two neighbours written apart. Where several pairings are
possible each one is measured and the surest counts, so that more agreement never says less.
"""

import numpy as np
from numba import njit

from screening.compiled import kernel
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
    may_join,
    most_joined,
    possible_pairs,
    said_words,
    take_combination,
)
from screening.postings import FORM

# The logit of names that were not compared to the end.
FAR = -20.0
_LITTLE = 0.01
# With more ways to pair than this only the two best guesses are measured.
_MOST_TRIED = 10


@kernel
def compare(asked, a, listed, b, kind, table, work, ceiling, least):
    """Return the logit of two names; the features stay in work.best_features.

    The pairs that were chosen stay in work.best, of as many possible ones as are returned second.
    Names that cannot reach the least logit are left early, with FAR; ceiling: see `ceiling_of`.
    """
    mine, theirs = work.mine, work.theirs
    mine_count = said_words(asked, a, mine)
    theirs_count = said_words(listed, b, theirs)
    if mine_count == 0 or theirs_count == 0:
        return FAR, 0
    count = possible_pairs(asked, mine, mine_count, listed, theirs, theirs_count, work)
    is_far = _bound_of_pairs(asked, mine_count, listed, theirs_count, count, table, work) < (
        least - ceiling
    )
    if is_far and mine_count == theirs_count:
        return FAR, 0
    similarity, changed = measure_whole(asked, mine, mine_count, listed, theirs, theirs_count, work)
    if is_far and similarity == 0.0:
        return FAR, 0
    forms, same = agreeing_forms(asked, a, listed, b), is_same(asked, a, listed, b, work.table)
    best = FAR
    if similarity > 0.0 and mine_count != theirs_count:
        measure_as_one(asked, mine, mine_count, listed, theirs, theirs_count, similarity, work)
        best = finish(similarity, changed, forms, same, table, work)
        _keep(work, 0)
        for place in range(count):
            work.best[place] = False
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
            _keep(work, count)
    return best, count


@kernel
def _keep(work, count):
    """Keep the features and the chosen pairs as the best so far."""
    features, best_features = work.features, work.best_features
    for place in range(COUNT):
        best_features[place] = features[place]
    chosen, best = work.chosen, work.best
    for place in range(count):
        best[place] = chosen[place]


@kernel
def _bound_of_pairs(asked, mine_count, listed, theirs_count, count, table, work):
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
def _total(name_at, words, kinds, weights, name):
    total = 0.0
    for place in range(name_at[name], name_at[name + 1]):
        word = words[place]
        if kinds[word] != FORM:
            total += weights[word]
    return total


@kernel
def _may_join(one, a, other, b):
    """Tell whether two neighbouring words of one name may be a word of the other, by letters."""
    words, word_at, signature, kinds = one.words, one.word_at, one.signature, one.kind
    others, other_at, signatures = other.words, other.word_at, other.signature
    begin, end = other.name_at[b], other.name_at[b + 1]
    for place in range(one.name_at[a], one.name_at[a + 1] - 1):
        first, second = words[place], words[place + 1]
        if kinds[first] == FORM or kinds[second] == FORM:
            continue
        size = word_at[first + 1] - word_at[first] + word_at[second + 1] - word_at[second]
        most = most_joined(size, kinds[first], kinds[second])
        letters = signature[first] | signature[second]
        for at in range(begin, end):
            word = others[at]
            longer = other_at[word + 1] - other_at[word]
            if abs(longer - size) <= most and may_join(letters, signatures[word], most):
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
def _is_hopeless(asked, name, listed, other, total, shared, table, least):
    """Tell whether two names share too little, and no words of them may be written as one."""
    mine = max(total - shared, 0.0)
    listed_total = _total(listed.name_at, listed.words, listed.kind, listed.weight, other)
    if _bound(shared, mine, max(listed_total - shared, 0.0), table) >= least:
        return False
    return not (_may_join(asked, name, listed, other) or _may_join(listed, other, asked, name))


@njit(cache=True)
def compare_all(asked, found, found_at, rare, kinds, listed, listed_kinds, table, work, least):
    """Return the listed names that reach the least logit, their logits, and who asked.

    What shares too little of both names cannot reach it whatever else agrees, and is not aligned.
    """
    places = np.empty(len(found), dtype=np.int32)
    logits = np.empty(len(found), dtype=np.float64)
    owners = np.empty(len(found), dtype=np.int32)
    count, ceiling = 0, ceiling_of(table)
    for name in range(len(found_at) - 1):
        total = _total(asked.name_at, asked.words, asked.kind, asked.weight, name)
        for place in range(found_at[name], found_at[name + 1]):
            other, shared = found[place], np.float64(rare[place])
            if shared >= 0.0 and _is_hopeless(
                asked, name, listed, other, total, shared, table, least[name] - ceiling
            ):
                continue
            kind = kinds[name] if kinds[name] else listed_kinds[other]
            logit, _ = compare(asked, name, listed, other, kind, table, work, ceiling, least[name])
            if logit >= least[name]:
                places[count], logits[count], owners[count] = other, logit, name
                count += 1
    return places[:count].copy(), logits[:count].copy(), owners[:count].copy()
