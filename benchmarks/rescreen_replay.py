"""Replay real updates of a list over a book, and prove each re-screening against a full one.

usage: python -m benchmarks.rescreen_replay [--list us_ofac_sdn] [--parties 3000] [--steps 5]
       [--back] [--cut] [--every 1]

A book of real company names, one in five a listed name of a later version, spelt as a record may,
stands on open shipments. Every version of the series is activated after the one before; with
--back the series is gone through backwards then. After each step every shipment is screened
afresh, and every difference is printed. With --cut every other run is cut short at a random chunk
by the next version. Exit code 1 for any difference.
"""

import argparse
import csv
import gzip
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import orjson

from benchmarks.replay import SERIES, unpacked
from customhouse.content import ContentHash
from customhouse.verdict import Outcome
from fitting.places import DATA
from ledger.fingerprints import carry
from ledger.migrations import migrate
from ledger.rows import ShipmentKey, ShipmentRow
from lists.snapshot import Snapshot
from lists.store.incoming import Origin, read_incoming
from screening.engine import ENGINE_VERSION
from screening.subject import Subject, SubjectKind
from worker.rescreening import kept_book
from worker.rescreening.verifying import verify
from worker.service import Service
from worker.settings import Settings
from worker.warming import warm

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import servers

ONE_IN = 5
# How a record may spell a listed name; the last ones mostly do not hit.
SPELT = ("{}", "{} LLC", "M/S {}", "{} Branch")


def book(count: int, listed: list[str], rng: random.Random) -> Iterator[ShipmentRow]:
    """Yield a shipment for each party: real companies, and listed names among them."""
    with gzip.open(DATA / "names" / "gleif_names_dev.csv.gz", "rt", encoding="utf-8") as file:
        companies = rng.sample([row["legal_name"] for row in csv.DictReader(file)], count)
    for number, company in enumerate(companies):
        name = rng.choice(SPELT).format(rng.choice(listed)) if number % ONE_IN == 0 else company
        subject = Subject(kind=SubjectKind.PARTY, names=(name,))
        yield ShipmentRow(
            key=ShipmentKey(source="urn:replay", shipment_id=f"R{number}"),
            sequence=1, revision=1, content=ContentHash(f"{number:032x}"), outcome=Outcome.CLEAR,
            basis=1, receipt=b"{}", open_until=None, verdict=b"{}", at=datetime.now(UTC),
            is_plain=True, carried=(carry(subject, "parties.0", "consignee"),),
        )  # fmt: skip


def versions(service: Service, source: str, steps: int, every: int) -> tuple[list[str], list[str]]:
    """Stage the versions of a series; return their snapshots, and names that came on the way."""
    snapshots: list[str] = []
    names: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(unpacked(SERIES[source], Path(folder))):
            if number % every:
                continue
            if not snapshots:
                # Some list is in force, whichever: screened is against the basis.
                service.store.load(source, file, at=datetime.now(UTC), allow_incomplete=True)
            snapshots.append(service.store.stage(source, file, at=datetime.now(UTC)).id)
            found = read_incoming(source, file, Origin(at=datetime.now(UTC), allow_incomplete=True))
            names.update({orjson.loads(each)["names"][0]["text"] for each in found.parsed.lines})
            if len(snapshots) > steps:
                break
    # What is on some versions and not on others is what updates are about.
    moving = sorted(name for name, count in names.items() if count < len(snapshots))
    lasting = random.Random(3).sample(sorted(names), min(len(names), max(50, len(moving))))
    return snapshots, moving + lasting


def step(service: Service, snapshot: Snapshot, cut_at: int | None) -> None:
    """Activate a snapshot and work on its run, to its end or a number of chunks."""
    ledger = service.ledger
    service.store.watchlist(snapshot)
    ledger.activate(snapshot.id, service.screener.policy.id, ENGINE_VERSION, datetime.now(UTC))
    chunks = 0
    while chunks != cut_at and service.rescreening.step():
        chunks += 1


def differences(service: Service) -> list[str]:
    """Return what a full screening finds that is not in force, in words."""
    standing, now = service.screener.standing(service.ledger.active_basis()), datetime.now(UTC)
    found = verify(service.ledger, service.screener, standing, since=now, at=now)
    return [f"{d.key.shipment_id}: {d.in_force} / {d.afresh}" for d in found if d is not None]


def replay(service: Service, given: argparse.Namespace) -> int:
    """Go through the series; return how many differences there were."""
    rng = random.Random(given.seed)
    ids, names = versions(service, given.list, given.steps, given.every)
    service.ledger.activate(
        "nothing", service.screener.policy.id, ENGINE_VERSION, datetime.now(UTC)
    )  # type: ignore[arg-type]
    with service.ledger.batch(1) as open_book:
        open_book.add(list(book(given.parties, names, rng)))
    wrong = 0
    way = [*ids, *reversed(ids[:-1])] if given.back else ids
    for number, snapshot_id in enumerate(way):
        snapshot = service.store.snapshot(snapshot_id)  # type: ignore[arg-type]
        is_cut = given.cut and number % 2 == 1 and number + 1 < len(way)
        used = time.process_time()
        step(service, snapshot, rng.randrange(1, 6) if is_cut else None)
        cpu = time.process_time() - used
        run = service.ledger.runs.run(number + 2)
        found = [] if is_cut else differences(service)
        wrong += len(found)
        said = "cut short" if is_cut else f"{len(found)} differences"
        print(
            f"{number:3} {snapshot.lists[0].entries:6} entries: {run.parties} parties,"
            f" {run.hits} hits, {run.screened} shipments judged, {run.changed} changed,"
            f" {cpu:.2f} s of processor, {said}",
            *found[:5],
            sep="\n      ",
            flush=True,
        )
    print(f"{service.redis.xlen(service.keys.alerts):,} events told")
    return wrong


def main() -> int:
    """Replay a series; 1 if any re-screening was not what a full one is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", choices=SERIES, default="us_ofac_sdn")
    parser.add_argument("--parties", type=int, default=3_000)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--every", type=int, default=1, help="leave versions out between")
    parser.add_argument("--back", action="store_true", help="backwards, too")
    parser.add_argument("--cut", action="store_true", help="cut every other run short")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    kept_book.PART = 1_000  # type: ignore[misc]  # so that there is something to cut short
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="replay-")))
        (folder / "valkey").mkdir()
        url = stack.enter_context(servers.valkey(folder / "valkey"))
        settings = Settings(
            data_dir=folder,
            redis_url=url,
            log_json=True,
            list_age_limits=f"{given.list}=none",
        )
        migrate(settings.ledger_url)
        service = Service(settings)
        stack.callback(service.close)
        warm()
        return int(replay(service, given) > 0)


if __name__ == "__main__":
    sys.exit(main())
