"""What the ledger says of a shipment."""

from dataclasses import dataclass
from datetime import datetime

from customhouse.alert import ShipmentView
from desk.errors import CommandError
from ledger.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentStatus:
    """What is in force for a shipment of one source."""

    view: ShipmentView
    closed: bool
    recorded_at: datetime


def statuses_of(
    ledger: Ledger, shipment_id: str, source: str | None = None
) -> tuple[ShipmentStatus, ...]:
    """Return what is in force for a shipment: one status for each source that knows the id."""
    return tuple(
        ShipmentStatus(
            view=ShipmentView.model_validate_json(row.verdict),
            closed=row.closed,
            recorded_at=row.recorded_at,
        )
        for row in ledger.status(shipment_id, source)
    )


def close_shipment(ledger: Ledger, shipment_id: str, source: str | None, at: datetime) -> int:
    """Close a shipment, so that it is not screened again; return how many were open.

    Raises:
        CommandError: the ledger does not know it.
    """
    if not ledger.status(shipment_id, source):
        raise unknown_shipment(shipment_id, source)
    return ledger.close(shipment_id, source, at)


def unknown_shipment(shipment_id: str, source: str | None) -> CommandError:
    """Return the error of a shipment that nobody has recorded."""
    of = "" if source is None else f" of {source}"
    return CommandError(
        f"shipment {shipment_id}{of}: the ledger does not know it; is it submitted and drained?"
    )
