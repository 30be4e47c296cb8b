"""Writing records to the intake streams, no more than they may hold."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import redis
from pydantic_core import to_json

from customhouse.connection import place_of, server_errors
from customhouse.content import ContentHash
from customhouse.errors import IntakeFullError, RefusedError
from customhouse.keys import ANSWER_FIELD, RECORD_FIELD, Keys, Lane
from customhouse.reading import CheckedRecord

# A blocked producer looks again this often; the service takes thousands a second.
_FULL_PAUSE_S: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A record that is in the intake stream; `entry` is its id there."""

    shipment_id: str
    source: str
    revision: int
    content: ContentHash
    entry: str


class Intake:
    """The intake streams, as a producer sees them."""

    def __init__(self, server: redis.Redis, keys: Keys, *, bound: int) -> None:
        self._redis = server
        self._keys = keys
        self.bound = bound

    def write(
        self, records: Sequence[CheckedRecord], lane: Lane, *, deadline: float, asks: bool = False
    ) -> Iterator[Accepted]:
        """Write the records in one go, then yield each that was accepted.

        Args:
            deadline: when to give up waiting for room, by the monotonic clock.
            asks: each gets an answer of its own.

        Raises:
            IntakeFullError: no room came; nothing was written.
            UnreachableError: no answer; what was accepted is not known.
            RefusedError: after those that were accepted, why others were not.
        """
        if not records:
            return
        stream = self._keys.intake(lane)
        self._await_room(stream, len(records), deadline)
        entries = self._add(stream, records, asks=asks)
        errors = [entry for entry in entries if isinstance(entry, Exception)]
        for record, entry in zip(records, entries, strict=True):
            if not isinstance(entry, Exception):
                yield _accepted(record, entry.decode())
        if errors:
            raise RefusedError(server=place_of(self._redis), reason=str(errors[0])) from errors[0]

    def _add(self, stream: str, records: Sequence[CheckedRecord], *, asks: bool) -> list[Any]:
        with server_errors(self._redis):
            pipe = self._redis.pipeline(transaction=False)
            for record in records:
                fields: dict[Any, Any] = {RECORD_FIELD: wire_bytes(record)}
                pipe.xadd(stream, fields | {ANSWER_FIELD: "1"} if asks else fields)
            return pipe.execute(raise_on_error=False)

    def _await_room(self, stream: str, wanted: int, deadline: float) -> None:
        while (length := self._length(stream)) + wanted > self.bound:
            if time.monotonic() >= deadline:
                raise IntakeFullError(stream=stream, length=length)
            time.sleep(_FULL_PAUSE_S)

    def _length(self, stream: str) -> int:
        with server_errors(self._redis):
            return int(self._redis.xlen(stream))


def wire_bytes(record: CheckedRecord) -> bytes:
    """Return the record as it goes on the intake stream: its content, and when it was sent."""
    if (as_of := record.said.get("as_of")) is None:
        return record.canonical
    return b'{"as_of":' + to_json(as_of) + b"," + record.canonical[1:]


def _accepted(record: CheckedRecord, entry: str) -> Accepted:
    return Accepted(
        shipment_id=record.shipment_id,
        source=record.source,
        revision=record.revision,
        content=record.content,
        entry=entry,
    )
