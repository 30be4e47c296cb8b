"""Words of names: legal forms, translations, titles, and how common each word is.

The tables belong to the engine version. They are never computed from the lists in force, so that
a score depends on the two sides alone. Programs in fitting/ make them from public data.
"""

import json
from importlib.resources import files
from typing import Any, Final

_TABLES: Final = files("screening.tables")


def _read(name: str) -> Any:
    return json.loads((_TABLES / name).read_text(encoding="utf-8"))


def _rows(name: str) -> list[tuple[str, list[str]]]:
    """Return the lines "meaning: words" of a table."""
    lines = (_TABLES / name).read_text(encoding="utf-8").splitlines()
    parted = (line.split(":") for line in lines if not line.startswith("#"))
    return [(meaning, words.split()) for meaning, words in parted]


def _meanings(name: str, known: dict[str, str]) -> dict[str, str]:
    """Return what each word of a table stands for; a word that is known keeps its meaning."""
    found: dict[str, str] = {}
    for meaning, words in _rows(name):
        meant = known.get(meaning, meaning)
        found |= {word: meant for word in (meaning, *words) if word not in known}
    return found


_FORMS: Final[dict[str, str]] = _read("legal_forms.json")["forms"]
_ALL_TRANSLATIONS: Final = _meanings("translations.txt", {})
_RARITY: Final[dict[str, int]] = _read("rarity.json")

LEGAL_FORMS: Final = frozenset(_FORMS)
# Families of legal forms get numbers from 1 in alphabetical order; 0 is "no legal form".
_FAMILIES: Final = {family: n for n, family in enumerate(sorted(set(_FORMS.values())), start=1)}
LEGAL_FAMILY: Final = {form: _FAMILIES[family] for form, family in _FORMS.items()}
# Written-out forms become the short one before words are compared: ("joint", "stock", …): "jsc".
LEGAL_PHRASES: Final[dict[tuple[str, ...], str]] = {
    tuple(phrase.split()): form for phrase, form in _read("legal_forms.json")["phrases"].items()
}
TRANSLATION: Final = {word: to for word, to in _ALL_TRANSLATIONS.items() if word.isascii()}
# Words of organisations: translated, or written short.
TRADE: Final = TRANSLATION | _meanings("trade_words.txt", TRANSLATION)
# Given names that are one name in two languages: "oleh" is "oleg".
GIVEN: Final = _meanings("given_names.txt", TRADE)
# Acronyms of such words: ("scientific", "research", "institute"): "nii".
ACRONYMS: Final = {tuple(words): short for short, words in _rows("acronyms.txt")}
# Names of countries and towns: they say where a bearer is.
PLACES: Final = frozenset(word for _, words in _rows("places.txt") for word in words)
# "RU": ["russia", "russian federation"].
COUNTRY_NAMES: Final[dict[str, list[str]]] = _read("country_names.json")["names"]
# In their own script words are replaced before the rest is romanised; longer ones first.
NATIVE: Final = {word: to for word, to in _ALL_TRANSLATIONS.items() if not word.isascii()} | {
    "股份有限公司": "ltd", "有限责任公司": "ltd", "有限公司": "ltd", "公司": "co",
    "株式会社": "kk", "有限会社": "ltd", "合同会社": "llc", "주식회사": "co ltd",
    "유한회사": "ltd", "شركة": "co", "شرکت": "co", "سهامی خاص": "jsc", "סהמי": "jsc",
    "بن": "bin", "ابن": "bin", "بنت": "bin", "عبد": "abdul", "ابو": "abu", "أبو": "abu",
    "ش.م.م": "llc", "ذ.م.م": "llc", "בע״מ": "ltd", 'בע"מ': "ltd",
}  # fmt: skip

_TITLES: Final = (
    "mr mrs ms miss dr prof professor eng sir mme herr frau capt captain col colonel lieutenant lt "
    "brigadier admiral maj mv mt lpgc lngc monsieur madame messrs the and of for de la du del et "
    "und mullah maulavi mawlawi maulana molla haji hajji hajj sheikh shaikh shaykh sheik "
    "cheikh ayatollah hojatoleslam hojjatoleslam hafiz qari mufti ustad dipl doctor sgt cmdr "
    "engineer brig shri smt dato datuk so called"
)
TITLES: Final = frozenset(_TITLES.split())
_LEADING_TEXT: Final = (
    "general director manager president chairman minister judge prince marshal major "
    "senior chief deputy secretary ambassador commander ing ir hon bishop governor "
    "senator princess"
)
# Titles where a person's name follows; words of a firm elsewhere: "General Trading", "ING Bank".
LEADING_TITLES: Final = frozenset(_LEADING_TEXT.split())
# One particle for its spellings; what stands before "bin" is the child of what follows.
PARTICLES: Final = {
    "ibn": "bin", "ben": "bin", "bint": "bin", "binte": "bin", "ould": "bin",
    "abdel": "abdul", "abdal": "abdul", "el": "al", "ul": "al", "ur": "al",
}  # fmt: skip
NUMERALS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "ii": "2", "iii": "3", "iv": "4", "vi": "6",
    "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13",
}  # fmt: skip

WEIGHT_LEGAL: Final = 0.05
# Of words that no table knows.
RAREST: Final = 1.4
WEIGHT_NUMBER: Final = 0.4
# A place says where a bearer is; a word of many firms, what it does.
_MOST_OF_PLACE: Final = 0.3
_MOST_OF_TRADE: Final = 0.6
_MEANINGS: Final = frozenset(TRADE.values())
# What one trading firm in six is called besides its name tells nobody.
_MOST_OF_ANYBODY: Final = 0.15
_ANYBODY_TEXT: Final = (
    "import export trading international general group company logistics shipping service "
    "services technology industry united resources line global impex"
)
_ANYBODY: Final = frozenset(_ANYBODY_TEXT.split())
# Two letters are as often a part of a word as one.
_SHORT: Final = {1: 0.2, 2: 0.45, 3: 0.75, 4: 1.1}


def weight_of(token: str) -> float:
    """Return how much a word says about who it is: 0.05 a legal form … 1.4 a rare word."""
    if token in LEGAL_FORMS or token in TITLES:
        return WEIGHT_LEGAL
    if token.isdigit():
        return WEIGHT_NUMBER
    weight = min(_RARITY.get(token, 100 * RAREST) / 100, _SHORT.get(len(token), RAREST))
    if token in _ANYBODY:
        return min(weight, _MOST_OF_ANYBODY)
    if token in PLACES:
        return min(weight, _MOST_OF_PLACE)
    return min(weight, _MOST_OF_TRADE) if token in _MEANINGS else weight


def is_known(token: str) -> bool:
    """Tell whether a word stands in a table: it is written as it is meant."""
    return (
        token in _RARITY
        or token in TRADE
        or token in GIVEN
        or token in LEGAL_FORMS
        or token in TITLES
    )
