"""Measure shipments/s end to end, CPU per step, and the latency of the express lane.

usage: python -m benchmarks.throughput [--shipments 20000] [--list FOLDER] [--names FILE]

Real company names (../shared/data, or CUSTOMHOUSE_TEST_DATA) make the shipments, three parties
each, one in a hundred with a listed party planted; the list is OFAC's SDN. Everything runs on one
machine: the numbers include the queue, the ledger (SQLite) and the producer.
"""

import argparse
import csv
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
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from customhouse.client import Client
from customhouse.keys import RECORD_FIELD, Keys, Lane
from ledger.ledger import Ledger
from lists.store.list_store import ListStore
from screening.listing import EntityType
from worker.chores.activation import activate_if_moved
from worker.intake.messages import Entry, Received, read_entry
from worker.service import Service
from worker.settings import Settings
from worker.verdicts.judging import judge

DATA = Path(os.environ.get("CUSTOMHOUSE_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
ROLES = ("consignor", "consignee", "freight_forwarder")
SOURCE = "urn:bench"


def shipments(count: int, listed: list[str], seed: int = 1) -> tuple[list[bytes], set[str]]:
    """Return the wire bytes of shipments and the ids of those with a planted party."""
    rng = random.Random(seed)
    with gzip.open(DATA / "names" / "gleif_names_dev.csv.gz", "rt", encoding="utf-8") as file:
        companies = [(row["legal_name"], row["country"]) for row in csv.DictReader(file)]
    # Six of ten parties come again, as in real traffic.
    pool = rng.sample(companies, min(len(companies), int(count * 3 * 0.4)))
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
def running(data: Path, workers: int) -> Iterator[Settings]:
    """Run `customhouse up` and yield the settings that find it."""
    command = [sys.executable, "-m", "desk", "up", "--data", str(data), "--workers", str(workers)]
    with (data / "up.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    endpoints = data / "endpoints.json"
    try:
        _wait(endpoints.exists)
        url = json.loads(endpoints.read_bytes())["redis_url"]
        yield Settings(data_dir=data, redis_url=url)
    finally:
        process.terminate()
        process.wait(60)


def throughput(workers: int, wires: list[bytes], planted: set[str], data: Path) -> dict[str, Any]:
    """Return shipments/s, from the first record read to the last one finished."""
    with running(data, workers) as settings, Client(settings.redis_url) as client:
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
    record = json.loads(_wire("warm-up", [("Warm Up", "")] * 3))
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
            record = json.loads(_wire(f"{name} {number}", [(party, "")] * 3))
            started = time.monotonic()
            client.submit(record, wait="screened", timeout=60)
            took.append((time.monotonic() - started) * 1000)
    cuts = statistics.quantiles(took, n=100)
    return {"p50_ms": round(cuts[49], 1), "p99_ms": round(cuts[98], 1), "records": len(took)}


def steps(wires: list[bytes], data: Path) -> dict[str, int]:
    """Return CPU µs per shipment of each step, in this process, in batches of 200."""
    with running(data, 1) as settings:
        service = Service(settings)
        activate_if_moved(service.ledger, service.store, service.screener.policy, _now())
        service.screener.take(service.ledger.active_basis())
        view = service.screener.basis_view()
        entries = [
            Entry(lane=Lane.BULK, id=f"{n}-1", fields={RECORD_FIELD.encode(): wire})
            for n, wire in enumerate(wires)
        ]
        parse, messages = _timed(lambda: [read_entry(e, timedelta(days=7)) for e in entries])
        received = [m for m in messages if isinstance(m, Received)]
        cold, _ = _timed(lambda: [judge(r, service.screener, view, None) for r in received])
        warm, _ = _timed(lambda: [judge(r, service.screener, view, None) for r in received])
        service.close()
    each = 1e6 / len(wires)
    return {
        "parse_canonicalise_us": round(parse * each),
        "screen_new_parties_us": round(cold * each),
        "screen_known_parties_us": round(warm * each),
    }


def _now() -> datetime:
    return datetime.now(UTC)


def _timed(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


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


def main() -> None:
    """Run all measurements, each on a fresh data folder, and print them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shipments", type=int, default=20_000)
    given = parser.parse_args()
    for workers in (1, 2):
        with tempfile.TemporaryDirectory(prefix="customhouse-bench-") as folder:
            wires, planted = shipments(given.shipments, load(Path(folder)))
            print(json.dumps(throughput(workers, wires, planted, Path(folder))), flush=True)
    with tempfile.TemporaryDirectory(prefix="customhouse-bench-") as folder:
        wires, _ = shipments(given.shipments, load(Path(folder)))
        print(json.dumps({"steps": steps(wires[:2000], Path(folder))}), flush=True)
    with tempfile.TemporaryDirectory(prefix="customhouse-bench-") as folder:
        wires, _ = shipments(given.shipments, load(Path(folder)))
        with running(Path(folder), 1) as settings, Client(settings.redis_url) as client:
            warm_up(client)
            print(json.dumps({"express idle": latency(settings, "idle", 15, 100)}), flush=True)
            feeder = threading.Thread(target=_submit, args=(client, wires))
            feeder.start()
            print(
                json.dumps({"express beside bulk": latency(settings, "busy", 10, 100)}), flush=True
            )
            feeder.join()


if __name__ == "__main__":
    main()
