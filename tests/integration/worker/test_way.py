"""The way of a record, from the intake stream to alert, result and ledger."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from records import LISTED, LISTED_ID, SOURCE, a_record, alert_types, alerts, load_list, put

from customhouse.client import Client
from customhouse.keys import Lane
from customhouse.verdict import Fate
from worker.service import Service


def drained(service: Service) -> dict[str, int]:
    service.drain().run(Lane.BULK)
    return {fate.value: number for fate, number in service.ledger.fates().items() if number}


def test_a_listed_party_is_alerted_and_an_innocent_one_is_clear(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", "Akmetron JSC"), a_record("S2"))
    assert drained(service) == {"flagged": 1, "clear": 1}
    (alert,) = alerts(service)
    assert alert["type"] == "customhouse.shipment.flagged.v1"
    assert alert["subject"] == "S1"
    assert alert["data"]["source"] == SOURCE
    assert alert["data"]["hits"][0]["listing_id"] == LISTED_ID
    assert service.redis.xlen(service.keys.intake(Lane.BULK)) == 0


def test_every_submission_leaves_its_result(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S2"))
    drained(service)
    with Client(service.settings.redis_url) as client:
        result = client.status("S2", source=SOURCE)
    assert result is not None
    assert (result.outcome, result.fate) == ("CLEAR", "clear")


def test_the_same_content_again_is_a_duplicate_without_a_second_alert(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED), a_record("S1", LISTED, as_of="2026-11-24T10:00:00Z"))
    assert drained(service) == {"flagged": 1, "duplicate": 1}
    put(service, a_record("S1", LISTED))
    assert drained(service) == {"flagged": 1, "duplicate": 2}
    assert alert_types(service) == ["shipment.flagged"]


def test_a_lower_revision_is_superseded_without_an_alert(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", revision=2), a_record("S1", LISTED, revision=1))
    assert drained(service) == {"clear": 1, "superseded": 1}
    assert alerts(service) == []


def test_a_higher_revision_that_turns_clear_is_told(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED, revision=1), a_record("S1", revision=2))
    assert drained(service) == {"flagged": 1, "clear": 1}
    assert alert_types(service) == ["shipment.flagged", "shipment.cleared"]


def test_a_reused_revision_is_screened_and_becomes_a_finding(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"), a_record("S1", LISTED))
    assert drained(service) == {"clear": 1, "flagged": 1}
    findings = alerts(service)[0]["data"]["findings"]
    assert [finding["field"] for finding in findings] == ["revision"]


def test_content_that_comes_back_is_told_again(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED), a_record("S1"), a_record("S1", LISTED))
    assert drained(service) == {"flagged": 2, "clear": 1}
    told = ["shipment.flagged", "shipment.cleared", "shipment.flagged"]
    assert alert_types(service) == told


def test_without_a_list_nothing_is_clear(service: Service) -> None:
    put(service, a_record("S1"))
    assert drained(service) == {"unscreened": 1}
    assert alert_types(service) == ["shipment.unscreened", "service.degraded"]


def test_what_was_unscreened_is_screened_once_the_list_is_there(
    service: Service, tmp_path: Path
) -> None:
    put(service, a_record("S1", LISTED), a_record("S2"))
    drained(service)
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    service.rescreening.run(5)
    assert sorted(alert_types(service)[3:]) == ["shipment.changed", "shipment.flagged"]


def test_a_new_list_rescreens_what_is_open_and_tells_only_what_changed(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED), a_record("S2", "Radiline Limited"), a_record("S3"))
    drained(service)
    load_list(service, tmp_path, LISTED, "Radiline Limited")
    service.rescreening.run(5)
    assert [a["subject"] for a in alerts(service)] == ["S1", "S2"]
    load_list(service, tmp_path, "Radiline Limited")
    service.rescreening.run(5)
    assert alert_types(service)[2:] == ["shipment.cleared"]


def test_a_closed_shipment_is_not_rescreened(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S2", "Radiline Limited"))
    drained(service)
    service.ledger.close("S2", None, service.ledger.status("S2")[0].recorded_at)
    load_list(service, tmp_path, LISTED, "Radiline Limited")
    service.rescreening.run(5)
    assert alerts(service) == []


BAD = {
    "not UTF-8": b"\xff\xfe",
    "not JSON": b"{oops",
    "too large": b'{"a":"' + b"x" * 1_000_000 + b'"}',
    "nested": b"[" * 10_000,
    "NaN": b'{"shipment_id":"S","source":"u","parties":[],"x":NaN}',
    "wrong type": json.dumps(a_record(revision="two")).encode(),
    "no parties": json.dumps({"shipment_id": "S", "source": SOURCE, "parties": []}).encode(),
    "role": json.dumps(a_record()).replace("consignee", "astronaut").encode(),
    "NUL": json.dumps(a_record(name="a\x00b")).encode(),
    "key twice": b'{"source":"u","source":"v"}',
    "surrogate": json.dumps(a_record(name="\ud800")).encode(),
    "empty": b"",
    "unknown field": json.dumps(a_record(priority=1)).encode(),
    "201 parties": json.dumps(a_record() | {"parties": a_record()["parties"] * 201}).encode(),
    "513 letters": json.dumps(a_record(name="a" * 513)).encode(),
}


@pytest.mark.parametrize("raw", BAD.values(), ids=BAD.keys())
def test_a_bad_record_is_dead_with_its_reason_and_harms_no_other(
    service: Service, tmp_path: Path, raw: bytes
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"), raw, a_record("S2", LISTED))
    assert drained(service) == {"clear": 1, "flagged": 1, "dead": 1}
    ((_, dead),) = service.redis.xrange(service.keys.dead)
    (letter,) = service.ledger.dead_letters(10)
    assert dead[b"reason"].decode() == letter.reason != ""
    assert letter.raw == raw[: 1024 * 1024]


def test_an_entry_without_a_record_is_dead(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.redis.xadd(service.keys.intake(Lane.BULK), {"payload": "x"})
    assert drained(service) == {"dead": 1}
    assert "no field 'record'" in service.ledger.dead_letters(1)[0].reason


def test_a_record_of_a_newer_schema_waits(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", schema_version=2))
    assert drained(service) == {}
    service.settling().run()
    assert len(service.waiting) == 1


def test_a_source_gone_bad_waits_while_others_flow(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, *[a_record(f"S{n}", source="urn:good") for n in range(100)])
    put(service, *[a_record(f"B{n}", odd=1) for n in range(201)])
    put(service, a_record("T1"), a_record("G", source="urn:good"))
    drained(service)
    assert service.quality.paused_sources() == {SOURCE}
    assert service.ledger.status("T1") == []
    assert service.ledger.status("G") != []
    assert service.quality.resume(SOURCE)
    service.waiting.release_source(SOURCE)
    drained(service)
    assert service.ledger.status("T1") != []


def test_the_counts_add_up(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    records = [
        a_record(f"S{n % 30}", LISTED if n % 7 else "Kestrel", revision=n % 3) for n in range(90)
    ]
    put(service, *records, b"{", a_record("S1", odd=1))
    assert sum(drained(service).values()) == 92
    assert service.ledger.fates()[Fate.DEAD] == 2


def test_a_record_that_names_nobody_is_not_screened_again_for_ever(
    service: Service, tmp_path: Path
) -> None:
    put(service, a_record("S1", "TO ORDER"))
    service.drain().run(Lane.BULK)
    load_list(service, tmp_path, LISTED)
    service.rescreening.run(5)
    service.settling().run()
    assert service.ledger.runs.unfinished() is None
    (found,) = service.ledger.status("S1")
    assert b"nobody_named" in found.verdict
    assert not service.ledger.has_unscreened(datetime.now(UTC))
