"""A name with all that spelling, case and order may change taken out."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=100_000)
def fold_words(text: str) -> str:
    """Return the words in lower case without accents and signs, sorted: "gull grey" is "GREY Gull".

    What agrees in this form is the same name, whatever list it stands on; it is "" where a text
    has neither letters nor digits.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char if char.isalnum() else "" if _is_silent(char) else " " for char in plain)
    return " ".join(sorted(unicodedata.normalize("NFC", kept).split()))


def _is_silent(char: str) -> bool:
    return char in "'’`ʼ‘." or unicodedata.combining(char) != 0
