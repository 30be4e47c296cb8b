"""The state under the result key is never older than what was told, and answers are one's own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from records import LISTED, SOURCE, a_record, load_list, put

from customhouse.client import Client
from customhouse.content import ContentHash
from customhouse.keys import ANSWER_FIELD, RECORD_FIELD, Lane
from customhouse.verdict import Answer, Fate, Outcome, Result
from ledger.rows import Current, ShipmentKey
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.service import Service
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict
from worker.verdicts.wire import verdict_json

OTHER = "Radiline Limited"


class Killed(BaseException):
    """Stands for a kill: no handler of ours may catch it."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def state(service: Service, shipment_id: str = "S1") -> Result | None:
    with Client(service.settings.redis_url) as client:
        return client.status(shipment_id, source=SOURCE)


def outcome(service: Service) -> str | None:
    found = state(service)
    return None if found is None else found.outcome.value


def ask(service: Service, *records: Any) -> list[Answer]:
    """Submit records whose producer waits, drain, and return what it is told of each."""
    intake = service.keys.intake(Lane.BULK)
    wires = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in records]
    entries = [
        service.redis.xadd(intake, {RECORD_FIELD: wire, ANSWER_FIELD: "1"}) for wire in wires
    ]
    service.drain().run(Lane.BULK)
    found = [service.redis.get(service.keys.answer(Lane.BULK, e.decode())) for e in entries]
    return [Answer.model_validate_json(raw) for raw in found]


def test_a_rescreen_renews_the_result(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", OTHER))
    service.drain().run(Lane.BULK)
    assert outcome(service) == "CLEAR"
    load_list(service, tmp_path, LISTED, OTHER)
    service.rescreening.run(5)
    found = state(service)
    assert found is not None
    assert (found.outcome, found.fate, len(found.hits)) == (Outcome.FLAGGED, Fate.FLAGGED, 1)


@pytest.mark.parametrize(
    ("part", "method"),
    [
        pytest.param("publisher", "publish", id="before the script"),
        pytest.param("ledger", "mark_published", id="after the script"),
    ],
)
def test_a_rescreen_killed_after_its_commit_leaves_no_stale_result(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, method: str
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", OTHER))
    service.drain().run(Lane.BULK)
    load_list(service, tmp_path, LISTED, OTHER)
    with monkeypatch.context() as patch:
        patch.setattr(getattr(service, part), method, killed)
        with pytest.raises(Killed):
            service.rescreening.run(5)
    service.relay().run()
    assert outcome(service) == "FLAGGED"


def test_a_batch_killed_after_its_commit_leaves_result_and_answer(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"))
    service.drain().run(Lane.BULK)
    with monkeypatch.context() as patch:
        patch.setattr(service.publisher, "finish", killed)
        with pytest.raises(Killed):
            ask(service, a_record("S1", LISTED, revision=1))
    ((entry, _),) = service.redis.xrange(service.keys.intake(Lane.BULK))
    service.drain().run(Lane.BULK)
    assert outcome(service) == "FLAGGED"
    raw = service.redis.get(service.keys.answer(Lane.BULK, entry.decode()))
    answer = Answer.model_validate_json(raw)
    assert answer.result is not None
    assert (answer.fate, answer.result.outcome) == (Fate.FLAGGED, Outcome.FLAGGED)


def test_a_broker_that_lost_a_result_gets_the_one_that_stands(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, OTHER)
    put(service, a_record("S1", LISTED))
    service.drain().run(Lane.BULK)
    stale: Any = service.redis.get(service.keys.result(source=SOURCE, shipment_id="S1"))
    load_list(service, tmp_path, LISTED)
    service.rescreening.run(5)
    service.ledger.broker_seen("an older server", datetime.now(UTC))
    service.redis.flushall()
    service.redis.set(service.keys.result(source=SOURCE, shipment_id="S1"), stale)
    service.relay().run()
    assert outcome(service) == "FLAGGED"


NOTHING = Standing(
    basis=None, view_json=None, unready=None, watchlist=Watchlist.of(()), policy=Policy()
)


def a_state(sequence: int, outcome: Outcome) -> Current:
    key = ShipmentKey(source=SOURCE, shipment_id="S1")
    content = ContentHash("c")
    verdict = Verdict(outcome=outcome, basis=None)
    return Current(
        key=key, shipment_no=1, sequence=sequence, revision=1, content=content, outcome=outcome,
        basis=None, closed=False, recorded_at=datetime.now(UTC),
        verdict=verdict_json(
            verdict, NOTHING, key, sequence=sequence, revision=1, content=content
        ),
    )  # fmt: skip


def test_an_older_state_never_overwrites_a_newer_one(service: Service) -> None:
    new, old = a_state(10, Outcome.FLAGGED), a_state(9, Outcome.CLEAR)
    for told in ((old, new), (new, old)):
        service.redis.flushall()
        for each in told:
            service.publisher.publish((), [each])
        found = state(service)
        assert found is not None
        assert (found.outcome, found.order) == (Outcome.FLAGGED, (10,))


def test_a_state_with_an_order_of_an_older_version_is_overwritten(service: Service) -> None:
    older = {"order": [712, 3, 1], "outcome": "CLEAR"}
    service.redis.set(service.keys.result(source=SOURCE, shipment_id="S1"), json.dumps(older))
    service.publisher.publish((), [a_state(2, Outcome.FLAGGED)])
    assert outcome(service) == "FLAGGED"


def test_a_state_of_an_unknown_form_is_overwritten(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.redis.set(service.keys.result(source=SOURCE, shipment_id="S1"), "no JSON")
    put(service, a_record("S1"))
    service.drain().run(Lane.BULK)
    assert outcome(service) == "CLEAR"


def test_content_that_comes_back_is_the_state_again(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    for name in (LISTED, "Petalwise Florists", LISTED):
        put(service, a_record("S1", name))
        service.drain().run(Lane.BULK)
    assert outcome(service) == "FLAGGED"


def test_a_superseded_record_does_not_bring_back_its_own_state(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED, revision=2))
    service.drain().run(Lane.BULK)
    service.redis.delete(service.keys.result(source=SOURCE, shipment_id="S1"))
    (answer,) = ask(service, a_record("S1", revision=1))
    assert outcome(service) == "FLAGGED"
    assert answer.result is not None
    told = (answer.result.fate, answer.result.revision, answer.result.outcome)
    assert told == (Fate.SUPERSEDED, 2, Outcome.FLAGGED)


def test_a_duplicate_is_told_so_with_the_state_that_stands(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", OTHER))
    service.drain().run(Lane.BULK)
    load_list(service, tmp_path, LISTED, OTHER)
    service.rescreening.run(5)
    (answer,) = ask(service, a_record("S1", OTHER))
    assert answer.result is not None
    assert (answer.result.fate, answer.result.outcome) == (Fate.DUPLICATE, Outcome.FLAGGED)
    found = state(service)
    assert found is not None
    assert found.fate is Fate.FLAGGED


def test_each_of_one_batch_is_told_its_own_fate(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    first, again, other = a_record("S1", LISTED), a_record("S1", LISTED), a_record("S1")
    answers = ask(service, first, again, other, b"{oops")
    fates = [answer.fate for answer in answers]
    assert fates == [Fate.FLAGGED, Fate.DUPLICATE, Fate.CLEAR, Fate.DEAD]
    assert "not JSON" in (answers[-1].reason or "")


def test_a_record_that_waits_is_told_why(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.redis.hset(service.keys.paused(), f"source:{SOURCE}", "test")
    service.redis.lpush(service.keys.quality(SOURCE), *["1"] * 200)
    newer, paused = ask(service, a_record("S1", schema_version=2), a_record("S2"))
    assert (newer.fate, paused.fate) == (None, None)
    assert "schema_version" not in (paused.reason or "")
    assert SOURCE in (paused.reason or "")
    assert "reads up to 1" in (newer.reason or "")


def test_who_did_not_ask_gets_no_answer_key(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1"))
    service.drain().run(Lane.BULK)
    assert service.redis.keys("answer:*") == []
