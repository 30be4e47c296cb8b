"""Cleans publishers' text of invisible characters."""

import re
import unicodedata
from typing import Final

# Invisible characters: zero-width, joiners, bidirectional marks, byte order mark.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# A spreadsheet's way to write a carriage return.
_ESCAPED: Final = re.compile(r"_x[0-9A-Fa-f]{4}_")
_NULLS: Final = frozenset({"", "-", "--", "-0-", "n/a", "na", "null", "none", "nil"})


def clean(text: str | None) -> str:
    r"""Return the text in composed form, with single spaces and without invisible characters.

    Example:
        clean("ACME\u00a0\u200b Ltd\r\n") is "ACME Ltd"
    """
    if not text:
        return ""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    if "_x" in text:
        text = _ESCAPED.sub(" ", text)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())


def value_or_none(text: str | None) -> str | None:
    """Return the cleaned text, or None for a placeholder: "-0-", "N/A", ""."""
    if not text:
        return None
    cleaned = clean(text)
    return None if cleaned.casefold() in _NULLS else cleaned
