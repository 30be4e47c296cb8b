"""Ways to choose among the possible pairs of two names, compiled."""

from screening.kernels.buffers import (
    ASKED,
    ASKED_AT,
    ASKED_COUNT,
    LISTED,
    LISTED_AT,
    LISTED_COUNT,
)
from screening.kernels.compiled import kernel


@kernel
def _is_free(buffers, pair):
    """Tell whether no word of a pair is used yet."""
    row, used = buffers.pair[pair], buffers.used
    for place in range(row[ASKED_AT], row[ASKED_AT] + row[ASKED_COUNT]):
        if used[ASKED, place]:
            return False
    for place in range(row[LISTED_AT], row[LISTED_AT] + row[LISTED_COUNT]):
        if used[LISTED, place]:
            return False
    return True


@kernel
def use(buffers, pair):
    """Note that the words of a pair are used."""
    row, used = buffers.pair[pair], buffers.used
    for place in range(row[ASKED_AT], row[ASKED_AT] + row[ASKED_COUNT]):
        used[ASKED, place] = True
    for place in range(row[LISTED_AT], row[LISTED_AT] + row[LISTED_COUNT]):
        used[LISTED, place] = True


@kernel
def choose(buffers, count, by_weight):
    """Choose pairs one after the other, the most alike first, until no word is left to pair.

    Args:
        count: how many possible pairs there are.
        by_weight: those that are alike and say much come first.
    """
    buffers.used[:] = False
    buffers.chosen[:count] = False
    while True:
        best = _best_free(buffers, count, by_weight)
        if best < 0:
            return
        buffers.chosen[best] = True
        use(buffers, best)


@kernel
def _best_free(buffers, count, by_weight):
    """Return the pair to choose next, of equals that whose words stand nearest; -1: none."""
    best, most, apart = -1, -1.0, 0
    for pair in range(count):
        if buffers.chosen[pair] or not _is_free(buffers, pair):
            continue
        gain = buffers.alike[pair]
        if by_weight:
            gain *= buffers.weight[pair]
        distance = abs(buffers.pair[pair, ASKED_AT] - buffers.pair[pair, LISTED_AT])
        if gain > most + 1e-9 or (gain > most - 1e-9 and distance < apart):
            best, most, apart = pair, gain, distance
    return best


@kernel
def take_combination(buffers, count, bits):
    """Choose the pairs whose bits are set; tell whether no word is in two of them."""
    buffers.used[:] = False
    for pair in range(count):
        buffers.chosen[pair] = bits >> pair & 1
        if buffers.chosen[pair]:
            if not _is_free(buffers, pair):
                return False
            use(buffers, pair)
    return True


@kernel
def is_contested(buffers, count):
    """Tell whether a word is in more than one possible pair, so that there is a choice."""
    buffers.used[:] = False
    for pair in range(count):
        if not _is_free(buffers, pair):
            return True
        use(buffers, pair)
    return False
