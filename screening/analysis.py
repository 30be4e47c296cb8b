"""A name, taken apart once."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from normality import ascii_text

from screening.words import LEGAL_FORMS, LEGAL_PHRASES, weight_of

_DOTTED: Final = re.compile(r"\b(\w)\.(?=\w\b)")
_WORD: Final = re.compile(r"[a-z0-9]+")
_PHRASES: Final = re.compile(
    r"\b(?:" + "|".join(sorted(LEGAL_PHRASES, key=len, reverse=True)) + r")\b"
)
# How one sound is written in several ways of romanising it; longer ones first.
_SOUNDS: Final = (
    ("shch", "sch"), ("kh", "h"), ("ks", "x"), ("ck", "k"), ("ph", "f"), ("yu", "iu"),
    ("ya", "ia"), ("iy", "i"), ("ij", "i"), ("yi", "i"), ("ay", "ai"), ("q", "k"), ("c", "k"),
    ("y", "i"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1+")
# A name of 512 characters has no more; words left out would hide a name.
_MAX_TOKENS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedName:
    """A name as it is compared.

    Attributes:
        tokens: folded words, "joint stock company" as "jsc": ("jsc", "akmetron").
        sounds: the same words with spellings of one sound made one: ("jsc", "akmetron").
        weights: how much each word says, 0..1.
        letters: for each word a bit per letter or digit that it holds.
        joined: all words but legal forms in one: "milehaoxiangtechnology".
    """

    original: str
    tokens: tuple[str, ...]
    sounds: tuple[str, ...]
    weights: tuple[float, ...]
    letters: tuple[int, ...]
    joined: str

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(self.weights)


@lru_cache(maxsize=100_000)
def analyse(name: str) -> AnalysedName:
    """Return the name's words, folded to Latin letters without marks, in its own order."""
    folded = _PHRASES.sub(lambda found: LEGAL_PHRASES[found.group()], _fold(name))
    tokens = tuple(_WORD.findall(folded))[:_MAX_TOKENS]
    strong = [token for token in tokens if token not in LEGAL_FORMS]
    return AnalysedName(
        original=name,
        tokens=tokens,
        sounds=tuple(sound_of(token) for token in tokens),
        weights=tuple(weight_of(token) for token in tokens),
        letters=tuple(letters_of(token) for token in tokens),
        joined="".join(strong or tokens),
    )


@lru_cache(maxsize=100_000)
def sound_of(token: str) -> str:
    """Return one spelling for all spellings of a sound: "elektronik" for "electronic"."""
    if token.isdigit():
        return token
    for written, sound in _SOUNDS:
        token = token.replace(written, sound)
    return _DOUBLED.sub(r"\1", token)


@lru_cache(maxsize=200_000)
def letters_of(word: str) -> int:
    """Return a bit for each letter or digit that the word holds."""
    bits = 0
    for letter in word:
        bits |= 1 << place_of(letter)
    return bits


def place_of(letter: str) -> int:
    """Return 0 to 25 for a letter, 26 to 35 for a digit."""
    return ord(letter) - 97 if letter >= "a" else 26 + ord(letter) - 48


def _fold(name: str) -> str:
    """Return the name in small Latin letters; marks, controls and zero-width ones are dropped."""
    text = unicodedata.normalize("NFKC", name)
    text = "".join(" " if letter.isspace() else letter for letter in text)
    text = "".join(letter for letter in text if unicodedata.category(letter) not in _DROPPED)
    text = text.casefold() if text.isascii() else (ascii_text(text) or "").casefold()
    text = text.replace("'", "").replace("`", "").replace("’", "")
    # "joint-stock" is "joint stock", but "l.l.c." is one word.
    return " ".join(_DOTTED.sub(r"\1", text).replace("-", " ").split())


# Controls but blanks, format characters (zero-width, bidirectional), lone surrogates, marks.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
