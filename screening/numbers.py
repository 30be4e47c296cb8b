"""The numbers of two sides, compared."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from screening import weights
from screening.identifiers import EXCLUSIVE, Number, has_family, may_be_one, read_number
from screening.listing import ListedIdentifier

NumberSet = dict[str, tuple[Number, ...]]

# How a reviewer knows a scheme; the others are their own words.
_WORDS: Final = {
    "imo_company": "company IMO",
    "bic": "BIC",
    "call_sign": "call sign",
    "national_id": "national id",
    "crypto_wallet": "wallet",
    "drivers_license": "driver's licence",
    "tail": "tail number",
    "serial": "serial number",
    "tax": "tax number",
    "registration": "registration number",
    "passport": "passport",
    "id": "number",
    "icao24": "ICAO 24-bit address",
    "other": "number",
}


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """One scheme's numbers agree, or contradict."""

    logit: float
    text: str


def number_set(identifiers: tuple[ListedIdentifier, ...]) -> NumberSet:
    """Return the numbers by scheme, without the fillers, in a fixed order."""
    found: dict[str, set[Number]] = defaultdict(set)
    for identifier in identifiers:
        number = read_number(identifier)
        if not number.filler:
            found[number.scheme].add(number)
    return {scheme: tuple(sorted(found[scheme], key=_order)) for scheme in sorted(found)}


def compare_numbers(asked: NumberSet, listed: NumberSet) -> Iterator[NumberMatch]:
    """Yield what the numbers say, by scheme; any equal number settles its scheme."""
    equal_values: set[str] = set()
    for scheme, numbers in asked.items():
        others = listed.get(scheme)
        if others is None:
            continue
        if (equal := _equal(numbers, others)) is not None:
            equal_values.add(equal.value)
            yield NumberMatch(_worth(equal), f"{word_of(scheme)} {equal.value} is equal")
        elif scheme in EXCLUSIVE and all(number.valid for number in (*numbers, *others)):
            yield NumberMatch(weights.OTHER_NUMBER[scheme], _contradiction(numbers, others))
    if (related := _related(asked, listed, equal_values)) is not None:
        yield related


def word_of(scheme: str) -> str:
    """Return how a reviewer knows a scheme: "IMO", "tax number"."""
    return _WORDS.get(scheme) or (scheme.upper() if len(scheme) <= 6 else scheme.replace("_", " "))


def _equal(numbers: tuple[Number, ...], others: tuple[Number, ...]) -> Number | None:
    """Return the equal number that is worth most."""
    equal = [
        number
        for number in numbers
        for other in others
        if number.value == other.value and may_be_one(number, other)
    ]
    return max(equal, key=lambda number: (_worth(number), number.value)) if equal else None


def _worth(number: Number) -> float:
    worths = weights.EQUAL_NUMBER
    worth = worths.get(number.scheme, worths["default"])
    if not number.strong:
        return min(worth, worths["short"] if number.scheme != "call_sign" else worth)
    return worth * worths["unchecked"] if number.valid is False else worth


def _contradiction(numbers: tuple[Number, ...], others: tuple[Number, ...]) -> str:
    asked, listed = (", ".join(number.value for number in side[:3]) for side in (numbers, others))
    return f"{word_of(numbers[0].scheme)} {asked} asked, {listed} listed"


def _related(asked: NumberSet, listed: NumberSet, known: set[str]) -> NumberMatch | None:
    """Return the first equal value that stands under related schemes."""
    theirs = {n.value: n for numbers in listed.values() for n in numbers if has_family(n)}
    for scheme, numbers in asked.items():
        for number in numbers:
            other = theirs.get(number.value)
            if other is None or number.value in known or not has_family(number):
                continue
            if other.scheme != scheme and may_be_one(number, other):
                text = f"{word_of(scheme)} {number.value} is the listed {word_of(other.scheme)}"
                return NumberMatch(weights.EQUAL_NUMBER["family"], text)
    return None


def _order(number: Number) -> tuple[str, str]:
    return number.value, number.country or ""
