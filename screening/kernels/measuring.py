"""What chosen pairs of words say, compiled: the features of two names, and their logit."""

import numpy as np

from screening.kernels.compiled import kernel
from screening.kernels.edits import edits
from screening.kernels.pairing import COUNT, EXACT, JOINED, SHORTENED, SOUND, SPELLING, most_edits
from screening.kernels.postings import NUMBER, SON

ORGANISATION, PERSON, VESSEL = 2, 1, 3
_COMMON, _LITTLE = 0.5, 0.1
_EDITS_OF_REST = 9.0


@kernel
def _spell_said(spelt, word_at, places, count, letters):
    length = 0
    for place in range(count):
        word = places[place]
        for letter in range(word_at[word], word_at[word + 1]):
            if length < 1024:
                letters[length] = spelt[letter]
                length += 1
    return length


@kernel
def measure_pairs(asked, mine, mine_count, listed, theirs, theirs_count, count, kind, work):
    """Fill in the features that the chosen pairs give."""
    features, edges, chosen = work.features, work.edge, work.chosen
    likes, weights, used = work.alike, work.weight, work.used
    asked_at, listed_at = asked.word_at, listed.word_at
    features[:] = 0.0
    used[0, :mine_count] = False
    used[1, :theirs_count] = False
    matched, close, alike_weight, rarest, worst = 0.0, 0.0, 0.0, 0.0, 1.0
    pairs, total_edits, most, short, first, initials, heard, joined = 0, 0, 0, 0, 0, 0, 0, 0
    last_place, in_order, sons = -1, 0, 0
    for i in range(mine_count):
        for edge in range(count):
            if not chosen[edge] or edges[edge, 0] != i:
                continue
            for place in range(i, i + edges[edge, 1]):
                used[0, place] = True
            for place in range(edges[edge, 2], edges[edge, 2] + edges[edge, 3]):
                used[1, place] = True
            alike, weight = likes[edge], weights[edge]
            how, changed = edges[edge, 4], edges[edge, 5]
            pairs += 1
            matched += weight
            alike_weight += weight * alike
            if how != SHORTENED:
                worst = min(worst, alike)
                if alike >= 0.79:
                    rarest = max(rarest, weight)
            close += weight if changed <= 1 and how != SHORTENED else 0.0
            total_edits += changed
            most = max(most, changed)
            word, other = mine[i], theirs[edges[edge, 2]]
            size = min(
                asked_at[word + 1] - asked_at[word],
                listed_at[other + 1] - listed_at[other],
            )
            short += changed if size < 6 and how == SPELLING else 0
            first += edges[edge, 6]
            initials += how == SHORTENED
            heard += how == SOUND
            joined += how == JOINED
            sons += how == EXACT and asked.kind[word] == SON
            in_order += edges[edge, 2] > last_place
            last_place = edges[edge, 2]
    left_asked, left_listed, numbers = 0.0, 0.0, 0
    for i in range(mine_count):
        if not used[0, i]:
            left_asked += asked.weight[mine[i]]
            numbers += asked.kind[mine[i]] == NUMBER
    for j in range(theirs_count):
        if not used[1, j]:
            left_listed += listed.weight[theirs[j]]
            numbers += listed.kind[theirs[j]] == NUMBER
    of_asked = alike_weight / max(matched + left_asked, 1e-9)
    of_listed = alike_weight / max(matched + left_listed, 1e-9)
    features[0] = worst if pairs else 0.0
    features[1] = min(of_asked, of_listed)
    features[2] = max(of_asked, of_listed)
    features[3] = close / max(matched + max(left_asked, left_listed), 1e-9)
    features[4] = min(left_asked, left_listed)
    features[5] = left_asked
    features[6] = left_listed
    features[7] = rarest
    features[8] = alike_weight
    features[9] = in_order / pairs if pairs else 0.0
    features[12] = most
    features[13] = total_edits
    features[14] = short
    features[15] = first
    features[17] = 1.0 if pairs - initials <= 1 and joined == 0 else 0.0
    features[18] = numbers
    features[19] = initials
    features[20] = heard / pairs if pairs else 0.0
    is_organisation = kind == ORGANISATION
    features[21] = total_edits if is_organisation else 0.0
    features[22] = features[17] if is_organisation else 0.0
    features[23] = features[4] if kind == PERSON else 0.0
    features[24] = numbers if kind == VESSEL else 0.0
    features[25] = left_listed if kind == PERSON else 0.0
    # "A bin B" is the son of "B bin A" at most.
    features[26] = 1.0 if sons and in_order < pairs else 0.0


@kernel
def finish(similarity, changed, forms, same, table, work):
    """Fill in the features that no pairing changes, and return the logit."""
    features = work.features
    features[10] = similarity
    left = features[5] + features[6]
    features[11] = edits_as_one(changed, features[13], left)
    features[16] = forms
    features[27] = same
    features[28] = common_alone(features[7], left)
    return logit_of(features, table[0], table[1], table[2], table[3])


@kernel
def edits_as_one(changed, spelt, left):
    """Return the edits between two names as one; a word left over is as many as it says."""
    # "Trading" is one edit, a rare word four.
    return min(np.float64(changed), spelt + _EDITS_OF_REST * left, 4.0)


@kernel
def common_alone(rarest, left):
    """Return how common the words are that two names share, where something is left over."""
    # Such words say that two names are of one trade.
    return max(0.0, _COMMON - rarest) / _COMMON if left > _LITTLE else 0.0


@kernel
def measure_as_one(asked, mine, mine_count, listed, theirs, theirs_count, similarity, work):
    """Fill in the features of two names that are one but for where words are parted."""
    of_asked, of_listed = 0.0, 0.0
    for place in range(mine_count):
        of_asked += asked.weight[mine[place]]
    for place in range(theirs_count):
        of_listed += listed.weight[theirs[place]]
    weight, alike = min(of_asked, of_listed), similarity - 0.03
    features = work.features
    features[:] = 0.0
    features[0] = features[1] = features[2] = alike
    features[3] = 1.0 if similarity > 0.9 else 0.0
    features[7] = min(weight, 1.0)
    features[8] = weight * alike
    features[9] = 1.0


@kernel
def measure_whole(asked, mine, mine_count, listed, theirs, theirs_count, work):
    """Return how alike the names are written as one word, by how many edits (at most 4).

    Last: whether they may be one; edits that would make another word of a whole word may not.
    """
    left, right = work.letters[0], work.letters[1]
    length = _spell_said(asked.letters, asked.word_at, mine, mine_count, left)
    long = _spell_said(listed.letters, listed.word_at, theirs, theirs_count, right)
    if min(length, long) == 0:
        return 0.0, 4, False
    most = min(4, max(length, long) // 5)
    if abs(length - long) > most:
        return 0.0, 4, False
    # One digit more is another bearer, however long the name.
    for place in range(length):
        most = 0 if left[place] < 97 else most
    for place in range(long):
        most = 0 if right[place] < 97 else most
    found = edits(left, 0, length, right, 0, long, most, work.room)
    if found > most:
        return 0.0, 4, False
    start = _common(asked.word_at, mine, mine_count, listed.word_at, theirs, theirs_count,
                    _alike_from(left, 0, 1, right, 0, min(length, long)), False)  # fmt: skip
    rest = min(length, long) - start
    end = _common(asked.word_at, mine, mine_count, listed.word_at, theirs, theirs_count,
                  _alike_from(left, length - 1, -1, right, long - 1, rest), True)  # fmt: skip
    return 1.0 - found / max(length, long), found, found <= most_edits(rest - end)


@kernel
def _alike_from(left, first, step, right, begin, most):
    """Return how many letters are equal from these places on, forwards or backwards."""
    for count in range(most):
        if left[first + step * count] != right[begin + step * count]:
            return count
    return most


@kernel
def _common(word_at, mine, mine_count, listed_at, theirs, theirs_count, shared, backwards):
    """Return how many of the shared letters are whole words of both names."""
    i, j, length, long, whole = 0, 0, 0, 0, 0
    while length <= shared and long <= shared:
        if length == long:
            whole = length
            if i == mine_count or j == theirs_count:
                break
        if length <= long:
            if i == mine_count:
                break
            word = mine[mine_count - 1 - i] if backwards else mine[i]
            length += word_at[word + 1] - word_at[word]
            i += 1
        else:
            if j == theirs_count:
                break
            word = theirs[theirs_count - 1 - j] if backwards else theirs[j]
            long += listed_at[word + 1] - listed_at[word]
            j += 1
    return whole


@kernel
def agreeing_forms(asked, a, listed, b):
    """Return 1: a legal form of one family on both sides; -1: on both, none of one family."""
    family, words, families, others = asked.family, asked.words, listed.family, listed.words
    first, last = listed.name_at[b], listed.name_at[b + 1]
    has_mine, has_theirs, agree = False, False, False
    for other in range(first, last):
        has_theirs = has_theirs or families[others[other]] != 0
    for place in range(asked.name_at[a], asked.name_at[a + 1]):
        mine = family[words[place]]
        if mine == 0:
            continue
        has_mine = True
        for other in range(first, last):
            agree = agree or mine == families[others[other]]
    if agree:
        return 1.0
    return -1.0 if has_mine and has_theirs else 0.0


@kernel
def is_same(asked, a, listed, b, room):
    """Tell whether two names are the same words in the same order, legal forms included."""
    first, begin = asked.name_at[a], listed.name_at[b]
    if asked.name_at[a + 1] - first != listed.name_at[b + 1] - begin:
        return 0.0
    signature, signatures = asked.signature, listed.signature
    words, others = asked.words, listed.words
    for place in range(asked.name_at[a + 1] - first):
        word, other = words[first + place], others[begin + place]
        if signature[word] != signatures[other]:
            return 0.0
        if edits(
            asked.letters, asked.word_at[word], asked.word_at[word + 1],
            listed.letters, listed.word_at[other], listed.word_at[other + 1], 0, room,
        ):  # fmt: skip
            return 0.0
    return 1.0


@kernel
def logit_of(features, knots, values, sizes, intercept):
    """Return the sum of the shapes: straight lines between knots, level beyond them."""
    total = intercept
    for feature in range(COUNT):
        total += part_of(features[feature], knots[feature], values[feature], sizes[feature])
    return total


@kernel
def part_of(value, knots, values, size):
    """Return one shape's value."""
    if size == 0:
        return 0.0
    if value <= knots[0]:
        return values[0]
    for place in range(1, size):
        if value <= knots[place]:
            share = (value - knots[place - 1]) / (knots[place] - knots[place - 1])
            return values[place - 1] + share * (values[place] - values[place - 1])
    return values[size - 1]
