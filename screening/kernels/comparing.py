"""Two names word by word, compiled: which word is which, and what that says, as features.

Words are paired one to one, or one to two neighbours written apart. Where several pairings are
possible each one is measured and the surest counts, so that more agreement never says less.
"""

import numpy as np
from numba import njit

from screening.kernels.bounding import bound_of_pairs, ceiling_of, is_hopeless, summary_of
from screening.kernels.compiled import kernel
from screening.kernels.measuring import (
    agreeing_forms,
    finish,
    is_same,
    measure_as_one,
    measure_pairs,
    measure_whole,
)
from screening.kernels.pairing import (
    COUNT,
    choose,
    is_contested,
    possible_pairs,
    said_words,
    take_combination,
)

# The logit of names that were not compared to the end.
FAR = -20.0
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
    is_far = bound_of_pairs(asked, mine_count, listed, theirs_count, count, table, work) < (
        least - ceiling
    )
    if is_far and mine_count == theirs_count:
        return FAR, 0
    similarity, changed, is_one = measure_whole(
        asked, mine, mine_count, listed, theirs, theirs_count, work
    )
    if is_far and not is_one:
        return FAR, 0
    forms, same = agreeing_forms(asked, a, listed, b), is_same(asked, a, listed, b, work.room)
    best = FAR
    if is_one and mine_count != theirs_count:
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


@njit(cache=True)
def compare_all(
    asked, found, found_at, rare, kinds, listed, postings, listed_kinds, table, work, least
):
    """Return the listed names that reach the least logit, their logits, and who asked.

    What shares too little of both names cannot reach it whatever else agrees, and is not aligned.
    """
    places = np.empty(len(found), dtype=np.int32)
    logits = np.empty(len(found), dtype=np.float64)
    owners = np.empty(len(found), dtype=np.int32)
    count, ceiling = 0, ceiling_of(table)
    for name in range(len(found_at) - 1):
        summary = summary_of(asked, name)
        for place in range(found_at[name], found_at[name + 1]):
            other, shared = found[place], np.float64(rare[place])
            if shared >= 0.0 and is_hopeless(asked, name, summary, listed, other, postings, shared,
                                             table, least[name] - ceiling):  # fmt: skip
                continue
            kind = kinds[name] if kinds[name] else listed_kinds[other]
            logit, _ = compare(asked, name, listed, other, kind, table, work, ceiling, least[name])
            if logit >= least[name]:
                places[count], logits[count], owners[count] = other, logit, name
                count += 1
    return places[:count].copy(), logits[:count].copy(), owners[:count].copy()
