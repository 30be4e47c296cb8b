"""A name with two neighbouring words written as one: "Aero Caribbean" is "Aerocaribbean"."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from screening.names.analysis import AnalysedName
from screening.names.spelling import Word, WordKind, bare_sound_of, hash_of, sound_of, word_of

_LEAST_LETTERS: Final = 7
_MOST_WORDS: Final = 6


def neighbours(name: AnalysedName) -> Iterator[tuple[int, int]]:
    """Yield where two words stand that may be one, and how that one is heard, see Word.heard."""
    words = name.words
    if name.native or len(words) > _MOST_WORDS:
        return
    for place, (first, second) in enumerate(pairwise(words)):
        if _may_be_one(first, second):
            yield place, _heard_as(first.letters + second.letters)


def with_neighbours_joined(name: AnalysedName, place: int) -> AnalysedName:
    """Return the name with the word at a place and the next as one."""
    one = word_of(name.words[place].letters + name.words[place + 1].letters)
    words = (*name.words[:place], one, *name.words[place + 2 :])
    return replace(name, tokens=tuple(word.letters for word in words), words=words)


def _may_be_one(first: Word, second: Word) -> bool:
    is_named = first.kind is WordKind.NAME and second.kind is WordKind.NAME
    return is_named and len(first.letters) + len(second.letters) >= _LEAST_LETTERS


@lru_cache(maxsize=5_000)
def _heard_as(letters: str) -> int:
    return hash_of(bare_sound_of(sound_of(letters)))
