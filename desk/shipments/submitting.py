"""Shipments of a file onto a lane."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from customhouse.client import Accepted, Client
from customhouse.errors import InvalidRecordError
from customhouse.keys import Lane
from customhouse.shipment import ShipmentRecord
from desk.shipments.records import Read

_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What came of submitting a file.

    Attributes:
        accepted: how many records are in the intake stream.
        kept: these records themselves, where somebody waits for them.
        refused: how many records cannot be screened.
        shown: the first of these, by the line where each begins, and why.
    """

    accepted: int
    kept: tuple[Accepted, ...]
    refused: int
    shown: tuple[tuple[int, InvalidRecordError], ...]


class _Refusals:
    """What was refused: all counted, the first ones kept to be shown."""

    def __init__(self) -> None:
        self.count = 0
        self.shown: list[tuple[int, InvalidRecordError]] = []

    def add(self, line: int, error: InvalidRecordError) -> None:
        self.count += 1
        if len(self.shown) < _SHOWN:
            self.shown.append((line, error))


def submit_reads(
    client: Client, reads: Iterable[Read], *, lane: Lane, timeout_s: float, keep: bool
) -> Submission:
    """Submit what was read and can be screened.

    Args:
        timeout_s: how long to wait for room in the stream.
        keep: hold on to what was accepted, to wait for it.
    """
    refusals, kept, count = _Refusals(), [], 0
    for accepted in client.submit_many(_valid(reads, refusals), lane=lane, timeout=timeout_s):
        count += 1
        if keep:
            kept.append(accepted)
    return Submission(
        accepted=count, kept=tuple(kept), refused=refusals.count, shown=tuple(refusals.shown)
    )


def _valid(reads: Iterable[Read], refusals: _Refusals) -> Iterator[ShipmentRecord]:
    for read in reads:
        if read.error is not None:
            refusals.add(read.line, read.error)
        elif read.record is not None:
            yield read.record
