"""Somebody erased records before anybody took them: that is noticed."""

from pathlib import Path

import pytest
from records import LISTED, a_record, events, load_list, put

from customhouse.keys import INTAKE_GROUP, RECORD_FIELD, Lane
from worker.intake.erasing import Erasures
from worker.service import Service


@pytest.fixture
def erasures(service: Service, tmp_path: Path) -> Erasures:
    load_list(service, tmp_path, LISTED)
    service.drain().run(Lane.BULK)
    return Erasures(service.redis, service.keys)


def test_what_is_taken_or_waits_is_not_erased(service: Service, erasures: Erasures) -> None:
    put(service, a_record("S1"), a_record("S2"), b"{oops")
    assert erasures.count(Lane.BULK) == 0
    service.drain().run(Lane.BULK)
    assert erasures.count(Lane.BULK) == 0


def test_records_cut_off_by_another_producer_are_counted(
    service: Service, erasures: Erasures
) -> None:
    put(service, *(a_record(f"S{n}") for n in range(4)))
    stream = service.keys.intake(Lane.BULK)
    service.redis.xadd(stream, {RECORD_FIELD: "{}"}, maxlen=1, approximate=False)
    assert erasures.count(Lane.BULK) == 4
    service.drain().run(Lane.BULK)
    assert erasures.count(Lane.BULK) == 4


def test_records_that_a_worker_holds_are_not_lost(service: Service, erasures: Erasures) -> None:
    put(service, a_record("S1"), a_record("S2"))
    stream = service.keys.intake(Lane.BULK)
    held = service.intake.read(Lane.BULK, 1)
    assert len(held) == 1
    service.redis.xtrim(stream, maxlen=0, approximate=False)
    assert erasures.count(Lane.BULK) == 1
    assert service.redis.xpending(stream, INTAKE_GROUP)["pending"] == 1


def test_what_is_known_alarms_nobody_any_more(service: Service, erasures: Erasures) -> None:
    put(service, a_record("S1"))
    service.redis.xtrim(service.keys.intake(Lane.BULK), maxlen=0, approximate=False)
    assert erasures.unknown(Lane.BULK) == 1
    assert erasures.take_note(Lane.BULK) == 1
    assert erasures.unknown(Lane.BULK) == 0
    put(service, a_record("S2"))
    service.redis.xtrim(service.keys.intake(Lane.BULK), maxlen=0, approximate=False)
    assert erasures.unknown(Lane.BULK) == 1


def test_subscribers_hear_of_it_once(service: Service, erasures: Erasures) -> None:
    put(service, a_record("S1"))
    service.redis.xtrim(service.keys.intake(Lane.BULK), maxlen=0, approximate=False)
    for _ in range(2):
        service.settling().run()
    service.relay().run()
    found = [each for each in events(service) if each["type"].endswith("intake.erased.v1")]
    assert [each["data"] for each in found] == [{"lane": "bulk", "records": 1}]


def test_a_stream_that_was_deleted_whole_is_noticed(service: Service, erasures: Erasures) -> None:
    put(service, a_record("S1"))
    service.drain().run(Lane.BULK)
    put(service, a_record("S2"), a_record("S3"))
    assert erasures.count(Lane.BULK) == 0
    service.redis.delete(service.keys.intake(Lane.BULK))
    put(service, a_record("S4"))
    service.drain().run(Lane.BULK)
    service.drain().run(Lane.BULK)
    assert service.ledger.status("S4")
    assert erasures.count(Lane.BULK) == 2


def test_a_lane_that_nobody_ever_used_has_lost_nothing(service: Service) -> None:
    assert Erasures(service.redis, service.keys).count(Lane.EXPRESS) == 0
