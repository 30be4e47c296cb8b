"""Shipments of a file onto a lane, and what becomes of each."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from customhouse.client import Accepted, Client
from customhouse.errors import InvalidRecordError
from customhouse.keys import Lane
from customhouse.reading import CheckedRecord
from desk.shipments.files.read import Read

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What became of one record of a file.

    Attributes:
        line: where it begins in the file.
        fate: "accepted" or "refused"; once it is recorded, its fate: "clear", "duplicate" …
        field, reason: of a refused one: where it is wrong, and what.
        accepted: what the client says of an accepted one.
    """

    line: int
    shipment_id: str | None
    fate: str
    field: str = ""
    reason: str = ""
    accepted: Accepted | None = None


def submit_reads(
    client: Client, reads: Iterable[Read], *, lane: Lane, timeout_s: float
) -> Iterator[Submitted]:
    """Submit what was read and can be screened; yield what became of each, in order.

    Args:
        timeout_s: how long to wait for room in the stream.
    """
    lines: deque[int] = deque()
    refusals: deque[Submitted] = deque()
    valid = _valid(reads, lines, refusals)
    for accepted in client.submit_many(valid, lane=lane, timeout=timeout_s):
        line = lines.popleft()
        while refusals and refusals[0].line < line:
            yield refusals.popleft()
        yield Submitted(
            line=line, shipment_id=accepted.shipment_id, fate=ACCEPTED, accepted=accepted
        )
    yield from refusals


def _valid(
    reads: Iterable[Read], lines: deque[int], refusals: deque[Submitted]
) -> Iterator[CheckedRecord]:
    for read in reads:
        if read.error is not None:
            refusals.append(_refused(read, read.error))
        elif read.record is not None:
            lines.append(read.line)
            yield read.record


def _refused(read: Read, error: InvalidRecordError) -> Submitted:
    return Submitted(
        line=read.line,
        shipment_id=read.shipment_id,
        fate=REFUSED,
        field=error.field,
        reason=error.reason,
    )
