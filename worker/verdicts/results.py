"""The state of a shipment as its result key shows it, and which of two states is the newer."""

from collections.abc import Mapping
from typing import Final

from customhouse.alert import Fate, Outcome, Result, ShipmentView
from ledger.rows import Current

FATE_OF_OUTCOME: Final[Mapping[Outcome, Fate]] = {
    Outcome.CLEAR: Fate.CLEAR,
    Outcome.FLAGGED: Fate.FLAGGED,
    Outcome.UNSCREENED: Fate.UNSCREENED,
}


def standing_result(view: ShipmentView, shipment_no: int) -> Result:
    """Return the result that stands for a shipment: its verdict and the place in its history.

    Args:
        shipment_no: the ledger's number of what is current, which only grows for a shipment.
    """
    # What is current changes under the head's lock, so its number orders the records; within
    # one record the basis does, and on one basis a verdict follows UNSCREENED, never the reverse.
    basis = 0 if view.basis is None else view.basis.number
    is_screened = int(view.outcome is not Outcome.UNSCREENED)
    fate = FATE_OF_OUTCOME[view.outcome]
    return Result(**dict(view), fate=fate, order=(shipment_no, basis, is_screened))


def current_result(current: Current) -> Result:
    """Return the result that stands for a shipment as the ledger has it."""
    return standing_result(ShipmentView.model_validate_json(current.view), current.shipment_no)
