"""Splits the fields in which the Consolidated Screening List writes a name with its aliases."""

import re
from collections.abc import Iterator
from typing import Final

from lists.reading.territories import country_code
from screening.listing import NameKind
from screening.names.words import LEGAL_FORMS

_WORD: Final = r"[,\s]*(?:a\.k\.a\b|also known as\b|f\.k\.a\b|formerly known as\b)[.,:;]*\s*"
# "Example Works (a.k.a. Example Factory; EW) LLC": the bracket is no part of the name.
_BRACKET: Final = re.compile(
    r"\s*\((a\.?k\.?a|also known as|f\.?k\.?a|formerly known as)\b[.,:;]*\s*([^()]+)\)",
    re.IGNORECASE,
)
# "Example Works Co., Ltd. (Exwo)": capitals, since "(a subordinate of …)" is no name.
_SHORT: Final = re.compile(r"([^()]+?)\s*\(([A-Z][\w-]*(?: [A-Z0-9][\w-]*){0,2})\)")
_LONGEST: Final = 200
_LEAST_SAID: Final = 3
_BARE: Final = re.compile(rf"\(?({_WORD})", re.IGNORECASE)


def split_names(text: str) -> list[tuple[str, NameKind]]:
    """Return the names of "NAME (a.k.a. ALIAS; ALIAS)" or "and NAME, f.k.a., OLD NAME".

    There is always a first one, the text itself where it holds no others.
    """
    found = [*_names(text.strip(" ,;"))]
    return found or [(text, NameKind.ALIAS)]


def _names(text: str) -> Iterator[tuple[str, NameKind]]:
    bare, *others = _BARE.split(_BRACKET.sub("", text))
    yield from _named(bare.removeprefix("and "), NameKind.ALIAS)
    yield from _short(bare.strip(" ,;"))
    for word, inner in _BRACKET.findall(text):
        for each in inner.split(";"):
            yield from _named(each, _kind(word))
    for word, name in zip(others[::2], others[1::2], strict=True):
        yield from _named(name, _kind(word))


def _short(name: str) -> Iterator[tuple[str, NameKind]]:
    """Yield the two names of "Atomic Energy Organization (AEO)"; three letters only confirm."""
    found = _SHORT.fullmatch(name) if len(name) <= _LONGEST else None
    if found is None or found[2].casefold() in LEGAL_FORMS or country_code(found[2]):
        return
    yield found[1], NameKind.ALIAS
    yield found[2], NameKind.ALIAS if len(found[2]) > _LEAST_SAID else NameKind.WEAK_ALIAS


def _named(text: str, kind: NameKind) -> Iterator[tuple[str, NameKind]]:
    name = text.strip(" ,;")
    if name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1].rstrip()
    if name:
        yield name, kind


def _kind(word: str) -> NameKind:
    return NameKind.PREVIOUS if word.strip(" ,(").lower().startswith("f") else NameKind.ALIAS
