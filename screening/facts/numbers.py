"""The numbers of two sides, compared."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from screening.facts import weights
from screening.facts.identifiers import (
    EXCLUSIVE,
    LOCAL,
    Number,
    has_family,
    may_be_one,
    read_number,
)
from screening.listing import ListedIdentifier

# So many characters are one number even where nobody says of which country.
_LONG: Final = 10

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
class NumberSet:
    """The numbers of one side without the fillers, in a fixed order.

    Attributes:
        by_scheme: the schemes in their order, the numbers by value.
        related: by value, those that may stand under a related scheme.
    """

    by_scheme: dict[str, tuple[Number, ...]]
    related: dict[str, tuple[Number, ...]]


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """One scheme's numbers agree, or contradict."""

    logit: float
    text: str


def number_set(identifiers: tuple[ListedIdentifier, ...]) -> NumberSet:
    """Return the numbers of one side."""
    by_scheme: dict[str, list[Number]] = defaultdict(list)
    related: dict[str, list[Number]] = defaultdict(list)
    read = {number for number in map(read_number, identifiers) if not number.filler}
    for number in sorted(read, key=_order):
        by_scheme[number.scheme].append(number)
        if has_family(number):
            related[number.value].append(number)
    return NumberSet(
        {scheme: tuple(found) for scheme, found in by_scheme.items()},
        {value: tuple(found) for value, found in related.items()},
    )


def compare_numbers(asked: NumberSet, listed: NumberSet) -> Iterator[NumberMatch]:
    """Yield what the numbers say, by scheme; any equal number settles its scheme."""
    for scheme, numbers in asked.by_scheme.items():
        others = listed.by_scheme.get(scheme)
        if others is None:
            continue
        if (equal := _equal(numbers, others)) is not None:
            logit, value = equal
            yield NumberMatch(logit, f"{word_of(scheme)} {value} is equal")
        elif _contradict(scheme, numbers, others):
            yield NumberMatch(weights.OTHER_NUMBER[scheme], _contradiction(numbers, others))
    for value in sorted(asked.related.keys() & listed.related.keys()):
        if (pair := _related(asked.related[value], listed.related[value])) is not None:
            left, right = (word_of(number.scheme) for number in pair)
            text = f"{left} {value} is the listed {right}"
            is_sister = pair[0].country is not None and pair[0].country == pair[1].country
            worth = weights.EQUAL_NUMBER["sister" if is_sister else "family"]
            yield NumberMatch(worth, text)
            # One such is enough: the rest are mostly the same fact again.
            return


def word_of(scheme: str) -> str:
    """Return how a reviewer knows a scheme: "IMO", "tax number"."""
    return _WORDS.get(scheme) or (scheme.upper() if len(scheme) <= 6 else scheme.replace("_", " "))


def _equal(numbers: tuple[Number, ...], others: tuple[Number, ...]) -> tuple[float, str] | None:
    """Return the worth and the value of the equal number that is worth most."""
    equal = [
        (_worth(number, other), number.value)
        for number in numbers
        for other in others
        if number.value == other.value and may_be_one(number, other)
    ]
    return max(equal) if equal else None


def _worth(number: Number, other: Number) -> float:
    worths = weights.EQUAL_NUMBER
    worth = worths.get(number.scheme, worths["default"])
    if not number.strong:
        return min(worth, worths["short"] if number.scheme != "call_sign" else worth)
    if number.scheme in LOCAL and len(number.value) < _LONG:
        worth *= worths["countryless"] if None in (number.country, other.country) else 1.0
    return worth * worths["unchecked"] if number.valid is False else worth


def _contradict(scheme: str, numbers: tuple[Number, ...], others: tuple[Number, ...]) -> bool:
    """Tell whether different numbers of one scheme are two bearers.

    A person has one national identity number of a form in a country.
    """
    if scheme in EXCLUSIVE:
        return all(number.valid for number in (*numbers, *others))
    if scheme != "national_id":
        return False
    kinds = {(number.country, len(number.value)) for number in (*numbers, *others)}
    return len(kinds) == 1 and all(number.country and number.strong for number in numbers)


def _contradiction(numbers: tuple[Number, ...], others: tuple[Number, ...]) -> str:
    asked, listed = (", ".join(number.value for number in side[:3]) for side in (numbers, others))
    return f"{word_of(numbers[0].scheme)} {asked} asked, {listed} listed"


def _related(
    numbers: tuple[Number, ...], others: tuple[Number, ...]
) -> tuple[Number, Number] | None:
    """Return two of related schemes that may be one number; None where one scheme has both."""
    if {number.scheme for number in numbers} & {other.scheme for other in others}:
        return None
    pairs = ((left, right) for left in numbers for right in others if may_be_one(left, right))
    return next(pairs, None)


def _order(number: Number) -> tuple[str, str, str]:
    return number.scheme, number.value, number.country or ""
