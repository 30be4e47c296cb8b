"""How many real listings differ once they are written as FollowTheMoney and read back.

    python -m benchmarks.roundtrip

Counts, list by list, the entries whose content hash differs, and for each field the entries that
say something else. Exits with 1 where a content hash differs.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from benchmarks.lists import LISTS, REAL
from lists.ftm.export import entities_of
from lists.ftm.ids import entity_id
from lists.identity import SourceId
from lists.reading.parsed import Reading
from lists.registry import parser_of, source_of
from screening.listing import Listing

FIELDS = (
    "names", "kinds of names", "scripts of names", "identifiers", "addresses", "dates", "gender",
    "programs", "designations", "measures", "countries", "ties", "birth_places", "relations",
    "remarks",
)  # fmt: skip


def main() -> None:
    """Print a table, and leave with 1 where content was lost."""
    lost = 0
    print("| list | entries | content | " + " | ".join(FIELDS) + " |")
    print("|---|" + "---:|" * (len(FIELDS) + 2))
    for source, name in REAL.items():
        before = {entity_id(each.id): each for each in read(SourceId(source), LISTS / name)}
        with tempfile.TemporaryDirectory(prefix="customhouse-ftm-") as folder:
            file = Path(folder) / "entities.ftm.json"
            with file.open("wb") as out:
                for listing in before.values():
                    out.writelines(orjson.dumps(each) + b"\n" for each in entities_of(listing))
            after = {each.id.removeprefix("ftm:a:"): each for each in read(SourceId("ftm:a"), file)}
        counted = Counter(
            field for key, listing in before.items() for field in differing(listing, after[key])
        )
        lost += counted["content"]
        cells = [source, len(before), counted["content"], *(counted[field] for field in FIELDS)]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    sys.exit(1 if lost else 0)


def read(source_id: SourceId, path: Path) -> Iterator[Listing]:
    """Yield the listings of a list."""
    source = source_of(source_id)
    return parser_of(source)(path, source, Reading(), allow_incomplete=False)


def differing(before: Listing, after: Listing) -> Iterator[str]:
    """Yield the fields that say something else than before, "content" first."""
    if before.content != after.content:
        yield "content"
    for field in FIELDS:
        if said(before, field) != said(after, field):
            yield field


def said(listing: Listing, field: str) -> object:
    """Return what a field says, in an order of its own."""
    by_text = sorted(listing.names, key=lambda name: name.text)
    if field == "names":
        return [name.text for name in by_text]
    if field == "kinds of names":
        return [name.kind for name in by_text]
    if field == "scripts of names":
        return [(name.script, name.language, name.parts) for name in by_text]
    return getattr(listing, field)


if __name__ == "__main__":
    main()
