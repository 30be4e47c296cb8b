"""What the model learns from: names that are one, names that are not, and labelled pairs.

The mixture is like traffic: innocents are compared with what the index finds for them on a real
list, and listed names come back misspelt. The labelled pairs are the development set; the sets
that quality is reported on are not used.
"""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fitting.places import DATA

SCHEMAS: Final = {"Person": 1, "Organization": 2, "Company": 2, "Vessel": 3}
_OFAC_TYPES: Final = {"individual": 1, "vessel": 3, "aircraft": 3, "-0-": 2}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SPELLINGS: Final = (
    ("kh", "h"), ("iy", "y"), ("y", "i"), ("x", "ks"), ("ou", "u"), ("ee", "i"), ("w", "v"),
    ("v", "w"), ("q", "k"), ("ch", "tch"), ("j", "dj"), ("sh", "ch"), ("o", "u"), ("e", "i"),
    ("aa", "a"), ("ph", "f"), ("c", "k"), ("z", "s"),
)  # fmt: skip
_TRADES: Final = (
    "International", "Trading", "Group", "Company", "Industries", "Services", "Global",
    "General", "Import Export", "Logistics", "Dubai", "Moscow",
)  # fmt: skip
_GIVEN_FIRST: Final = 0.5
_FORMS: Final = ("LLC", "Ltd", "OOO", "JSC", "Co Ltd", "GmbH", "FZE", "Inc", "AO")


@dataclass(frozen=True, slots=True)
class Name:
    """A name, whose it is, and what kind of bearer it has (0: not known)."""

    text: str
    owner: int
    kind: int


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A row of the development pairs; weight: by the grade of its evidence."""

    left: str
    right: str
    kind: int
    is_match: bool
    weight: float


def listed_names() -> list[Name]:
    """Return the names of the whole SDN of 2025, with types from the files of 2023 and 2024."""
    types: dict[str, int] = {}
    for version in ("2023-12-28", "2024-02-23"):
        path = DATA / "lists" / "ofac" / version / "sdn.csv"
        with path.open(encoding="latin-1", newline="") as file:
            types |= {r[0]: _OFAC_TYPES.get(r[2].strip(), 0) for r in csv.reader(file) if r[2:]}
    path = DATA / "lists" / "ofac" / "DERIVED_sdn_names_2025-11-26.jsonl"
    with path.open(encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    return [
        Name(name["full_name"], owner, types.get(str(entry["entity_id"]), 0))
        for owner, entry in enumerate(entries)
        for name in entry["names"]
    ]


def innocent_companies(count: int, *, from_second_half: bool = False) -> list[Name]:
    """Return real company names of one half of the file; the model learns from the first."""
    path = DATA / "names" / "gleif_names_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        names = [row["legal_name"] for row in csv.DictReader(file)]
    middle = len(names) // 2
    half = names[middle:] if from_second_half else names[:middle]
    chosen = random.Random(3).sample(half, count)
    return [Name(text, -1, 2) for text in chosen]


def innocent_persons(count: int) -> list[Name]:
    """Return made-up persons."""
    names: list[str] = []
    for part in ("us", "global"):
        path = DATA / "quality" / f"negatives_{part}_dev.csv"
        with path.open(encoding="utf-8", newline="") as file:
            names += [row["full_name"] for row in csv.DictReader(file)]
    return [Name(text, -1, 1) for text in random.Random(4).sample(names, count)]


def labelled_pairs() -> Iterator[LabelledPair]:
    """Yield the development pairs."""
    weights = {"STRONG": 8.0, "MEDIUM": 6.0, "WEAK": 3.0}
    path = DATA / "quality" / "name_pairs_dev.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = SCHEMAS.get(row["schema"], 0)
            weight = weights.get(row["quality"], 4.0)
            is_match = row["is_match"] == "true"
            yield LabelledPair(row["name1"], row["name2"], kind, is_match, weight)


def respelt(name: Name, rng: random.Random) -> Name:
    """Return a listed name as freight papers might have it."""
    last, _, first = name.text.partition(",")
    # On freight papers the given name stands first as often as last.
    text = f"{first} {last}" if name.kind == 1 and rng.random() < _GIVEN_FIRST else name.text
    words = text.replace(",", " ").split() or [name.text]
    chance = rng.random()
    is_person = name.kind == 1
    if chance < 0.38:
        for _ in range(1 if rng.random() < 0.7 else 2):
            place = max(range(len(words)), key=lambda n: len(words[n]) * rng.random())
            words[place] = _typo(words[place].lower(), rng)
    elif chance < 0.48:
        rng.shuffle(words)
    elif chance < 0.58:
        place = rng.randrange(len(words))
        words[place : place + 2] = ["".join(words[place : place + 2])]
    elif chance < 0.64:
        words = _split(words, rng)
    elif chance < 0.80:
        words = _retransliterated(words, rng)
    elif chance < 0.86 and not is_person:
        words.insert(rng.choice((0, len(words))), rng.choice(_FORMS))
    elif chance < 0.91 and not is_person:
        words.append(rng.choice(_TRADES))
    elif chance < 0.96 and len(words) > 2:
        del words[rng.randrange(len(words))]
    elif is_person and len(words) > 2:
        place = rng.randrange(1, len(words))
        words[place] = words[place][:1]
    return Name(" ".join(words), name.owner, name.kind)


def _typo(word: str, rng: random.Random) -> str:
    if len(word) < 4:
        return word
    place = rng.randrange(0 if rng.random() < 0.3 else 1, len(word))
    before, after = word[:place], word[place + 1 :]
    swapped = before + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    other = rng.choice(_LETTERS)
    return rng.choice(
        [before + after, before + other + word[place:], swapped, before + other + after]
    )


def _split(words: list[str], rng: random.Random) -> list[str]:
    place = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[place]
    if len(word) < 7:
        return words
    cut = rng.randrange(3, len(word) - 2)
    return [*words[:place], word[:cut], word[cut:], *words[place + 1 :]]


def _retransliterated(words: list[str], rng: random.Random) -> list[str]:
    text = " ".join(words).lower()
    for _ in range(2):
        text = text.replace(*rng.choice(_SPELLINGS))
    return text.split()
