"""What a forked worker keeps for itself after a hundred thousand parties."""

import csv
import gc
import gzip
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.parties import as_party, carried, screener_of
from fitting.places import DATA
from ledger.rows import Carried
from screening.watchlist import Watchlist
from worker.verdicts.screener import Screener
from worker.verdicts.standing import Standing
from worker.warming import warm

QUERIES = 100_000
BATCH = 400


def print_memory(watchlist: Watchlist) -> None:
    """Fork as the workers do, from a process that is warm and has opened the index."""
    warm()
    screener, standing = screener_of(watchlist)
    screener.screen(next(batches()), standing)
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        answer(screener, standing)
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        raise ChildProcessError(f"the forked worker ended with status {status}")


def answer(screener: Screener, standing: Standing) -> None:
    """Screen in batches, and print the memory that is this process's own."""
    gc.freeze()
    start = private_dirty_mb()
    for number, batch in enumerate(batches(), start=1):
        screener.screen(batch, standing)
        if number * BATCH in {10_000, 50_000, QUERIES}:
            now = private_dirty_mb()
            print(f"  after {number * BATCH:,} parties: {now:.1f} MB private dirty, "
                  f"{now - start:.1f} MB more than at the start")  # fmt: skip


def batches() -> Iterator[list[Carried]]:
    """Yield as many real companies, read as they are needed: they are no part of the worker."""
    path = DATA / "names" / "gleif_names_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        for _ in range(0, QUERIES, BATCH):
            yield [carried(as_party(row)) for row in islice(rows, BATCH)]


def private_dirty_mb() -> float:
    """Return the memory of this process that it shares with no other."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    (found,) = (line for line in rollup.splitlines() if line.startswith("Private_Dirty:"))
    return int(found.split()[1]) / 1024
