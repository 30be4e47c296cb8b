"""A name in another script, written with the words of the Latin name that it may be.

Whether "радар" is "radar" is a question of likelihood, not of one romanisation. So each native
word is replaced by the Latin word that it most likely is. What is doubtful about that is taken
from the logit, and the two names are then compared like any two Latin ones.

A *native* word is one in another script than Latin.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz.distance import OSA

from screening.names.analysis import AnalysedName, NativeWord
from screening.names.spelling import WordKind, word_of
from screening.scripts.skeletons import may_agree
from screening.scripts.transliteration import (
    LEAST_ODDS,
    forms_of,
    log_odds,
    romanisations,
    script_of,
)

# Log odds, in nats, above which nobody doubts that a native word is a Latin one; and how much more
# it takes for each further Latin word.
_SURE: Final = 13.0
_SURE_BY_WORD: Final = 6.0
# What each nat of doubt takes from the logit.
_PRICE: Final = 0.45
# The most doubtful word decides; the doubts of the others count for less.
_FURTHER: Final = 0.25
# Scripts that write several names of a person as one word, and how many Latin words that may be.
_MOST_JOINED: Final = {"han": 3, "hangul": 3, "arabic": 2, "hebrew": 2}
_CONSONANTAL: Final = frozenset({"arabic", "hebrew"})
# What another letter takes from the logit, and how many count, where letters are syllables or
# words: there another letter is another name.
_OTHER_LETTER: Final = 2.5
_MOST_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class _Reading:
    """One or two native words, read as some words of the Latin name.

    Attributes:
        odds: how likely that is, in nats.
        native: which native words they are.
        places: positions of the Latin words.
    """

    odds: float
    native: tuple[int, ...]
    places: tuple[int, ...]


def adapt(name: AnalysedName, latin: AnalysedName) -> tuple[AnalysedName, float] | None:
    """Return a name with its native words replaced by Latin ones, and what that adds to the logit.

    Of readings that share a word the likelier one is taken.

    Returns:
        The rewritten name, and its doubt as nats below zero; None where no native word may be any
        Latin one. For "Кестрел Радар" and "Radar Kestrel": the tokens "kestrel radar", 0.0.
    """
    readings = sorted(_readings(name, latin), key=lambda reading: (-reading.odds, reading.places))
    used_native: set[int] = set()
    used_places: set[int] = set()
    taken: dict[int, tuple[str, ...]] = {}
    doubts: list[float] = []
    for reading in readings:
        if used_native & set(reading.native) or used_places & set(reading.places):
            continue
        used_native |= set(reading.native)
        used_places |= set(reading.places)
        taken |= dict.fromkeys(reading.native, ())
        taken[reading.native[0]] = tuple(latin.tokens[place] for place in reading.places)
        sure = _SURE + _SURE_BY_WORD * (len(reading.places) - 1)
        doubts.append(max(0.0, sure - reading.odds) * _PRICE)
    if not taken:
        return None
    worst = max(doubts)
    return _rewritten(name, taken), -(worst + _FURTHER * (sum(doubts) - worst))


def variants(name: AnalysedName, most: int = 3) -> Iterator[AnalysedName]:
    """Yield the name romanised in its likeliest ways, for searching: "Юрий" as "uri", "yuri"."""
    for rank in range(most):
        taken: dict[int, tuple[str, ...]] = {}
        for number, native in enumerate(name.native):
            found = romanisations(native.text, most)
            if found:
                taken[number] = (found[min(rank, len(found) - 1)],)
        if taken:
            yield _rewritten(name, taken)


def other_letters(left: AnalysedName, right: AnalysedName) -> float:
    """Return what differing letters of one script take from the logit, as nats below zero.

    0.0 where the scripts differ, and for Cyrillic, whose letters are sounds as Latin ones are.
    """
    mine = sorted(native.text for native in left.native)
    theirs = sorted(native.text for native in right.native)
    scripts = {script_of(text) for text in (*mine, *theirs)}
    if mine == theirs or "cyrillic" in scripts or len(scripts) != 1:
        return 0.0
    differing = OSA.distance(" ".join(mine), " ".join(theirs), score_cutoff=_MOST_LETTERS)
    return -_OTHER_LETTER * min(differing, _MOST_LETTERS)


def _readings(name: AnalysedName, latin: AnalysedName) -> Iterator[_Reading]:
    """Yield all likely readings of the native words, and of neighbours as one word."""
    said = [p for p, word in enumerate(latin.words) if word.kind is not WordKind.FORM]
    runs: dict[int, list[tuple[tuple[int, ...], str]]] = {}
    # Words written again and again are read once.
    known: dict[tuple[str, int], list[tuple[float, tuple[int, ...]]]] = {}
    for numbers in _neighbours(name.native):
        text = "".join(name.native[number].text for number in numbers)
        most = _MOST_JOINED.get(script_of(text) or "", 1) if len(numbers) == 1 else 1
        if most not in runs:
            runs[most] = _joined(said, most, latin)
        if (text, most) not in known:
            known[text, most] = list(_likely(text, runs[most]))
        yield from (_Reading(odds, numbers, places) for odds, places in known[text, most])


def _joined(said: list[int], most: int, latin: AnalysedName) -> list[tuple[tuple[int, ...], str]]:
    """Return the runs of Latin words, each with its letters as one word."""
    return [(run, "".join(latin.tokens[place] for place in run)) for run in _runs(said, most)]


def _likely(
    text: str, runs: list[tuple[tuple[int, ...], str]]
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Yield the runs of Latin words that a native text may be, after how likely each is."""
    is_consonantal = script_of(text) in _CONSONANTAL
    for places, joined in runs:
        if is_consonantal and not may_agree(text, joined):
            continue
        odds = max(log_odds(form, joined) for form in forms_of(text))
        if odds >= LEAST_ODDS:
            yield odds, places


def _neighbours(native: tuple[NativeWord, ...]) -> Iterator[tuple[int, ...]]:
    """Yield each native word, and each two that stand side by side."""
    for number, word in enumerate(native):
        yield (number,)
        if number + 1 < len(native) and native[number + 1].first == word.last:
            yield (number, number + 1)


def _runs(said: list[int], most: int) -> Iterator[tuple[int, ...]]:
    """Yield runs of up to so many neighbours of these places: for two, (0,), (0, 1), (1,).

    Where three may be one word, all of them with the last one first, too.
    """
    for first in range(len(said)):
        for size in range(1, min(most, len(said) - first) + 1):
            yield tuple(said[first : first + size])
    # A family name stands first in scripts without blanks, and often last here.
    if most > 2 and 1 < len(said) <= most + 1:
        yield (said[-1], *said[:-1])


def _rewritten(name: AnalysedName, taken: dict[int, tuple[str, ...]]) -> AnalysedName:
    """Return the name with other tokens for some native words: taken[1] for the second one."""
    tokens: list[str] = []
    native, last = [], 0
    for number, word in enumerate(name.native):
        tokens += name.tokens[last : word.first]
        found = taken.get(number, name.tokens[word.first : word.last])
        native.append(replace(word, first=len(tokens), last=len(tokens) + len(found)))
        tokens += found
        last = word.last
    tokens += name.tokens[last:]
    words = tuple(map(word_of, tokens))
    return replace(name, tokens=tuple(tokens), words=words, native=tuple(native))
