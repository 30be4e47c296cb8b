"""A run that is killed again and again ends as one that nobody disturbed."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import redis
from killing_rescreens import Rescreener, rescreener
from records import LISTED, a_record, events, load_list, put

from customhouse.keys import Lane
from ledger.migrations import migrate
from worker.service import Service
from worker.settings import Settings

KILLS = 5
OTHER = "Radiline Limited"


@pytest.fixture(scope="module")
def working() -> Iterator[Rescreener]:
    with rescreener() as found:
        yield found


def opened(folder: Path, url: str, prefix: str) -> Service:
    return Service(Settings(data_dir=folder, redis_url=url, prefix=prefix, relay_after_s=0.000001))


def fill(folder: Path, url: str) -> None:
    """Leave a run behind that has much before it: shipments to be flagged, and to be cleared."""
    migrate(Settings(data_dir=folder).ledger_url)
    service = opened(folder, url, "fill:")
    load_list(service, folder, LISTED, "Petrel Limited")
    put(service, *(a_record(f"S{n}", (LISTED, OTHER, f"Petalwise {n}")[n % 3]) for n in range(60)))
    service.drain().run(Lane.BULK)
    service.rescreening.run(60)
    load_list(service, folder, OTHER, "Petrel Limited")
    service.close()


def end_state(folder: Path, url: str, prefix: str) -> dict[str, Any]:
    """Return all that a run leaves behind, here and for subscribers."""
    service = opened(folder, url, prefix)
    service.news.run()
    service.relay().run()
    run = service.ledger.runs.run(2)
    found = {
        "heads": [service.ledger.status(f"S{n}")[0].outcome for n in range(60)],
        "published": sorted(each["id"] for each in events(service)),
        "run": (run.parties, run.hits, run.screened, run.changed),
        "hits": service.ledger.counts()["hit"],
        "left": service.ledger.unpublished(datetime.now(UTC), 9),
    }
    service.close()
    return found


@pytest.mark.timeout(300)
def test_a_run_that_is_killed_ends_as_one_that_nobody_disturbed(
    valkey_url: str, tmp_path: Path, working: Rescreener
) -> None:
    with redis.Redis.from_url(valkey_url) as server:
        server.flushall()
    first, calm, killed = (tmp_path / name for name in ("first", "calm", "killed"))
    first.mkdir()
    fill(first, valkey_url)
    for each in (calm, killed):
        shutil.copytree(first, each)
    took = working.work(Settings(data_dir=calm, redis_url=valkey_url, prefix="calm:"))
    assert took is not None
    own = Settings(data_dir=killed, redis_url=valkey_url, prefix="killed:")
    deaths = sum(
        working.work(own, took * number / (KILLS + 1)) is None for number in range(1, KILLS + 1)
    )
    assert deaths >= 1
    working.work(own)
    expected = end_state(calm, valkey_url, "calm:")
    assert end_state(killed, valkey_url, "killed:") == expected
    assert expected["heads"].count("FLAGGED") == 20
    assert len(expected["published"]) == len(set(expected["published"]))
