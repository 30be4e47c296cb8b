"""The script of a text that is not Latin, and the names that lists use for scripts."""

from collections import Counter
from typing import Final

from rigour.text.scripts import codepoint_script

# ISO 15924. Japanese is written in three scripts at once, so kana decides for it.
_CODES: Final = {
    "Arabic": "Arab", "Armenian": "Armn", "Bengali": "Beng", "Cyrillic": "Cyrl",
    "Devanagari": "Deva", "Ethiopic": "Ethi", "Georgian": "Geor", "Greek": "Grek",
    "Gujarati": "Gujr", "Gurmukhi": "Guru", "Han": "Hani", "Hangul": "Hang", "Hebrew": "Hebr",
    "Hiragana": "Jpan", "Kannada": "Knda", "Katakana": "Jpan", "Khmer": "Khmr", "Lao": "Laoo",
    "Latin": "Latn", "Malayalam": "Mlym", "Mongolian": "Mong", "Myanmar": "Mymr",
    "Sinhala": "Sinh", "Syriac": "Syrc", "Tamil": "Taml", "Telugu": "Telu", "Thaana": "Thaa",
    "Thai": "Thai", "Tibetan": "Tibt",
}  # fmt: skip
# What publishers write, in lower case; some write a language, or a slip.
SCRIPT_NAMES: Final = {name.lower(): code for name, code in _CODES.items()} | {
    "burmese": "Mymr", "chinese": "Hani", "chinese simplified": "Hans",
    "chinese traditional": "Hant", "cryillic": "Cyrl", "cyrilic": "Cyrl", "japanese": "Jpan",
    "korean": "Kore", "persian": "Arab", "russian": "Cyrl",
}  # fmt: skip


def script_code(text: str) -> str | None:
    """Return the ISO 15924 code of most of a text's letters: "Cyrl"; None for Latin or none."""
    if text.isascii():
        return None
    scripts = (codepoint_script(ord(char)) for char in text if char.isalpha())
    counted = Counter(code for script in scripts if (code := _CODES.get(script or "")))
    if counted["Jpan"] and counted["Hani"]:
        return "Jpan"
    most = max(sorted(counted), key=counted.__getitem__, default=None)
    return None if most == "Latn" else most
