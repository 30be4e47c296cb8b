"""The client on a real Valkey."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import redis

from customhouse import (
    Accepted,
    Client,
    Fate,
    IntakeFullError,
    InvalidRecordError,
    Lane,
    Outcome,
    RecordWaitsError,
    RefusedError,
    Result,
    ResultTimeoutError,
    ShipmentRecord,
    UndecodableError,
)
from customhouse.keys import ANSWER_FIELD
from customhouse.reading import check_fields, check_record
from customhouse.verdict import Answer

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
    client.redis.set(client.keys.result(source="urn:test", shipment_id="S1"), earlier)
    mine = a_result(fate=Fate.DUPLICATE)
    with answered(client, Answer(fate=Fate.DUPLICATE, result=mine)):
        assert client.submit(RECORD, wait="screened") == mine


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (Answer(fate=Fate.DEAD, reason="crashed"), InvalidRecordError, "crashed"),
        (Answer(reason="paused"), RecordWaitsError, "shipment S1 is accepted and waits: paused"),
    ],
)
def test_a_record_without_a_result_raises_why(
    client: Client, answer: Answer, error: type[Exception], says: str
) -> None:
    with answered(client, answer), pytest.raises(error, match=says):
        client.submit(RECORD, wait="screened")


def test_two_shipments_whose_names_run_together_have_each_their_state(client: Client) -> None:
    for source, shipment_id in (("urn:test", "S1"), ("urn", "test:S1")):
        fields = {"source": source, "shipment_id": shipment_id, "revision": 0, "content": "c"}
        state = Result(**fields, outcome=Outcome.CLEAR, fate=Fate.CLEAR)
        key = client.keys.result(source=source, shipment_id=shipment_id)
        client.redis.set(key, state.model_dump_json(exclude_none=True))
    for source, shipment_id in (("urn:test", "S1"), ("urn", "test:S1")):
        found = client.status(shipment_id, source=source)
        assert found is not None
        assert (found.source, found.shipment_id) == (source, shipment_id)


def test_there_may_be_no_state(client: Client) -> None:
    assert client.status("S1", source="urn:test") is None


@pytest.mark.parametrize("raw", ["no JSON", "{}", "[]", '{"fate": 7}'])
def test_a_state_that_cannot_be_read_says_which(client: Client, raw: str) -> None:
    client.redis.set(client.keys.result(source="urn:test", shipment_id="S1"), raw)
    with pytest.raises(UndecodableError, match="result:urn:test:S1 cannot be read") as caught:
        client.status("S1", source="urn:test")
    assert caught.value.raw == raw.encode()


def test_a_state_of_a_newer_service_is_read(client: Client) -> None:
    later = {**a_result().model_dump(mode="json"), "outcome": "HELD", "colour": {"of": "later"}}
    key = client.keys.result(source="urn:test", shipment_id="S1")
    client.redis.set(key, json.dumps({**later, "fate": "held", "order": []}))
    found = client.status("S1", source="urn:test")
    assert found is not None
    assert (found.outcome.value, found.fate.value, found.order) == ("HELD", "held", None)
    assert found.outcome not in list(Outcome)
    assert found.model_extra == {"colour": {"of": "later"}}


def test_an_answer_has_no_order_unless_it_is_said(client: Client) -> None:
    with answered(client, Answer(fate=Fate.CLEAR, result=a_result())):
        assert client.submit(RECORD, wait="screened").order is None
    raw = Answer(fate=Fate.CLEAR, result=a_result()).model_dump_json(exclude_none=True)
    assert "order" not in raw


def test_who_does_not_listen_submits_nothing(client: Client) -> None:
    many = [{**RECORD, "shipment_id": f"S{n}"} for n in range(5)]
    going = client.submit_many(many)
    assert client.redis.xlen(client.keys.intake(Lane.BULK)) == 0
    next(going)
    assert client.redis.xlen(client.keys.intake(Lane.BULK)) == 5


def test_one_by_one_each_is_yielded_before_the_next_is_taken(client: Client) -> None:
    stream, taken = client.keys.intake(Lane.BULK), []

    def supply() -> Iterator[dict[str, Any]]:
        for n in range(3):
            taken.append(n)
            yield {**RECORD, "shipment_id": f"S{n}"}

    for number, accepted in enumerate(client.submit_many(supply(), chunk=1)):
        assert (accepted.shipment_id, len(taken)) == (f"S{number}", number + 1)
        assert client.redis.xlen(stream) == number + 1


def test_what_stands_before_a_bad_record_is_accepted(client: Client) -> None:
    many = [RECORD, {**RECORD, "shipment_id": "S2"}, {**RECORD, "parties": []}, RECORD]
    accepted = []
    with pytest.raises(InvalidRecordError, match="parties"):
        accepted.extend(client.submit_many(many))
    assert [each.shipment_id for each in accepted] == ["S1", "S2"]
    assert client.redis.xlen(client.keys.intake(Lane.BULK)) == 2


def test_more_than_the_stream_holds_goes_in_smaller_pieces(client: Client) -> None:
    many = [{**RECORD, "shipment_id": f"S{n}"} for n in range(25)]
    stream = client.keys.intake(Lane.BULK)
    for number, _ in enumerate(client.submit_many(many, timeout=5), 1):
        if number % 10 == 0:
            client.redis.delete(stream)
    assert client.redis.xlen(stream) == 5


def test_what_the_server_refuses_is_told_after_what_it_took(client: Client) -> None:
    stream = client.keys.intake(Lane.BULK)
    client.redis.set(stream, "no stream")
    with pytest.raises(RefusedError, match="WRONGTYPE"):
        list(client.submit_many([RECORD]))


@pytest.mark.parametrize("form", ["dictionary", "model", "checked"])
def test_a_shipment_is_submitted_in_any_form(client: Client, form: str) -> None:
    record = {**RECORD, "as_of": "2026-01-01T00:00:00Z", "revision": 0, "level": ""}
    given: Any = {
        "dictionary": record,
        "model": ShipmentRecord.model_validate(record),
        "checked": check_fields(record),
    }[form]
    accepted = client.submit(given)
    ((_, fields),) = client.redis.xrange(client.keys.intake(Lane.EXPRESS))  # type: ignore[misc,union-attr]  # typed for asyncio too
    sent = check_record(fields[b"record"])
    assert (sent.content, accepted.content) == (check_fields(RECORD).content,) * 2
    assert json.loads(fields[b"record"])["as_of"] == "2026-01-01T00:00:00Z"
