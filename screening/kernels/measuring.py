"""What a pairing says, compiled: the features of two names, and their logit."""

import numpy as np

from screening.kernels.buffers import (
    ASKED,
    ASKED_AT,
    CUT,
    EDITED,
    EXACT,
    FIRST_CHANGED,
    HOW,
    JOINED,
    LISTED,
    LISTED_AT,
    SHORTENED,
    SOUND,
    SPELLING,
)
from screening.kernels.choosing import use
from screening.kernels.compiled import kernel
from screening.kernels.features import (
    ALL_PAIRS,
    BY_SOUND,
    COMMON_WORDS_ALONE,
    COVERAGE_BY_AT_MOST_ONE_EDIT,
    COVERAGE_OF_THE_BETTER_SIDE,
    COVERAGE_OF_THE_WORSE_SIDE,
    CUT_OFF,
    EDITS,
    EDITS_AS_ONE,
    EDITS_IN_SHORT_WORDS,
    EDITS_WHERE_LITTLE_TELLS,
    FATHER_AND_SON_SWAPPED,
    FIRST_LETTERS_CHANGED,
    INITIALS,
    INITIALS_LEFT_OVER,
    LEFT_OVER_ASKED,
    LEFT_OVER_LISTED,
    LEFT_OVER_ON_BOTH_SIDES,
    LEGAL_FORM,
    LEGAL_FORM_ASKED_ALONE,
    MOST_EDITS_IN_A_PAIR,
    NUMBERS_LEFT_OVER,
    ONE_PAIR,
    ORDER,
    RAREST_PAIR,
    TELLING_WORDS,
    TELLING_WORDS_LEFT_OVER_ASKED,
    TELLING_WORDS_LEFT_OVER_LISTED,
    THE_SAME_WORDS,
    WORST_PAIR,
    WRITTEN_AS_ONE,
)
from screening.kernels.packed import INITIAL, NUMBER, SON, size_of
from screening.kernels.shapes import logit_of

# The least similarity of a word that counts as shared.
_ALIKE = 0.79
# Edits in words of fewer letters count by themselves as well.
_SHORT_WORD = 6
_COMMON, _LITTLE = 0.5, 0.1
# A word tells who it is by what it says above this; so many of these are enough.
_TELLING, _ENOUGH = 0.4, 0.6
_EDITS_OF_REST = 9.0
_NOTHING = 1e-9
# What is cut off a word, as if it were so much of a name.
_CUT_WORD = 0.1


@kernel
def measure_pairs(asked, said, listed, others, count, may_be_cut, buffers):
    """Fill in the features that the chosen pairs give.

    Args:
        asked, listed: Packed.
        said, others: int32[words], the words of both names that say who it is.
        count: how many possible pairs there are.
        may_be_cut: of the asked name, as in Packed.
        buffers: Buffers.
    """
    features = buffers.features
    features[:] = 0.0
    buffers.used[ASKED, : len(said)] = False
    buffers.used[LISTED, : len(others)] = False
    matched, close = _add_pairs(asked, said, listed, others, count, buffers)
    left_asked, telling_asked, numbers_asked = _left_over(asked, said, buffers.used[ASKED])
    left_listed, telling_listed, numbers_listed = _left_over(listed, others, buffers.used[LISTED])
    if left_asked == 0.0 and left_listed > 0.0 and features[ORDER] == 1.0:
        if may_be_cut and _is_beginning(buffers.used[LISTED], len(others)):
            features[CUT_OFF] += left_listed
            left_listed, telling_listed, numbers_listed = 0.0, 0.0, 0
    features[LEFT_OVER_ON_BOTH_SIDES] = min(left_asked, left_listed)
    features[LEFT_OVER_ASKED] = left_asked
    features[LEFT_OVER_LISTED] = left_listed
    features[TELLING_WORDS_LEFT_OVER_ASKED] = telling_asked
    features[TELLING_WORDS_LEFT_OVER_LISTED] = telling_listed
    features[NUMBERS_LEFT_OVER] = numbers_asked + numbers_listed
    if _is_of_father(asked, said, buffers.used[ASKED]) or _is_of_father(
        listed, others, buffers.used[LISTED]
    ):
        features[FATHER_AND_SON_SWAPPED] = 1.0
    features[INITIALS_LEFT_OVER] += _initials_left_over(asked, said, buffers.used[ASKED])
    features[INITIALS_LEFT_OVER] += _initials_left_over(listed, others, buffers.used[LISTED])
    of_asked = features[ALL_PAIRS] / max(matched + left_asked, _NOTHING)
    of_listed = features[ALL_PAIRS] / max(matched + left_listed, _NOTHING)
    features[COVERAGE_OF_THE_WORSE_SIDE] = min(of_asked, of_listed)
    features[COVERAGE_OF_THE_BETTER_SIDE] = max(of_asked, of_listed)
    most = max(matched + max(left_asked, left_listed), _NOTHING)
    features[COVERAGE_BY_AT_MOST_ONE_EDIT] = close / most
    little = max(0.0, 1.0 - features[TELLING_WORDS] / _ENOUGH)
    features[EDITS_WHERE_LITTLE_TELLS] = little * features[EDITS]


@kernel
def _is_beginning(used, count):
    """Tell whether the used words are the first ones of a name; used: bool[256]."""
    is_over = False
    for place in range(count):
        if is_over and used[place]:
            return False
        is_over |= not used[place]
    return True


@kernel
def _is_of_father(names, words, used):
    """Tell whether only what stands behind "bin" is in pairs: that is the father's name."""
    for place in range(len(words)):
        if used[place]:
            return False
        if place and names.kind[words[place]] == SON:
            return True
    return False


@kernel
def _initials_left_over(names, words, used):
    """Return how many single letters of a name are in no pair."""
    count = 0
    for place in range(len(words)):
        count += not used[place] and names.kind[words[place]] == INITIAL
    return count


@kernel
def _add_pairs(asked, said, listed, others, count, buffers):
    """Fill in the features of the pairs themselves, in the order of the asked name.

    Returns:
        How much the paired words say, and how much those say that differ by at most one edit.
    """
    features, pairs, chosen = buffers.features, buffers.pair, buffers.chosen
    matched, close, worst = 0.0, 0.0, 1.0
    number, in_order, last_listed, joined, sons, last_initial = 0, 0, -1, 0, 0, -1
    for place in range(len(said)):
        for pair in range(count):
            if not chosen[pair] or pairs[pair, ASKED_AT] != place:
                continue
            use(buffers, pair)
            row, alike, weight = pairs[pair], buffers.alike[pair], buffers.weight[pair]
            number += 1
            matched += weight
            features[ALL_PAIRS] += weight * alike
            features[CUT_OFF] += _CUT_WORD if row[HOW] == CUT else 0.0
            if row[HOW] != SHORTENED and row[HOW] != CUT:
                worst = min(worst, alike)
                close += weight if row[EDITED] <= 1 else 0.0
                if row[HOW] == EXACT or (row[HOW] == SOUND and row[EDITED] == 0):
                    features[TELLING_WORDS] += max(0.0, weight - _TELLING)
                if alike >= _ALIKE:
                    features[RAREST_PAIR] = max(features[RAREST_PAIR], weight)
            _add_edits(features, row, asked, said[place], listed, others[row[LISTED_AT]])
            joined += row[HOW] == JOINED
            sons += row[HOW] == EXACT and asked.kind[said[place]] == SON
            in_order += row[LISTED_AT] > last_listed
            if row[HOW] == SHORTENED:
                # "V.K." is not "K.V.", nor of two given names the first and the family's.
                is_next = last_initial < 0 or row[LISTED_AT] == last_initial + 1
                features[INITIALS_LEFT_OVER] += not is_next
                last_initial = row[LISTED_AT]
            last_listed = row[LISTED_AT]
    if number:
        features[WORST_PAIR] = worst
        features[ORDER] = in_order / number
        features[BY_SOUND] /= number
    is_one_pair = number - features[INITIALS] <= 1 and joined == 0
    features[ONE_PAIR] = 1.0 if is_one_pair else 0.0
    # "A bin B" is the son of "B bin A" at most.
    features[FATHER_AND_SON_SWAPPED] = 1.0 if sons and in_order < number else 0.0
    return matched, close


@kernel
def _add_edits(features, row, asked, word, listed, other):
    """Add what a pair changes to the features that count it; row: int32[7], see Buffers.pair."""
    changed = row[EDITED]
    features[EDITS] += changed
    features[MOST_EDITS_IN_A_PAIR] = max(features[MOST_EDITS_IN_A_PAIR], np.float64(changed))
    is_short = min(size_of(asked, word), size_of(listed, other)) < _SHORT_WORD
    features[EDITS_IN_SHORT_WORDS] += changed if is_short and row[HOW] == SPELLING else 0
    features[FIRST_LETTERS_CHANGED] += row[FIRST_CHANGED]
    features[INITIALS] += row[HOW] == SHORTENED
    features[BY_SOUND] += row[HOW] == SOUND


@kernel
def _left_over(names, words, used):
    """Return what the words in no pair say, what those tell who it is, and how many are numbers.

    Args:
        names: Packed, and words: int32[words] of it.
        used: bool[256], whether each of the words is in a pair.
    """
    left, telling, numbers = 0.0, 0.0, 0
    for place in range(len(words)):
        if not used[place]:
            weight = names.weight[words[place]]
            left += weight
            telling += max(0.0, weight - _TELLING)
            numbers += names.kind[words[place]] == NUMBER
    return left, telling, numbers


@kernel
def finish(similarity, changed, forms, alone, same, table, buffers):
    """Fill in the features that no pairing changes, and return the logit.

    Args:
        similarity, changed: of the names as one word, see measure_whole().
        forms: see sameness.agreeing_forms(); alone: 1.0 where only the asked name has a legal form.
        same: see sameness.is_same().
        table: shapes.Table.
    """
    features = buffers.features
    features[WRITTEN_AS_ONE] = similarity
    left = features[LEFT_OVER_ASKED] + features[LEFT_OVER_LISTED]
    # What is cut off is no edit.
    changed = features[EDITS] if features[CUT_OFF] > 0.0 else np.float64(changed)
    features[EDITS_AS_ONE] = edits_as_one(changed, features[EDITS], left)
    features[LEGAL_FORM] = forms
    features[LEGAL_FORM_ASKED_ALONE] = alone
    features[THE_SAME_WORDS] = same
    features[COMMON_WORDS_ALONE] = common_alone(features[RAREST_PAIR], left)
    return logit_of(features, table)


@kernel
def edits_as_one(changed, spelt, left):
    """Return the edits between two names as one word, at most 4.

    A word left over counts by how much it says: "trading" is one edit, a rare word four.

    Args:
        changed: edits as one word; spelt: edits in the pairs; left: what is left over says.
    """
    return min(np.float64(changed), spelt + _EDITS_OF_REST * left, 4.0)


@kernel
def common_alone(rarest, left):
    """Return how common the words are that two names share, 0..1; 0 where nothing is left over.

    Common words alone say that two names are of one trade, not that they are one.
    """
    return max(0.0, _COMMON - rarest) / _COMMON if left > _LITTLE else 0.0
