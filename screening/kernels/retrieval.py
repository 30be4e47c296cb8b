"""Candidates, compiled: which names of an index are worth comparing with a name asked.

Two channels: names that are near as wholes, and names that share enough of their letters or of
their rarity in similar words. No list of stop words, no cap.
"""

import numpy as np
from numba import njit

from screening.kernels.compiled import kernel
from screening.kernels.postings import FORM, LEAST_OF_BOTH, LEAST_RARITY, LEAST_SHARE
from screening.kernels.whole_names import near_as_wholes


@njit(cache=True)
def candidates(asked, texts, gaps, similar, similar_at, listed, postings, scratch, mark_of):
    """Return for each asked name the numbers of names to compare, and where each one's begin.

    Last: the rarity of the shared words; -1 for names that are near as a whole.
    """
    shared, rarity, sharing_at = sharing(
        asked, similar, similar_at, listed, postings, scratch, mark_of
    )
    near, near_at = _grouped(*near_as_wholes(texts, gaps, postings, scratch), len(gaps))
    found = np.empty(len(shared) + len(near), dtype=np.int32)
    rare = np.empty(len(shared) + len(near), dtype=np.float32)
    places = np.zeros_like(sharing_at)
    count = 0
    for name in range(len(gaps)):
        first, last = sharing_at[name], sharing_at[name + 1]
        end = count + last - first
        found[count:end], rare[count:end] = shared[first:last], rarity[first:last]
        whole = near[near_at[name] : near_at[name + 1]]
        count = _merge(whole, scratch, mark_of + name, found, rare, count, end)
        places[name + 1] = count
    return found[:count].copy(), places, rare[:count].copy()


@njit(cache=True)
def _grouped(owners, numbers, names):
    """Return the numbers owner by owner, and where each one's begin."""
    places = np.zeros(names + 1, dtype=np.int64)
    for owner in owners:
        places[owner + 1] += 1
    for name in range(names):
        places[name + 1] += places[name]
    room, grouped = places.copy(), np.empty_like(numbers)
    for place in range(len(owners)):
        grouped[room[owners[place]]] = numbers[place]
        room[owners[place]] += 1
    return grouped, places


@njit(cache=True)
def sharing(asked, similar, similar_at, listed, postings, scratch, mark_of):
    """Return what by_words() finds for each name, the rarity shared, and where each one's begin.

    All names at once: both channels need the processor's cache for themselves.
    """
    found = np.empty(1024, dtype=np.int32)
    rare = np.empty(1024, dtype=np.float32)
    places = np.zeros(len(asked.name_at), dtype=np.int64)
    count = 0
    for name in range(len(asked.name_at) - 1):
        stamp = mark_of + name
        shared = by_words(asked, name, similar, similar_at, listed, postings, scratch, stamp)
        while len(found) < count + shared:
            found = np.concatenate((found, np.empty_like(found)))
            rare = np.concatenate((rare, np.empty_like(rare)))
        for place in range(shared):
            found[count + place] = scratch.touched[place]
            rare[count + place] = scratch.tally[scratch.touched[place], 2] / 256
        count += shared
        places[name + 1] = count
    return found[:count].copy(), rare[:count].copy(), places


@kernel
def _merge(near, scratch, stamp, found, rare, first, count):
    """Append the near names to those from first to count, each once; return how many there are."""
    seen, place_of = scratch.seen, scratch.place
    for place in range(first, count):
        seen[found[place]], place_of[found[place]] = stamp, place
    for number in near:
        if seen[number] != stamp:
            seen[number], place_of[number] = stamp, count
            found[count] = number
            count += 1
        rare[place_of[number]] = -1.0
    return count


@kernel
def by_words(asked, name, similar, similar_at, listed, postings, scratch, stamp):
    """Write into scratch.touched the names that share enough in similar words; return how many."""
    at, to = asked.name_at[name], asked.name_at[name + 1]
    words, kinds, weights, word_at = asked.words, asked.kind, asked.weight, asked.word_at
    forms, size, rarity, total, touched = 0, 0, 0, 0, 0
    for place in range(at, to):
        forms += kinds[words[place]] == FORM
    for place in range(at, to):
        word = words[place]
        if (kinds[word] == FORM and forms < to - at) or _is_repeated(words, at, place):
            continue
        letters = word_at[word + 1] - word_at[word]
        size += letters
        rarity += np.int32(256 * weights[word])
        total += 1
        touched = _tally(letters, weights[word], similar, similar_at[word], similar_at[word + 1],
                         listed, postings, scratch, np.int32(stamp), total, touched)  # fmt: skip
    return _accepted(size, np.int32(LEAST_RARITY * rarity), total, touched, postings, scratch)


@kernel
def _tally(letters, weight, similar, first, last, listed, postings, scratch, stamp, total, touched):
    """Count for each name that holds a similar word what the two words say; return how many names.

    One tally a name in 16 bytes: stamp, letters of both sides, rarity, words and last word.
    """
    tally, names = scratch.tally, scratch.touched
    post_at, posted, word_at, weights = (
        postings.post_at, postings.posted, listed.word_at, listed.weight
    )  # fmt: skip
    for near in range(first, last):
        other = similar[near]
        both = letters | (word_at[other + 1] - word_at[other]) << 16
        rare = np.int32(256 * min(weight, weights[other]))
        for posting in range(post_at[other], post_at[other + 1]):
            number = posted[posting]
            if tally[number, 0] != stamp:
                tally[number, 0] = stamp
                tally[number, 1] = both
                tally[number, 2] = rare
                tally[number, 3] = 256 + total
                names[touched] = number
                touched += 1
            elif tally[number, 3] & 255 != total & 255:
                tally[number, 1] += both
                tally[number, 2] += rare
                tally[number, 3] = (tally[number, 3] & ~255) + 256 + (total & 255)
    return touched


@kernel
def _accepted(size, least, total, touched, postings, scratch):
    """Keep in scratch.touched the names that share enough; return how many."""
    tally, names, asks = scratch.tally, scratch.touched, postings.asks
    kept = 0
    for place in range(touched):
        number = names[place]
        rare = tally[number, 2]
        is_accepted = total == 1 or rare >= least or rare >= asks[number, 0]
        if not is_accepted and tally[number, 3] >= 512:
            both = tally[number, 1]
            got, given = both & 65535, both >> 16
            is_accepted = got >= LEAST_SHARE * size or given >= asks[number, 1]
            # Two words that are much of both sides, beside others that may be alike as letters.
            is_accepted |= got >= LEAST_OF_BOTH * size and given >= LEAST_OF_BOTH * asks[number, 2]
        if is_accepted:
            names[kept] = number
            kept += 1
    return kept


@kernel
def _is_repeated(words, first, place):
    for before in range(first, place):
        if words[before] == words[place]:
            return True
    return False
