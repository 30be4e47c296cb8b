"""The Python client: submit shipments, wait for results, subscribe to alerts."""

import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, Literal, Self, TypeVar, overload

from pydantic import BaseModel, ValidationError

from customhouse.connection import connect, server_errors
from customhouse.errors import (
    InvalidRecordError,
    RecordWaitsError,
    ResultTimeoutError,
    UndecodableError,
)
from customhouse.intake import Accepted, Intake
from customhouse.keys import Keys, Lane
from customhouse.listening.consumer import Consumer
from customhouse.listening.subscription import Subscription
from customhouse.reading import CheckedRecord, check_fields
from customhouse.shipment import ShipmentRecord
from customhouse.verdict import Answer, Result
from customhouse.wording import first_objection

__all__ = ["Accepted", "Client", "Shipment"]

# A shipment as callers have it.
Shipment = CheckedRecord | ShipmentRecord | Mapping[str, Any]
Read = TypeVar("Read", bound=BaseModel)

_CHUNK: Final = 200
_RETRIES: Final = 3


class Client:
    """Talk to a running Customhouse through its Redis.

    Whatever goes wrong is a CustomhouseError.

    Example:
        client = Client("redis://127.0.0.1:6379/0")
        client.submit({"shipment_id": "S1", "source": "urn:erp", "parties": [...]})

    Args:
        redis_url: where the service's Redis or Valkey is.
        prefix: the service's key prefix, if it has one.
        bound: how many records an intake stream may hold before submitting waits.

    Raises:
        InvalidAddressError: the URL is none, or names no host.
    """

    def __init__(self, redis_url: str, *, prefix: str = "", bound: int = 100_000) -> None:
        self.redis = connect(redis_url, retries=_RETRIES)
        # A subscriber must know of each break: what was given to it then is asked for again.
        self._listening = connect(redis_url, retries=0)
        self.keys = Keys(prefix)
        self._intake = Intake(self.redis, self.keys, bound=bound)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.redis.close()
        self._listening.close()

    @overload
    def submit(
        self,
        shipment: Shipment,
        *,
        wait: Literal["accepted"] = "accepted",
        lane: Lane = Lane.EXPRESS,
        timeout: float = 30.0,
    ) -> Accepted: ...

    @overload
    def submit(
        self,
        shipment: Shipment,
        *,
        wait: Literal["screened"],
        lane: Lane = Lane.EXPRESS,
        timeout: float = 30.0,
    ) -> Result: ...

    def submit(
        self,
        shipment: Shipment,
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
            ServerError: the server does not answer, or refuses. Submit it again: if it was
                accepted after all, the second is a duplicate.
            RecordWaitsError: accepted, but its source is paused or its schema too new.
            ResultTimeoutError: accepted, but no result yet: ask status() later.
        """
        deadline = time.monotonic() + timeout
        asks = wait == "screened"
        (accepted,) = self._intake.write([_checked(shipment)], lane, deadline=deadline, asks=asks)
        return self._await_result(accepted, lane, deadline, timeout) if asks else accepted

    def submit_many(
        self,
        shipments: Iterable[Shipment],
        *,
        lane: Lane = Lane.BULK,
        timeout: float = 300.0,
        chunk: int = _CHUNK,
    ) -> Iterator[Accepted]:
        """Submit shipments in pipelines, and yield each that was accepted.

        Nothing is written before the first is asked for. Then up to `chunk` are taken, written in
        one go, and yielded one by one: who stops in between has submitted the rest of the chunk
        too. The stream is bounded: while it is full this waits, up to `timeout` seconds for one
        chunk. Nothing is dropped: an error comes after all that was accepted before it was yielded.

        Args:
            chunk: with 1, each is yielded before the next one is taken. That suits a slow supply,
                and costs a way to the server and back for each.

        Raises:
            InvalidRecordError: of the first that can never be screened; what stood before it was
                yielded.
            IntakeFullError: no room came; what was not yielded was not written.
            ServerError: as in submit(), for up to a chunk.
        """
        records = map(_checked, shipments)
        size = max(1, min(chunk, self._intake.bound))
        while True:
            taken, error = _take(records, size)
            yield from self._intake.write(taken, lane, deadline=time.monotonic() + timeout)
            if error is not None:
                raise error
            if len(taken) < size:
                return

    def status(self, shipment_id: str, *, source: str) -> Result | None:
        """Return the state of a shipment, or None where there is none (any more).

        A re-screen renews it. Results expire; the service's ledger (`customhouse status`) keeps
        them for good.

        Raises:
            UndecodableError: what stands there is no result.
            ServerError: the server does not answer, or refuses.
        """
        key = self.keys.result(source=source, shipment_id=shipment_id)
        raw = self._get(key)
        return None if raw is None else _decoded(Result, raw, key)

    def subscribe(
        self,
        group: str,
        consumer: str,
        *,
        block_s: float | None = None,
        patience_s: float = 300.0,
    ) -> Subscription:
        """Return the alerts of a group, to loop over; see Subscription.

        Args:
            group: who listens; each group hears every alert once.
            consumer: a stable name for this process; its unfinished alerts come again.
            block_s: end after so many quiet seconds; None listens for ever.
            patience_s: how long to wait for a server that went away.

        Raises:
            ServerError: the server does not answer, or refuses.
        """
        listener = Consumer(self._listening, self.keys, group=group, consumer=consumer)
        return Subscription(listener, block_s=block_s, patience_s=patience_s)

    def _get(self, key: str) -> bytes | None:
        with server_errors(self.redis):
            raw: Any = self.redis.get(key)
        return None if raw is None else _bytes(raw)

    def _await_result(
        self, accepted: Accepted, lane: Lane, deadline: float, timeout: float
    ) -> Result:
        key, pause = self.keys.answer(lane, accepted.entry), 0.002
        while (raw := self._get(key)) is None:
            if time.monotonic() >= deadline:
                raise ResultTimeoutError(shipment_id=accepted.shipment_id, timeout_s=timeout)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
        return _result_of(_decoded(Answer, raw, key), accepted)


def _result_of(answer: Answer, accepted: Accepted) -> Result:
    if answer.result is not None:
        return answer.result
    reason = answer.reason or "the service gave no reason"
    if answer.fate is None:
        raise RecordWaitsError(shipment_id=accepted.shipment_id, reason=reason)
    raise InvalidRecordError(
        field=answer.field or "",
        reason=reason,
        source=accepted.source,
        shipment_id=accepted.shipment_id,
    )


def _checked(shipment: Shipment) -> CheckedRecord:
    if isinstance(shipment, CheckedRecord):
        return shipment
    if isinstance(shipment, ShipmentRecord):
        return check_fields(shipment.model_dump(by_alias=True, exclude_unset=True))
    return check_fields(shipment)


def _take(records: Iterator[CheckedRecord], size: int) -> tuple[list[CheckedRecord], Any]:
    """Return up to so many records, and the error that ended them early."""
    taken: list[CheckedRecord] = []
    try:
        taken.extend(islice(records, size))
    except InvalidRecordError as exc:
        return taken, exc
    return taken, None


def _decoded(kind: type[Read], raw: bytes, key: str) -> Read:
    try:
        return kind.model_validate_json(raw)
    except ValidationError as exc:
        reason = ": ".join(filter(None, first_objection(exc)))
        raise UndecodableError(where=key, reason=reason, raw=raw) from exc


def _bytes(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
