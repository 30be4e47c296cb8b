"""Two names as one word each, compiled: "sea horse" and "seahorse"."""

from screening.kernels.buffers import ASKED, LISTED, LONGEST
from screening.kernels.compiled import kernel
from screening.kernels.edits import edits
from screening.kernels.features import (
    ALL_PAIRS,
    COVERAGE_BY_AT_MOST_ONE_EDIT,
    COVERAGE_OF_THE_BETTER_SIDE,
    COVERAGE_OF_THE_WORSE_SIDE,
    ORDER,
    RAREST_PAIR,
    WORST_PAIR,
)
from screening.kernels.packed import size_of
from screening.kernels.pairing import most_edits

# What a similarity loses where words are parted otherwise.
_PARTED = 0.03


@kernel
def measure_whole(asked, said, listed, others, buffers):
    """Compare two names as one word each: "sea horse" and "seahorse".

    Args:
        asked, listed: Packed, and said, others: int32[words] of them.

    Returns:
        How alike they are, 0..1; by how many edits, at most 4; and whether they may be one. They
        may not where the edits would make another word of a whole word.
    """
    left, right = buffers.letters[ASKED], buffers.letters[LISTED]
    length, long = _spell(asked, said, left), _spell(listed, others, right)
    most = min(4, max(length, long) // 5)
    if min(length, long) == 0 or abs(length - long) > most:
        return 0.0, 4, False
    # One digit more is another bearer, however long the name.
    if _has_digit(left, length) or _has_digit(right, long):
        most = 0
    found = edits(left, 0, length, right, 0, long, most, buffers.edits)
    if found > most:
        return 0.0, 4, False
    start = _equal_letters(left, 0, right, 0, 1, min(length, long))
    start = _whole_words(asked, said, listed, others, start, False)
    rest = min(length, long) - start
    end = _equal_letters(left, length - 1, right, long - 1, -1, rest)
    end = _whole_words(asked, said, listed, others, end, True)
    return 1.0 - found / max(length, long), found, found <= most_edits(rest - end)


@kernel
def _spell(names, words, letters):
    """Write words one after the other into letters: uint8[1024]; return how many letters."""
    length = 0
    for place in range(len(words)):
        word = words[place]
        for letter in range(names.word_at[word], names.word_at[word + 1]):
            if length < LONGEST:
                letters[length] = names.letters[letter]
                length += 1
    return length


@kernel
def _has_digit(letters, length):
    """Tell whether one of the first letters is a digit; letters: uint8[n]."""
    for place in range(length):
        if letters[place] < 97:
            return True
    return False


@kernel
def _equal_letters(left, first, right, begin, step, most):
    """Return how many letters are equal from these places on; step: 1 forwards, -1 backwards."""
    for count in range(most):
        if left[first + step * count] != right[begin + step * count]:
            return count
    return most


@kernel
def _whole_words(asked, said, listed, others, shared, is_backwards):
    """Return how many of the shared letters are whole words of both names.

    Args:
        shared: how many letters are equal at the beginning, or at the end if `is_backwards`.
    """
    i, j, length, long, whole = 0, 0, 0, 0, 0
    while length <= shared and long <= shared:
        if length == long:
            whole = length
            if i == len(said) or j == len(others):
                break
        if length <= long:
            if i == len(said):
                break
            length += size_of(asked, said[len(said) - 1 - i] if is_backwards else said[i])
            i += 1
        else:
            if j == len(others):
                break
            long += size_of(listed, others[len(others) - 1 - j] if is_backwards else others[j])
            j += 1
    return whole


@kernel
def measure_as_one(asked, said, listed, others, similarity, buffers):
    """Fill in the features of two names that are one but for where their words are parted.

    Args:
        asked, listed: Packed, and said, others: int32[words] of them.
        similarity: of the names as one word, 0..1.
    """
    of_asked, of_listed = 0.0, 0.0
    for place in range(len(said)):
        of_asked += asked.weight[said[place]]
    for place in range(len(others)):
        of_listed += listed.weight[others[place]]
    weight, alike = min(of_asked, of_listed), similarity - _PARTED
    features = buffers.features
    features[:] = 0.0
    features[WORST_PAIR] = alike
    features[COVERAGE_OF_THE_WORSE_SIDE] = alike
    features[COVERAGE_OF_THE_BETTER_SIDE] = alike
    features[COVERAGE_BY_AT_MOST_ONE_EDIT] = 1.0 if similarity > 0.9 else 0.0
    features[RAREST_PAIR] = min(weight, 1.0)
    features[ALL_PAIRS] = weight * alike
    features[ORDER] = 1.0
