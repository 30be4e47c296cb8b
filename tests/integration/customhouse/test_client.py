"""The client on a real Valkey."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import redis

from customhouse import (
    Alert,
    Client,
    Fate,
    IntakeFullError,
    InvalidRecordError,
    Lane,
    Outcome,
    RecordWaitsError,
    Result,
    ResultTimeoutError,
)
from customhouse.alert import Answer, EventType, ServiceView
from customhouse.client import Accepted
from customhouse.keys import ANSWER_FIELD
from customhouse.subscription import MAX_SETBACKS, ensure_group

RECORD = {
    "shipment_id": "S1",
    "source": "urn:test",
    "parties": [{"role": "consignee", "names": [{"text": "Petalwise"}]}],
}


@pytest.fixture
def client(valkey_url: str) -> Iterator[Client]:
    with Client(valkey_url, bound=10) as made:
        made.redis.flushall()
        yield made


def tell(client: Client, *ids: str) -> None:
    for alert_id in ids:
        data = ServiceView(reason="test")
        alert = Alert(id=alert_id, type=EventType.DEGRADED, time=datetime.now(UTC), data=data)
        client.redis.xadd(client.keys.alerts, {"id": alert_id, "event": alert.model_dump_json()})


def test_a_submitted_record_is_on_its_lane(client: Client) -> None:
    accepted = client.submit(RECORD, lane=Lane.BULK)
    assert isinstance(accepted, Accepted)
    assert client.redis.xlen(client.keys.intake(Lane.BULK)) == 1


def test_a_bad_record_is_refused_before_it_is_sent(client: Client) -> None:
    with pytest.raises(InvalidRecordError, match="parties"):
        client.submit({**RECORD, "parties": []})
    assert client.redis.xlen(client.keys.intake(Lane.EXPRESS)) == 0


def test_a_full_stream_raises_and_drops_nothing(client: Client) -> None:
    many = [{**RECORD, "shipment_id": f"S{n}"} for n in range(8)]
    assert len(list(client.submit_many(many, timeout=1))) == 8
    with pytest.raises(IntakeFullError):
        list(client.submit_many(many, timeout=0.1))
    assert client.redis.xlen(client.keys.intake(Lane.BULK)) == 8


def test_a_full_stream_makes_the_producer_wait(client: Client) -> None:
    stream = client.keys.intake(Lane.BULK)
    for _ in range(10):
        client.redis.xadd(stream, {"record": "x"})
    threading.Timer(0.2, client.redis.delete, [stream]).start()
    assert len(list(client.submit_many([RECORD], timeout=10))) == 1


def test_waiting_for_a_result_that_does_not_come_says_so(client: Client) -> None:
    with pytest.raises(ResultTimeoutError):
        client.submit(RECORD, wait="screened", timeout=0.05)


@contextmanager
def answered(client: Client, answer: Answer) -> Iterator[None]:
    """Stand for the service: give this answer to the first record on the express lane."""

    def serve() -> None:
        stream: Any = {client.keys.intake(Lane.EXPRESS): "0"}
        with redis.Redis(connection_pool=client.redis.connection_pool) as server:
            reply: Any = server.xread(stream, block=10_000)
            ((_, ((entry, fields), *_)),) = reply.items() if isinstance(reply, dict) else reply
            assert ANSWER_FIELD.encode() in fields
            key = client.keys.answer(Lane.EXPRESS, entry.decode())
            server.set(key, answer.model_dump_json(exclude_none=True))

    thread = threading.Thread(target=serve)
    thread.start()
    yield
    thread.join()


def a_result(shipment_id: str = "S1", fate: Fate = Fate.CLEAR) -> Result:
    fields = {"source": "urn:test", "shipment_id": shipment_id, "revision": 0, "content": "c"}
    return Result(**fields, outcome=Outcome.CLEAR, fate=fate)


def test_waiting_gives_the_answer_to_ones_own_record(client: Client) -> None:
    earlier = a_result().model_dump_json()
    client.redis.set(client.keys.result("urn:test", "S1"), earlier)
    mine = a_result(fate=Fate.DUPLICATE)
    with answered(client, Answer(fate=Fate.DUPLICATE, result=mine)):
        assert client.submit(RECORD, wait="screened") == mine


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (Answer(fate=Fate.DEAD, reason="crashed"), InvalidRecordError, "crashed"),
        (Answer(reason="paused"), RecordWaitsError, "S1 is accepted and waits: paused"),
    ],
)
def test_a_record_without_a_result_raises_why(
    client: Client, answer: Answer, error: type[Exception], says: str
) -> None:
    with answered(client, answer), pytest.raises(error, match=says):
        client.submit(RECORD, wait="screened")


def test_the_state_of_another_shipment_is_not_ours(client: Client) -> None:
    key = client.keys.result("urn:test", "S1")
    assert key == client.keys.result("urn", "test:S1")
    client.redis.set(key, a_result().model_dump_json())
    assert client.status("S1", "urn:test") is not None
    assert client.status("test:S1", "urn") is None


def test_each_alert_is_acked_once_its_body_returned(client: Client) -> None:
    tell(client, "a", "b")
    heard = [alert.id for alert in client.subscribe("desk", "one", block_s=0.05)]
    assert heard == ["a", "b"]
    assert client.redis.xpending(client.keys.alerts, "desk")["pending"] == 0


def test_a_crashed_body_hears_its_alert_again(client: Client) -> None:
    tell(client, "a", "b")
    assert next(client.subscribe("desk", "one", block_s=0.05)).id == "a"
    again = client.subscribe("desk", "one", block_s=0.05)
    assert [alert.id for alert in again] == ["a", "b"]


def test_an_alert_that_failed_three_times_is_set_aside(client: Client) -> None:
    tell(client, "a", "b")
    for _ in range(MAX_SETBACKS):
        assert next(client.subscribe("desk", "one", block_s=0.05)).id == "a"
    assert [a.id for a in client.subscribe("desk", "one", block_s=0.05)] == ["b"]
    assert client.redis.xlen(client.keys.aside("desk")) == 1


def test_an_alert_that_was_never_begun_is_not_set_aside(client: Client) -> None:
    tell(client, "a", "b")
    for _ in range(MAX_SETBACKS):
        next(client.subscribe("desk", "one", block_s=0.05))
    remaining = client.subscribe("desk", "one", block_s=0.05)
    assert next(remaining).id == "b"


def test_a_group_that_is_there_is_kept(client: Client) -> None:
    assert ensure_group(client.redis, client.keys, "desk")
    assert not ensure_group(client.redis, client.keys, "desk")


def test_another_error_of_the_server_is_not_hidden(client: Client) -> None:
    client.redis.set(client.keys.alerts, "no stream")
    with pytest.raises(redis.ResponseError, match="WRONGTYPE"):
        ensure_group(client.redis, client.keys, "desk")
