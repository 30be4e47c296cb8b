"""A backup taken while the service works, and the service that is made of it."""

import inspect
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
import servers

from customhouse.client import Client
from customhouse.keys import Keys, Lane
from customhouse.verdict import Fate
from desk.backup.backing_up import back_up
from desk.backup.queue_copy import read_queue, write_queue
from desk.backup.restoring import restore
from desk.errors import CommandError
from ledger.migrations import migrate
from worker.chores.activation import activate_if_moved
from worker.service import Service, utc_now
from worker.settings import Settings

RECORDS = 1500


def a_record(number: int) -> dict[str, Any]:
    name = "Grey Heron Trading" if number % 5 == 0 else f"Petalwise Florists {number}"
    parties = [{"role": "consignee", "names": [{"text": name}]}]
    return {"shipment_id": f"S{number}", "source": "urn:test", "parties": parties}


@pytest.fixture
def service(valkey_url: str, tmp_path: Path) -> Iterator[Service]:
    """Yield a service with a list in force and a prefix of its own."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "service-id").write_text("abc", encoding="ascii")
    settings = Settings(data_dir=data, redis_url=valkey_url, prefix=f"t{uuid4().hex}:")
    migrate(settings.ledger_url)
    found = Service(settings)
    own = tmp_path / "own.ndjson"
    entry = {"id": "1", "type": "organisation", "names": [{"text": "Grey Heron Trading"}]}
    own.write_text(json.dumps(entry), encoding="utf-8")
    found.settings.lists_dir.mkdir()
    found.store.load("own:test", own, at=utc_now())
    activate_if_moved(found.ledger, found.store, found.screener.policy, utc_now())
    yield found
    found.close()


@contextmanager
def at_work(service: Service) -> Iterator[None]:
    """Drain the bulk lane in another thread, with objects of its own, as a worker does."""
    is_over = threading.Event()

    def work() -> None:
        own = Service(service.settings)
        drain = own.drain()
        while not is_over.is_set():
            drain.run(Lane.BULK)
        own.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def submit(service: Service, numbers: range) -> None:
    settings = service.settings
    with Client(settings.redis_url, prefix=settings.prefix) as client:
        for _ in client.submit_many(map(a_record, numbers)):
            pass


def restored(backup: Path, folder: Path, url: str) -> Service:
    # What a worker held when it was copied need not wait until that worker counts as dead.
    settings = Settings(data_dir=folder, redis_url=url, prefix="new:", claim_idle_s=0.0001)
    restore(backup, settings, own_redis=False)
    return Service(settings)


@pytest.fixture
def empty_url(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "valkey"
    folder.mkdir()
    with servers.valkey(folder) as url:
        yield url


def test_of_what_was_accepted_nothing_is_lost_and_nothing_is_screened_twice(
    service: Service, tmp_path: Path, empty_url: str
) -> None:
    submit(service, range(RECORDS))
    with at_work(service):
        back_up(service, tmp_path / "backup")
    there = restored(tmp_path / "backup", tmp_path / "there", empty_url)
    while there.drain().run(Lane.BULK):
        pass
    there.relay().run()
    fates = there.ledger.fates()
    assert (fates[Fate.FLAGGED], fates[Fate.CLEAR]) == (RECORDS // 5, RECORDS * 4 // 5)
    assert sum(fates.values()) == RECORDS
    heard = [fields[b"id"] for _, fields in there.redis.xrange(there.keys.alerts)]
    of_shipments = [found for found in heard if found]
    assert len(of_shipments) == len(set(of_shipments))
    events = [json.loads(fields[b"event"]) for _, fields in there.redis.xrange(there.keys.alerts)]
    flagged = {event["subject"] for event in events if ".flagged." in event["type"]}
    assert len(flagged) == RECORDS // 5
    there.close()


def test_the_copy_screens_against_the_same_lists(
    service: Service, tmp_path: Path, empty_url: str
) -> None:
    back_up(service, tmp_path / "backup")
    there = restored(tmp_path / "backup", tmp_path / "there", empty_url)
    submit(there, range(1))
    there.drain().run(Lane.BULK)
    assert there.ledger.fates()[Fate.FLAGGED] == 1
    assert (tmp_path / "there" / "service-id").read_text() == "abc"
    there.close()


def test_groups_go_on_where_they_were(service: Service, tmp_path: Path, empty_url: str) -> None:
    submit(service, range(2))
    service.drain().run(Lane.BULK)
    service.redis.xgroup_create(service.keys.alerts, "erp", id="0")
    before = service.alerts.groups()
    back_up(service, tmp_path / "backup")
    there = restored(tmp_path / "backup", tmp_path / "there", empty_url)
    assert there.alerts.groups() == before
    there.close()


def test_a_backup_overwrites_nothing(service: Service, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "any").touch()
    with pytest.raises(CommandError, match="not empty"):
        back_up(service, tmp_path / "full")


def test_a_backup_that_was_not_finished_is_none(service: Service, tmp_path: Path) -> None:
    back_up(service, tmp_path / "backup")
    (tmp_path / "backup" / "backup.json").unlink()
    with pytest.raises(CommandError, match="not finished"):
        restore(tmp_path / "backup", Settings(data_dir=tmp_path / "there"), own_redis=True)


def test_nothing_is_restored_over_a_service(
    service: Service, tmp_path: Path, empty_url: str
) -> None:
    back_up(service, tmp_path / "backup")
    with pytest.raises(CommandError, match="holds a ledger or lists"):
        restore(tmp_path / "backup", service.settings, own_redis=False)
    new = Settings(data_dir=tmp_path / "there", redis_url=empty_url)
    with redis.Redis.from_url(empty_url) as server:
        server.xadd("intake:bulk", {"record": "{}"})
    with pytest.raises(CommandError, match="holds streams of a service"):
        restore(tmp_path / "backup", new, own_redis=False)
    assert not (tmp_path / "there" / "lists").exists()


def every_key(keys: Keys) -> dict[str, str]:
    """Return a key of each kind that there is, by the name that Keys has for it."""
    arguments: dict[str, Any] = {
        "lane": Lane.BULK, "source": "s", "shipment_id": "S:1", "entry": "1-0", "alert_id": "a",
        "group": "g",
    }  # fmt: skip
    found = {}
    for name, member in vars(Keys).items():
        if isinstance(member, property):
            found[name] = getattr(keys, name)
        elif callable(member) and not name.startswith("_"):
            wanted = [each for each in inspect.signature(member).parameters if each != "self"]
            found[name] = getattr(keys, name)(**{each: arguments[each] for each in wanted})
    return found


def test_every_kind_of_key_is_copied_or_left_out_on_purpose(
    service: Service, tmp_path: Path, empty_url: str
) -> None:
    keys = every_key(service.keys)
    for key in keys.values():
        if not service.redis.exists(key):
            service.redis.set(key, "x")
    write_queue(service.redis, service.keys, tmp_path / "queue.ndjson")
    with redis.Redis.from_url(empty_url) as server:
        read_queue(server, service.keys, tmp_path / "queue.ndjson")
        lost = {name for name, key in keys.items() if not server.exists(key)}
    assert lost == {"heartbeats", "answered"}
