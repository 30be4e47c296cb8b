"""A name with all that spelling, case and order may change taken out."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Apostrophes and full stops; accents; the vowel points of Hebrew and Arabic, mostly left out.
_SILENT: Final = re.compile(r"['’`ʼ‘.\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0640]")


@lru_cache(maxsize=20_000)
def fold_words(text: str) -> str:
    """Return the words in lower case without accents and signs, sorted: "gull grey" is "GREY Gull".

    What agrees in this form is the same name, whatever list it stands on; it is "" where a text
    has neither letters nor digits.
    """
    # Compatible forms may be capitals, and folding may leave accents: each once more.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join("" if _SILENT.match(char) else char if _is_said(char) else " " for char in plain)
    return " ".join(sorted(unicodedata.normalize("NFC", kept).split()))


def _is_said(char: str) -> bool:
    # The vowels of Indic scripts are marks, too.
    return char.isalnum() or unicodedata.category(char)[0] == "M"
