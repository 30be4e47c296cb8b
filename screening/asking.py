"""What a name field asks for: no name at all, one name, or several written into one."""

import re
from typing import Final

from screening.folding import fold_text

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
# With room for marks and blanks that nobody sees.
_LONGEST: Final = 3 * max(map(len, _NO_NAME))
_NOT_APPLICABLE: Final = frozenset({"n.a.", "n.a"})
_FIRST_LETTERS: Final = frozenset(text[0] for text in _NO_NAME)
_ASIDE: Final = " \t\r\n.,:;-_*'\"()[]<>"
# What parts the one who is written to, or acts, from the one it is for; all of them are asked for.
_PARTING: Final = re.compile(
    r"\b(?:c/o|c\.o\.|care of|on behalf of|o/b/o|obo|for account of|f/a/o|acting for|attn\.?:?|"
    r"attention:|a/k/a|aka|also known as|f/k/a|fka|formerly known as|formerly|d/b/a|dba|"
    r"doing business as|trading as|t/a|as agents? for|to (?:the )?order of|notify party:?)(?!\w)",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"\s+")
_LEAST_LETTERS: Final = 3


def is_placeholder(text: str) -> bool:
    """Tell whether a text stands where a name is missing: "TO ORDER", "N/A"."""
    if len(text) > _LONGEST:
        return False
    first = text.lstrip(_ASIDE)[:1].lower()
    if first.isascii() and first.isalpha() and first not in _FIRST_LETTERS:
        return False
    folded = " ".join(re.findall(r"[a-z0-9/]+", fold_text(text)))
    return folded in _NO_NAME or text.strip().lower() in _NOT_APPLICABLE


def names_asked(text: str) -> tuple[str, ...]:
    """Return the names that a field asks for, the whole first; () for a placeholder.

    Example:
        names_asked("Kestrel Ltd c/o Heron GmbH") is the text, "Kestrel Ltd" and "Heron GmbH"
    """
    if is_placeholder(text):
        return ()
    parts = [part.strip(" ,;:-()") for part in _PARTING.split(_SPACES.sub(" ", text))]
    if len(parts) == 1:
        return (text,)
    names = [part for part in parts if len(part) >= _LEAST_LETTERS and not is_placeholder(part)]
    return tuple(dict.fromkeys((text, *names)))
