"""Made-up innocents: names of parts that many bear, and firms that share words with listed ones."""

from collections.abc import Iterator
from importlib.resources import files
from random import Random
from typing import Any, Final

import orjson

from screening.listing import EntityType
from screening.names.words import weight_of
from screening.validating.mutating.forms import bare_name, plain_word


def _read() -> dict[str, list[str]]:
    table = files("screening.tables").joinpath("innocents.json")
    parts: Any = orjson.loads(table.read_bytes())
    return {kind: list(words) for kind, words in parts.items()}


_PARTS: Final = _read()


def made_up_names(kind: EntityType, rng: Random) -> Iterator[str]:
    """Yield invented names of persons, organisations or vessels without end.

    Nobody is meant: each is put together by chance from given names, family names, plain words,
    trades and legal forms.
    """
    make = {EntityType.PERSON: _person, EntityType.VESSEL: _vessel}.get(kind, _firm)
    while True:
        yield make(rng)


def sibling(text: str, rng: Random) -> str | None:
    """Return an organisation's name with its most telling word replaced by an invented one.

    None where only one word would be left: that would be a name of its own.
    """
    before, bare, after = text.partition(bare_name(text))
    words = bare.split()
    if len(words) < 2:
        return None
    rarest = max(range(len(words)), key=lambda place: weight_of(plain_word(words[place])))
    words[rarest] = rng.choice(_PARTS["words"])
    return before + " ".join(words) + after


def _person(rng: Random) -> str:
    given = rng.sample(_PARTS["given"], rng.choice((1, 1, 1, 2)))
    return " ".join([*given, rng.choice(_PARTS["family"])])


def _firm(rng: Random) -> str:
    word, trade, form = (rng.choice(_PARTS[part]) for part in ("words", "trades", "forms"))
    place, family = rng.choice(_PARTS["places"]), rng.choice(_PARTS["family"])
    shapes = (
        f"{word} {trade} {form}",
        f"{family} {trade} {form}",
        f"{word} {place} {trade} {form}",
        f"{place} {trade} {form}",
        f"{family} & {rng.choice(_PARTS['family'])} {trade}",
        f"{word} {rng.choice(_PARTS['words'])} {form}",
    )
    return rng.choice(shapes)


def _vessel(rng: Random) -> str:
    first, last = rng.choice(_PARTS["ship_first"]), rng.choice(_PARTS["ship_last"])
    place, number = rng.choice(_PARTS["places"]), rng.randrange(2, 30)
    return rng.choice(
        (f"{first} {last}", f"{last} of {place}", f"{first} {place}", f"{first} {last} {number}")
    )
