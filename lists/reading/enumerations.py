"""Splits a cell with several values: "(1) x (2) y", "a) x b) y", "x|y"."""

import re
import string
from collections.abc import Sequence
from typing import Final

_ENDS: Final = " \t\r\n\u00a0;,"
_MARKS: Final = (
    [f"({number})" for number in range(1, 100)],
    [f"{letter})" for letter in string.ascii_lowercase],
)


def items(text: str) -> list[str]:
    """Return the items of an enumeration in order, or the text itself as the only item.

    Example:
        items("a) Chad b) Sudan") is ["Chad", "Sudan"]
    """
    bare = text.strip(_ENDS)
    for marks in _MARKS:
        if bare.startswith(marks[0]):
            return _cut(bare[len(marks[0]) :], marks[1:])
    return [bare] if bare else []


def values(text: str) -> list[str]:
    """Return the items of every part between "|"."""
    return [item for part in text.split("|") for item in items(part)]


def _cut(text: str, marks: Sequence[str]) -> list[str]:
    found = []
    for mark in marks:
        # A mark follows a space, a full stop or a closing bracket; "(club)" is none.
        next_mark = re.search(rf"(?<![\w(]){re.escape(mark)}", text)
        if next_mark is None:
            break
        found.append(text[: next_mark.start()])
        text = text[next_mark.end() :]
    return [item.strip(_ENDS) for item in [*found, text]]
