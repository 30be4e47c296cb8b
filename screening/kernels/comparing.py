"""Two names word by word, compiled: which word is which, and what that says, as features.

Words are paired one to one, or one to two neighbours written apart. Where several pairings are
possible each one is measured and the surest counts, so that more agreement never says less.
"""

import numpy as np
from numba import njit

from screening.kernels.bounding import bound_of_pairs, ceilings_of, is_hopeless, summary_of
from screening.kernels.choosing import choose, is_contested, take_combination
from screening.kernels.compiled import kernel
from screening.kernels.features import COUNT
from screening.kernels.joining import measure_as_one, measure_whole
from screening.kernels.measuring import finish, measure_pairs
from screening.kernels.pairing import possible_pairs, said_words
from screening.kernels.sameness import agreeing_forms, is_same
from screening.kernels.shapes import table_of

# The logit of names that were not compared to the end.
FAR = -20.0
# With more possible pairs than this not all pairings are measured, only the two best guesses.
_MOST_TRIED = 10


@kernel
def compare(asked, asked_name, listed, listed_name, table, buffers, ceiling, least):
    """Return the logit of two names, or FAR as soon as it is sure to be below the least one.

    Args:
        asked, listed: Packed, and the number of the name in each.
        table: shapes.Table for the kind of the bearer, and ceiling: see ceiling_of().
        buffers: Buffers; best_features and best_chosen hold the surest pairing afterwards, unless
            the logit is FAR.
        least: logit below which the comparison may end early; -inf: it never does.

    Returns:
        The logit; how many possible pairs there are; whether the comparison came to its end.
    """
    said = buffers.asked[: said_words(asked, asked_name, buffers.asked)]
    others = buffers.listed[: said_words(listed, listed_name, buffers.listed)]
    if len(said) == 0 or len(others) == 0:
        return FAR, 0, False
    may_be_cut = asked.may_be_cut[asked_name]
    count = possible_pairs(asked, said, listed, others, may_be_cut, buffers)
    bound = bound_of_pairs(asked, said, listed, others, count, may_be_cut, table, buffers)
    is_far = bound < least - ceiling
    if is_far and len(said) == len(others):
        return FAR, 0, False
    similarity, changed, is_one = measure_whole(asked, said, listed, others, buffers)
    if is_far and not is_one:
        return FAR, 0, False
    forms, formed, is_other_formed = agreeing_forms(asked, asked_name, listed, listed_name)
    alone = 1.0 if formed and not is_other_formed else 0.0
    is_bare = formed != is_other_formed
    same = is_same(
        asked, asked_name, said, listed, listed_name, others, forms, is_bare, buffers
    )  # fmt: skip
    best = -np.inf
    if is_one and len(said) != len(others):
        measure_as_one(asked, said, listed, others, similarity, buffers)
        best = finish(similarity, changed, forms, alone, same, table, buffers)
        buffers.chosen[:count] = False
        _keep(buffers, count)
    ways = _ways_to_pair(buffers, count)
    for way in range(ways):
        if not _take_way(buffers, count, way, ways):
            continue
        measure_pairs(asked, said, listed, others, count, may_be_cut, buffers)
        logit = finish(similarity, changed, forms, alone, same, table, buffers)
        if logit > best:
            best = logit
            _keep(buffers, count)
    return best, count, True


@kernel
def _ways_to_pair(buffers, count):
    """Return how many ways to choose among the possible pairs are tried."""
    if not is_contested(buffers, count):
        return 1
    return (1 << count if count <= _MOST_TRIED else 0) + 2


@kernel
def _take_way(buffers, count, way, ways):
    """Choose pairs in one of the ways; tell whether it can be: no word may be in two pairs.

    The last two ways, or the only one, take the most alike pairs first; those before take every
    combination.
    """
    combinations = max(ways - 2, 0)
    if way < combinations:
        return take_combination(buffers, count, way)
    choose(buffers, count, ways > 1 and way == combinations)
    return True


@kernel
def _keep(buffers, count):
    """Keep the features and the chosen pairs as the best so far."""
    for feature in range(COUNT):
        buffers.best_features[feature] = buffers.features[feature]
    for pair in range(count):
        buffers.best_chosen[pair] = buffers.chosen[pair]


@njit(cache=True)
def compare_all(
    asked, found, found_at, shared, kinds, listed, postings, listed_kinds, tables, buffers, least
):
    """Return the candidates that reach the least logit, name by name.

    What shares too little of both names cannot reach it whatever else agrees, and is not aligned.

    Args:
        asked: Packed, of k names; listed: Packed, of the index.
        found: int32[n], numbers of listed names, the candidates of all asked names.
        found_at: int64[k + 1], where the candidates of each asked name begin.
        shared: float32[n], the rarity that each candidate shares; -1: its name is near as a whole.
        kinds: int64[k], kind of each asked bearer, 0: unknown; listed_kinds: uint8[listed names].
        postings: Postings; tables: shapes.Tables; buffers: Buffers.
        least: float64[k], the least logit for each asked name.

    Returns:
        Numbers of listed names: int32[m]; logits: float64[m]; who asked: int32[m].
    """
    numbers = np.empty(len(found), dtype=np.int32)
    logits = np.empty(len(found), dtype=np.float64)
    owners = np.empty(len(found), dtype=np.int32)
    count, ceilings = 0, ceilings_of(tables)
    for name in range(len(found_at) - 1):
        summary = summary_of(asked, name)
        for place in range(found_at[name], found_at[name + 1]):
            # As wide as Python's numbers, so that compare() is compiled once.
            other, rarity = np.int64(found[place]), np.float64(shared[place])
            kind = kinds[name] if kinds[name] else np.int64(listed_kinds[other])
            table, ceiling = table_of(tables, kind), ceilings[kind]
            if rarity >= 0.0 and is_hopeless(
                asked, name, summary, listed, other, postings, rarity, table, least[name] - ceiling
            ):
                continue
            logit, _, _ = compare(asked, name, listed, other, table, buffers, ceiling, least[name])
            if max(logit, FAR) >= least[name]:
                numbers[count], logits[count], owners[count] = other, logit, name
                count += 1
    return numbers[:count].copy(), logits[:count].copy(), owners[:count].copy()
