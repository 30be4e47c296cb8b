"""Variations by the form a name is written into: cut, broken, with tails, titles and addresses."""

from random import Random
from typing import Final

# Names of 35 letters are what many customs and banking messages have room for.
_ROOM: Final = 35
_FORWARDERS: Final = (
    "Kestrel Freight Services", "Sandpiper Forwarding GmbH", "Curlew Customs Brokers Ltd",
    "Lapwing Logistics",
)  # fmt: skip
_ADDRESSES: Final = (
    "12 Harbour Road, Unit 4", "P.O. Box 4471", "Industriestrasse 8", "Block B, Warehouse 17",
    "45 Mill Lane, Floor 2",
)  # fmt: skip
_TOWNS: Final = ("Moscow", "Dubai", "Tehran", "Hong Kong", "Istanbul", "Minsk 220030")
_PERSON_TITLES: Final = ("Mr", "Mrs", "Dr", "General", "Prof.", "Eng.", "Col.")
_SHIP_TITLES: Final = ("MV", "M/V", "MT", "M.V.")


def cut(text: str, rng: Random) -> str | None:
    """Return the first 35 characters of a longer name."""
    del rng
    return text[:_ROOM].rstrip()


def two_lines(text: str, rng: Random) -> str | None:
    """Return the name broken over two lines at one of its blanks."""
    words = text.split()
    if len(words) < 2:
        return None
    place = rng.randrange(1, len(words))
    return f"{' '.join(words[:place])}\n{' '.join(words[place:])}"


def care_of(text: str, rng: Random) -> str | None:
    """Return the name with "c/o" and a forwarder behind it."""
    return f"{text} c/o {rng.choice(_FORWARDERS)}"


def on_behalf(text: str, rng: Random) -> str | None:
    """Return the name behind a forwarder and "on behalf of"."""
    return f"{rng.choice(_FORWARDERS)} on behalf of {text}"


def address_appended(text: str, rng: Random) -> str | None:
    """Return the name with an address written behind it, into the same field."""
    return f"{text}, {rng.choice(_ADDRESSES)}"


def place_behind(text: str, rng: Random) -> str | None:
    """Return the name with a town behind it."""
    return f"{text}{rng.choice((' ', ', ', ' - '))}{rng.choice(_TOWNS)}"


def title_added(text: str, rng: Random) -> str | None:
    """Return a person's name with a title before it."""
    return f"{rng.choice(_PERSON_TITLES)} {text}"


def ship_title_added(text: str, rng: Random) -> str | None:
    """Return a vessel's name with "MV" before it."""
    return f"{rng.choice(_SHIP_TITLES)} {text}"


def brackets(text: str, rng: Random) -> str | None:
    """Return the name with a word behind the first in brackets."""
    words = text.split()
    if len(words) < 2:
        return None
    place = rng.randrange(1, len(words))
    words[place] = f"({words[place].strip(',')})"
    return " ".join(words)
