"""The entities of all lists, each with the names that every list gives it.

The same entity stands on several lists: listings that share a strong name of two words and a type
are taken as one, so that nothing is learnt from one list and measured on another. A fifth of the
entities is never learnt from: every measurement is made on these.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from fitting.places import DATA
from lists.canonical import from_json
from lists.reading.parsed import read_list
from lists.registry import parser_of, source_of
from screening.listing import EntityType, Listing, NameKind
from screening.names.samename import fold_words

_LISTS: Final = DATA / "lists"
# The newest whole version of each; the two of the SDN give types, too.
_FILES: Final = (
    ("us_ofac_sdn", "ofac/2024-02-23"),
    ("us_ofac_sdn", "ofac/2023-12-28"),
    ("us_ofac_cons", "ofac/non_sdn_2025-12-19"),
    ("us_csl", "us_csl/consolidated_2022-04.csv"),
    ("un_sc", "un/consolidated_2026-02-27.xml"),
    ("uk_conlist", "uk/ConList_2025-04-14.xlsx"),
    ("ca_sema", "ca/sema-lmes_2025.xml"),
    ("au_dfat", "au/regulation8_consolidated_2024-12.xlsx"),
)
_SDN_NAMES: Final = "ofac/DERIVED_sdn_names_2025-11-26.jsonl"
KINDS: Final = {
    EntityType.PERSON: 1,
    EntityType.ORGANISATION: 2,
    EntityType.VESSEL: 3,
    EntityType.AIRCRAFT: 3,
}
# One entity in so many is kept for measuring.
_PARTS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One bearer with all its strong names; ids: of the listings that are it.

    Attributes:
        kind: 1 person, 2 organisation, 3 vessel or aircraft, 0 not known.
        is_held_out: it is measured on, and never learnt from.
    """

    names: tuple[str, ...]
    kind: int
    ids: tuple[str, ...]
    is_held_out: bool


def read_listings(source_id: str, path: str) -> list[Listing]:
    """Return a real list; path: below the lists of the data folder."""
    source = source_of(source_id)
    parsed = read_list(parser_of(source), _LISTS / path, source, allow_incomplete=True)
    return [from_json(line) for line in parsed.lines]


def read_entities() -> list[Entity]:
    """Return the entities of all lists, in a fixed order."""
    rows = list(_rows())
    heads = _joined(rows)
    members: dict[int, list[int]] = {}
    for place in range(len(rows)):
        members.setdefault(_head(heads, place), []).append(place)
    return [_entity([rows[place] for place in places]) for places in members.values()]


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    kind: int
    names: tuple[str, ...]


def _rows() -> Iterator[_Row]:
    kinds: dict[str, int] = {}
    for source_id, path in _FILES:
        for listing in read_listings(source_id, path):
            strong = [n.text for n in listing.names if n.kind is not NameKind.WEAK_ALIAS]
            kinds[listing.id] = KINDS.get(listing.type, 0)
            yield _Row(listing.id, kinds[listing.id], tuple(strong))
    with (_LISTS / _SDN_NAMES).open(encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            number = f"us_ofac_sdn:{entry['entity_id']}"
            names = sorted(entry["names"], key=lambda name: not name["is_primary"])
            texts = tuple(name["full_name"] for name in names if name["full_name"])
            # Which of its names are weak is not said, so only the types are added here.
            yield _Row(number, kinds.get(number, 0), texts[:1] if number in kinds else texts)


def _joined(rows: list[_Row]) -> list[int]:
    heads = list(range(len(rows)))
    first: dict[object, int] = {}
    for place, row in enumerate(rows):
        folded = {fold_words(name) for name in row.names}
        keys: list[object] = [row.id, *((row.kind, name) for name in folded if " " in name)]
        for key in keys:
            other = _head(heads, first.setdefault(key, place))
            mine = _head(heads, place)
            heads[max(mine, other)] = min(mine, other)
    return heads


def _head(heads: list[int], place: int) -> int:
    while heads[place] != place:
        heads[place] = heads[heads[place]]
        place = heads[place]
    return place


def _entity(rows: list[_Row]) -> Entity:
    names: dict[str, str] = {}
    for row in rows:
        for name in row.names:
            names.setdefault(fold_words(name), name)
    names.pop("", None)
    return Entity(
        names=tuple(names.values()),
        kind=max(row.kind for row in rows) or _guessed(next(iter(names.values()), "")),
        ids=tuple(sorted({row.id for row in rows})),
        is_held_out=crc32(min(names, default="").encode()) % _PARTS == 0,
    )


def _guessed(name: str) -> int:
    """Return a person for "Family, Given", where a list does not say what an entity is."""
    is_person = "," in name and not any(char.isdigit() for char in name)
    return KINDS[EntityType.PERSON if is_person else EntityType.ORGANISATION]
