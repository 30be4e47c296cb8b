"""Variations by what is left out of a name, or written shorter: parts, initials, words, ends."""

from collections.abc import Callable
from random import Random
from typing import Final

from screening.names.words import weight_of
from screening.validating.mutating.forms import plain_word
from screening.validating.mutating.wording import name_parts

_TELLING: Final = 4
_LEAST_TELLING: Final = 2
_RARE: Final = 0.5
# How trade writes words that are long and say little; by hand, and not the matcher's table.
_SHORT: Final = {
    "technology": "TECH", "technologies": "TECH", "trading": "TRDG", "group": "GRP",
    "institute": "INST", "international": "INTL", "company": "CO", "industrial": "IND",
    "industries": "INDS", "engineering": "ENG", "manufacturing": "MFG", "development": "DEV",
    "shipping": "SHPG", "services": "SVCS", "service": "SVC", "equipment": "EQPT",
    "communications": "COMM", "electronics": "ELEC", "electronic": "ELEC",
    "construction": "CONST", "national": "NATL", "petroleum": "PETRO", "research": "RES",
    "transport": "TRANS", "import": "IMP", "export": "EXP", "general": "GEN",
    "management": "MGMT", "investment": "INV", "investments": "INV", "corporation": "CORP",
    "association": "ASSN", "organization": "ORG", "department": "DEPT", "university": "UNIV",
    "laboratory": "LAB", "chemical": "CHEM", "machinery": "MACH", "scientific": "SCI",
    "aviation": "AVN", "logistics": "LOG", "production": "PROD", "enterprise": "ENT",
}  # fmt: skip


def given_and_family(text: str, rng: Random) -> str | None:
    """Return a person's first given name and the family name, and nothing between them."""
    del rng
    family, given = name_parts(text)
    return f"{given[0]} {family}" if "," in text and len(given) > 1 else None


def second_family_dropped(text: str, rng: Random) -> str | None:
    """Return "Tadeo Quintanar" for "QUINTANAR HERON, Tadeo"."""
    del rng
    family, given = name_parts(text)
    words = family.split()
    is_double = "," in text and len(words) == 2 and given and min(map(len, words)) > 3
    return f"{' '.join(given)} {words[0]}" if is_double else None


def family_and_initials(text: str, rng: Random) -> str | None:
    """Return "KESTRELOV V.N." for a person with two given names, in any spacing of these."""
    family, given = name_parts(text)
    if "," not in text or len(given) != 2 or not all(word[0].isalpha() for word in given):
        return None
    first, second = (word[0].upper() for word in given)
    return rng.choice(
        (f"{family.upper()} {first}.{second}.", f"{family} {first}. {second}.",
         f"{family.upper()} {first}{second}", f"{first}.{second}. {family}")
    )  # fmt: skip


def abbreviated(text: str, rng: Random) -> str | None:
    """Return an organisation's name with one word written short: "TECH" for "Technology"."""
    words = text.split()
    found = [place for place, word in enumerate(words) if word.strip(",.").lower() in _SHORT]
    if not found or len(words) < 3:
        return None
    place = rng.choice(found)
    words[place] = _SHORT[words[place].strip(",.").lower()]
    return " ".join(words)


def cut_at(room: int) -> Callable[[str, Random], str | None]:
    """Return what cuts longer names to so many characters, with two telling words left."""

    def cut(text: str, rng: Random) -> str | None:
        del rng
        kept = text[:room].rstrip()
        words = (plain_word(word) for word in kept.split()[:-1])
        telling = [word for word in words if len(word) >= _TELLING and weight_of(word) >= _RARE]
        return kept if len(text) > room + 1 and len(telling) >= _LEAST_TELLING else None

    return cut
