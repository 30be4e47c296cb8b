"""Who is listed and who is not, for the benchmarks: real lists of ../shared/data as watchlists."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from fitting.places import DATA, ROOT
from lists.canonical import from_json, to_json
from lists.reading.parsed import read_list
from lists.registry import parser_of, source_of
from lists.store.mapped import open_index, write_index
from screening.engine import ENGINE_VERSION
from screening.listing import EntityType, ListedName, Listing, NameKind
from screening.watchlist import Watchlist

LISTS: Final = DATA / "lists"
# Each list in its newest whole version; of the EU, Switzerland and the UK there are samples only.
NEWEST: Final = {
    "us_ofac_cons": "ofac/non_sdn_2025-12-19",
    "us_csl": "us_csl/consolidated_2022-04.csv",
    "us_bis_dpl": "us_bis/dpl_2023-11.txt",
    "un_sc": "un/consolidated_2026-02-27.xml",
    "uk_conlist": "uk/ConList_2025-04-14.xlsx",
    "ca_sema": "ca/sema-lmes_2025.xml",
    "au_dfat": "au/regulation8_consolidated_2024-12.xlsx",
}
_KEPT: Final = ROOT / ".demo" / "benchmark"


def listings_of(source_id: str, path: str) -> list[Listing]:
    """Return a real list; path: below the lists of the data folder."""
    source = source_of(source_id)
    parsed = read_list(parser_of(source), LISTS / path, source, allow_incomplete=True)
    return [from_json(line) for line in parsed.lines]


def sdn_of_2025() -> list[Listing]:
    """Return the whole SDN list of 2025.

    The file has names only; type and remarks come from the sdn.csv of 2024, addresses from the set
    of 2023, where the entry was there already.
    """
    newer = {each.id: each for each in listings_of("us_ofac_sdn", "ofac/2024-02-23")}
    older = {each.id: each for each in listings_of("us_ofac_sdn", "ofac/2023-12-28")}
    path = LISTS / "ofac" / "DERIVED_sdn_names_2025-11-26.jsonl"
    with path.open(encoding="utf-8") as file:
        return [_with_names(json.loads(line), newer, older) for line in file]


def _with_names(
    entry: dict[str, object], newer: dict[str, Listing], older: dict[str, Listing]
) -> Listing:
    number = f"us_ofac_sdn:{entry['entity_id']}"
    rows: list[dict[str, object]] = entry["names"]  # type: ignore[assignment]  (JSON)
    ordered = sorted(rows, key=lambda row: not row["is_primary"])
    known = newer.get(number) or older.get(number)
    known_names = () if known is None else known.names
    weak = {n.text.casefold() for n in known_names if n.kind is NameKind.WEAK_ALIAS}
    names = tuple(
        ListedName(
            text=text, kind=NameKind.WEAK_ALIAS if text.casefold() in weak else NameKind.ALIAS
        )
        for row in ordered
        if (text := str(row["full_name"]))
    )
    if known is None:
        return Listing(id=number, source="us_ofac_sdn", type=EntityType.UNKNOWN, names=names)
    found = older.get(number, known)
    return replace(
        known,
        names=names,
        addresses=found.addresses,
        countries=tuple(sorted({*known.countries, *found.countries})),
    )


def all_listings() -> Iterator[Listing]:
    """Yield the listings of all lists."""
    yield from sdn_of_2025()
    for source_id, path in NEWEST.items():
        yield from listings_of(source_id, path)


def kept(name: str, listings: Iterable[Listing]) -> Watchlist:
    """Return a watchlist on disk; what an earlier run made serves again."""
    folder = folder_of(name)
    try:
        return open_index(folder)
    except (OSError, ValueError, KeyError, TypeError):
        write_index(folder, ((to_json(listing), listing) for listing in listings))
    return open_index(folder)


def folder_of(name: str) -> Path:
    """Return where a watchlist of this engine version is kept."""
    return Path(_KEPT, f"{name}-{ENGINE_VERSION}")
