"""Acronyms: whether a word is one, and of which words."""

import re
from typing import Final

# Letters; a longer word that happens to fit is none.
_LONGEST: Final = 15
# An acronym of a whole name begins with one of its first words: "The …", "Le Groupe …".
_FIRST_WORDS: Final = 3
# Letters and digits; so few are shared by many.
_SHORT: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")


def is_short(text: str) -> bool:
    """Tell whether a text is too short to be a name by itself: "HQN", "E.K.T."."""
    return text.isascii() and sum(map(str.isalnum, text)) <= _SHORT


def abbreviates(text: str, words: str) -> bool:
    """Tell whether a text is made of letters of the words, in order: "HQN" of "Haqqani Network"."""
    return _first_word(text, words) is not None


def stands_for_whole(text: str, words: str) -> bool:
    """Tell whether a text looks like an acronym of the whole name.

    It does by its letters, or, beside a name that has small ones, by its capitals: VNIIEF is an
    acronym of the Russian name. Of the last words only it is another's: in "10th Institute of
    China Electronics (CE)" the institute is not CE.
    """
    first = _first_word(text, words)
    if first is None:
        return not words.isupper() and sum(map(str.isupper, text)) > 1
    return first < _FIRST_WORDS


def _first_word(text: str, words: str) -> int | None:
    """Return the number of the word that the acronym begins with."""
    letters = [*filter(str.isalnum, text.casefold())]
    if not 1 < len(letters) <= _LONGEST:
        return None
    whole = words.casefold()
    for number, word in enumerate(_WORD.finditer(whole)):
        if word[0][0] == letters[0]:
            rest = iter(whole[word.start() + 1 :])
            if all(letter in rest for letter in letters[1:]):
                return number
    return None
