"""What becomes of alerts in a subscriber's hands, on a real Valkey."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import redis

from customhouse import Alert, Client, RefusedError, Subscription, UndecodableError
from customhouse.alert import EventType, ServiceView
from customhouse.listening.consumer import ensure_group
from customhouse.listening.line import PATIENCE
from customhouse.verdict import ShipmentView

QUIET_S = 0.05


class HandlingError(Exception):
    """A loop body failed."""


@pytest.fixture
def client(valkey_url: str) -> Iterator[Client]:
    with Client(valkey_url) as made:
        made.redis.flushall()
        yield made


def an_event(alert_id: str) -> str:
    data = ServiceView(reason="test")
    alert = Alert(id=alert_id, type=EventType.DEGRADED, time=datetime.now(UTC), data=data)
    return alert.model_dump_json()


def tell(client: Client, *ids: str) -> None:
    for alert_id in ids:
        client.redis.xadd(client.keys.alerts, {"id": alert_id, "event": an_event(alert_id)})


def tell_raw(client: Client, event: str) -> str:
    entry: Any = client.redis.xadd(client.keys.alerts, {"id": "raw", "event": event})
    return str(entry.decode())


def listen(client: Client, group: str = "desk", consumer: str = "one") -> Subscription:
    return client.subscribe(group, consumer, block_s=QUIET_S)


def heard(client: Client, group: str = "desk", consumer: str = "one") -> list[str]:
    return [alert.id for alert in listen(client, group, consumer)]


def unacked(client: Client, group: str = "desk") -> int:
    pending: Any = client.redis.xpending(client.keys.alerts, group)
    return int(pending["pending"])


def test_each_alert_is_acked_once_its_body_returned(client: Client) -> None:
    tell(client, "a", "b")
    assert heard(client) == ["a", "b"]
    assert unacked(client) == 0


def test_an_alert_is_not_acked_while_its_body_runs(client: Client) -> None:
    tell(client, "a", "b")
    left = [unacked(client) for _ in listen(client)]
    assert left == [2, 1]


@pytest.mark.parametrize(
    "error", [HandlingError, KeyboardInterrupt, StopIteration, GeneratorExit, SystemExit]
)
def test_a_body_that_raises_hears_its_alert_again(
    client: Client, error: type[BaseException]
) -> None:
    tell(client, "a", "b")
    subscription, seen = listen(client), []
    with contextlib.suppress(error):
        for alert in subscription:
            seen.append(alert.id)
            raise error
    seen += [alert.id for alert in subscription]
    assert seen == ["a", "a", "b"]
    assert unacked(client) == 0


def test_who_logs_and_goes_on_loses_nothing(client: Client) -> None:
    tell(client, "a", "b", "c")
    subscription, failures, handled = listen(client), [], []
    for _ in range(4):
        try:
            for alert in subscription:
                if alert.id == "b" and len(failures) < 2:
                    raise HandlingError
                handled.append(alert.id)
        except HandlingError:
            failures.append(alert.id)
    assert (handled, failures) == (["a", "b", "c"], ["b", "b"])
    assert unacked(client) == 0


def test_an_alert_that_always_fails_lets_the_others_through_and_stays(client: Client) -> None:
    tell(client, "a", "b", "c")
    subscription, handled = listen(client), []
    for _ in range(PATIENCE + 2):
        with contextlib.suppress(HandlingError):
            for alert in subscription:
                if alert.id == "a":
                    raise HandlingError
                handled.append(alert.id)
    assert handled == ["b", "c"]
    assert unacked(client) == 1
    tell(client, "d")
    with contextlib.suppress(HandlingError):
        for alert in listen(client):
            if alert.id == "a":
                raise HandlingError
            handled.append(alert.id)
    assert (handled, unacked(client)) == (["b", "c", "d"], 1)


def test_who_breaks_out_hears_the_last_again(client: Client) -> None:
    tell(client, "a", "b")
    for _ in listen(client):
        break
    assert heard(client) == ["a", "b"]


def test_a_loop_that_is_closed_hears_the_last_again(client: Client) -> None:
    tell(client, "a")
    loop: Any = iter(listen(client))
    next(loop)
    loop.close()
    assert unacked(client) == 1
    assert heard(client) == ["a"]


def test_a_process_killed_in_the_body_leaves_its_alert(client: Client, valkey_url: str) -> None:
    tell(client, "a", "b")
    body = "print(alert.id, flush=True); os.kill(os.getpid(), 9) if alert.id == 'b' else None"
    program = (
        "import os, sys; from customhouse import Client\n"
        f"for alert in Client(sys.argv[1]).subscribe('desk', 'one', block_s=1): {body}"
    )
    command = [sys.executable, "-c", program, valkey_url]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.split()) == (-signal.SIGKILL, ["a", "b"])
    assert heard(client) == ["b"]


def test_each_group_hears_every_alert_and_each_consumer_its_own(client: Client) -> None:
    tell(client, "a", "b")
    assert heard(client, "desk") == heard(client, "erp") == ["a", "b"]
    tell(client, "c")
    with contextlib.suppress(HandlingError):
        for _ in listen(client, "desk", "one"):
            raise HandlingError
    assert heard(client, "desk", "two") == []
    assert heard(client, "desk", "one") == ["c"]


def test_what_a_lost_consumer_left_is_taken_over(client: Client) -> None:
    tell(client, "a", "b")
    with contextlib.suppress(HandlingError):
        for _ in listen(client, consumer="lost"):
            raise HandlingError
    ids = [entry for entry, _ in client.redis.xrange(client.keys.alerts)]  # type: ignore[misc,union-attr]  # typed for asyncio too
    stream, idle_ms = client.keys.alerts, 700_000
    client.redis.xclaim(stream, "desk", "lost", 0, ids[:1], idle=idle_ms)
    assert heard(client, consumer="other") == ["a"]


def test_a_delivery_is_acked_by_its_own_block(client: Client) -> None:
    tell(client, "a", "b")
    seen = []
    for delivery in listen(client).deliveries():
        with delivery as alert:
            seen.append((alert.id, delivery.attempt, unacked(client)))
    assert seen == [("a", 1, 2), ("b", 1, 1)]
    assert unacked(client) == 0


def test_a_delivery_whose_block_raised_comes_again_in_the_same_loop(client: Client) -> None:
    tell(client, "a", "b")
    seen = []
    for delivery in listen(client).deliveries():
        with contextlib.suppress(HandlingError), delivery as alert:
            seen.append((alert.id, delivery.attempt))
            if delivery.attempt == 1:
                raise HandlingError
    assert seen == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert unacked(client) == 0


def test_a_break_within_the_block_acks(client: Client) -> None:
    tell(client, "a", "b")
    for delivery in listen(client).deliveries():
        with delivery:
            break
    assert heard(client) == ["b"]


def test_deliveries_are_acked_in_any_order_and_later(client: Client) -> None:
    tell(client, "a", "b", "c")
    subscription = listen(client)
    first, second, third = subscription.deliveries()
    third.ack()
    first.ack()
    assert unacked(client) == 1
    assert [each.entry for each in subscription.deliveries()] == [second.entry]


def test_what_is_set_aside_is_acked_and_kept(client: Client) -> None:
    tell(client, "a", "b")
    for delivery in listen(client).deliveries():
        delivery.set_aside()
    kept: Any = client.redis.xrange(client.keys.aside("desk"))
    assert [fields[b"id"] for _, fields in kept] == [b"a", b"b"]
    assert (unacked(client), heard(client)) == (0, [])


@pytest.mark.parametrize("decision", ["ack", "set_aside"])
def test_a_delivery_that_failed_may_be_given_up_at_once(client: Client, decision: str) -> None:
    tell(client, "a")
    tell_raw(client, "no JSON")
    tell(client, "b")
    seen = []
    for delivery in listen(client).deliveries():
        seen.append(delivery.raw[:2])
        try:
            with delivery as alert:
                if alert.id == "a":
                    raise HandlingError
        except (HandlingError, UndecodableError):
            getattr(delivery, decision)()
    assert seen == [b'{"', b"no", b'{"']
    assert unacked(client) == 0
    assert client.redis.hlen(client.keys.attempts("desk")) == 0
    assert client.redis.xlen(client.keys.aside("desk")) == (2 if decision == "set_aside" else 0)


@pytest.mark.parametrize(
    "event",
    ["", "no JSON", "[]", "{}", '{"id": "a", "type": "t"}', '{"id": 1, "type": "t", "data": 7}'],
)
def test_what_cannot_be_read_is_told_and_never_acked(client: Client, event: str) -> None:
    entry = tell_raw(client, event)
    with pytest.raises(UndecodableError, match=f"{entry} cannot be read") as caught:
        heard(client)
    assert (caught.value.where, caught.value.raw) == (entry, event.encode())
    assert unacked(client) == 1


def test_what_cannot_be_read_does_not_keep_the_others_away(client: Client) -> None:
    tell(client, "a")
    tell_raw(client, "no JSON")
    tell(client, "b")
    subscription, handled = listen(client), []
    for _ in range(PATIENCE + 1):
        with contextlib.suppress(UndecodableError):
            for alert in subscription:
                handled.append(alert.id)  # noqa: PERF401  a comprehension would lose the first
    assert (handled, unacked(client)) == (["a", "b"], 1)


@pytest.mark.parametrize("decision", ["ack", "set_aside"])
def test_the_caller_decides_on_what_cannot_be_read(client: Client, decision: str) -> None:
    tell_raw(client, "no JSON")
    tell(client, "b")
    subscription = listen(client)
    with pytest.raises(UndecodableError) as caught:
        list(subscription)
    getattr(subscription, decision)(caught.value.where)
    assert [alert.id for alert in subscription] == ["b"]
    assert unacked(client) == 0
    assert client.redis.xlen(client.keys.aside("desk")) == (decision == "set_aside")


def test_an_event_of_a_later_type_is_handed_over_with_its_data(client: Client) -> None:
    event = '{"id": "a", "type": "customhouse.shipment.decided.v1", "time": "2026-01-01T00:00:00Z"'
    tell_raw(client, event + ', "data": {"who": "A. Reviewer", "at": {"x": 1}}, "trace": "t1"}')
    (alert,) = listen(client)
    assert alert.type == "customhouse.shipment.decided.v1"
    assert alert.data == {"who": "A. Reviewer", "at": {"x": 1}}
    assert alert.model_extra == {"trace": "t1"}


def test_fields_and_words_that_came_later_are_handed_over(client: Client) -> None:
    hit = {
        "subject": {"kind": "goods", "ref": "goods.0", "name": "x", "line": 1},
        "listing_id": "l", "listing_name": "n", "matched_name": "m", "source": "s", "score": 1,
        "reason": "r", "change": "decided", "decided_by": "somebody",
    }  # fmt: skip
    data = {
        "source": "urn:test", "shipment_id": "S1", "revision": 0, "content": "c",
        "outcome": "FLAGGED", "hits": [hit], "flags": [{"rule": "R1"}],
    }  # fmt: skip
    event = Alert(id="a", type=EventType.FLAGGED, time=datetime.now(UTC), data=data)
    tell_raw(client, event.model_dump_json())
    (alert,) = listen(client)
    assert isinstance(alert.data, ShipmentView)
    assert alert.data.model_extra == {"flags": [{"rule": "R1"}]}
    assert alert.data.hits[0].change == "decided"
    assert alert.data.hits[0].model_extra == {"decided_by": "somebody"}


def test_a_group_that_is_there_is_kept(client: Client) -> None:
    assert ensure_group(client.redis, client.keys, "desk")
    assert not ensure_group(client.redis, client.keys, "desk")


def test_another_error_of_the_server_is_not_hidden(client: Client) -> None:
    client.redis.set(client.keys.alerts, "no stream")
    with pytest.raises(redis.ResponseError, match="WRONGTYPE"):
        ensure_group(client.redis, client.keys, "desk")
    with pytest.raises(RefusedError, match="WRONGTYPE"):
        listen(client)


def test_what_is_set_aside_after_its_block_failed_is_handed_over_once(client: Client) -> None:
    client.redis.xadd(client.keys.alerts, {"event": "{oops"})
    given = 0
    for delivery in client.subscribe("g", "c", block_s=0.2).deliveries():
        given += 1
        try:
            with delivery:
                raise AssertionError
        except UndecodableError:
            delivery.set_aside()
    assert given == 1
    assert client.redis.xlen(client.keys.aside("g")) == 1
