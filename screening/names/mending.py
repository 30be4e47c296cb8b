"""Words of our tables that are misspelt, run together with the word beside them, or parted.

"Liaility" is "liability", "ShipyardLtd" is "shipyard ltd", "Com pany" is "company". Only words that
no table knows are looked at, so that no word of a name is taken for another that it is like.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from screening.names.words import LEGAL_FORMS, LEGAL_PHRASES, TRANSLATION, is_known

# Shorter words are too many to be told from a slip of another one.
_LEAST_FUZZY: Final = 6
# A word with a meaning may be a name's own word misspelt: only long ones are mended.
_LEAST_MEANING: Final = 8
# What is glued to a word, and the fewest letters of what is left of it.
_BEFORE: Final = ("ooo", "oao", "llc", "jsc", "pjsc", "cjsc", "ojsc", "gmbh")
_BEHIND: Final = ("ltd", "llc", "jsc", "gmbh", "corp", "fze", "fzco", "dmcc")
_LEAST_LEFT: Final = 4

_FORM_WORDS: Final = frozenset(
    word for form in (*LEGAL_PHRASES, *((form,) for form in LEGAL_FORMS)) for word in form
)
_LONG: Final = frozenset(word for word in _FORM_WORDS if len(word) >= _LEAST_FUZZY)
_MEANT: Final = _LONG | {word for word in TRANSLATION if len(word) >= _LEAST_MEANING}


def _without_one(word: str) -> set[str]:
    """Return the word, and all that it is with a letter less."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _by_remains() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(_MEANT):
        for remains in _without_one(word):
            found.setdefault(remains, []).append(word)
    return found


# Words one edit apart share what one of them is with a letter less.
_NEAR: Final = _by_remains()


@lru_cache(maxsize=5_000)
def mend(token: str) -> tuple[str, ...]:
    """Return the words that a folded token is: itself, the one it misspells, or its parts."""
    if len(token) < _LEAST_FUZZY or is_known(token) or token in _FORM_WORDS:
        return (token,)
    meant = _misspelt(token)
    if meant is not None:
        return (meant,)
    return _parted(token) or (token,)


def _misspelt(token: str) -> str | None:
    near = {word for remains in _without_one(token) for word in _NEAR.get(remains, ())}
    return min((word for word in near if OSA.distance(token, word) == 1), default=None)


def _parted(token: str) -> tuple[str, str] | None:
    """Return the two words that were run together, one of them a legal form."""
    for place in range(_LEAST_LEFT - 1, len(token) - 2):
        left, right = token[:place], token[place:]
        is_form = right in _BEHIND or (right in _LONG and right in LEGAL_FORMS)
        if len(left) >= _LEAST_LEFT and is_form:
            return left, right
        if left in _BEFORE or (left in _LONG and (right in _FORM_WORDS or left in LEGAL_FORMS)):
            return left, right
        if right in _LONG and left in _FORM_WORDS:
            return left, right
    return None


def rejoin(tokens: Sequence[str]) -> list[str]:
    """Return the tokens with two that are one long word of our tables, parted, as that word."""
    found: list[str] = []
    for token in tokens:
        if found and found[-1] + token in _MEANT and not (is_known(found[-1]) and is_known(token)):
            found[-1] += token
        else:
            found.append(token)
    return found
