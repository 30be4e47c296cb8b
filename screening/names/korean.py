"""Korean names in Hangul, Chinese or Cyrillic letters, syllable by syllable as lists write them.

"김정은", "金正恩" and "Ким Чен Ын" are "kim jong un". Read by sound or by
Mandarin they would be other words.
"""

import re
from importlib.resources import files
from itertools import islice, product
from typing import Final

_HANGUL: Final = re.compile("[가-힣]+")
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_CYRILLIC: Final = re.compile("[а-яё]+")
# A family name of one syllable and given names of one or two.
_LEAST, _MOST = 2, 3
# A syllable may be read in two ways, a name in a few.
_MOST_READINGS: Final = 4
# Hangul is composed of 19 initial, 21 vowel and 28 final letters; here as the lists write them,
# which is McCune and Reischauer's way without its signs.
_FIRST: Final = 0xAC00
_INITIALS_TEXT: Final = "k kk n t tt r m p pp s ss * j jj ch k t p h"
_VOWELS_TEXT: Final = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"
_FINALS_TEXT: Final = "* k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
_INITIALS: Final = _INITIALS_TEXT.split()
_VOWELS: Final = _VOWELS_TEXT.split()
_FINALS: Final = _FINALS_TEXT.split()


def _read() -> dict[str, list[str]]:
    """Return how each Chinese or Cyrillic syllable is written in Latin letters."""
    text = files("screening.tables").joinpath("korean_syllables.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        written, _, others = line.partition(":")
        if not line.startswith("#"):
            for other in others.split():
                found.setdefault(other, []).append(written)
    return found


_SYLLABLES: Final = _read()


def korean_readings(text: str) -> tuple[str, ...]:
    """Return what a name is in Latin letters if it is a Korean person's; () for anything else.

    Example:
        korean_readings("Ким Чен Ын") is ("kim jong un", "kim jon un")
    """
    syllables = _syllables_of(text.casefold())
    if not _LEAST <= len(syllables) <= _MOST:
        return ()
    readings = [_written(each) for each in syllables]
    return tuple(" ".join(each) for each in islice(product(*readings), _MOST_READINGS))


def _syllables_of(text: str) -> list[str]:
    words = text.replace("-", " ").split()
    joined = "".join(words)
    if _HANGUL.fullmatch(joined) or _HAN.fullmatch(joined):
        return list(joined)
    return words if all(map(_CYRILLIC.fullmatch, words)) else []


def _written(syllable: str) -> list[str]:
    if _HANGUL.fullmatch(syllable):
        return [_spelt(ord(syllable) - _FIRST)]
    return _SYLLABLES.get(syllable, [])


def _spelt(number: int) -> str:
    parts = (
        _INITIALS[number // (21 * 28)], _VOWELS[number // 28 % 21], _FINALS[number % 28],
    )  # fmt: skip
    return "".join(parts).replace("*", "")
