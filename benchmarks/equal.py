"""Whether two checkouts find the same: hit for hit, score for score.

    python -m benchmarks.equal --against ../base [--records 20000] [--threshold 0.85]
        [--lists us_ofac_sdn=ofac/2023-12-28 un_sc=un/consolidated_2025-04-19.xml]

Each checkout reads the lists and the records by itself, in a process of its own with this
interpreter. The exit code is 1 where anything differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from benchmarks.records import mixed_records
from fitting.places import DATA, ROOT

_SHOWN: Final = 10
_KEPT: Final = ROOT / ".demo" / "equal"
# Runs inside a checkout, old or new, so it tries where things stood before rooms had rooms.
_CHILD: Final = """
import json, sys, time
from datetime import UTC, datetime
from pathlib import Path
from lists.machine_code import drop_stale_code
from screening.policy import Policy
try:
    from lists.store.list_store import ListStore
    from worker.intake.subjects import carried_subjects
except ImportError:
    from lists.store import ListStore
    from worker.subjects import carried_subjects
try:
    from customhouse.reading import check_record
    def subjects_of(line):
        record = check_record(line)
        return record.shipment_id, carried_subjects(record.said)
except ImportError:
    from customhouse.shipment import ShipmentRecord
    def subjects_of(line):
        record = ShipmentRecord.model_validate_json(line)
        return record.shipment_id, carried_subjects(record)
records, found, folder, threshold, *lists = sys.argv[1:]
drop_stale_code()
store = ListStore(Path(folder))
for each in lists:
    source, _, path = each.partition("=")
    snapshot = store.load(source, Path(path), at=datetime.now(UTC))
watchlist, policy = store.watchlist(snapshot), Policy(review=float(threshold))
watchlist.screen_subjects([], policy)
lines, used = Path(records).read_bytes().splitlines(), 0.0
known = {}
with Path(found).open("w", encoding="utf-8") as file:
    for start in range(0, len(lines), 200):
        batch = [subjects_of(line) for line in lines[start : start + 200]]
        carried = [(shipment, each) for shipment, all_of_it in batch for each in all_of_it]
        new = {each.canonical: each.subject for _, each in carried if each.canonical not in known}
        begun = time.process_time()
        rows = watchlist.screen_subjects(list(new.values()), policy)
        # The first batch compiles.
        used += time.process_time() - begun if start else 0.0
        for canonical, hits in zip(new, rows, strict=True):
            known[canonical] = [[hit.listing_id, hit.score, hit.matched_name] for hit in hits]
        for shipment, each in carried:
            ref = getattr(each.ref, "ref", each.ref)
            row = {"at": f"{shipment} {ref}", "fingerprint": each.fingerprint.hex(),
                   "hits": known[each.canonical]}
            file.write(json.dumps(row) + "\\n")
print(f"{len(known):,} distinct subjects, "
      f"{1e6 * used / max(len(known), 1):.0f} µs of processor each")
"""


def main() -> int:
    """Screen with both checkouts, print what differs, and return the exit code."""
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder, "records.ndjson")
        records.write_bytes(b"\n".join(mixed_records(options.records)))
        mine, theirs = (
            screened(checkout, records, Path(folder), options)
            for checkout in (ROOT, options.against.resolve())
        )
        return report(rows_of(mine), rows_of(theirs), options.records)


def screened(checkout: Path, records: Path, folder: Path, options: argparse.Namespace) -> Path:
    """Return the file of what a checkout finds for the records.

    Nothing is written into another checkout: its compiled code is kept here.
    """
    name = blake2b(str(checkout).encode(), digest_size=6).hexdigest()
    found, store = folder / f"{name}.ndjson", folder / f"{name}.lists"
    lists = [f"{source}={DATA / 'lists' / path}" for source, path in options.lists]
    environment = os.environ | {"PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"}
    if checkout != ROOT:
        environment["NUMBA_CACHE_DIR"] = str(_KEPT / name)
    command = [sys.executable, "-c", _CHILD, str(records), str(found), str(store)]
    said = subprocess.run(
        [*command, str(options.threshold), *lists],
        cwd=checkout, env=environment, check=False, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    if said.returncode:
        sys.exit(f"{checkout} could not screen the records; what it says stands above.")
    print(f"{checkout}: {said.stdout.splitlines()[-1]}")
    return found


def rows_of(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows that a checkout wrote."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def report(mine: Iterable[dict[str, Any]], theirs: Iterable[dict[str, Any]], records: int) -> int:
    """Print how much is equal and the first differences; return 1 if there are any."""
    ours, others = ({row["at"]: row for row in rows} for rows in (mine, theirs))
    pairs = [(at, ours.get(at), others.get(at)) for at in dict.fromkeys((*ours, *others))]
    differing = [(at, one, other) for at, one, other in pairs if _found(one) != _found(other)]
    hits = sum(len(row["hits"]) for row in ours.values())
    moved = sum(_print_of(one) != _print_of(other) for _, one, other in pairs)
    print(f"{records:,} records, {len(pairs):,} subjects, {hits:,} hits here; "
          f"{len(pairs) - len(differing):,} subjects equal, {len(differing):,} differ; "
          f"{moved:,} fingerprints differ")  # fmt: skip
    for at, one, other in differing[:_SHOWN]:
        print(f"  {at}\n    here    {_found(one)}\n    against {_found(other)}")
    return 1 if differing or not pairs else 0


def _found(row: dict[str, Any] | None) -> list[list[Any]] | None:
    return None if row is None else row["hits"]


def _print_of(row: dict[str, Any] | None) -> str | None:
    return None if row is None else row["fingerprint"]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, required=True, help="the other checkout")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--threshold", type=float, default=0.85, help="least score of a hit")
    parser.add_argument(
        "--lists", nargs="+", type=_source_and_path, metavar="SOURCE=PATH",
        default=[("us_ofac_sdn", "ofac/2023-12-28")], help="paths below the lists of the data",
    )  # fmt: skip
    return parser.parse_args()


def _source_and_path(text: str) -> tuple[str, str]:
    source, _, path = text.partition("=")
    return source, path


if __name__ == "__main__":
    sys.exit(main())
