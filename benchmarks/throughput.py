"""Measure shipments/s end to end, CPU per step, and the latency of the express lane.

usage: python -m benchmarks.throughput [rate steps latency] [--shipments 20000] [--postgres]

Real company names (../shared/data, or CUSTOMHOUSE_TEST_DATA) make the shipments, four parties
each, of which six in ten come again, one shipment in a hundred with a listed party planted; the
list is OFAC's SDN. Everything runs on one machine: the rates include the queue, the ledger (SQLite,
or with --postgres a server started for the run) and the producer.
"""

import argparse
import csv
import gc
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from customhouse.client import Client
from customhouse.keys import RECORD_FIELD, Keys, Lane
from ledger.book import Book
from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.store.list_store import ListStore
from screening.listing import EntityType
from worker import batch
from worker.chores.activation import activate_if_moved
from worker.intake.messages import Entry, Received, read_entry
from worker.service import Service
from worker.settings import Settings

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import servers

DATA = Path(os.environ.get("CUSTOMHOUSE_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
ROLES = ("consignor", "consignee", "notify_party", "freight_forwarder")
SOURCE = "urn:bench"
WEEK = timedelta(days=7)


def shipments(count: int, listed: list[str], seed: int = 1) -> tuple[list[bytes], set[str]]:
    """Return the wire bytes of shipments and the ids of those with a planted party."""
    rng = random.Random(seed)
    with gzip.open(DATA / "names" / "gleif_names_dev.csv.gz", "rt", encoding="utf-8") as file:
        companies = [(row["legal_name"], row["country"]) for row in csv.DictReader(file)]
    # Six of ten parties come again, as in real traffic.
    pool = rng.sample(companies, min(len(companies), int(count * len(ROLES) * 0.4)))
    wires, planted = [], set()
    for number in range(count):
        parties = [rng.choice(pool) for _ in ROLES]
        if number % 100 == 0:
            parties[1] = (rng.choice(listed), "")
            planted.add(f"B{number}")
        wires.append(_wire(f"B{number}", parties))
    return wires, planted


def _wire(shipment_id: str, parties: list[tuple[str, str]]) -> bytes:
    record = {
        "shipment_id": shipment_id,
        "source": SOURCE,
        "parties": [
            {"role": role, "names": [{"text": name}], **({"country": cc} if cc else {})}
            for role, (name, cc) in zip(ROLES, parties, strict=True)
        ],
        "goods": [{"line": 1, "description": "parts of machinery", "hs": "848790"}],
    }
    return json.dumps(record, ensure_ascii=False).encode()


def load(data: Path) -> list[str]:
    """Load the SDN list into a data folder and return names of listed organisations."""
    settings = Settings(data_dir=data)
    store = ListStore(settings.lists_dir)
    folder = DATA / "lists" / "ofac" / "2023-12-28"
    snapshot = store.load("us_ofac_sdn", folder, at=datetime.now(UTC))
    found = store.listings(snapshot)
    return [e.primary_name for e in found if e.type is EntityType.ORGANISATION]


@contextmanager
def running(data: Path, workers: int, database: str) -> Iterator[Settings]:
    """Run `customhouse up` and yield the settings that find it."""
    command = [sys.executable, "-m", "desk", "up", "--data", str(data), "--workers", str(workers)]
    environment = os.environ | ({"CUSTOMHOUSE_DATABASE_URL": database} if database else {})
    with (data / "up.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    endpoints = data / "endpoints.json"
    try:
        _wait(endpoints.exists)
        url = json.loads(endpoints.read_bytes())["redis_url"]
        yield Settings(data_dir=data, redis_url=url, database_url=database)
    finally:
        process.terminate()
        process.wait(60)


def throughput(
    workers: int, wires: list[bytes], planted: set[str], data: Path, database: str
) -> dict[str, Any]:
    """Return shipments/s, from the first record read to the last one finished."""
    with running(data, workers, database) as settings, Client(settings.redis_url) as client:
        keys = Keys()
        client.redis.hset(keys.paused(), f"lane:{Lane.BULK}", "benchmark")
        _submit(client, wires)
        warm_up(client)
        ledger = Ledger(settings.ledger_url)
        before, started = _cpu_s(data), time.monotonic()
        client.redis.hdel(keys.paused(), f"lane:{Lane.BULK}")
        _wait(lambda: not client.redis.xlen(keys.intake(Lane.BULK)))
        seconds, cpu_s = time.monotonic() - started, _cpu_s(data) - before
        fates = {fate.value: number for fate, number in ledger.fates().items()}
        ledger.dispose()
        entries: Any = client.redis.xrange(keys.alerts)
        alerted = {json.loads(fields[b"event"])["subject"] for _, fields in entries}
        return {
            "workers": workers,
            "shipments_per_s": round(len(wires) / seconds),
            "cpu_us_per_shipment": round(cpu_s / len(wires) * 1e6),
            "planted": len(planted),
            "planted_alerted": len(planted & alerted),
            "fates": fates,
            "fates_add_up": sum(fates.values()) == len(wires) + 1,
        }


def warm_up(client: Client) -> None:
    """Screen one shipment on the express lane, so that the workers are up."""
    record = json.loads(_wire("warm-up", [("Warm Up", "")] * len(ROLES)))
    client.submit(record, wait="screened", timeout=60)


def latency(settings: Settings, name: str, seconds: float, per_s: int) -> dict[str, Any]:
    """Return p50 and p99 in ms from XADD to the result, at a steady rate on the express lane."""
    took: list[float] = []
    rng = random.Random(name)
    with Client(settings.redis_url) as client:
        due = time.monotonic()
        for number in range(int(seconds * per_s)):
            due += 1 / per_s
            time.sleep(max(0.0, due - time.monotonic()))
            party = f"Express Traders {rng.randrange(10_000)}"
            record = json.loads(_wire(f"{name} {number}", [(party, "")] * len(ROLES)))
            started = time.monotonic()
            client.submit(record, wait="screened", timeout=60)
            took.append((time.monotonic() - started) * 1000)
    cuts = statistics.quantiles(took, n=100)
    return {"p50_ms": round(cuts[49], 1), "p99_ms": round(cuts[98], 1), "records": len(took)}


def steps(wires: list[bytes], data: Path, database: str) -> dict[str, float]:
    """Return CPU µs per shipment of each step of a drain, in this process, in batches of 200.

    The parties are known: what screening new ones costs is measured by benchmarks.parties. The
    servers' own time is not in it.
    """
    (data / "valkey").mkdir()
    with servers.valkey(data / "valkey") as url:
        service = Service(Settings(data_dir=data, redis_url=url, database_url=database))
        migrate(service.settings.ledger_url)
        activate_if_moved(service.ledger, service.store, service.screener.policy, _now())
        cold = _screen_all(service, wires)
        _submit(Client(url), wires)
        clock = Clock(service)
        drain, done = service.drain(), 0
        gc.freeze()
        started = time.process_time()
        while done < len(wires):
            done += drain.run(Lane.BULK)
        spent = time.process_time() - started
        service.close()
    each = 1e6 / len(wires)
    shown = {name: round(seconds * each, 1) for name, seconds in clock.spent.items()}
    return shown | {"all_known_us": round(spent * each, 1), "screen_new_us": round(cold * each, 1)}


class Clock:
    """Counts the processor time of the steps of a drain."""

    def __init__(self, service: Service) -> None:
        self.spent: dict[str, float] = {}
        batch.read_entry = self.timed("read_us", batch.read_entry)
        service.screener.screen = self.timed("screen_us", service.screener.screen)
        service.publisher.finish = self.timed("publish_us", service.publisher.finish)
        begin = service.ledger.batch

        @contextmanager
        def timed_batch(basis: int | None) -> Iterator[Book]:
            started = time.process_time()
            with begin(basis) as book:
                yield book
            self.add("ledger_us", started)

        service.ledger.batch = timed_batch

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the work, its time counted under a name."""

        def counted(*args: Any, **options: Any) -> Any:
            started = time.process_time()
            try:
                return work(*args, **options)
            finally:
                self.add(name, started)

        return counted

    def add(self, name: str, started: float) -> None:
        """Add the time since then."""
        self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - started


def _screen_all(service: Service, wires: list[bytes]) -> float:
    """Screen every party once, as a worker would have; return the seconds of it."""
    standing, spent = service.screener.standing(service.ledger.active_basis()), 0.0
    for start in range(0, len(wires), 200):
        messages = [
            read_entry(Entry(lane=Lane.BULK, id="1-1", fields={RECORD_FIELD.encode(): wire}), WEEK)
            for wire in wires[start : start + 200]
        ]
        carried = [c for each in messages if isinstance(each, Received) for c in each.carried]
        started = time.process_time()
        service.screener.screen(carried, standing)
        spent += time.process_time() - started
    return spent


def _now() -> datetime:
    return datetime.now(UTC)


def _submit(client: Client, wires: list[bytes]) -> None:
    for chunk in _chunks(wires):
        pipe = client.redis.pipeline(transaction=False)
        for wire in chunk:
            pipe.xadd(client.keys.intake(Lane.BULK), {RECORD_FIELD: wire})
        pipe.execute()


def _chunks(wires: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(wires), 500):
        yield wires[start : start + 500]


def _cpu_s(data: Path) -> float:
    pids = json.loads((data / "endpoints.json").read_bytes())["pids"]
    total = 0.0
    for pid in pids.values():
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            times = each.cpu_times()
            total += times.user + times.system
        if pid == pids["up"]:
            # Its children are counted by their own pids.
            total -= sum(
                c.cpu_times().user + c.cpu_times().system for c in process.children(recursive=True)
            )
    return total


def _wait(is_so: Callable[[], bool], seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("waited in vain")
        time.sleep(0.02)


@contextmanager
def fresh(
    shipments_asked: int, *, postgres: bool
) -> Iterator[tuple[list[bytes], set[str], Path, str]]:
    """Yield shipments, a data folder with the list in force, and a ledger's URL ("": SQLite)."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="customhouse-")))
        database = stack.enter_context(servers.postgres()) if postgres else ""
        yield *shipments(shipments_asked, load(folder)), folder, database


def main() -> None:
    """Run what was asked for, each on a fresh data folder, and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["rate", "steps", "latency"])
    parser.add_argument("--shipments", type=int, default=20_000)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    for workers in (1, 2) if "rate" in given.parts else ():
        with fresh(given.shipments, postgres=given.postgres) as (wires, planted, data, database):
            print(json.dumps(throughput(workers, wires, planted, data, database)), flush=True)
    if "steps" in given.parts:
        with fresh(given.shipments, postgres=given.postgres) as (wires, _, data, database):
            print(json.dumps({"steps": steps(wires, data, database)}), flush=True)
    if "latency" in given.parts:
        with fresh(given.shipments, postgres=given.postgres) as (wires, _, data, database):
            print_latency(wires, data, database)


def print_latency(wires: list[bytes], data: Path, database: str) -> None:
    """Print how long an express record takes, alone and beside a bulk load."""
    with running(data, 1, database) as settings, Client(settings.redis_url) as client:
        warm_up(client)
        print(json.dumps({"express idle": latency(settings, "idle", 15, 100)}), flush=True)
        feeder = threading.Thread(target=_submit, args=(client, wires))
        feeder.start()
        print(json.dumps({"express beside bulk": latency(settings, "busy", 10, 100)}), flush=True)
        feeder.join()


if __name__ == "__main__":
    main()
