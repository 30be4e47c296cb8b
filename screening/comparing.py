"""Two names word by word, compiled: which word is which, and what that says, as features.

Words are paired one to one, or one to two neighbours written apart. Where several pairings are
possible each one is measured and the surest counts, so that more agreement never says less.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from screening.edits import edits, popcount
from screening.features import FEATURES
from screening.retrieval import FORM, NUMBER, SON

Array = npt.NDArray[Any]
COUNT = len(FEATURES)
MOST_WORDS = 256
MOST_EDGES = 1024
# With more ways to pair than this only the two best guesses are measured.
_MOST_TRIED = 10
_COMMON, _LITTLE = 0.5, 0.1
EXACT, SOUND, SPELLING, JOINED, SHORTENED = 0, 1, 2, 3, 4
BOTH = -1
ORGANISATION, PERSON, VESSEL = 2, 1, 3


class Work(NamedTuple):
    """Room for one comparison; each process has its own.

    Attributes:
        edge: one row a possible pair: place asked, words asked, place listed, words listed, how,
        edits, is the first letter another.
        alike, weight: of each possible pair, 0..1.
    """

    mine: Array
    theirs: Array
    edge: Array
    alike: Array
    weight: Array
    chosen: Array
    best: Array
    used: Array
    features: Array
    best_features: Array
    letters: Array


def work() -> Work:
    """Return room for one comparison."""
    return Work(
        mine=np.zeros(MOST_WORDS, dtype=np.int32),
        theirs=np.zeros(MOST_WORDS, dtype=np.int32),
        edge=np.zeros((MOST_EDGES, 7), dtype=np.int32),
        alike=np.zeros(MOST_EDGES, dtype=np.float64),
        weight=np.zeros(MOST_EDGES, dtype=np.float64),
        chosen=np.zeros(MOST_EDGES, dtype=np.bool_),
        best=np.zeros(MOST_EDGES, dtype=np.bool_),
        used=np.zeros((2, MOST_WORDS), dtype=np.bool_),
        features=np.zeros(COUNT, dtype=np.float64),
        best_features=np.zeros(COUNT, dtype=np.float64),
        letters=np.zeros((2, 1024), dtype=np.uint8),
    )


@njit(cache=True)
def said_words(packed, name, places):
    """Write the words that say who it is; a name of legal forms alone keeps them all."""
    words, kinds = packed.words, packed.kind
    first, last = packed.name_at[name], packed.name_at[name + 1]
    count = 0
    for place in range(first, last):
        word = words[place]
        if kinds[word] != FORM and count < MOST_WORDS:
            places[count] = word
            count += 1
    if count:
        return count
    for place in range(first, min(last, first + MOST_WORDS)):
        places[count] = words[place]
        count += 1
    return count


@njit(cache=True)
def _most_edits(length):
    if length < 3:
        return 0
    if length < 5:
        return 1
    return 2 if length < 8 else 3


@njit(cache=True)
def _add(work, count, row, alike, weight):
    if count == MOST_EDGES or alike <= 0.0:
        return count
    for place in range(7):
        work.edge[count, place] = row[place]
    work.alike[count] = alike
    work.weight[count] = weight
    return count + 1


@njit(cache=True)
def _pair_words(asked, word, listed, other, i, j, only, work, count):
    """Append the pair if the two words may be one; only: EXACT, SPELLING for the rest, or both."""
    first, last = asked.word_at[word], asked.word_at[word + 1]
    begin, end = listed.word_at[other], listed.word_at[other + 1]
    length, long = last - first, end - begin
    shorter, longer = min(length, long), max(length, long)
    weight = min(asked.weight[word], listed.weight[other])
    first_differs = 0 if asked.letters[first] == listed.letters[begin] else 1
    if asked.kind[word] == NUMBER or listed.kind[other] == NUMBER:
        same = edits(asked.letters, first, last, listed.letters, begin, end, 0) == 0
        same = same and only != SPELLING
        return _add(work, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight) if same else count
    if shorter == 1 and longer > 1:
        if first_differs or only == EXACT:
            return count
        return _add(work, count, (i, 1, j, 1, SHORTENED, 0, 0), 0.6, weight)
    most = _most_edits(shorter)
    is_heard = asked.heard[word] == listed.heard[other] and shorter > 2
    differing = popcount(asked.signature[word] ^ listed.signature[other])
    if not is_heard and differing > 2 * most:
        return count
    found = edits(asked.letters, first, last, listed.letters, begin, end, most)
    if found == 0 and only != SPELLING:
        return _add(work, count, (i, 1, j, 1, EXACT, 0, 0), 1.0, weight)
    if found == 0 or only == EXACT:
        return count
    if is_heard:
        return _add(work, count, (i, 1, j, 1, SOUND, 0, 0), 0.96, weight)
    if found > most:
        return count
    # A sound spelt otherwise is less than an edit.
    sounds = edits(
        asked.sounds, asked.sound_at[word], asked.sound_at[word + 1],
        listed.sounds, listed.sound_at[other], listed.sound_at[other + 1], most,
    )  # fmt: skip
    cost = min(np.float64(found), sounds + 0.3)
    alike = 1.0 - cost / longer
    return _add(work, count, (i, 1, j, 1, SPELLING, found, first_differs), alike, weight)


@njit(cache=True)
def _together(one, places, i, letters):
    length = 0
    for place in range(i, i + 2):
        word = places[place]
        for letter in range(one.word_at[word], one.word_at[word + 1]):
            letters[length] = one.letters[letter]
            length += 1
    return length


@njit(cache=True)
def _pair_joined(one, mine, mine_count, other, theirs, theirs_count, flipped, work, count):
    """Append pairs of two neighbouring words of one name with one word of the other."""
    for i in range(mine_count - 1):
        first, second = mine[i], mine[i + 1]
        size = one.word_at[first + 1] - one.word_at[first]
        size += one.word_at[second + 1] - one.word_at[second]
        if size < 4 or size > 60:
            continue
        signature = one.signature[first] | one.signature[second]
        written = -1
        for j in range(theirs_count):
            word = theirs[j]
            begin, end = other.word_at[word], other.word_at[word + 1]
            has_number = one.kind[first] == NUMBER or one.kind[second] == NUMBER
            most = 0 if size < 6 or has_number else 1
            if (
                abs(end - begin - size) > most
                or popcount((signature ^ other.signature[word]) & np.uint64((1 << 36) - 1))
                > 2 * most
            ):
                continue
            if written < 0:
                written = _together(one, mine, i, work.letters[0])
            found = edits(work.letters[0], 0, size, other.letters, begin, end, most)
            if found > most:
                continue
            weight = min(one.weight[first] + one.weight[second], other.weight[word])
            row = (j, 1, i, 2, JOINED, found, 0) if flipped else (i, 2, j, 1, JOINED, found, 0)
            count = _add(work, count, row, 0.97 - np.float64(found) / size, weight)
    return count


@njit(cache=True)
def _edges(asked, mine, mine_count, listed, theirs, theirs_count, work):
    count = 0
    # Long names have more pairs than there is room for: equal words come first.
    is_long = mine_count * theirs_count > MOST_EDGES
    # Arrays are named one by one, and most pairs end at their letters: this is the hottest loop.
    signature, heard, at = asked.signature, asked.heard, asked.word_at
    signatures, sounds, places = listed.signature, listed.heard, listed.word_at
    for attempt in range(2 if is_long else 1):
        only = (EXACT, SPELLING)[attempt] if is_long else BOTH
        for i in range(mine_count):
            word = mine[i]
            size = at[word + 1] - at[word]
            for j in range(theirs_count):
                other = theirs[j]
                shorter = min(size, places[other + 1] - places[other])
                if (
                    popcount(signature[word] ^ signatures[other]) <= 2 * _most_edits(shorter)
                    or heard[word] == sounds[other]
                    or shorter == 1
                ):
                    count = _pair_words(asked, word, listed, other, i, j, only, work, count)
    if mine_count > 1:
        count = _pair_joined(
            asked, mine, mine_count, listed, theirs, theirs_count, False, work, count
        )
    if theirs_count > 1:
        count = _pair_joined(
            listed, theirs, theirs_count, asked, mine, mine_count, True, work, count
        )
    return count


@njit(cache=True)
def _is_free(work, edge):
    for place in range(work.edge[edge, 0], work.edge[edge, 0] + work.edge[edge, 1]):
        if work.used[0, place]:
            return False
    for place in range(work.edge[edge, 2], work.edge[edge, 2] + work.edge[edge, 3]):
        if work.used[1, place]:
            return False
    return True


@njit(cache=True)
def _set_used(work, edge, value):
    for place in range(work.edge[edge, 0], work.edge[edge, 0] + work.edge[edge, 1]):
        work.used[0, place] = value
    for place in range(work.edge[edge, 2], work.edge[edge, 2] + work.edge[edge, 3]):
        work.used[1, place] = value


@njit(cache=True)
def _choose(work, count, by_weight):
    """Choose pairs one after the other, the most alike (or of most weight) first."""
    work.used[:] = False
    work.chosen[:count] = False
    while True:
        best, most, apart = -1, -1.0, 0
        for edge in range(count):
            if work.chosen[edge] or not _is_free(work, edge):
                continue
            gain = work.alike[edge]
            if by_weight:
                gain *= work.weight[edge]
            distance = abs(work.edge[edge, 0] - work.edge[edge, 2])
            if gain > most + 1e-9 or (gain > most - 1e-9 and distance < apart):
                best, most, apart = edge, gain, distance
        if best < 0:
            return
        work.chosen[best] = True
        _set_used(work, best, True)


@njit(cache=True)
def _take_combination(work, count, bits):
    """Choose the pairs whose bits are set; tell whether no word is in two of them."""
    work.used[:] = False
    for edge in range(count):
        work.chosen[edge] = bits >> edge & 1
        if work.chosen[edge]:
            if not _is_free(work, edge):
                return False
            _set_used(work, edge, True)
    return True


@njit(cache=True)
def _finish(similarity, changed, forms, same, table, work):
    """Fill in the features that no pairing changes, and return the logit."""
    features = work.features
    features[10] = similarity
    aligned = features[13] + (0.0 if features[5] + features[6] == 0.0 else 4.0)
    features[11] = min(np.float64(changed), aligned, 4.0)
    features[16] = forms
    features[27] = same
    # Common words with something left over say that two names are of one trade.
    left = features[5] + features[6]
    features[28] = max(0.0, _COMMON - features[7]) / _COMMON if left > _LITTLE else 0.0
    return logit_of(features, table[0], table[1], table[2], table[3])


@njit(cache=True)
def _measure_as_one(asked, mine, mine_count, listed, theirs, theirs_count, similarity, work):
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


@njit(cache=True)
def _is_contested(work, count):
    work.used[:] = False
    for edge in range(count):
        if not _is_free(work, edge):
            return True
        _set_used(work, edge, True)
    return False


@njit(cache=True)
def _spell_said(spelt, word_at, places, count, letters):
    length = 0
    for place in range(count):
        word = places[place]
        for letter in range(word_at[word], word_at[word + 1]):
            if length < 1024:
                letters[length] = spelt[letter]
                length += 1
    return length


@njit(cache=True)
def _measure_pairs(asked, mine, mine_count, listed, theirs, theirs_count, count, kind, work):
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


@njit(cache=True)
def _measure_whole(asked, mine, mine_count, listed, theirs, theirs_count, work):
    """Return how alike the names are written as one word, and by how many edits (at most 4)."""
    left, right = work.letters[0], work.letters[1]
    length = _spell_said(asked.letters, asked.word_at, mine, mine_count, left)
    long = _spell_said(listed.letters, listed.word_at, theirs, theirs_count, right)
    if min(length, long) == 0:
        return 0.0, 4
    most = min(4, max(length, long) // 5)
    if abs(length - long) > most:
        return 0.0, 4
    # One digit more is another bearer, however long the name.
    for place in range(length):
        most = 0 if left[place] < 97 else most
    for place in range(long):
        most = 0 if right[place] < 97 else most
    found = edits(left, 0, length, right, 0, long, most)
    return (1.0 - found / max(length, long), found) if found <= most else (0.0, 4)


@njit(cache=True)
def _forms(asked, a, listed, b):
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


@njit(cache=True)
def _is_same(asked, a, listed, b):
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
            listed.letters, listed.word_at[other], listed.word_at[other + 1], 0,
        ):  # fmt: skip
            return 0.0
    return 1.0


@njit(cache=True)
def logit_of(features, knots, values, sizes, intercept):
    """Return the sum of the shapes: straight lines between knots, level beyond them."""
    total = intercept
    for feature in range(COUNT):
        total += part_of(features[feature], knots[feature], values[feature], sizes[feature])
    return total


@njit(cache=True)
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
    count = _edges(asked, mine, mine_count, listed, theirs, theirs_count, work)
    similarity, changed = _measure_whole(
        asked, mine, mine_count, listed, theirs, theirs_count, work
    )
    forms, same = _forms(asked, a, listed, b), _is_same(asked, a, listed, b)
    best = -1e9
    if similarity > 0.0 and mine_count != theirs_count:
        _measure_as_one(asked, mine, mine_count, listed, theirs, theirs_count, similarity, work)
        best = _finish(similarity, changed, forms, same, table, work)
        work.best_features[:] = work.features
        work.best[:count] = False
    is_contested = _is_contested(work, count)
    combinations = 1 << count if is_contested and count <= _MOST_TRIED else 0
    for attempt in range(combinations + (2 if is_contested else 1)):
        if attempt >= combinations:
            _choose(work, count, attempt == combinations)
        elif not _take_combination(work, count, attempt):
            continue
        _measure_pairs(asked, mine, mine_count, listed, theirs, theirs_count, count, kind, work)
        logit = _finish(similarity, changed, forms, same, table, work)
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
