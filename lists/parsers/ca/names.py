"""Splits the cells in which Global Affairs Canada writes several names.

Aliases are separated by ";", ",", "/", "or" and by a language: "A, B, Russian: C or D". The same
signs occur inside names ("Co., Ltd.", "DHKP/C"), so each rule says when it does not split. The
parser also keeps the text of a cell that was split.
"""

import re
from typing import Final

from lists.reading.cleaning import clean

_LANGUAGES: Final = {
    "arabic": "ar", "armenian": "hy", "belarusian": "be", "belarussian": "be", "burmese": "my",
    "chinese": "zh", "english": "en", "farsi": "fa", "french": "fr", "georgian": "ka",
    "hebrew": "he", "persian": "fa", "romanian": "ro", "russian": "ru", "ukrainian": "uk",
}  # fmt: skip
_LANGUAGE: Final = re.compile(rf"\b({'|'.join(_LANGUAGES)})\s*:", re.IGNORECASE)
# What stands behind a comma and is no name: the legal form of the one before it.
_FORMS: Final = re.compile(
    r"(?:ltd|limited|inc|llc|l\.l\.c|llp|lp|co|corp|plc|jsc|ojsc|pjsc|cjsc|jsco|oao|pao|zao|ooo|ao"
    r"|fsue|fgup|gmbh|ag|sa|s\.a|srl|nv|bv|pte|pty|fze|fzco|fzc|fz-llc|dmcc|sarl|sal|sae"
    r"|ао|оао|пао|зао|ооо|нпао|фгуп|гуп|фку|фкп|фгбу|фгау|фгаоу|нии|тоо|уп|руп|одо|чуп|мк)"
    r"(?:\.|\b)[\s.,]*(?:ltd|limited|co|inc)?\.?",
    re.IGNORECASE,
)
# Characters; a longer cell is one name, whatever it holds.
_LONGEST: Final = 20_000
_ENDS: Final = " ;,/"
_ALSO: Final = re.compile(r"^(?:also known as|also|aka|a\.k\.a\.?|or|and)\b[\s:.]*", re.IGNORECASE)
_AKA_BEHIND: Final = re.compile(r"\s+\(?(?:aka|a\.k\.a\.)\)?$", re.IGNORECASE)
_KNOWN_AS: Final = re.compile(r"\((?:also known as|aka|a\.k\.a\.)\s+([^()]+)\)", re.IGNORECASE)
_LATIN: Final = re.compile(r"[A-Za-z]")


def split_aliases(cell: str) -> list[tuple[str, str | None]]:
    """Return the names of an alias cell, each with its language where one is written before it.

    Example:
        split_aliases("B Ltd., Co., Russian: Б or В Г") is
        [("B Ltd., Co.", None), ("Б or В Г", "ru")]
    """
    text = clean(cell)
    start, *rest = _LANGUAGE.split(text) if len(text) < _LONGEST else [text]
    spoken: list[tuple[str, str | None]] = [(name, None) for name in _split(start)]
    for language, said in zip(rest[::2], rest[1::2], strict=True):
        spoken += [(name, _LANGUAGES[language.lower()]) for name in _split(said)]
    return spoken


def split_entity(cell: str) -> list[str]:
    """Return an entity's name, then its other names: "X (also known as Y and Z)"."""
    text = clean(cell)
    beside = [name for said in _KNOWN_AS.findall(text) for name in _split(said, also_and=True)]
    return [*_slashed(clean(_KNOWN_AS.sub("", text))), *beside]


def _slashed(text: str) -> list[str]:
    """Return both sides of a slash between two names, English and French."""
    sides = [side.strip() for side in _pieces(text, "/")]
    return sides if len(sides) == 2 and _are_long(sides) else [text]


def _split(text: str, *, also_and: bool = False) -> list[str]:
    if len(text) >= _LONGEST:
        return [text]
    names = _pieces(text, ";")
    names = [part for name in names for part in _if_long(name, "/")]
    names = [part for name in names for part in _if_long(name, r"\bor\b")]
    names = [part for name in names for part in _commas(name)]
    names = [part for name in names for part in _ands(name, also_and=also_and)]
    return [tidy for name in names if any(map(str.isalnum, tidy := _tidy(name)))]


def _pieces(text: str, sign: str) -> list[str]:
    """Split the text at each sign outside brackets."""
    pieces, depth, start = [], 0, 0
    brackets = "[()]|" if _is_balanced(text) else ""
    for found in re.finditer(f"{brackets}{sign}", text):
        if found[0] in ("(", ")"):
            depth += 1 if found[0] == "(" else -1
        elif depth <= 0:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [*pieces, text[start:]]


def _if_long(text: str, sign: str) -> list[str]:
    """Split "A B/C D", which is two names; leave "DHKP/C" and "Katerina or Catherine C" whole."""
    pieces = _pieces(text, sign)
    return pieces if _are_long(pieces) else [text]


def _are_long(pieces: list[str]) -> bool:
    return all(len(piece.split()) > 1 for piece in pieces)


def _commas(text: str) -> list[str]:
    """Split at commas, but not next to a legal form or before a lower-case letter."""
    first, *rest = _pieces(text, ",")
    names = [first]
    for piece in rest:
        said = piece.strip()
        is_form = _FORMS.fullmatch(said) or _FORMS.fullmatch(names[-1].strip())
        if is_form or (said[:1].islower() and not _ALSO.match(said)):
            names[-1] += f",{piece}"
        else:
            names.append(piece)
    return names


def _ands(text: str, *, also_and: bool) -> list[str]:
    """Split at an English "and" between names in another script; elsewhere it belongs to a name."""
    pieces = _pieces(text, r"\band\b")
    is_foreign = not any(_LATIN.search(piece) for piece in pieces)
    return pieces if is_foreign or (also_and and _are_long(pieces)) else [text]


def _tidy(text: str) -> str:
    """Return a name without "also known as" and the signs around it."""
    name = _AKA_BEHIND.sub("", _ALSO.sub("", text.strip(_ENDS))).strip(_ENDS).rstrip("( ")
    return name if _is_balanced(name) else name.strip("()" + _ENDS)


def _is_balanced(text: str) -> bool:
    return text.count("(") == text.count(")")
