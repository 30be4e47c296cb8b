"""What a name field asks for: no name at all, one name, or several written into one."""

import re
from typing import Final

from screening.names.folding import fold_text

# Single words that may be somebody's name, like "order" or "nil", are not among them.
_NO_NAME: Final = frozenset(
    {
        "to order", "to the order", "to order of shipper", "to the order of shipper",
        "to order of the shipper", "to order of consignee", "same as consignee",
        "same as shipper", "same as above", "same as notify", "same as notify party", "n a",
        "n/a", "none", "unknown", "not known", "not available", "not applicable", "tba", "tbd",
        "tbc", "to be advised", "to be confirmed", "to be announced", "see attached",
        "as per attached",
    }
)  # fmt: skip
# What programs write where they have nothing to write.
_NOTHING: Final = frozenset({"null", "undefined", "#ref!", "#n/a", "#value!", "#name?"})
_READABLE: Final = re.compile(r"[a-z0-9]")
# With room for marks and blanks that nobody sees.
_LONGEST: Final = 3 * max(map(len, _NO_NAME))
_NOT_APPLICABLE: Final = frozenset({"n.a.", "n.a"})
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_LETTERS_ALONE: Final = frozenset(_SIGNS.sub("", text) for text in (*_NO_NAME, *_NOT_APPLICABLE))
_ASIDE: Final = " \t\r\n.,:;-_*'\"()[]<>"
# What parts the one who is written to, or acts, from the one it is for; all of them are asked for.
_PARTING: Final = re.compile(
    r"\b(?:c/o|c\.o\.|care of|on behalf of|o/b/o|obo|for account of|f/a/o|acting for|attn\.?:?|"
    r"attention:|a/k/a|aka|also known as|f/k/a|fka|formerly known as|formerly|d/b/a|dba|"
    r"doing business as|trading as|t/a|as agents? for|to (?:the )?order of|notify party:?)(?!\w)",
    re.IGNORECASE,
)
# Where an address begins behind a name: a box, or a number beside a word of streets or units.
_STREETS: Final = (
    r"(?:street|str|st|road|rd|avenue|ave|av|lane|ln|boulevard|blvd|drive|building|bldg|block|blk|"
    r"unit|floor|fl|suite|room|rm|office|plot|warehouse|house|ulitsa|ul|ulica|prospekt|pr|"
    r"pereulok|stroenie|korpus|dom|strasse|straße|rue|calle|via|sokak|sok|cadde|cad|no)"
)
_ADDRESS: Final = re.compile(
    rf"[,;\n]\s*(?=p\.?\s?o\.?\s?box\b|{_STREETS}\b\.?[^,;]*\d|{_STREETS}\b\.?\s+[a-z](?=[,;]|$)|\d+[a-z]?\b[^,;]*\b{_STREETS}\b|"
    rf"[^,;\d]*(?:strasse|straße|gasse|weg)\s+\d|[^,;\d]*\b{_STREETS}\b\.?\s*\d|\d{{5,6}}\b)",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"\s+")
_LEAST_LETTERS: Final = 3
# Customs and banking messages cut names after so many characters.
ROOM: Final = 35


def is_placeholder(text: str) -> bool:
    """Tell whether a text stands where a name is missing: "TO ORDER", "N/A"."""
    if len(text) > _LONGEST:
        return False
    # Nearly every name is told from all of them by its letters alone.
    if text.isascii() and _SIGNS.sub("", text.lower()) not in _LETTERS_ALONE:
        return False
    folded = " ".join(re.findall(r"[a-z0-9/]+", fold_text(text)))
    return folded in _NO_NAME or text.strip().lower() in _NOT_APPLICABLE


def is_readable(text: str) -> bool:
    """Tell whether a text says anything that a name could be made of: "????" and "NULL" do not."""
    if text.strip(_ASIDE).casefold() in _NOTHING:
        return False
    return _READABLE.search(text.casefold() if text.isascii() else fold_text(text)) is not None


def names_asked(text: str) -> tuple[str, ...]:
    """Return the names that a field asks for, the whole first; () for a placeholder.

    Example:
        names_asked("Kestrel Ltd c/o Heron GmbH") is the text, "Kestrel Ltd" and "Heron GmbH"
        names_asked("Kestrel Ltd, 4 Mill Lane") is the text and "Kestrel Ltd"
    """
    if is_placeholder(text):
        return ()
    parts = [part.strip(" ,;:-()") for part in _PARTING.split(_SPACES.sub(" ", text))]
    parts += _before_addresses(text)
    if len(parts) == 1:
        return (text,)
    names = [part for part in parts if len(part) >= _LEAST_LETTERS and not is_placeholder(part)]
    return tuple(dict.fromkeys((text, *names)))


def _before_addresses(text: str) -> list[str]:
    """Return what stands before an address that was written behind a name."""
    lines = _SPACES.sub(" ", text.strip().replace("\n", ", "))
    if "," not in lines and ";" not in lines:
        return []
    found = (_ADDRESS.split(part, maxsplit=1) for part in _PARTING.split(lines))
    return [parts[0].strip(" ,;:-()") for parts in found if len(parts) > 1]


def may_be_cut(asked: str, listed: str) -> bool:
    """Tell whether a name fills the room that many forms have, and the listed one is longer."""
    return ROOM - 2 <= len(asked) <= ROOM < len(listed)
