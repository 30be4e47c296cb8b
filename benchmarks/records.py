"""Records as an upstream might send them, made of real company names and varied listed ones."""

import csv
import gzip
import json
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

from benchmarks.traffic import countries_of_companies
from fitting.places import DATA
from fitting.samples import Name, innocent_persons, listed_names, respelt
from screening.listing import EntityType
from screening.validating.mutating.variations import VARIATIONS

ROLES: Final = ("consignor", "consignee", "notify_party", "freight_forwarder")
_KINDS: Final = {0: "unknown", 1: "person", 2: "organisation"}
_TYPES: Final = {0: EntityType.ORGANISATION, 1: EntityType.PERSON, 2: EntityType.ORGANISATION}
_SHIP: Final = 3
_Party = dict[str, Any]
_Maker = Callable[[random.Random], _Party]


def mixed_records(count: int, seed: int = 1) -> Iterator[bytes]:
    """Yield records of four parties, and a vessel now and then, as JSON.

    Of a hundred parties about 70 are innocent companies, 6 persons, 16 listed names respelt or
    varied, 6 names in another script, and 2 listed ones with country and date of birth.
    """
    rng = random.Random(seed)
    listed = listed_names()
    ships = [name.text for name in listed if name.kind == _SHIP]
    makers, shares = zip(*_makers([name for name in listed if name.kind != _SHIP]), strict=True)
    for number in range(count):
        chosen = rng.choices(makers, shares, k=len(ROLES))
        record: dict[str, Any] = {
            "shipment_id": f"B{number}",
            "source": "urn:bench",
            "parties": [
                {"role": role} | make(rng) for role, make in zip(ROLES, chosen, strict=True)
            ],
            "goods": [{"line": 1, "description": "parts of machinery", "hs": "848790"}],
        }
        if number % 10 == 0:
            vessel = {"name": rng.choice(ships)}
            record["transport"] = [{"mode": "sea", "vessel": vessel}]
        yield json.dumps(record, ensure_ascii=False).encode()


def _makers(listed: list[Name]) -> list[tuple[_Maker, float]]:
    """Return what makes parties, each with its share of 100."""
    companies = list(countries_of_companies().items())
    persons, words = innocent_persons(2_000), _words_of_scripts()

    def company(rng: random.Random) -> _Party:
        name, country = rng.choice(companies)
        return _party(name, "organisation", country)

    def person(rng: random.Random) -> _Party:
        return _party(rng.choice(persons).text, "person")

    def misspelt(rng: random.Random) -> _Party:
        name = rng.choice(listed)
        return _party(respelt(name, rng).text, _KINDS[name.kind])

    def varied(rng: random.Random) -> _Party:
        name = rng.choice(listed)
        fit = [each for each in VARIATIONS if _TYPES[name.kind] in each.types]
        return _party(rng.choice(fit).vary(name.text, rng) or name.text, "unknown")

    def foreign(rng: random.Random) -> _Party:
        return _party(" ".join(rng.sample(rng.choice(words), rng.randint(1, 3))), "unknown")

    def known(rng: random.Random) -> _Party:
        name = rng.choice(listed)
        born = {"birth_date": f"19{rng.randint(40, 99)}"} if name.kind == 1 else {}
        return _party(name.text, _KINDS[name.kind], rng.choice(("RU", "IR", "SY", "DE"))) | born

    return [(company, 70), (person, 6), (misspelt, 8), (varied, 8), (foreign, 6), (known, 2)]


def _party(name: str, kind: str, country: str = "") -> _Party:
    party: _Party = {"names": [{"text": name}], "kind": kind}
    return party | {"country": country} if country else party


def _words_of_scripts() -> list[list[str]]:
    """Return the words that the table of transliteration was learnt from, script by script."""
    path, found = DATA / "names" / "translit_dev.tsv.gz", dict[str, list[str]]()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["script"], []).append(row["native"])
    return [words for words in found.values() if len(words) > len(ROLES)]
