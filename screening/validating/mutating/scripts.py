"""Variations of script: Latin names in Cyrillic and Arabic letters, and the other way round.

A rough reverse of romanisation, letter by letter: what a clerk writes who knows the sounds and
not the name. What a list itself gives in its own script is better evidence.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Final

import icu

from screening.names.folding import fold_text, has_native
from screening.names.words import NATIVE, TRANSLATION
from screening.validating.mutating.forms import bare_name

_TO_LATIN: Final = icu.Transliterator.createInstance("Russian-Latin/BGN; Any-Latin; Latin-ASCII")
_CYRILLIC: Final = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю",
    "iu": "ю", "ya": "я", "ye": "е", "yo": "ё", "iy": "ий", "ey": "ей", "ay": "ай", "oy": "ой",
    "ph": "ф", "ck": "к", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г",
    "h": "х", "i": "и", "j": "дж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы",
    "z": "з",
}  # fmt: skip
_ARABIC: Final = {
    "kh": "خ", "sh": "ش", "ch": "تش", "gh": "غ", "th": "ث", "dh": "ذ", "ph": "ف", "aa": "ا",
    "ee": "ي", "ei": "ي", "ey": "ي", "ai": "ي", "ay": "ي", "oo": "و", "ou": "و", "aw": "و",
    "b": "ب", "c": "ك", "d": "د", "f": "ف", "g": "ج", "h": "ح", "j": "ج", "k": "ك", "l": "ل",
    "m": "م", "n": "ن", "p": "ب", "q": "ق", "r": "ر", "s": "س", "t": "ت", "v": "ف", "w": "و",
    "x": "كس", "y": "ي", "z": "ز", "a": "", "e": "", "i": "", "o": "", "u": "",
}  # fmt: skip
# Short vowels go unwritten, but for the first letter, the last, and mostly the last syllable.
_FIRST: Final = {"a": "ا", "e": "ا", "i": "إ", "o": "أ", "u": "أ"}
_LAST: Final = {"a": "ا", "e": "ي", "i": "ي", "o": "و", "u": "و"}
_WHOLE: Final = {"al": "ال", "el": "ال", "bin": "بن", "ibn": "بن", "abu": "أبو", "abd": "عبد"}
_DOUBLED: Final = re.compile(r"([^aeiou])\1")
_SYLLABLE_PLACE: Final = re.compile(r"(?<=[^aeiou])([eiou])(?=[^aeiouy]h?$)")
_LATIN_UNITS: Final = {
    "cyrillic": re.compile("|".join(sorted(_CYRILLIC, key=len, reverse=True))),
    "arabic": re.compile("|".join(sorted(_ARABIC, key=len, reverse=True))),
}
_WORD: Final = re.compile(r"[a-z]+")


def _russian_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, meaning in NATIVE.items():
        if re.fullmatch("[а-яё]+", word):
            found[meaning].append(word)
    return dict(found)


_RUSSIAN: Final = _russian_words()


def person_in_cyrillic(text: str, rng: Random) -> str | None:
    """Return a person's Latin name in Russian letters: "Жуков Дмитрий"."""
    del rng
    return _in_letters(text, cyrillic_word)


def firm_in_cyrillic(text: str, rng: Random) -> str | None:
    """Return an organisation's Latin name in Russian: known words translated, others by letter."""

    def say(word: str) -> str:
        known = _RUSSIAN.get(TRANSLATION.get(word, word))
        return rng.choice(known) if known else cyrillic_word(word)

    return _in_letters(bare_name(text), say)


def person_in_arabic(text: str, rng: Random) -> str | None:
    """Return a person's Latin name in Arabic letters, short vowels left out."""
    del rng
    found = _in_letters(text, arabic_word)
    # The article is written with its word.
    return None if found is None else re.sub(r"\bال[ -]", "ال", found)


def romanised(text: str, rng: Random) -> str | None:
    """Return a name of another script in plain Latin letters, as ICU and BGN/PCGN romanise it."""
    del rng
    return str(_TO_LATIN.transliterate(text)) if has_native(text) else None


def cyrillic_word(word: str) -> str:
    """Return a Latin word of small letters in Russian ones: "жуков" for "zhukov"."""
    if len(word) > 3 and word.endswith("y") and word[-2] not in "aeiou":
        word = word[:-1] + "iy"
    return _LATIN_UNITS["cyrillic"].sub(lambda found: _CYRILLIC[found.group()], word)


def arabic_word(word: str) -> str:
    """Return a Latin word of small letters in Arabic ones: "خليل" for "khalil"."""
    if word in _WHOLE:
        return _WHOLE[word]
    first = last = ""
    word = _DOUBLED.sub(r"\1", word)
    if word[0] in _FIRST:
        first, word = _FIRST[word[0]], word[1:]
    if word and word[-1] in _LAST:
        last, word = _LAST[word[-1]], word[:-1]
    word = _SYLLABLE_PLACE.sub(lambda found: {"e": "y", "i": "y"}.get(found[1], "w"), word)
    return first + _LATIN_UNITS["arabic"].sub(lambda found: _ARABIC[found.group()], word) + last


def _in_letters(text: str, say: Callable[[str], str]) -> str | None:
    if has_native(text) or not re.search("[A-Za-z]", text):
        return None
    return _WORD.sub(lambda found: say(found.group()), fold_text(text)).title()
