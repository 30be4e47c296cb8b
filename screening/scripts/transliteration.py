"""Words of other scripts: how they are written in Latin, and how likely one is a given Latin word.

A table for each script, learnt from pairs of names, says with which probability a letter becomes
which Latin letters: "ж" mostly "zh", now and then "j". The probability that a native word becomes
a Latin one is set against the probability that a Latin name is this word anyway. Their ratio, as
log odds in nats, is the weight of the evidence that the two are one.
"""

import json
import unicodedata
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Any, Final

import icu

# The most Latin letters for one letter of the original.
LONGEST: Final = {"cyrillic": 3, "arabic": 3, "hebrew": 3, "han": 5, "hangul": 3, "kana": 3}
_FIRST: Final = {
    "cyrillic": 0x0400, "hebrew": 0x0590, "arabic": 0x0600, "kana": 0x3040, "han": 0x4E00,
    "hangul": 0xAC00,
}  # fmt: skip
_LAST: Final = {
    "cyrillic": 0x052F, "hebrew": 0x05FF, "arabic": 0x077F, "kana": 0x30FF, "han": 0x9FFF,
    "hangul": 0xD7A3,
}  # fmt: skip
# Letters of neighbouring languages, as the nearest letter of the one that the table is learnt from.
_NEAREST: Final = str.maketrans(
    "іїєґјћђәөүұқңғһўپچژگکیہھ",
    "ииегйчдаоуукнгху" + "بجزككيهه",
)
_SIMPLIFIED: Final = icu.Transliterator.createInstance("Hant-Hans")
_KATAKANA: Final = icu.Transliterator.createInstance("Hiragana-Katakana")
# What it costs, in nats, that a letter becomes Latin ones that the table does not know: at all, and
# for each of them.
_UNSEEN_UNIT: Final = 5.0
_UNSEEN: Final = 3.0
# Log probability of a Latin letter after one that it never follows in the table.
_RARE: Final = -6.0
# Letters of a word that are read.
_MOST_LETTERS: Final = 40
_MOST_CONVERTED: Final = 4 * _MOST_LETTERS
# Log odds below which a Latin word is not taken for the native one at all.
LEAST_ODDS: Final = 2.0
# Articles are part of the word; in Latin they are left out, or words of their own: "al".
_ARTICLES: Final = {"arabic": "ال", "hebrew": "ה"}
# How many spellings are kept while a word is romanised letter by letter.
_BEAM: Final = 12


_Tables = dict[str, Any]


def _read(tables: _Tables) -> _Tables:
    """Return the tables with probabilities instead of hundredths of nats."""
    return {
        script: {
            "units": {
                unit: {latin: exp(nats / 100) for latin, nats in rows.items()}
                for unit, rows in table["units"].items()
            },
            "background": {pair: nats / 100 for pair, nats in table["background"].items()},
        }
        for script, table in tables.items()
    }


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    text = (files("screening.tables") / "transliteration.json").read_text(encoding="utf-8")
    return _read(json.loads(text))


def use_tables(tables: _Tables) -> None:
    """Take other tables from here on, for measuring what was learnt from part of the data."""
    _tables().clear()
    _tables().update(_read(tables))
    log_odds.cache_clear()
    romanisations.cache_clear()


@lru_cache(maxsize=20_000)
def script_of(word: str) -> str | None:
    """Return the script of a word's first letter, where there is a table for it: "arabic"."""
    for letter in word:
        for script, first in _FIRST.items():
            if first <= ord(letter) <= _LAST[script]:
                return script
    return None


def units_of(word: str, script: str) -> str:
    """Return the letters that are looked up: "ㅇㅣㅁ" as parts of "임", simplified for Chinese."""
    text = unicodedata.normalize("NFKC", word).casefold().translate(_NEAREST)
    if script == "han":
        # The table reads the first letters only, and converting many takes long.
        text = _SIMPLIFIED.transliterate(text[:_MOST_CONVERTED])
    elif script == "kana":
        text = _KATAKANA.transliterate(text)
    elif script == "hangul":
        text = unicodedata.normalize("NFD", text)
    elif script in ("arabic", "hebrew"):
        text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if unicodedata.category(c) in ("Lo", "Ll", "Lm"))


@lru_cache(maxsize=20_000)
def log_odds(native: str, latin: str) -> float:
    """Return the log odds that a native word is a Latin one, in nats; far below 0: it is not.

    Example:
        log_odds("радар", "radar") is about 13, log_odds("радар", "ridge") below -5.
    """
    script = script_of(native)
    units = "" if script is None else units_of(native, script)[:_MOST_LETTERS]
    if script is None or not units or not latin.isalpha() or not latin.isascii():
        return -30.0
    latin = latin[:_MOST_LETTERS]
    background: dict[str, float] = _tables()[script]["background"]
    by_chance = 0.0
    for before, after in zip("^" + latin, latin + "$", strict=True):
        by_chance += background.get(before + after, _RARE)
    return log(_chance(units, latin, script) + 1e-300) - by_chance


def may_be(native: str, latin: str) -> bool:
    """Tell whether a native word, with or without its article, may be a Latin one."""
    return max(log_odds(form, latin) for form in forms_of(native)) >= LEAST_ODDS


def forms_of(text: str) -> tuple[str, ...]:
    """Return the word, and the word without its article."""
    bare = text.removeprefix(_ARTICLES.get(script_of(text) or "", " "))
    return (text, bare) if len(bare) > 2 and bare != text else (text,)


def _chance(units: str, latin: str, script: str) -> float:
    """Return the probability that the units become the Latin word.

    It is the sum over all ways to divide the word among them: "zh|a" and "z|ha" for "жа".
    """
    known, longest = _tables()[script]["units"], LONGEST[script]
    unseen = [exp(-_UNSEEN_UNIT - _UNSEEN * size) for size in range(longest + 1)]
    row: list[float] = [1.0] + [0.0] * len(latin)
    for unit in units:
        table, after = known.get(unit, {}), [0.0] * (len(latin) + 1)
        for end in range(len(latin) + 1):
            total = 0.0
            for size in range(min(longest, end) + 1):
                before = row[end - size]
                if before:
                    total += before * table.get(latin[end - size : end], unseen[size])
            after[end] = total
        row = after
    return row[-1]


@lru_cache(maxsize=20_000)
def romanisations(native: str, most: int = 3) -> tuple[str, ...]:
    """Return the likeliest Latin spellings of a word, the best first; () without a table."""
    script = script_of(native)
    units = "" if script is None else units_of(native, script)[:_MOST_LETTERS]
    if script is None or not units:
        return ()
    known, background = _tables()[script]["units"], _tables()[script]["background"]
    beam = {"": 0.0}
    for unit in units:
        # The commonest readings of a letter are enough; the rest would never win.
        readings = sorted(known.get(unit, {"": 1.0}).items(), key=lambda item: -item[1])[:8]
        grown: dict[str, float] = {}
        for text, score in beam.items():
            for latin, chance in readings:
                sound = _sound(text, latin, background)
                total = score + log(chance) + sound
                if total > grown.get(text + latin, -1e9):
                    grown[text + latin] = total
        best = sorted(grown.items(), key=lambda item: (-item[1], item[0]))[:_BEAM]
        beam = dict(best)
    ended = {
        text: score + 0.5 * background.get(text[-1:] + "$", _RARE)
        for text, score in beam.items()
        if text
    }
    return tuple(sorted(ended, key=lambda text: (-ended[text], text))[:most])


def _sound(text: str, latin: str, background: dict[str, float]) -> float:
    """Return half the log odds that Latin goes on like this, against any letters, in nats."""
    last, total = text[-1:] or "^", 0.0
    for letter in latin:
        total += background.get(last + letter, _RARE) + 3.0
        last = letter
    return 0.5 * total
