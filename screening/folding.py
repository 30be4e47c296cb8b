"""Any spelling of a name brought to small Latin letters without marks."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from normality import ascii_text

from screening.words import NATIVE

_DOTTED: Final = re.compile(r"\b(\w)\.(?=\w\b)")
_SERVANT: Final = re.compile(r"\babd (?:al|el|ul|ar|ur|as|us|ash|an|un) ")
# In scripts without blanks words stand inside others; elsewhere they stand alone.
_NATIVE: Final = re.compile(
    "|".join(
        word if word[0] >= "\u3040" else rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in sorted(NATIVE, key=len, reverse=True)
    )
)
_NOT_WORDS: Final = re.compile(r"[\W\d_]+")
# Controls but blanks, format characters (zero-width, bidirectional), lone surrogates, marks.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
_QUOTES: Final = str.maketrans({"'": None, "`": None, "’": None, "ʼ": None, "-": " "})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded name: its Latin form, and its words in another script where it has one."""

    latin: str
    native: tuple[str, ...] = ()


def fold(name: str) -> Folded:
    """Return the name in small Latin letters; marks, controls and zero-width ones are dropped."""
    if name.isascii():
        return Folded(_tidy(name.casefold()))
    text = unicodedata.normalize("NFKC", name)
    text = "".join(" " if letter.isspace() else letter for letter in text)
    text = "".join(letter for letter in text if unicodedata.category(letter) not in _DROPPED)
    native = tuple(word for word in _NOT_WORDS.split(text.casefold()) if _is_native(word))
    text = _NATIVE.sub(lambda found: f" {NATIVE[found.group()]} ", text.casefold())
    return Folded(_tidy((ascii_text(text) or "").casefold()), native)


def _tidy(text: str) -> str:
    # "Abd al-Aziz", "Abdel Aziz" and "Abdul Aziz" are one name.
    text = _SERVANT.sub("abdul ", text.translate(_QUOTES))
    # "joint-stock" is "joint stock", but "l.l.c." is one word.
    return " ".join(_DOTTED.sub(r"\1", text).split())


def _is_native(word: str) -> bool:
    """Tell whether a word is in another script than Latin, whose letters end at U+024F and 1EFF."""
    return any(letter > "\u036f" and not "\u1e00" <= letter <= "\u1eff" for letter in word)
