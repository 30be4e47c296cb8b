"""Whether what a decision was given on is still as it was when it was given."""

from collections.abc import Sequence

from customhouse.verdict import ShipmentView
from ledger.decisions.rows import Decision
from ledger.rows import Current
from worker.deciding.looking import AlertBook
from worker.deciding.refusing import DecisionRefusedError


def refuse_changed(book: AlertBook, decisions: Sequence[Decision]) -> None:
    """Return if a second person still looks at what the first one saw.

    Raises:
        DecisionRefusedError: the record, the hit or what the list says is another by now.
    """
    key = decisions[0].key
    current = book.lock([key])[key]
    for each in decisions:
        if current is None or not _is_as_it_was(each, current):
            raise DecisionRefusedError(
                f"what decision {each.no} was about has changed since; look again: "
                f"customhouse status {key.shipment_id}"
            )


def _is_as_it_was(decision: Decision, current: Current) -> bool:
    view = ShipmentView.model_validate_json(current.verdict)
    if decision.content != current.content:
        return False
    if decision.hit is None:
        return any(reason.id == decision.item for reason in view.reasons)
    said = {hit.id: hit.listing_content for hit in view.hits}
    return said.get(decision.item) == decision.hit.listing_content
