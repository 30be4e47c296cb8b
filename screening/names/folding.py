"""Any spelling of a name brought to small Latin letters without marks."""

import re
import unicodedata
from itertools import groupby
from typing import Final

from normality import ascii_text

from screening.names.decoding import decode_text
from screening.names.words import NATIVE

_DOTTED: Final = re.compile(r"\b(\w)\.(?=\w\b)")
_SHIP: Final = re.compile(r"\b(m|lpg|lng)/([vtsc])\b")
# "Kamil s/o Heron" is "Kamil bin Heron".
_CHILD: Final = re.compile(r"(?<!\w)[sd]/o\.?(?!\w)")
# Legal forms that are one sign, or a letter in brackets.
_SIGNS: Final = {"(株)": "株式会社 ", "(주)": "주식회사 ", "(有)": "有限会社 "}
_SERVANT: Final = re.compile(r"\babd (?:al|el|ul|ar|ur|as|us|ash|an|un) ")
# In scripts without blanks words stand inside others; elsewhere they stand alone.
_LONGEST_FIRST: Final = sorted(NATIVE, key=len, reverse=True)
_INSIDE: Final = "|".join(word for word in _LONGEST_FIRST if word[0] >= "\u3040")
_ALONE: Final = "|".join(re.escape(word) for word in _LONGEST_FIRST if word[0] < "\u3040")
_NATIVE: Final = re.compile(rf"{_INSIDE}|(?<!\w)(?:{_ALONE})(?!\w)")
# A dot stays with its word, since "О.О.О." is one.
_WORDS: Final = re.compile(r"[^\s\-,;:!?()\[\]{}«»„“”\"/\\|·・、。]+")
# Controls but blanks, format characters (zero-width, bidirectional), lone surrogates, marks.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
# Letters of Greek and Cyrillic that look like Latin ones, small or as capitals.
_TWINS: Final = str.maketrans(
    "авекмнорстухіјѕԁԛԝьαβεηικμνορτυχζ", "abekmhopctyxijsdqwbabehikmvoptyxz"
)
_LATIN: Final = re.compile("[a-z]")
_TWIN: Final = re.compile("[\u0370-\u052f]")
_WORD: Final = re.compile(r"\w+")
_QUOTES: Final = str.maketrans({"'": None, "`": None, "’": None, "ʼ": None, "-": " "})


def fold(name: str) -> list[tuple[str, str]]:
    """Return the name's parts in small Latin letters, each with the word it was, if not Latin.

    Marks, controls and zero-width signs are dropped; known words of other scripts are translated.

    Example:
        fold("Завод Радар") is [("factory", ""), ("radar", "радар")]
    """
    if not name.isascii() or "&" in name:
        name = decode_text(name)
    if name.isascii():
        return [(_tidy(name.casefold()), "")]
    text = unicodedata.normalize("NFKC", name)
    for sign, form in _SIGNS.items():
        text = text.replace(sign, form)
    text = "".join(" " if letter.isspace() else letter for letter in text)
    text = "".join(letter for letter in text if unicodedata.category(letter) not in _DROPPED)
    text = text.casefold()
    if _LATIN.search(text) and _TWIN.search(text):
        text = _WORD.sub(_in_one_script, text)
    if has_native(text):
        text = _NATIVE.sub(lambda found: f" {NATIVE[found.group()]} ", text)
    if not has_native(text):
        return [(_latin(text), "")]
    parts = []
    for is_native, words in groupby(_WORDS.findall(text), key=has_native):
        if is_native:
            parts += [(_latin(word), word) for word in words]
        else:
            parts.append((_latin(" ".join(words)), ""))
    return parts


def fold_text(name: str) -> str:
    """Return all parts of a folded name as one text."""
    return " ".join(latin for latin, _ in fold(name) if latin)


def has_native(word: str) -> bool:
    """Tell whether a word is in another script than Latin, whose letters end at U+024F and 1EFF."""
    return any(letter > "\u036f" and not "\u1e00" <= letter <= "\u1eff" for letter in word)


def _in_one_script(word: re.Match[str]) -> str:
    """Return a word of two scripts in Latin, where the others' letters only look like it."""
    written = word.group()
    if not (_LATIN.search(written) and _TWIN.search(written)):
        return written
    plain = written.translate(_TWINS)
    return written if has_native(plain) else plain


def _latin(text: str) -> str:
    return _tidy((ascii_text(text) or "").casefold())


def _tidy(text: str) -> str:
    # "Abd al-Aziz", "Abdel Aziz" and "Abdul Aziz" are one name.
    text = text.translate(_QUOTES)
    if "abd" in text:
        text = _SERVANT.sub("abdul ", text)
    # "M/V Heron" is "MV Heron".
    if "/" in text:
        text = _CHILD.sub(" bin ", _SHIP.sub(r"\1\2", text))
    # "joint-stock" is "joint stock", but "l.l.c." is one word.
    if "." in text:
        text = _DOTTED.sub(r"\1", text)
    return " ".join(text.split())
