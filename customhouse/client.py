"""The Python client: submit shipments, wait for results, subscribe to alerts."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal, Self

import redis

from customhouse.alert import Answer, Result
from customhouse.content import canonical_record, content_hash
from customhouse.errors import (
    IntakeFullError,
    InvalidRecordError,
    RecordWaitsError,
    ResultTimeoutError,
)
from customhouse.keys import ANSWER_FIELD, RECORD_FIELD, Keys, Lane
from customhouse.reading import validate_record
from customhouse.shipment import ShipmentRecord
from customhouse.subscription import Subscription

_CHUNK: Final = 200
# A blocked producer looks again this often; intake drains thousands a second.
_FULL_PAUSE_S: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A record that is in the intake stream; `entry` is its id there."""

    shipment_id: str
    source: str
    revision: int
    content: str
    entry: str


class Client:
    """Talk to a running Customhouse through its Redis.

    Example:
        client = Client("redis://127.0.0.1:6379/0")
        client.submit({"shipment_id": "S1", "source": "urn:erp", "parties": [...]})

    Args:
        redis_url: where the service's Redis or Valkey is.
        prefix: the service's key prefix, if it has one.
        bound: how many records an intake stream may hold before submitting waits.
    """

    def __init__(self, redis_url: str, *, prefix: str = "", bound: int = 100_000) -> None:
        self.redis: redis.Redis = redis.Redis.from_url(
            redis_url, socket_timeout=30, socket_connect_timeout=10, health_check_interval=15
        )
        self.keys = Keys(prefix)
        self._bound = bound

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.redis.close()

    def submit(
        self,
        shipment: ShipmentRecord | Mapping[str, Any],
        *,
        wait: Literal["accepted", "screened"] = "accepted",
        lane: Lane = Lane.EXPRESS,
        timeout: float = 30.0,
    ) -> Accepted | Result:
        """Submit one shipment.

        Args:
            shipment: a record, or a dict of its shape.
            wait: "accepted" returns once it is in the stream, "screened" with the result: the
                shipment's state, and as fate what became of this very record ("duplicate").
            lane: express waits for an answer, bulk does not.
            timeout: seconds to wait for room in the stream, and for the result.

        Raises:
            InvalidRecordError: the shipment can never be screened as it is.
            IntakeFullError: no room came; nothing was written.
            RecordWaitsError: accepted, but its source is paused or its schema too new.
            ResultTimeoutError: accepted, but no result yet: ask status() later.
        """
        deadline = time.monotonic() + timeout
        record = _as_record(shipment)
        asks = wait == "screened"
        accepted = self._write([record], lane, deadline, asks=asks)[0]
        return self._await_result(accepted, lane, deadline, timeout) if asks else accepted

    def submit_many(
        self,
        shipments: Iterable[ShipmentRecord | Mapping[str, Any]],
        *,
        lane: Lane = Lane.BULK,
        timeout: float = 300.0,
    ) -> Iterator[Accepted]:
        """Submit shipments in pipelines, yielding each once it is accepted.

        The stream is bounded: while it is full this waits, up to `timeout` seconds for one
        chunk, then raises IntakeFullError. Nothing is ever dropped: what was not yielded
        was not written.
        """
        records = (_as_record(shipment) for shipment in shipments)
        while chunk := list(islice(records, _CHUNK)):
            yield from self._write(chunk, lane, time.monotonic() + timeout)

    def status(self, shipment_id: str, source: str) -> Result | None:
        """Return the state of a shipment, or None where there is none (any more).

        A re-screen renews it. Results expire; the service's ledger (`customhouse status`) keeps
        them for good.
        """
        raw = self.redis.get(self.keys.result(source, shipment_id))
        if raw is None:
            return None
        result = Result.model_validate_json(_bytes(raw))
        # "a:b" with "c" and "a" with "b:c" share a key; another shipment's state is none of ours.
        is_its_own = (result.source, result.shipment_id) == (source, shipment_id)
        return result if is_its_own else None

    def subscribe(self, group: str, consumer: str, *, block_s: float | None = None) -> Subscription:
        """Return an iterator over alerts; see Subscription.

        Args:
            group: who listens; each group hears every alert once.
            consumer: a stable name for this process; its unfinished alerts come again.
            block_s: end after so many quiet seconds; None listens for ever.
        """
        return Subscription(self.redis, self.keys, group, consumer, block_s=block_s)

    def _write(
        self, records: list[ShipmentRecord], lane: Lane, deadline: float, *, asks: bool = False
    ) -> list[Accepted]:
        stream = self.keys.intake(lane)
        self._await_room(stream, len(records), deadline)
        pipe = self.redis.pipeline(transaction=False)
        for record in records:
            fields: dict[Any, Any] = {RECORD_FIELD: wire_bytes(record)}
            pipe.xadd(stream, fields | {ANSWER_FIELD: "1"} if asks else fields)
        entries = pipe.execute()
        return [
            Accepted(
                shipment_id=record.shipment_id,
                source=record.source,
                revision=record.revision,
                content=content_hash(canonical_record(record)),
                entry=_bytes(entry).decode(),
            )
            for record, entry in zip(records, entries, strict=True)
        ]

    def _await_room(self, stream: str, wanted: int, deadline: float) -> None:
        while (length := int(self.redis.xlen(stream))) + wanted > self._bound:
            if time.monotonic() >= deadline:
                raise IntakeFullError(stream, length)
            time.sleep(_FULL_PAUSE_S)

    def _await_result(
        self, accepted: Accepted, lane: Lane, deadline: float, timeout: float
    ) -> Result:
        key, pause = self.keys.answer(lane, accepted.entry), 0.002
        while True:
            if (raw := self.redis.get(key)) is not None:
                return _result_of(Answer.model_validate_json(_bytes(raw)), accepted)
            if time.monotonic() >= deadline:
                raise ResultTimeoutError(accepted.shipment_id, timeout)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)


def wire_bytes(record: ShipmentRecord) -> bytes:
    """Return the record as it goes on the intake stream."""
    return record.model_dump_json(by_alias=True, exclude_none=True).encode()


def _result_of(answer: Answer, accepted: Accepted) -> Result:
    if answer.result is not None:
        return answer.result
    reason = answer.reason or "the service gave no reason"
    if answer.fate is None:
        raise RecordWaitsError(accepted.shipment_id, reason)
    raise InvalidRecordError(accepted.source, answer.field or "", reason)


def _as_record(shipment: ShipmentRecord | Mapping[str, Any]) -> ShipmentRecord:
    if isinstance(shipment, ShipmentRecord):
        return shipment
    return validate_record(dict(shipment))


def _bytes(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
