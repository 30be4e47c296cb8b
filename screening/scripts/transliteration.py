"""Words of other scripts: how they are written in Latin, and how likely one is a given Latin word.

A table for each script, learnt from pairs of names, says with which probability a letter becomes
which Latin letters: "ж" mostly "j", now and then "zh". The probability that a native word becomes
a Latin one is set against the probability that a Latin name is this word anyway. Their ratio, as
log odds in nats, is the weight of the evidence that the two are one.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import icu
import numpy as np
import numpy.typing as npt

from screening.kernels.likelihood import MOST_LETTERS, NEVER, log_odds_of
from screening.scripts.channels import RARE, Channel, channel_of, take_tables

Array = npt.NDArray[Any]
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
_MOST_CONVERTED: Final = 4 * MOST_LETTERS
# Log odds below which a Latin word is not taken for the native one at all.
LEAST_ODDS: Final = 2.0
# Articles are part of the word; in Latin they are left out, or words of their own: "al".
_ARTICLES: Final = {"arabic": "ال", "hebrew": "ה"}
# How many spellings are kept while a word is romanised letter by letter.
_BEAM: Final = 12
# The readings of a letter that is not in the table.
_SILENT: Final = (("", 0.0),)
_FIRST_WORD: Final = np.zeros(1, dtype=np.int32)


def use_tables(tables: dict[str, Any]) -> None:
    """Take other tables from here on, for measuring what was learnt from part of the data."""
    take_tables(tables)
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
    if not latin.isascii():
        return NEVER
    ends = np.array([0, len(latin)], dtype=np.int32)
    # As those of an index are, or numba would compile for both.
    ends.flags.writeable = False
    letters = np.frombuffer(latin.encode(), dtype=np.uint8)
    return float(_log_odds(native, letters, ends, _FIRST_WORD)[0])


def which_may_be(
    native: str, letters: Array, word_at: Array, words: Array
) -> npt.NDArray[np.bool_]:
    """Tell of many Latin words whether a native one, with or without its article, may be each.

    Args:
        letters: uint8[m], the letters of Latin words.
        word_at: int32[k + 1], where each of them begins.
        words: int32[n], numbers of the words to tell of.

    Returns:
        bool[n].
    """
    odds = [_log_odds(form, letters, word_at, words) for form in forms_of(native)]
    can: npt.NDArray[np.bool_] = np.max(odds, axis=0) >= LEAST_ODDS
    return can


def _log_odds(native: str, letters: Array, word_at: Array, words: Array) -> Array:
    """Return log_odds() of many Latin words; arguments are as in which_may_be()."""
    channel, units = _channel_and_units(native)
    if channel is None:
        return np.full(len(words), NEVER)
    numbers = np.array([channel.units.get(unit, -1) for unit in units], dtype=np.int64)
    odds: Array = log_odds_of(numbers, letters, word_at, words, channel.table)
    return odds


def _channel_and_units(native: str) -> tuple[Channel | None, str]:
    """Return the table of a word's script, and the letters to look up; None: nothing is known."""
    script = script_of(native)
    units = "" if script is None else units_of(native, script)[:MOST_LETTERS]
    return (channel_of(script), units) if script is not None and units else (None, "")


def forms_of(text: str) -> tuple[str, ...]:
    """Return the word, and the word without its article."""
    bare = text.removeprefix(_ARTICLES.get(script_of(text) or "", " "))
    return (text, bare) if len(bare) > 2 and bare != text else (text,)


@lru_cache(maxsize=20_000)
def romanisations(native: str, most: int = 3) -> tuple[str, ...]:
    """Return the likeliest Latin spellings of a word, the best first; () without a table."""
    channel, units = _channel_and_units(native)
    if channel is None:
        return ()
    beam = {"": 0.0}
    for unit in units:
        grown: dict[str, float] = {}
        for text, score in _grown(beam, unit, channel):
            if score > grown.get(text, -1e9):
                grown[text] = score
        beam = dict(sorted(grown.items(), key=lambda item: (-item[1], item[0]))[:_BEAM])
    ended = {
        text: score + 0.5 * channel.background.get(text[-1:] + "$", RARE)
        for text, score in beam.items()
        if text
    }
    return tuple(sorted(ended, key=lambda text: (-ended[text], text))[:most])


def _grown(beam: dict[str, float], unit: str, channel: Channel) -> Iterator[tuple[str, float]]:
    """Yield each spelling so far with each reading of the next letter, and its score."""
    readings = channel.readings.get(unit, _SILENT)
    # Few letters end the spellings, so how they go on is worked out once for each.
    sounds = {
        last: [_sound(last, latin, channel) for latin, _ in readings]
        for last in {text[-1:] for text in beam}
    }
    for text, score in beam.items():
        for (latin, chance), sound in zip(readings, sounds[text[-1:]], strict=True):
            yield text + latin, score + chance + sound


def _sound(last: str, latin: str, channel: Channel) -> float:
    """Return half the log odds that Latin goes on like this, against any letters, in nats."""
    before, total = last or "^", 0.0
    for letter in latin:
        total += channel.background.get(before + letter, RARE) + 3.0
        before = letter
    return 0.5 * total
