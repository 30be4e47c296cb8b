"""Candidates, compiled: which names of an index are worth comparing with a name asked.

Two channels: names that are near as wholes, and names that share enough of their letters or of
their rarity in similar words. No list of stop words, no cap.
"""

import numpy as np
from numba import njit

from screening.kernels.compiled import kernel
from screening.kernels.packed import FORM, size_of
from screening.kernels.postings import (
    ALL_LETTERS,
    ENOUGH_LETTERS,
    ENOUGH_RARITY,
    LEAST_OF_BOTH,
    LEAST_RARITY,
    LEAST_SHARE,
    LETTERS,
    RARITY,
    STAMP,
    WORDS,
    take_stamps,
)
from screening.kernels.whole_names import near_as_wholes


@njit(cache=True)
def candidates(asked, texts, gaps, similar, similar_at, listed, postings, buffers):
    """Return the candidates of each asked name, of both channels, each once.

    Args:
        asked: Packed, of k names; texts: Texts of them; gaps: int64[k], how many blanks each has.
        similar: int32[s], for each asked word the listed words that it may be, word after word.
        similar_at: int64[words + 1], where those of each word begin.
        listed: Packed, of the index; postings: Postings; buffers: SearchBuffers.

    Returns:
        found: int32[n], numbers of listed names; found_at: int64[k + 1], where those of each asked
        name begin; shared: float32[n], the rarity that each shares; -1: near as a whole.
    """
    sharing, sharing_at, rarity = names_sharing(
        asked, similar, similar_at, listed, postings, buffers
    )
    near, near_at = _grouped(*near_as_wholes(texts, gaps, postings, buffers), len(gaps))
    found = np.empty(len(sharing) + len(near), dtype=np.int32)
    shared = np.empty(len(sharing) + len(near), dtype=np.float32)
    found_at = np.zeros_like(sharing_at)
    count, stamp = 0, take_stamps(buffers, len(gaps))
    for name in range(len(gaps)):
        first, last = sharing_at[name], sharing_at[name + 1]
        end = count + last - first
        found[count:end], shared[count:end] = sharing[first:last], rarity[first:last]
        whole = near[near_at[name] : near_at[name + 1]]
        count = _merge(whole, buffers, stamp + name, found, shared, count, end)
        found_at[name + 1] = count
    return found[:count].copy(), found_at, shared[:count].copy()


@njit(cache=True)
def _grouped(owners, numbers, names):
    """Return numbers by their owners; both int32[n], and owners count from 0 to `names` - 1.

    Returns:
        int32[n], the numbers, owner by owner; int64[names + 1], where those of each begin.
    """
    places = np.zeros(names + 1, dtype=np.int64)
    for owner in owners:
        places[owner + 1] += 1
    for name in range(names):
        places[name + 1] += places[name]
    free, grouped = places.copy(), np.empty_like(numbers)
    for place in range(len(owners)):
        grouped[free[owners[place]]] = numbers[place]
        free[owners[place]] += 1
    return grouped, places


@njit(cache=True)
def names_sharing(asked, similar, similar_at, listed, postings, buffers):
    """Return the listed names that share enough in similar words, for each asked name.

    All names at once: both channels need the processor's cache for themselves. Arguments and what
    is returned are as in candidates().
    """
    found = np.empty(1024, dtype=np.int32)
    shared = np.empty(1024, dtype=np.float32)
    found_at = np.zeros(len(asked.name_at), dtype=np.int64)
    count, stamp = 0, take_stamps(buffers, len(asked.name_at))
    for name in range(len(asked.name_at) - 1):
        new = _sharing(asked, name, similar, similar_at, listed, postings, buffers, stamp + name)
        while len(found) < count + new:
            found = np.concatenate((found, np.empty_like(found)))
            shared = np.concatenate((shared, np.empty_like(shared)))
        for place in range(new):
            found[count + place] = buffers.touched[place]
            shared[count + place] = buffers.tally[buffers.touched[place], RARITY] / 256
        count += new
        found_at[name + 1] = count
    return found[:count].copy(), found_at, shared[:count].copy()


@kernel
def _merge(near, buffers, stamp, found, shared, first, count):
    """Append the near names to the candidates [first:count] that are not among them yet.

    Args:
        near: int32[m], names that are near as wholes.
        found, shared: int32 and float32[n], filled up to `count`.

    Returns:
        Up to where they are filled now.
    """
    seen, place_of = buffers.seen, buffers.place
    for place in range(first, count):
        seen[found[place]], place_of[found[place]] = stamp, place
    for number in near:
        if seen[number] != stamp:
            seen[number], place_of[number] = stamp, count
            found[count] = number
            count += 1
        shared[place_of[number]] = -1.0
    return count


@kernel
def _sharing(asked, name, similar, similar_at, listed, postings, buffers, stamp):
    """Write into buffers.touched the names that share enough with one name; return how many.

    Legal forms count only in a name of nothing else, and a repeated word once.
    """
    at, to = asked.name_at[name], asked.name_at[name + 1]
    words, kinds = asked.words, asked.kind
    forms, letters, rarity, said, touched = 0, 0, 0, 0, 0
    for place in range(at, to):
        forms += kinds[words[place]] == FORM
    for place in range(at, to):
        word = words[place]
        if (kinds[word] == FORM and forms < to - at) or _is_repeated(words, at, place):
            continue
        letters += size_of(asked, word)
        rarity += np.int32(256 * asked.weight[word])
        said += 1
        alike = similar[similar_at[word] : similar_at[word + 1]]
        touched = _tally(size_of(asked, word), asked.weight[word], alike, listed, postings,
                         buffers, np.int32(stamp), said, touched)  # fmt: skip
    return _accepted(letters, np.int32(LEAST_RARITY * rarity), said, touched, postings, buffers)


@kernel
def _tally(letters, weight, alike, listed, postings, buffers, stamp, number, touched):
    """Count one asked word for each name that holds a similar one.

    Args:
        letters, weight: of the asked word; number: which of its name it is, from 1.
        alike: int32[m], listed words that it may be.
        touched: how many names the question has met so far.

    Returns:
        How many it has met now.
    """
    tally, names = buffers.tally, buffers.touched
    post_at, posted, word_at, weights = (
        postings.post_at, postings.posted, listed.word_at, listed.weight
    )  # fmt: skip
    for other in alike:
        both = letters | (word_at[other + 1] - word_at[other]) << 16
        rare = np.int32(256 * min(weight, weights[other]))
        for posting in range(post_at[other], post_at[other + 1]):
            name = posted[posting]
            if tally[name, STAMP] != stamp:
                tally[name, STAMP] = stamp
                tally[name, LETTERS] = both
                tally[name, RARITY] = rare
                tally[name, WORDS] = 256 + number
                names[touched] = name
                touched += 1
            elif tally[name, WORDS] & 255 != number & 255:
                tally[name, LETTERS] += both
                tally[name, RARITY] += rare
                tally[name, WORDS] = (tally[name, WORDS] & ~255) + 256 + (number & 255)
    return touched


@kernel
def _accepted(letters, least, said, touched, postings, buffers):
    """Keep in buffers.touched the names that share enough; return how many.

    Args:
        letters, said: how many letters and words the asked name has that say who it is.
        least: the rarity that is enough of the asked name, in 1/256.
    """
    tally, names, enough = buffers.tally, buffers.touched, postings.enough
    kept = 0
    for place in range(touched):
        name = names[place]
        rare = tally[name, RARITY]
        is_accepted = said == 1 or rare >= least or rare >= enough[name, ENOUGH_RARITY]
        if not is_accepted and tally[name, WORDS] >= 2 * 256:
            of_asked, of_listed = tally[name, LETTERS] & 65535, tally[name, LETTERS] >> 16
            is_accepted = (
                of_asked >= LEAST_SHARE * letters or of_listed >= enough[name, ENOUGH_LETTERS]
            )
            # Two words that are much of both sides, beside others that may be alike as letters.
            is_accepted |= (
                of_asked >= LEAST_OF_BOTH * letters
                and of_listed >= LEAST_OF_BOTH * enough[name, ALL_LETTERS]
            )
        if is_accepted:
            names[kept] = name
            kept += 1
    return kept


@kernel
def _is_repeated(words, first, place):
    """Tell whether the word at a place stands before it, too; words: int32[n], from `first` on."""
    for before in range(first, place):
        if words[before] == words[place]:
            return True
    return False
