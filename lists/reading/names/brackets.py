"""Brackets in a text: which ones pair up, and what is inside and outside them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_OPENING: Final = {")": "(", "]": "[", "）": "（"}
_SIGN: Final = re.compile(r"[()\[\]（）]")
# No name has more brackets, or more inside each other; a hostile file must not cost more.
_MOST: Final = 8
_DEEPEST: Final = 4
# Signs that stand right behind a word, without a space.
_CLOSE: Final = tuple("-,.;:?'’")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket outside all others: text[start:end] is "(HQN)", inside is "HQN"."""

    start: int
    end: int
    inside: str

    def moved(self, by: int) -> "Bracket":
        """Return the bracket as it stands in a text that begins elsewhere."""
        return Bracket(self.start + by, self.end + by, self.inside)


def brackets_of(text: str) -> tuple[str, list[Bracket]]:
    """Return the text and its outermost brackets; a sign missing or left over at an end is mended.

    Where the signs still do not pair up, or are too many, there are no brackets: nobody knows what
    belongs together.

    Example:
        brackets_of("B (C (D)") is ("B (C (D))", [Bracket(2, 9, "C (D)")])
    """
    for mended in (text, f"{text})", text.removesuffix(")").rstrip(), text.lstrip(") ")):
        found = _paired(mended)
        if found is not None:
            return mended, found
    return text, []


def cut_outside(text: str, sign: str) -> Iterator[str]:
    """Yield the parts of a text between the signs that stand outside its brackets."""
    mended, brackets = brackets_of(text)
    start = 0
    for found in re.finditer(re.escape(sign), mended):
        if not any(bracket.start < found.start() < bracket.end for bracket in brackets):
            yield mended[start : found.start()]
            start = found.end()
    yield mended[start:]


def text_without(text: str, brackets: Iterable[Bracket]) -> str:
    """Return the text without some of its brackets: "CORPS-NAVY" of "CORPS (GC)-NAVY"."""
    kept, start = "", 0
    for bracket in brackets:
        kept = joined(kept, text[start : bracket.start])
        start = bracket.end
    return joined(kept, text[start:])


def joined(left: str, right: str) -> str:
    """Return two parts of a text with one space between them where one belongs."""
    left, right = left.rstrip(), right.lstrip()
    if left.endswith("."):
        right = right.removeprefix(".").lstrip()
    return left + right if not left or right.startswith(_CLOSE) else f"{left} {right}".rstrip()


def _paired(text: str) -> list[Bracket] | None:
    found = []
    opened: list[re.Match[str]] = []
    for sign in _SIGN.finditer(text):
        if sign[0] not in _OPENING:
            opened.append(sign)
            if len(opened) > _DEEPEST:
                return None
        elif not opened or opened[-1][0] != _OPENING[sign[0]]:
            return None
        else:
            start = opened.pop().start()
            if not opened:
                found.append(Bracket(start, sign.end(), text[start + 1 : sign.start()].strip()))
    return None if opened or len(found) > _MOST else found
