"""What the model learns from: names asked, each with the entity that it is, or with none.

Positives are real variation: an alias of an entity, asked of its other names; and main names in the
ways that documents write them, made by programs. Negatives are names that are on no list:
companies, trading firms, persons, and persons recombined of two listed ones; and, less heavily,
one entity's name asked of all others. Nothing is made of the entities that are measured on.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fitting.entities import Entity
from fitting.samples import Name, innocent_companies, innocent_persons, respelt
from fitting.tradelike import recombined, trading_firms, with_initials
from screening.names.words import PLACES, TRADE
from screening.validating.mutating.fields import title_added
from screening.validating.mutating.letters import respelt as romanised_otherwise
from screening.validating.mutating.shortening import (
    abbreviated,
    cut_at,
    family_and_initials,
    given_and_family,
    second_family_dropped,
)

NOBODY: Final = -1
# Of an entity with a hundred aliases so many are asked for.
_MOST_ALIASES: Final = 2
_PERSON, _FIRM, _CRAFT = 1, 2, 3
Written = Callable[[str, random.Random], str | None]


def place_behind(text: str, rng: random.Random) -> str | None:
    """Return the name with a place behind it."""
    return f"{text} {rng.choice(_PLACES).upper()}"


_PLACES: Final = sorted(PLACES)
_WAYS: Final[dict[int, tuple[tuple[float, Written], ...]]] = {
    _PERSON: (
        (0.4, given_and_family), (0.25, second_family_dropped), (0.12, family_and_initials),
        (0.1, romanised_otherwise), (0.05, title_added),
    ),
    _FIRM: (
        (0.06, cut_at(30)), (0.06, cut_at(36)), (0.06, cut_at(40)), (0.06, cut_at(60)),
        (0.25, abbreviated), (0.2, place_behind), (0.1, romanised_otherwise),
    ),
    _CRAFT: ((0.2, romanised_otherwise),),
}  # fmt: skip
# A longer name with another letter is rather misspelt.
_LEAST_LONG: Final = 7
_CONSONANTS: Final = "bdfgklmnprstvz"
_RESPELT: Final = 0.25
_AS_LISTED: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A name asked.

    Attributes:
        owner: number of the entity that it is, or NOBODY.
        weight: how much it counts among those of its sort.
        sort: "alias", "written", "company", "trading", "person", "recombined", "initials",
            "sibling", "sister", or how a main name is written.
    """

    name: Name
    weight: float
    sort: str


def positives(entities: Sequence[Entity], rng: random.Random) -> Iterator[Question]:
    """Yield aliases, and main names written otherwise."""
    for owner, entity in enumerate(entities):
        if entity.is_held_out or not entity.names:
            continue
        main, *aliases = entity.names
        for alias in rng.sample(aliases, min(len(aliases), _MOST_ALIASES)):
            yield _question(Name(alias, owner, entity.kind), "alias")
        for chance, way in _WAYS.get(entity.kind, ()):
            if rng.random() < chance and (text := way(main, rng)) is not None:
                yield _question(Name(text, owner, entity.kind), way.__name__)
        if rng.random() < _RESPELT:
            yield _question(respelt(Name(main, owner, entity.kind), rng), "respelt")
        if rng.random() < _AS_LISTED:
            yield _question(Name(main, owner, entity.kind), "as listed")


def negatives(entities: Sequence[Entity], rng: random.Random, size: int) -> Iterator[Question]:
    """Yield names that are on no list, about as many as size."""
    persons = [e.names[0] for e in entities if e.kind == _PERSON and e.names and not e.is_held_out]
    for name in innocent_companies(size // 2):
        yield Question(name=replace(name, kind=0), weight=1.0, sort="company")
    for text in trading_firms(size // 4, 41, from_second_half=False):
        yield Question(name=Name(text, NOBODY, 0), weight=1.0, sort="trading")
    for name in innocent_persons(size // 8):
        yield _question(name, "person")
    for text in recombined(persons, size // 8, 42):
        yield _question(Name(text, NOBODY, _PERSON), "recombined")
    for text in with_initials(persons, size // 16, 43):
        yield _question(Name(text, NOBODY, _PERSON), "initials")
    firms = [e for e in entities if e.kind == _FIRM and e.names and not e.is_held_out]
    for entity in rng.sample(firms, size // 8):
        if (text := sibling(entity.names[0], rng)) is not None:
            yield _question(Name(text, NOBODY, _FIRM), "sibling")
    for owner in rng.sample(range(len(entities)), size // 8):
        entity = entities[owner]
        if entity.names and not entity.is_held_out:
            yield _question(Name(rng.choice(entity.names), owner, entity.kind), "sister")


def sibling(text: str, rng: random.Random) -> str | None:
    """Return a firm of the same trade whose short name differs by a letter."""
    words = text.split()
    places = [p for p, w in enumerate(words) if w.isalpha() and w.lower() not in TRADE]
    places = [place for place in places if 3 < len(words[place]) < _LEAST_LONG]
    if len(words) < 2 or len(places) != 1:
        return None
    word = words[places[0]]
    at = rng.randrange(len(word))
    other = rng.choice([letter for letter in _CONSONANTS if letter != word[at].lower()])
    words[places[0]] = word[:at] + other + word[at + 1 :]
    return " ".join(words)


def _question(name: Name, sort: str) -> Question:
    return Question(name=name, weight=1.0, sort=sort)
