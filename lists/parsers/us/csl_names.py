"""Splits the fields in which the Consolidated Screening List writes a name with its aliases."""

import re
from collections.abc import Iterator
from typing import Final

from screening.listing import NameKind

_WORD: Final = r"[,\s]*(?:a\.k\.a\b|also known as\b|f\.k\.a\b|formerly known as\b)[.,:;]*\s*"
# "Example Works (a.k.a. Example Factory; EW) LLC": the bracket is no part of the name.
_BRACKET: Final = re.compile(
    r"\s*\((a\.?k\.?a|also known as|f\.?k\.?a|formerly known as)\b[.,:;]*\s*([^()]+)\)",
    re.IGNORECASE,
)
# "X and any successor, sub-unit, or subsidiary thereof" are X and whoever nobody names.
_SUCCESSORS: Final = re.compile(
    r",?\s+and\s+(?:any|its|their|all)\s+(?:successor|sub-?unit|subordinate|subsidiar)[^()]*$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"\(?({_WORD})", re.IGNORECASE)


def split_names(text: str) -> list[tuple[str, NameKind]]:
    """Return the names of "NAME (a.k.a. ALIAS; ALIAS)" or "and NAME, f.k.a., OLD NAME".

    There is always a first one, the text itself where it holds no others.
    """
    found = [*_names(_SUCCESSORS.sub("", text.strip(" ,;")))]
    return found or [(text, NameKind.ALIAS)]


def _names(text: str) -> Iterator[tuple[str, NameKind]]:
    bare, *others = _BARE.split(_BRACKET.sub("", text))
    yield from _named(bare.removeprefix("and "), NameKind.ALIAS)
    for word, inner in _BRACKET.findall(text):
        for each in inner.split(";"):
            yield from _named(each, _kind(word))
    for word, name in zip(others[::2], others[1::2], strict=True):
        yield from _named(name, _kind(word))


def _named(text: str, kind: NameKind) -> Iterator[tuple[str, NameKind]]:
    name = text.strip(" ,;")
    if name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1].rstrip()
    if name:
        yield name, kind


def _kind(word: str) -> NameKind:
    return NameKind.PREVIOUS if word.strip(" ,(").lower().startswith("f") else NameKind.ALIAS
