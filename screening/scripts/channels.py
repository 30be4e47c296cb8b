"""Tables that say what letters of other scripts become in Latin, learnt from pairs of names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Any, Final

import numpy as np

from screening.kernels.likelihood import EDGE, LETTERS, LetterTable, number_of

# The most Latin letters for one letter of the original.
LONGEST: Final = {"cyrillic": 3, "arabic": 3, "hebrew": 3, "han": 5, "hangul": 3, "kana": 3}
# What it costs, in nats, that a letter becomes Latin ones that the table does not know: at all, and
# for each of them.
_UNSEEN_UNIT: Final = 5.0
_UNSEEN: Final = 3.0
# Log probability of a Latin letter after one that it never follows in the table.
RARE: Final = -6.0
# The commonest readings of a letter are enough to romanise it; the rest would never win.
_READINGS: Final = 8

_Rows = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What the letters of one script become.

    Attributes:
        units: number of each letter in `table`.
        table: for compiled code.
        readings: of each letter the likeliest Latin strings, the best first, with their log
            probabilities.
        background: log probability of two Latin letters in a row; "^" and "$" are a word's ends.
    """

    units: Mapping[str, int]
    table: LetterTable
    readings: Mapping[str, tuple[tuple[str, float], ...]]
    background: _Rows


def channel_of(script: str) -> Channel:
    """Return what is known of a script that has a table."""
    return _channels()[script]


def take_tables(tables: dict[str, Any]) -> None:
    """Take other tables from here on, for measuring what was learnt from part of the data."""
    _channels().clear()
    _channels().update(_read(tables))


@lru_cache(maxsize=1)
def _channels() -> dict[str, Channel]:
    text = (files("screening.tables") / "transliteration.json").read_text(encoding="utf-8")
    return _read(json.loads(text))


def _read(tables: dict[str, Any]) -> dict[str, Channel]:
    return {script: _channel(script, table) for script, table in tables.items()}


def _channel(script: str, table: dict[str, Any]) -> Channel:
    """Return a table as it is used; on file stand hundredths of nats."""
    units: dict[str, _Rows] = {
        unit: {latin: exp(nats / 100) for latin, nats in rows.items()}
        for unit, rows in table["units"].items()
    }
    background = {pair: nats / 100 for pair, nats in table["background"].items()}
    return Channel(
        units={unit: number for number, unit in enumerate(units)},
        table=_compiled(units, background, LONGEST[script]),
        readings={unit: _likeliest(rows) for unit, rows in units.items()},
        background=background,
    )


def _likeliest(rows: _Rows) -> tuple[tuple[str, float], ...]:
    ordered = sorted(rows.items(), key=lambda item: -item[1])[:_READINGS]
    return tuple((latin, log(chance)) for latin, chance in ordered)


def _compiled(units: Mapping[str, _Rows], background: _Rows, longest: int) -> LetterTable:
    """Return the same as arrays."""
    rows = [
        sorted((number_of(latin), chance) for latin, chance in readings.items())
        for readings in units.values()
    ]
    usual = np.full((LETTERS, LETTERS), RARE)
    for pair, nats in background.items():
        usual[_letter(pair[0]), _letter(pair[1])] = nats
    return LetterTable(
        unit_at=np.cumsum([0, *map(len, rows)], dtype=np.int32),
        latin=np.array([latin for row in rows for latin, _ in row], dtype=np.int32),
        chance=np.array([chance for row in rows for _, chance in row], dtype=np.float64),
        unseen=np.array([exp(-_UNSEEN_UNIT - _UNSEEN * size) for size in range(longest + 1)]),
        background=usual,
    )


def _letter(letter: str) -> int:
    return EDGE if letter in "^$" else ord(letter) - 97
