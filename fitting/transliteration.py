"""Make screening/tables/transliteration.json: how words of other scripts are written in Latin.

For each script a noisy channel: every letter of the original becomes a short Latin string, with
probabilities learnt by expectation maximisation over all ways to divide a pair of names. A share
of the pairs is taken for noise, since some rows are wrong. A letter-pair model of Latin names is
the background that a likelihood is measured against.

Data: names/translit_dev.tsv.gz (Wikidata, by NETransliteration-COLING2018, MIT).
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from math import exp, log
from typing import Any, Final

import numpy as np
from numba import njit

from fitting.places import DATA, TABLES
from screening.names.folding import fold_text
from screening.scripts.channels import LONGEST
from screening.scripts.transliteration import units_of

_SCRIPTS: Final = {
    "russian": "cyrillic", "arabic": "arabic", "hebrew": "hebrew", "chinese": "han",
    "korean": "hangul", "katakana": "kana",
}  # fmt: skip
_ROUNDS: Final = 12
_NOISE: Final = 0.1
_SMOOTHING: Final = 0.5
# How many Latin letters a letter of another script has, before anything is learnt.
_LENGTHS: Final = (0.08, 0.7, 0.15, 0.05, 0.02, 0.01)
_LEAST_COUNT: Final = 0.02

Pairs = list[tuple[str, str]]
Table = dict[str, Any]


def main() -> None:
    """Write the table."""
    table = {script: fit(pairs, script) for script, pairs in read_pairs().items()}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path = TABLES / "transliteration.json"
    path.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")
    print(f"{path.stat().st_size:,} bytes")


def read_pairs() -> dict[str, Pairs]:
    """Return for each script (Latin word, units of the original word)."""
    found: dict[str, Pairs] = {}
    path = DATA / "names" / "translit_dev.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            script = _SCRIPTS[row["script"]]
            latin = "".join(c for c in fold_text(row["latin"]) if "a" <= c <= "z")
            units = units_of(row["native"], script)
            if latin and units and len(latin) <= 20 and len(units) <= 24:
                found.setdefault(script, []).append((latin, units))
    return found


def fit(pairs: Pairs, script: str) -> Table:
    """Return what one script's pairs teach, in hundredths of a nat."""
    background = _background([latin for latin, _ in pairs])
    keys, index, starts = _enumerate(pairs, LONGEST[script])
    owners = np.unique([key[0] for key in keys], return_inverse=True)[1]
    prior = np.array([_prior(latin, background) for _, latin in keys])
    sizes = np.array([(len(units), len(latin)) for latin, units in pairs])
    noise = np.array([exp(_log_background(latin, background)) for latin, _ in pairs])
    chances = prior.copy()
    for _ in range(_ROUNDS):
        counts = np.zeros(len(keys))
        _expect(index, starts, sizes, LONGEST[script], chances, noise, counts)
        totals = np.bincount(owners, weights=counts)
        chances = (counts + _SMOOTHING * prior) / (totals[owners] + _SMOOTHING)
    units: dict[str, dict[str, int]] = {}
    for (unit, latin), chance, count in zip(keys, chances, counts, strict=True):
        if count > _LEAST_COUNT:
            units.setdefault(unit, {})[latin] = round(100 * log(chance))
    return {"units": units, "background": {k: round(100 * log(v)) for k, v in background.items()}}


def _background(words: Sequence[str]) -> dict[str, float]:
    """Return the chance of a letter after another one: "^a" begins with a, "a$" ends with it."""
    letters, pairs = Counter[str](), Counter[str]()
    for word in words:
        letters.update(word + "$")
        pairs.update(a + b for a, b in zip("^" + word, word + "$", strict=True))
    firsts, kinds = Counter[str](), Counter[str]()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
        kinds[pair[0]] += 1
    alphabet, total = "abcdefghijklmnopqrstuvwxyz$", letters.total()
    return {
        a + b: (pairs[a + b] + kinds[a] * (letters[b] + 27 / 27) / (total + 27))
        / (firsts[a] + kinds[a])
        for a in "^" + alphabet[:-1]
        for b in alphabet
        if firsts[a]
    }  # fmt: skip


def _log_background(word: str, background: dict[str, float]) -> float:
    return sum(log(background[a + b]) for a, b in zip("^" + word, word + "$", strict=True))


def _prior(latin: str, background: dict[str, float]) -> float:
    chance = _LENGTHS[len(latin)]
    for letter in latin:
        chance *= background["^" + letter]
    return chance


def _enumerate(pairs: Pairs, longest: int) -> tuple[list[tuple[str, str]], Any, Any]:
    """Number every (unit, Latin string) that may correspond; list them pair by pair."""
    numbers: dict[tuple[str, str], int] = {}
    index: list[int] = []
    starts = []
    for latin, units in pairs:
        starts.append(len(index))
        for unit in units:
            for end in range(len(latin) + 1):
                for size in range(longest + 1):
                    key = (unit, latin[max(0, end - size) : end])
                    index.append(numbers.setdefault(key, len(numbers)) if size <= end else -1)
    return list(numbers), np.array(index, dtype=np.int32), np.array(starts)


@njit(cache=True)  # type: ignore[untyped-decorator]
def _expect(index, starts, sizes, longest, chances, noise, counts):  # type: ignore[no-untyped-def]
    """Add how often each correspondence is expected, over all divisions of all pairs."""
    for pair in range(len(starts)):
        units, letters = sizes[pair]
        start = starts[pair]
        forward = np.zeros((units + 1, letters + 1))
        backward = np.zeros((units + 1, letters + 1))
        forward[0, 0] = backward[units, letters] = 1.0
        row = (letters + 1) * (longest + 1)
        for unit in range(units):
            for end in range(letters + 1):
                for size in range(min(longest, end) + 1):
                    key = index[start + unit * row + end * (longest + 1) + size]
                    forward[unit + 1, end] += forward[unit, end - size] * chances[key]
        for unit in range(units - 1, -1, -1):
            for end in range(letters + 1):
                for size in range(min(longest, end) + 1):
                    key = index[start + unit * row + end * (longest + 1) + size]
                    backward[unit, end - size] += backward[unit + 1, end] * chances[key]
        total = forward[units, letters]
        if total <= 0.0:
            continue
        is_real = (1 - _NOISE) * total / ((1 - _NOISE) * total + _NOISE * noise[pair])
        for unit in range(units):
            for end in range(letters + 1):
                for size in range(min(longest, end) + 1):
                    key = index[start + unit * row + end * (longest + 1) + size]
                    share = forward[unit, end - size] * chances[key] * backward[unit + 1, end]
                    counts[key] += is_real * share / total


if __name__ == "__main__":
    main()
