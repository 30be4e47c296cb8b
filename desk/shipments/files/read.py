"""What was read of a file: a shipment, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass

from customhouse.errors import InvalidRecordError
from customhouse.reading import CheckedRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A shipment of a file, or why it is refused.

    Attributes:
        line: where it begins, from 1; in a sheet its row.
        shipment_id: of a refused one, where it can be read.
    """

    line: int
    record: CheckedRecord | None = None
    error: InvalidRecordError | None = None
    shipment_id: str | None = None


def read_one(line: int, shipment_id: str | None, make: Callable[[], CheckedRecord]) -> Read:
    """Return the shipment that is made, or why it cannot be."""
    try:
        return Read(line=line, record=make())
    except InvalidRecordError as exc:
        return Read(line=line, error=exc, shipment_id=shipment_id)


def refused(line: int, reason: str, shipment_id: str | None = None) -> Read:
    """Return that something is no shipment."""
    error = InvalidRecordError(field="", reason=reason)
    return Read(line=line, error=error, shipment_id=shipment_id)
