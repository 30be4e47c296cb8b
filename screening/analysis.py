"""A name, taken apart once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from screening.folding import fold
from screening.spelling import Word, word_of
from screening.words import LEGAL_PHRASES

_WORD: Final = re.compile(r"[a-z0-9]+")
# A name of 512 characters has no more; words left out would hide a name.
_MAX_TOKENS: Final = 256


def _lengths() -> dict[str, list[int]]:
    """Return how many words the phrases have that begin with a word, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in LEGAL_PHRASES:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}


_LENGTHS: Final = _lengths()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedName:
    """A name as it is compared.

    Attributes:
        tokens: folded words as written: ("ao", "uralskii", "zavod").
        words: the same words as they are compared: jsc, ural, factory.
        native: words in a script other than Latin, folded; empty for a Latin name.
    """

    original: str
    tokens: tuple[str, ...]
    words: tuple[Word, ...]
    native: tuple[str, ...] = ()


@lru_cache(maxsize=50_000)
def analyse(name: str) -> AnalysedName:
    """Return the name's words, folded to Latin letters without marks, in its own order."""
    folded = fold(name)
    tokens = _with_short_forms(_WORD.findall(folded.latin)[:_MAX_TOKENS])
    return AnalysedName(
        original=name,
        tokens=tokens,
        words=tuple(word_of(token) for token in tokens),
        native=folded.native,
    )


def _with_short_forms(tokens: list[str]) -> tuple[str, ...]:
    """Return the words with "joint stock company" as "jsc"."""
    found: list[str] = []
    place = 0
    while place < len(tokens):
        for length in _LENGTHS.get(tokens[place], ()):
            form = LEGAL_PHRASES.get(tuple(tokens[place : place + length]))
            if form is not None:
                found += form.split()
                place += length
                break
        else:
            found.append(tokens[place])
            place += 1
    # A name that is nothing but a trade said in full keeps its words.
    return tuple(found or tokens)
