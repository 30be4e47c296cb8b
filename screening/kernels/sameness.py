"""Whether two names are the same words, and what their legal forms say; compiled."""

from screening.kernels.compiled import kernel
from screening.kernels.pairing import edits_of_words

# A word tells who it is by what it says above this.
_TELLING = 0.4
# So many words are the same whatever the legal form.
_LEAST_BARE = 2


@kernel
def agreeing_forms(asked, asked_name, listed, listed_name):
    """Compare the legal forms of two names; asked, listed: Packed.

    Returns:
        1.0: a form of one family on both sides; -1.0: forms on both, none of one family; else 0.0.
        Then whether the asked name has a form, and whether the listed one has.
    """
    family, words, families, others = asked.family, asked.words, listed.family, listed.words
    first, last = listed.name_at[listed_name], listed.name_at[listed_name + 1]
    is_formed, is_other_formed, agree = False, False, False
    for other in range(first, last):
        is_other_formed = is_other_formed or families[others[other]] != 0
    for place in range(asked.name_at[asked_name], asked.name_at[asked_name + 1]):
        form = family[words[place]]
        if form == 0:
            continue
        is_formed = True
        for other in range(first, last):
            agree = agree or form == families[others[other]]
    if agree:
        return 1.0, True, True
    return -1.0 if is_formed and is_other_formed else 0.0, is_formed, is_other_formed


@kernel
def is_same(asked, asked_name, said, listed, listed_name, others, forms, is_bare, buffers):
    """Return 1.0 for the same words in the same order, else 0.0.

    Legal forms may differ in writing, and with two words or more one side may have none. One common
    word is the same only with the very same form: "Energy GmbH" may be any firm.

    Args:
        asked, listed: Packed, with the number of the name in each.
        said, others: int32[words], the words that say who it is.
        forms: see agreeing_forms(); is_bare: one side alone has a legal form.
    """
    first, begin = asked.name_at[asked_name], listed.name_at[listed_name]
    words = asked.words[first : asked.name_at[asked_name + 1]]
    if _are_equal(asked, words, listed, listed.words[begin : listed.name_at[listed_name + 1]],
                  buffers):  # fmt: skip
        return 1.0
    is_common = len(said) == 1 and asked.weight[said[0]] < _TELLING
    if forms < 0.0 or is_common or (is_bare and len(said) < _LEAST_BARE):
        return 0.0
    return 1.0 if _are_equal(asked, said, listed, others, buffers) else 0.0


@kernel
def _are_equal(asked, words, listed, others, buffers):
    """Tell whether words are spelt alike, one by one; int32[n] of each side."""
    if len(words) != len(others):
        return False
    for place in range(len(words)):
        word, other = words[place], others[place]
        if asked.signature[word] != listed.signature[other]:
            return False
        if edits_of_words(asked, word, listed, other, 0, buffers):
            return False
    return True
