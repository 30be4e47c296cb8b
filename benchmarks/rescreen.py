"""Measure a re-screening of a large book after a real update of a list.

usage: python -m benchmarks.rescreen [--parties 100000] [--postgres] [--full] [--cold]

A book of so many distinct parties, real company names with variations, stands on twice as many
shipments. It is screened on OFAC's SDN of 2024-02-20; then that of 2024-02-23 comes into force
(553 listings more, 8 changed), whose new names one party in 2,000 bears. Measured is the time from
the activation to the last event, on one process; with --full a run that judges every shipment
comes after it, and both must agree. With --cold nothing is kept of the names, as after a new
version of the engine.
"""

import argparse
import csv
import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from customhouse.content import ContentHash
from customhouse.verdict import Outcome
from fitting.places import DATA
from ledger.fingerprints import carry
from ledger.migrations import migrate
from ledger.rows import Carried, ShipmentKey, ShipmentRow
from ledger.runs.rows import Run, Scope
from lists.differing.altering import alteration_of
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.subject import Subject, SubjectKind
from worker.rescreening.kept_book import KeptBook
from worker.service import Service
from worker.settings import Settings
from worker.warming import warm

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import servers

SDN = "us_ofac_sdn"
BEFORE, AFTER = (DATA / "lists" / "ofac" / day for day in ("2024-02-20", "2024-02-23"))
BATCH = 500
# Parties of which one bears the name of a listing that comes with the update.
ONE_IN = 2_000
VARIED = (
    "{} Branch",
    "{} Trading",
    "New {}",
    "{} International",
    "{} II",
    "{} Services",
    "{} East",
)


def parties(count: int, listed: list[str]) -> Iterator[Carried]:
    """Yield distinct parties: real companies, and variations of them where these do not do.

    Args:
        listed: names of listings that come with the update; one party in so many bears one.
    """
    with gzip.open(DATA / "names" / "gleif_names_dev.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rng, seen = random.Random(2), set[bytes]()
    for form in ("{}", *VARIED):
        for row in rows:
            is_planted = len(seen) % ONE_IN == 0
            name = rng.choice(listed) if is_planted else row["legal_name"]
            subject = Subject(
                kind=SubjectKind.PARTY,
                names=(form.format(name),),
                countries=(row["country"][:2],) if row["country"] and not is_planted else (),
            )
            found = carry(subject, "parties.0", "consignee")
            if found.fingerprint not in seen:
                seen.add(found.fingerprint)
                yield found
                if len(seen) == count:
                    return


def shipments(count: int, listed: list[str]) -> Iterator[ShipmentRow]:
    """Yield two shipments a party: its own, and one that it shares with another, by chance."""
    rng, now, pool = random.Random(1), datetime.now(UTC), list(parties(count, listed))
    for number in range(2 * count):
        other = replace(rng.choice(pool), ref="parties.1", role="notify_party")
        yield ShipmentRow(
            key=ShipmentKey(source="urn:bench", shipment_id=f"B{number}"),
            sequence=1, revision=1, content=ContentHash(f"{number:032x}"), outcome=Outcome.CLEAR,
            basis=1, receipt=b"{}", open_until=None, verdict=b"{}", at=now, is_plain=True,
            carried=(pool[number % count], other),
        )  # fmt: skip


def new_names() -> list[str]:
    """Return the names of the listings that come with the update."""
    with tempfile.TemporaryDirectory() as folder:
        store = ListStore(Path(folder))
        before, after = (load(store, path) for path in (BEFORE, AFTER))
        return [each.primary_name for each in alteration_of(before, after, store.lines).come]


def fill(service: Service, count: int) -> float:
    """Record the book on a basis without a list, and return the seconds."""
    begun = time.perf_counter()
    policy = service.screener.policy.id
    service.ledger.activate("nothing", policy, ENGINE_VERSION, datetime.now(UTC))  # type: ignore[arg-type]
    rows = shipments(count, new_names())
    while batch := list(islice(rows, BATCH)):
        with service.ledger.batch(1) as book:
            book.add(batch)
    return time.perf_counter() - begun


def load(store: ListStore, folder: Path) -> Snapshot:
    """Load a version of the list, which is not yet a basis."""
    return store.load(
        SDN, folder, at=datetime.now(UTC), allow_incomplete=True, force=True, reason="a benchmark",
        by="benchmark",
    )  # fmt: skip


def rescreen(service: Service, number: int | None = None) -> tuple[dict[str, Any], Run]:
    """Activate what is loaded, or work on a run; return what it took, and the run."""
    begun, used = time.perf_counter(), time.process_time()
    if number is None:
        service.activate()
    found = service.ledger.runs.unfinished()
    if found is None:
        raise SystemExit("no run began")
    while service.rescreening.step():
        pass
    run = service.ledger.runs.run(found.run_no)
    took = {
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_s": round(time.process_time() - used, 2),
        "parties": run.parties, "hits": run.hits, "shipments": run.screened, "changed": run.changed,
    }  # fmt: skip
    return took, run


def full(service: Service) -> dict[str, Any]:
    """Judge every shipment afresh; nothing may change any more."""
    basis = service.ledger.active_basis()
    if basis is None:
        raise SystemExit("no basis is active")
    number = service.ledger.runs.begin(basis.number, Scope.OPEN, datetime.now(UTC), is_full=True)
    took, run = rescreen(service, number)
    if run.changed:
        raise SystemExit(f"the full re-screening changed {run.changed} shipments more")
    return took


def measure(service: Service, given: argparse.Namespace) -> None:
    """Fill, screen, update and print."""
    warm()
    print(json.dumps({"recording, s": round(fill(service, given.parties), 1)}), flush=True)
    load(service.store, BEFORE)
    print(json.dumps({"the first list, all of it new": rescreen(service)[0]}), flush=True)
    if given.cold:
        book = service.ledger.subjects
        for part in range(KeptBook(book).parts()):
            book.keep(part, "nothing", b"")
    load(service.store, AFTER)
    print(json.dumps({"the update": rescreen(service)[0]}), flush=True)
    if given.full:
        print(json.dumps({"every shipment judged": full(service)}), flush=True)


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true", help="a server started for the run")
    parser.add_argument("--full", action="store_true", help="judge every shipment afterwards")
    parser.add_argument("--cold", action="store_true", help="keep nothing of the names")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rescreen-")))
        (folder / "valkey").mkdir()
        settings = Settings(
            data_dir=folder,
            redis_url=stack.enter_context(servers.valkey(folder / "valkey")),
            database_url=stack.enter_context(servers.postgres()) if given.postgres else "",
        )
        migrate(settings.ledger_url)
        service = Service(settings)
        stack.callback(service.close)
        measure(service, given)


if __name__ == "__main__":
    main()
