"""Names as flat arrays: what compiled code reads, and what a file on disk holds."""

from typing import Any, NamedTuple

import numpy.typing as npt

from screening.kernels.compiled import kernel

Array = npt.NDArray[Any]
# The kinds of words that compiled code asks for, as `names.spelling.WordKind` numbers them.
FORM, NUMBER, INITIAL, SON = 1, 2, 3, 4
# No word says more than this about who it is, see names.words.
RAREST = 1.4


class Packed(NamedTuple):
    """Names as read-only arrays: of an index (a hundred thousand), or those asked (a batch).

    Words are numbered, and a name is the numbers of its words. Word w is spelt
    `letters[word_at[w]:word_at[w + 1]]`; name n has the words
    `words[name_at[n]:name_at[n + 1]]`, in the order written.

    Example: of the two names "red fox" and "fox" the letters are "redfox", word_at is [0, 3, 6],
    words is [0, 1, 1] and name_at [0, 2, 3].

    Attributes:
        letters: uint8[letters of all words], ASCII codes of a to z and 0 to 9.
        word_at: int32[words + 1], where each word begins in `letters`.
        sounds: uint8[letters of all sounds], each word as it sounds: "elektronik".
        sound_at: int32[words + 1], where each word begins in `sounds`.
        heard: uint64[words], hash of what all romanisations of it share.
        signature: uint64[words], a bit for each letter a word holds, and for letters held twice.
        weight: float32[words], how much a word says about who it is, 0..1.4: its rarity.
        kind: uint8[words], WordKind.
        family: uint8[words], which legal forms are one; 0: not a legal form.
        begins: uint32[words], a bit for each letter that an initial of a word may be.
        words: int32[words of all names], word numbers, name after name.
        name_at: int32[names + 1], where each name begins in `words`.
        may_be_cut: uint8[names], 1 where a name may be the beginning of a longer one.
    """

    letters: Array
    word_at: Array
    sounds: Array
    sound_at: Array
    heard: Array
    signature: Array
    weight: Array
    kind: Array
    family: Array
    begins: Array
    words: Array
    name_at: Array
    may_be_cut: Array


@kernel
def size_of(names, word):
    """Return how many letters a word has; names: Packed."""
    return names.word_at[word + 1] - names.word_at[word]
