"""Addresses in parts, and whether two are one place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import orjson
from rapidfuzz.distance import OSA
from rigour.addresses import address_fingerprint

# Words of any address, and of any city's name: neither tells a street from another.
_TABLE: Final = orjson.loads(files("screening.tables").joinpath("addresses.json").read_bytes())
_GENERIC: Final = frozenset(" ".join(_TABLE["generic"]).split())
_PLACES: Final = frozenset(" ".join(_TABLE["places"]).split())
# What stands before the number of a flat, and what stands after that of a floor.
_UNIT_WORDS_TEXT: Final = (
    "rm room unt unit apt apartment fl floor flat kv ofc office ofis suite ste shop lvl level "
    "pom komn piso daire local stall counter pomeshch floors dept dpt of blk"
)
_UNIT_WORDS: Final = frozenset(_UNIT_WORDS_TEXT.split())
_FLOOR_WORDS: Final = frozenset({"f", "fl", "floor", "flr", "etazh", "et", "kat", "piso"})
_REGION: Final = re.compile(r"[a-z]{2}-[a-z0-9]{1,3}")
# 5 digits or more are a postal code far more often than a house.
_POSTAL: Final = re.compile(r"\d{5,}|(?=.*\d)(?=.*[a-z])[a-z0-9]{5,8}")
_HOUSE: Final = re.compile(r"0*(\d{1,4}[a-z]{0,2})")
# Postcodes of two tokens: "EC3N 1DY", "H7R 3G8".
_OUTWARD: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]?")
_INWARD: Final = re.compile(r"\d[a-z](?:[a-z]|\d)")
# "E" is the east of "1234 E Mill Lane".
_HOUSE_LETTERS: Final = frozenset("abcd")
_BOX: Final = "pobox"
# So many keys and characters serve any real address; a hostile one must not cost more.
_MAX_KEYS: Final = 32
_MAX_CHARS: Final = 500
_MIN_FUZZY: Final = 6
_LONG_HOUSE: Final = 5
# The degree of two addresses that are one building.
_BUILDING: Final = 0.8


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts; each may be empty."""

    numbers: frozenset[str]
    units: frozenset[str]
    postal: frozenset[str]
    streets: frozenset[str]
    places: frozenset[str]


_PARTS: Final = ("numbers", "units", "postal", "streets", "places")


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """How far two addresses are one place.

    Attributes:
        degree: 0 nothing shared, 0.2 city, 0.6 street, 0.7 and 0.85 another unit of the building,
            0.8 and 1 street and number, or every word; the higher where the city is known to
            agree, too.
        words: what agrees, in words: "the same building in another unit"; "" for nothing.
    """

    degree: float
    words: str


NOTHING: Final = AddressMatch(0.0, "")


@lru_cache(maxsize=20_000)
def read_address(text: str, city: str | None = None) -> Address:
    """Return the parts of an address; city: its city where a list says it apart."""
    tokens = _joined(_tokens(text))
    town = frozenset(_tokens(city)) if city else frozenset()
    parts: dict[str, set[str]] = {name: set() for name in _PARTS}
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        is_unit = before in _UNIT_WORDS or after in _FLOOR_WORDS
        is_first = place == 0 and after.isalpha()
        part, kept = _part_of(token, town, is_unit=is_unit, is_first=is_first)
        if part is not None:
            parts[part].add(kept)
    return Address(**{name: frozenset(found) for name, found in parts.items()})


def _part_of(
    token: str, town: frozenset[str], *, is_unit: bool, is_first: bool
) -> tuple[str | None, str]:
    """Return the part that a token belongs to, and the token as it is kept there.

    Args:
        is_first: it begins the address, and a word follows: "12345 Mill Lane" is a house.
    """
    if is_first and token.isdigit() and len(token) == _LONG_HOUSE:
        return "numbers", token
    if token.startswith(_BOX):
        return ("numbers" if token != _BOX else None), token
    if _REGION.fullmatch(token) or token in _PLACES or (token in town and token.isalpha()):
        return "places", token
    if _POSTAL.fullmatch(token):
        return "postal", token
    if (house := _HOUSE.fullmatch(token)) is not None:
        return ("units" if is_unit else "numbers"), house[1]
    is_word = len(token) >= 3 and token not in _GENERIC and not token.isdigit()
    return ("streets" if is_word else None), token


def same_address(left: Address, right: Address) -> AddressMatch:
    """Return how far two addresses are one place; the same either way round."""
    found = _by_parts(left, right)
    if found.degree < _BUILDING and _all_said(left) == _all_said(right):
        return AddressMatch(1.0, "the same address") if left.streets or left.numbers else found
    return found


def _by_parts(left: Address, right: Address) -> AddressMatch:
    numbers = left.numbers & right.numbers
    # Two houses of one street are two addresses, so its name need not be read.
    near = numbers or not (left.numbers and right.numbers)
    streets = _shared_words(left.streets, right.streets) if near else 0
    postal = left.postal & right.postal
    place = bool(left.places & right.places) or bool(postal)
    box = any(number.startswith(_BOX) for number in numbers)
    if numbers and (streets or postal or (box and place)):
        # Where one side leaves the city out, one shared word may be any town's main street.
        elsewhere = bool(left.places and right.places) or not (box or streets > 1)
        return _building(left, right, place=place, elsewhere=elsewhere)
    if streets and (place or streets > 1):
        return AddressMatch(0.6, "the same street")
    if place:
        return AddressMatch(0.2, "the same postal code" if postal else "the same city")
    return NOTHING


def _all_said(address: Address) -> frozenset[str]:
    """Return all that an address says, whichever part it was taken for."""
    return frozenset().union(*(getattr(address, part) for part in _PARTS))


def _building(left: Address, right: Address, *, place: bool, elsewhere: bool) -> AddressMatch:
    if not place and left.places and right.places:
        return NOTHING
    other_house = left.numbers - right.numbers and right.numbers - left.numbers
    if other_house or (not place and elsewhere):
        return AddressMatch(0.6, "the same street")
    if left.units and right.units and not left.units & right.units:
        return AddressMatch(0.85 if place else 0.7, "the same building in another unit")
    if not place:
        return AddressMatch(0.8, "the same street and number, the city not compared")
    return AddressMatch(1.0, "the same street and number")


def compare_addresses(asked: str, listed: str) -> tuple[float, str]:
    """Return how far two addresses are one place, 0 to 1, and what agrees in words."""
    found = same_address(read_address(asked), read_address(listed))
    return found.degree, found.words


def address_key(text: str, country: str | None = None) -> tuple[str, ...]:
    """Return the keys under which equal addresses meet, sorted; none without street and number.

    Args:
        text: an address, in any order of its parts.
        country: ISO 3166-1 alpha-2; not part of a key, as one place is written with several.

    Returns:
        "177 lok" for every number with every word of the street, and post-office boxes with
        all around them. Compare what meets: a key alone proves nothing.
    """
    del country
    found = read_address(text)
    boxes = sorted(number for number in found.numbers if number.startswith(_BOX))
    houses = sorted(found.numbers - set(boxes))
    around = sorted(found.places | found.postal | found.streets)
    keys = [f"{box} {place}" for box in boxes for place in around]
    words = sorted(found.streets, key=lambda word: (-len(word), word)) + sorted(found.postal)
    keys += [f"{house} {word}" for word in words for house in houses]
    return tuple(sorted(dict.fromkeys(keys[:_MAX_KEYS])))


def _tokens(text: str) -> list[str]:
    # A lone surrogate cannot be encoded for the fingerprint.
    whole = text[:_MAX_CHARS].encode("utf-8", "ignore").decode("utf-8")
    return (address_fingerprint(whole) or "").split()


def _joined(tokens: Iterable[str]) -> list[str]:
    """Return the tokens with "pobox 7", "10 b" and "ec3n 1dy" as one, "10 f" (a floor) as it is."""
    joined: list[str] = []
    for token in tokens:
        last = joined[-1] if joined else ""
        box = last == _BOX and token[:1].isdigit()
        letter = last.isdigit() and len(last) < 5 and token in _HOUSE_LETTERS
        postcode = _OUTWARD.fullmatch(last) and _INWARD.fullmatch(token)
        if box or letter or postcode:
            joined[-1] = last + token
        else:
            joined.append(token)
    return joined


def _shared_words(left: frozenset[str], right: frozenset[str]) -> int:
    """Return how many words both sides share, long ones with one edit."""
    exact = left & right
    mine = [word for word in left - exact if len(word) >= _MIN_FUZZY]
    theirs = [word for word in right - exact if len(word) >= _MIN_FUZZY]
    near = [(a, b) for a in mine for b in theirs if OSA.distance(a, b, score_cutoff=1) <= 1]
    return len(exact) + min(len({a for a, _ in near}), len({b for _, b in near}))
