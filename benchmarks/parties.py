"""What a party costs against all lists: never seen, seen, one comparison, the index on disk."""

import csv
import gzip
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from benchmarks.populations import all_listings, folder_of
from benchmarks.timing import cpu_us, spread
from fitting.places import DATA, ROOT
from ledger.fingerprints import carry
from ledger.rows import Carried
from screening.judging.entities import compare_entities
from screening.judging.hits import name_hit
from screening.listing import EntityType, Listing
from screening.names.analysis import analyse
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist
from worker.settings import Settings
from worker.verdicts.screener import Screener
from worker.verdicts.standing import Standing

BATCH = 400
BATCHES = 10
ALONE = 2_000
PAIRS = 3_000
ROUNDS = 100
# In a process of its own, once imports and tables are loaded: to the first answer.
READY = """
import time
from pathlib import Path
from lists.store.mapped import open_index
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from worker.warming import warm
warm()
folder, begun, used = Path({folder!r}), time.perf_counter(), time.process_time()
watchlist = open_index(folder)
opened = time.perf_counter() - begun
subject = Subject(kind=SubjectKind.PARTY, names=("Kestrel Works",))
watchlist.screen_subject(subject, Policy())
print(f"ready from disk, fresh process, after imports and warm-up: opened and checked in "
      f"{{opened:.2f}} s, first answer after {{time.perf_counter() - begun:.2f}} s "
      f"({{time.process_time() - used:.2f}} s of processor)")
"""


def print_parties(watchlist: Watchlist) -> None:
    """Print the cost of parties never seen, in batches and alone, and of parties seen."""
    subjects = list(companies(100 + BATCH * BATCHES + ALONE))
    policy = Policy()
    watchlist.screen_subjects(subjects[:100], policy)
    end = 100 + BATCH * BATCHES
    batches = [subjects[at : at + BATCH] for at in range(100, end, BATCH)]
    times = [cpu_us(watchlist.screen_subjects, batch, policy) / BATCH for batch in batches]
    print(f"  {len(watchlist):,} listings; a party with name, type and country, µs of processor")
    print(f"  never seen, batches of 200 shipments (400 parties): {sum(times) / BATCHES:.0f} "
          f"(batches: {min(times):.0f} to {max(times):.0f})")  # fmt: skip
    alone = [cpu_us(watchlist.screen_subject, subject, policy) for subject in subjects[end:]]
    print(f"  never seen, alone: {spread(alone)}")
    print(f"  seen, by the worker's cache: {seen(watchlist, subjects[:BATCH]):.2f}")


def companies(count: int) -> Iterator[Subject]:
    """Yield real companies with their countries."""
    path = DATA / "names" / "gleif_names_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = random.Random(9).sample(list(csv.DictReader(file)), count)
    yield from map(as_party, rows)


def as_party(row: dict[str, str]) -> Subject:
    """Return a company with its country."""
    return Subject(
        kind=SubjectKind.PARTY,
        type=EntityType.ORGANISATION,
        names=(row["legal_name"],),
        countries=(row["country"],) if row["country"] else (),
    )


def screener_of(watchlist: Watchlist) -> tuple[Screener, Standing]:
    """Return a worker's screener, and what it screens against: this watchlist."""
    screener = Screener(cast("Any", SimpleNamespace()), Settings(), lambda: datetime.now(UTC))
    standing = Standing(
        basis=None, view_json=None, unready=None, watchlist=watchlist, policy=screener.policy
    )
    return screener, standing


def carried(subject: Subject) -> Carried:
    """Return a subject as a shipment brings it."""
    return carry(subject, "parties.0", None)


def seen(watchlist: Watchlist, subjects: list[Subject]) -> float:
    """Return the microseconds for a party that the worker remembers."""
    screener, standing = screener_of(watchlist)
    parties = [carried(subject) for subject in subjects]
    screener.screen(parties, standing)

    def again() -> None:
        for _ in range(ROUNDS):
            screener.screen(parties, standing)

    return cpu_us(again) / len(parties) / ROUNDS


def print_comparison(_: Watchlist) -> None:
    """Print what one full comparison costs, with and without evidence."""
    rng = random.Random(10)
    listings = rng.sample(list(all_listings()), PAIRS)
    subjects = list(companies(PAIRS))
    pairs = list(zip(subjects, listings, strict=True))
    alike = [(as_subject(listing), listing) for listing in listings]
    for subject, listing in pairs + alike:
        for name in (*subject.names, *(listed.text for listed in listing.names)):
            analyse(name)
    for label, rows in (("other companies", pairs), ("the listed ones themselves", alike)):
        whole = [cpu_us(compare_entities, *row) for row in rows]
        named = sum(len(subject.names) * len(listing.names) for subject, listing in rows)
        hits = [cpu_us(hit_of, *row) for row in rows]
        print(f"  {label}, µs: compare_entities {spread(whole)}; each of their "
              f"{named / len(rows):.1f} pairs of names {sum(whole) / named:.0f}")  # fmt: skip
        print(f"    one candidate judged, evidence of hits included (name_hit): {spread(hits)}")


def as_subject(listing: Listing) -> Subject:
    """Return who is listed, by the first name, as a party of a shipment."""
    return Subject(
        kind=SubjectKind.PARTY,
        type=listing.type,
        names=(listing.primary_name,),
        countries=listing.countries,
        addresses=tuple(address.text for address in listing.addresses[:1]),
    )


def hit_of(subject: Subject, listing: Listing) -> None:
    """Judge the first name asked and the first one listed."""
    name_hit(subject, listing, subject.names[0], listing.names[0], Policy())


def print_index(_: Watchlist) -> None:
    """Print the size of the index on disk, and how soon a fresh process answers from it."""
    folder = folder_of("all")
    sizes = {path.name: path.stat().st_size / 1e6 for path in folder.iterdir()}
    lines = sizes.pop("listings.ndjson")
    names = len(np.load(folder / "owner.npy", mmap_mode="r"))
    print(f"  {names:,} names: index {sum(sizes.values()):.1f} MB = "
          f"{sum(sizes.values()) / names * 1e5:.1f} MB per 100,000 names; "
          f"listings beside it {lines:.1f} MB")  # fmt: skip
    command = [sys.executable, "-c", READY.format(folder=str(folder))]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    print(f"  {found.stdout.splitlines()[-1]}")
