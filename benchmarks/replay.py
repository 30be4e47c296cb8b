"""Replay real series of a list's versions through the gate.

    python -m benchmarks.replay [--list us_ofac_sdn] [--lost 0.11]

Every version is judged as the update of the one before, as loading it would. Then from each
version a share of every part of at least 20 entries is cut, and what is left is judged as its
update: all of these must be refused. What is refused of the real updates is printed with its
reason.
"""

import argparse
import math
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import orjson

from fitting.places import DATA
from lists.differing.diff import compare_lines
from lists.differing.losses import losses_of
from lists.errors import ListError
from lists.snapshot import ListState
from lists.store.gate import check
from lists.store.incoming import IncomingList, Origin, read_incoming

SERIES = {
    "us_ofac_sdn": DATA / "lists" / "ofac" / "sdn_series_2022.tar.xz",
    "un_sc": DATA / "lists" / "un" / "un_series_2023.tar.xz",
}
# As the gate does: smaller parts may well lose a tenth of their entries in a day.
LEAST_JUDGED = 20
TOLD = ("id", "source", "type", "programs", "designations")
# One version is of one day, and files are never from the future.
ORIGIN = Origin(at=datetime(2026, 11, 28, tzinfo=UTC), allow_incomplete=True)


@dataclass
class Outcome:
    """What the gate said of a series."""

    passed: int = 0
    refused: list[str] = field(default_factory=list)
    cuts: int = 0
    missed: list[str] = field(default_factory=list)
    differences: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Replay the series and print what the gate said; 1 if it let a cut list through."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", choices=SERIES, help="default: all")
    parser.add_argument("--lost", type=float, default=0.11, help="share of a part that is cut")
    options = parser.parse_args()
    missed = 0
    for source_id in [options.list] if options.list else SERIES:
        begun = time.process_time()
        outcome = replay(source_id, SERIES[source_id], options.lost)
        tell(source_id, outcome, time.process_time() - begun)
        missed += len(outcome.missed)
    return int(missed > 0)


def replay(source_id: str, archive: Path, share: float) -> Outcome:
    """Judge every version as the update of the one before, and every version with a part cut."""
    outcome = Outcome()
    before: IncomingList | None = None
    with tempfile.TemporaryDirectory(prefix="customhouse-replay-") as folder:
        for file in unpacked(archive, Path(folder)):
            try:
                found = read_incoming(source_id, file, ORIGIN)
            except ListError as exc:
                outcome.refused.append(f"{file.name}, by its parser: {exc}")
                continue
            if before is not None:
                update(outcome, file.name, before, found)
            cut_parts(outcome, file.name, found, share)
            before = found
    return outcome


def unpacked(archive: Path, folder: Path) -> Iterator[Path]:
    """Yield the files of an archive in the order of their names, one at a time on the disk."""
    with tarfile.open(archive) as packed:
        for member in sorted(packed.getmembers(), key=lambda each: each.name):
            if member.isfile():
                packed.extract(member, folder, filter="data")
                yield folder / member.name
                (folder / member.name).unlink()


def update(outcome: Outcome, name: str, before: IncomingList, found: IncomingList) -> None:
    """Judge a real update; count what differs."""
    objections = objections_to(found, before)
    differences = Counter(
        each.kind.value for each in compare_lines(before.parsed.lines, found.parsed.lines)
    )
    outcome.differences += differences
    if objections:
        said = ", ".join(f"{count} {kind}" for kind, count in sorted(differences.items()))
        outcome.refused.append(f"{name} ({said}): {'; '.join(objections)}")
    else:
        outcome.passed += 1


def cut_parts(outcome: Outcome, name: str, found: IncomingList, share: float) -> None:
    """Cut a share of each part of a version, and judge what is left as its update."""
    chance, slim = Random(name), slimmed(found)
    for part, places in parts_of(slim).items():
        if len(places) >= LEAST_JUDGED:
            gone = set(chance.sample(places, math.ceil(share * len(places))))
            outcome.cuts += 1
            if not objections_to(without(slim, gone), slim):
                outcome.missed.append(f"{name}: {len(gone)} of {len(places)} entries of {part}")


def slimmed(found: IncomingList) -> IncomingList:
    """Return a list with only that of each entry by which losses are told: it is read often."""
    entries = map(orjson.loads, found.parsed.lines)
    lines = tuple(
        orjson.dumps({name: entry[name] for name in TOLD if name in entry}) for entry in entries
    )
    return replace(found, parsed=replace(found.parsed, lines=lines))


def parts_of(found: IncomingList) -> dict[str, list[int]]:
    """Return the places of the entries of each programme and of each type."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(found.parsed.lines):
        entry = orjson.loads(line)
        for part in (f"type {entry['type']}", *entry.get("programs", ())):
            places[part].append(place)
    return places


def without(found: IncomingList, gone: set[int]) -> IncomingList:
    """Return a list without some of its entries.

    Only entries and their number are less; all other counts are left as they were, so that the
    gate has nothing else to go by.
    """
    lines = tuple(line for place, line in enumerate(found.parsed.lines) if place not in gone)
    state = replace(found.state, entries=len(lines), sha256="0" * 64)
    return replace(found, parsed=replace(found.parsed, lines=lines), state=state)


def objections_to(found: IncomingList, before: IncomingList) -> tuple[str, ...]:
    """Return what the gate objects to an update."""
    in_force: ListState = before.state
    return check(found, in_force, losses=losses_of(before.parsed.lines, found.parsed.lines))


def tell(source_id: str, outcome: Outcome, seconds: float) -> None:
    """Print what came of a series."""
    differences = ", ".join(f"{n:,} {kind}" for kind, n in sorted(outcome.differences.items()))
    print(f"{source_id}: {outcome.passed} updates passed ({differences}); {seconds:.0f} s")
    print(f"  {len(outcome.refused)} real updates refused")
    for refused in outcome.refused:
        print(f"    {refused}")
    print(f"  {outcome.cuts - len(outcome.missed)} of {outcome.cuts} cut lists refused")
    for missed in outcome.missed:
        print(f"    let through: {missed}")


if __name__ == "__main__":
    sys.exit(main())
