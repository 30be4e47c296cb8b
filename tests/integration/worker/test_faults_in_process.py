"""What happens between the steps: each step's failure, made to happen."""

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis
from records import LISTED, SOURCE, a_record, alert_types, alerts, load_list, put

from customhouse.keys import ANSWER_FIELD, RECORD_FIELD, Lane
from customhouse.verdict import Answer, Fate
from ledger.rows import Basis, Carried
from lists.errors import ListError
from screening.errors import UnavailableError
from worker.chores.activation import activate_if_moved
from worker.service import Service
from worker.verdicts.screener import Hits
from worker.verdicts.standing import Standing


class Killed(BaseException):
    """Stands for a kill: no handler of ours may catch it."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def test_a_kill_after_the_commit_publishes_once(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED), a_record("S2"))
    with monkeypatch.context() as patch:
        patch.setattr(service.publisher, "finish", killed)
        with pytest.raises(Killed):
            service.drain().run(Lane.BULK)
    assert alerts(service) == []
    service.drain().run(Lane.BULK)
    service.relay().run()
    assert alert_types(service) == ["shipment.flagged"]
    assert service.ledger.fates()[Fate.FLAGGED] == 1
    assert service.redis.xlen(service.keys.intake(Lane.BULK)) == 0


def test_a_kill_before_the_mark_publishes_once(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED))
    with monkeypatch.context() as patch:
        patch.setattr(service.ledger, "mark_published", killed)
        with pytest.raises(Killed):
            service.drain().run(Lane.BULK)
    service.relay().run()
    assert alert_types(service) == ["shipment.flagged"]
    assert service.ledger.unpublished(datetime.now(UTC), 10) == []


def test_a_record_that_crashes_alone_again_and_again_is_condemned_and_no_other(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"), a_record("S2", "Crash Me Holdings"), a_record("S3"))
    honest = service.screener.screen

    def crash(carried: Iterable[Carried], standing: Standing) -> Hits:
        carried = list(carried)
        if any("Crash" in each.name for each in carried):
            raise RuntimeError("a bug")
        return honest(carried, standing)

    monkeypatch.setattr(service.screener, "screen", crash)
    for _ in range(service.settings.max_crashes + 1):
        service.drain().run(Lane.BULK)
    assert service.ledger.fates()[Fate.CLEAR] == 2
    (letter,) = service.ledger.dead_letters(10)
    assert "crashed its worker 3 times" in letter.reason


def test_an_outage_of_the_ledger_condemns_nobody(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"))

    def away() -> None:
        raise UnavailableError("ledger", "away")

    with monkeypatch.context() as patch:
        patch.setattr(service.ledger, "active_basis", away)
        for _ in range(service.settings.max_crashes + 2):
            with pytest.raises(UnavailableError):
                service.drain().run(Lane.BULK)
    service.drain().run(Lane.BULK)
    assert service.ledger.fates()[Fate.CLEAR] == 1


def test_a_broker_that_comes_back_empty_gets_its_alerts_again(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED))
    service.drain().run(Lane.BULK)
    service.news.run()
    service.relay().run()
    service.ledger.broker_seen("an older server", datetime.now(UTC))
    service.redis.flushall()
    # The other one says that the list came into force.
    assert service.relay().run() == 2
    assert alert_types(service) == ["shipment.flagged"]


def test_a_list_activated_while_a_batch_is_screened_makes_it_screen_again(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", "Radiline Limited"))
    honest = service.screener.standing
    moved = []

    def move_once(basis: Basis | None) -> Standing:
        found = honest(basis)
        if not moved:
            moved.append(True)
            load_list(service, tmp_path, LISTED, "Radiline Limited")
        return found

    monkeypatch.setattr(service.screener, "standing", move_once)
    service.drain().run(Lane.BULK)
    assert service.ledger.fates()[Fate.FLAGGED] == 1
    assert alerts(service)[0]["data"]["basis"]["number"] == 2


def test_a_swap_that_died_before_the_activation_is_made_good(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    own = tmp_path / "more.csv"
    header = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"
    own.write_text(header + "1,organisation,Radiline Limited,,,,,\n")
    service.store.load("own:more", own, at=datetime.now(UTC))
    service.settling().run()
    basis = service.ledger.active_basis()
    assert basis is not None
    assert basis.number == 2
    policy = service.screener.policy
    assert activate_if_moved(service.ledger, service.store, policy, datetime.now(UTC)) is None


def test_a_paused_lane_is_left_alone(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.redis.hset(service.keys.paused(), f"lane:{Lane.BULK}", "test")
    put(service, a_record("S1"))
    assert service.drain().run(Lane.BULK) == 0


def test_a_stream_past_its_bound_is_trimmed_and_said(service: Service) -> None:
    for number in range(300):
        service.redis.xadd(service.keys.alerts, {"id": str(number), "event": "{}"})
    stream = type(service.alerts)(service.redis, service.keys, bound=100, lag_alarm=10)
    service.redis.xgroup_create(service.keys.alerts, "slow", id="0")
    assert len(stream.alarms()) == 2
    assert stream.trim() > 0


def test_a_deleted_stream_is_made_again(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    drain = service.drain()
    drain.run(Lane.BULK)
    service.redis.delete(service.keys.intake(Lane.BULK))
    drain.run(Lane.BULK)
    put(service, a_record("S1"))
    assert drain.run(Lane.BULK) == 1


def test_a_broker_that_refuses_harms_no_record(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"))

    def refuse(*_: object) -> None:
        raise redis.ResponseError("OOM command not allowed")

    with monkeypatch.context() as patch:
        patch.setattr(service.publisher, "finish", refuse)
        with pytest.raises(redis.ResponseError):
            service.drain().run(Lane.BULK)
    service.drain().run(Lane.BULK)
    assert service.ledger.fates()[Fate.CLEAR] == 1


def test_a_damaged_list_store_makes_records_wait_and_condemns_nobody(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED))
    (stored,) = (service.settings.lists_dir / "lists").glob("*.ndjson")
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-9])
    # What was built from the list is lost, too, so that it is needed again.
    shutil.rmtree(service.settings.lists_dir / "indexes")
    for _ in range(service.settings.max_crashes + 2):
        with pytest.raises(ListError):
            service.drain().run(Lane.BULK)
    stored.write_bytes(whole)
    service.drain().run(Lane.BULK)
    assert service.ledger.fates()[Fate.FLAGGED] == 1


def test_a_record_that_is_recorded_is_never_condemned(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    record = json.dumps(a_record("S1", LISTED))
    wire = {RECORD_FIELD: record, ANSWER_FIELD: "1"}
    entry = service.redis.xadd(service.keys.intake(Lane.BULK), wire).decode()
    with monkeypatch.context() as patch:
        patch.setattr(service.publisher, "finish", killed)
        for _ in range(service.settings.max_crashes + 1):
            with pytest.raises(Killed):
                service.drain().run(Lane.BULK)
    service.drain().run(Lane.BULK)
    service.relay().run()
    assert service.ledger.dead_letters(10) == []
    assert service.redis.xlen(service.keys.dead) == 0
    assert alert_types(service) == ["shipment.flagged"]
    answer = Answer.model_validate_json(service.redis.get(service.keys.answer(Lane.BULK, entry)))
    assert answer.fate is Fate.FLAGGED


def test_an_outage_of_the_broker_counts_no_crash(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"))
    assert len(service.intake.read(Lane.BULK, 1)) == 1
    drain = service.drain()

    def away(*_: object, **__: object) -> None:
        raise redis.ConnectionError("away")

    with monkeypatch.context() as patch:
        patch.setattr(service.publisher, "finish", away)
        patch.setattr(service.intake, "forgive", away)
        for _ in range(service.settings.max_crashes + 1):
            with pytest.raises(redis.ConnectionError):
                drain.run(Lane.BULK)
    drain.run(Lane.BULK)
    assert service.ledger.dead_letters(10) == []
    assert service.ledger.fates()[Fate.CLEAR] == 1


def test_a_bad_record_is_counted_once_however_often_it_is_tried(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, {"source": SOURCE, "shipment_id": "S1"}, a_record("S2"))

    def away() -> None:
        raise UnavailableError("ledger", "away")

    with monkeypatch.context() as patch:
        patch.setattr(service.ledger, "active_basis", away)
        for _ in range(5):
            with pytest.raises(UnavailableError):
                service.drain().run(Lane.BULK)
    service.drain().run(Lane.BULK)
    window = service.redis.lrange(service.keys.quality(SOURCE), 0, -1)
    assert sorted(window) == [b"0", b"1"]


def test_a_slow_record_keeps_no_other_waiting_and_is_screened_in_the_end(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    # Each name fills a group of its own, and a budget that is spent at once parts them.
    long = ["Heron " * 80 + str(number) for number in range(60)]
    parties = [{"role": "buyer", "names": [{"text": name}]} for name in long]
    put(service, a_record("S1"), {**a_record("S2"), "parties": parties}, a_record("S3", LISTED))
    monkeypatch.setattr(service.screener, "_budget_s", 0.0)
    service.drain().run(Lane.BULK)
    assert alert_types(service) == ["shipment.flagged"]
    assert service.intake.slow(Lane.BULK) == 1
    while not service.ledger.status("S2"):
        service.drain().run(Lane.BULK)
    assert service.intake.slow(Lane.BULK) == 0
    assert service.ledger.dead_letters(10) == []
