"""Variations of words: dropped, added, in another order, joined, split, shortened to initials."""

import re
from random import Random
from typing import Final

from screening.names.words import weight_of
from screening.validating.mutating.forms import bare_name, plain_word

_SECOND_NAMES: Final = ("Peter", "Maria", "Ali", "Ivan", "Jose", "Lee")
_LONG: Final = 7
_LEAST_PIECE: Final = 3


def word_dropped(text: str, rng: Random) -> str | None:
    """Return the name without one of three words or more; not its rarest, nor its legal form."""
    before, bare, after = text.partition(bare_name(text))
    words = bare.split()
    if len(words) < 3:
        return None
    rarest = max(range(len(words)), key=lambda place: weight_of(plain_word(words[place])))
    del words[rng.choice([place for place in range(len(words)) if place != rarest])]
    return before + " ".join(words) + after


def given_name_added(text: str, rng: Random) -> str | None:
    """Return a person's name with one more given name."""
    family, given = name_parts(text)
    return _written(family, [*given, rng.choice(_SECOND_NAMES)], text) if given else None


def reordered(text: str, rng: Random) -> str | None:
    """Return the name's words in another order, a comma left out; a legal form stays in place."""
    before, bare, after = text.partition(bare_name(text))
    words = bare.replace(",", " ").split()
    if len(words) < 2:
        return None
    mixed = rng.sample(words, len(words))
    return before + " ".join(mixed if mixed != words else [*words[1:], words[0]]) + after


def surname_first(text: str, rng: Random) -> str | None:
    """Return "Family, Given" for a person's name, whichever way it is listed."""
    del rng
    family, given = name_parts(text)
    return f"{family}, {' '.join(given)}" if given else None


def given_first(text: str, rng: Random) -> str | None:
    """Return "Given Family" for a person's name, whichever way it is listed."""
    del rng
    family, given = name_parts(text)
    return f"{' '.join(given)} {family}" if given else None


def initials(text: str, rng: Random) -> str | None:
    """Return a person's name with all given names as initials: "J. M. Doe"."""
    del rng
    family, given = name_parts(text)
    return _written(family, [_initial(word) for word in given], text) if given else None


def second_initial(text: str, rng: Random) -> str | None:
    """Return a person's name with the given names behind the first as initials: "John M. Doe"."""
    del rng
    family, given = name_parts(text)
    if len(given) < 2:
        return None
    return _written(family, [given[0], *(_initial(word) for word in given[1:])], text)


def joined(text: str, rng: Random) -> str | None:
    """Return the name with two neighbouring words written as one."""
    words = text.split()
    pairs = [place for place, word in enumerate(words[:-1]) if word[-1].isalnum()]
    if not pairs:
        return None
    place = rng.choice(pairs)
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def split(text: str, rng: Random) -> str | None:
    """Return the name with its longest word in two; None where no word has seven letters."""
    words = text.split()
    place = max(range(len(words)), key=lambda number: len(words[number]), default=None)
    if place is None or len(words[place]) < _LONG:
        return None
    cut = rng.randrange(_LEAST_PIECE, len(words[place]) - _LEAST_PIECE + 1)
    return " ".join([*words[:place], words[place][:cut], words[place][cut:], *words[place + 1 :]])


def blank_moved(text: str, rng: Random) -> str | None:
    """Return the name with a blank one letter too late or too early: "MileH aoxiang"."""
    places = [match.start() for match in re.finditer(r"(?<=\w{3}) (?=\w{3})", text)]
    if not places:
        return None
    place = rng.choice(places)
    early = text[: place - 1] + " " + text[place - 1] + text[place + 1 :]
    late = text[:place] + text[place + 1] + " " + text[place + 2 :]
    return rng.choice((early, late))


def name_parts(text: str) -> tuple[str, list[str]]:
    """Return the family name and the given names: of "Family, Given", or of "Given Family"."""
    family, comma, given = text.partition(",")
    if comma:
        return family.strip(), given.split()
    words = text.split()
    return (words[-1], words[:-1]) if words else ("", [])


def _written(family: str, given: list[str], as_before: str) -> str:
    """Return the parts in the order in which the name had them."""
    return f"{family}, {' '.join(given)}" if "," in as_before else f"{' '.join(given)} {family}"


def _initial(word: str) -> str:
    return f"{word[0]}."
