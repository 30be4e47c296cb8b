"""The fate of each submitted record, fixed at intake: pure rules, no I/O."""

from dataclasses import dataclass
from datetime import datetime

from customhouse.alert import Fate, Result, ShipmentView
from ledger.rows import Current, ShipmentRow
from worker.verdicts.judging import REVISION_REUSED, Judged, shipment_row, view_of
from worker.verdicts.results import FATE_OF_OUTCOME


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """What is to be done with one record.

    Attributes:
        view: the verdict that stands for the shipment after it: its own or the earlier one.
        becomes_current: the row replaces what was known; False: recorded only (superseded).
        before: the verdict that it replaces.
    """

    judged: Judged
    fate: Fate
    view: ShipmentView
    row: ShipmentRow | None = None
    becomes_current: bool = False
    before: ShipmentView | None = None


def dispose(judged: Judged, current: Current | None, turn: int, at: datetime) -> Disposition:
    """Return the record's fate and what follows from it.

    Args:
        current: what is known of the shipment, locked against other workers.
        turn: how often this very content of this revision was recorded before.
    """
    received = judged.received
    if current is not None and received.revision < current.revision:
        row = shipment_row(judged, view_of(judged, received.findings), turn, at)
        view = _known_view(current, judged)
        return Disposition(judged=judged, fate=Fate.SUPERSEDED, view=view, row=row)
    if is_known(judged, current):
        view = current_view(current, judged)
        return Disposition(judged=judged, fate=Fate.DUPLICATE, view=view)
    return _replace(judged, current, turn, at)


def is_known(judged: Judged, current: Current | None) -> bool:
    """Tell whether the very same content of the same revision is the current one."""
    received = judged.received
    return current is not None and (current.revision, current.content) == (
        received.revision,
        received.content,
    )


def current_view(current: Current | None, judged: Judged) -> ShipmentView:
    """Return the verdict that stands; of a CLEAR one the ledger may keep no text."""
    if current is not None and current.view:
        return ShipmentView.model_validate_json(current.view)
    view = view_of(judged, judged.received.findings)
    outcome = judged.outcome if current is None else current.outcome
    return view.model_copy(update={"outcome": outcome})


def own_result(disposition: Disposition) -> Result:
    """Return what its producer is told of a record: its fate, and the state of its shipment."""
    return Result(**dict(disposition.view), fate=disposition.fate)


def redelivered_result(judged: Judged, current: Current | None, fate: Fate) -> Result:
    """Return what own_result() does, for a record that was recorded before its worker died.

    Args:
        fate: what was recorded.
    """
    if current is None:
        view = view_of(judged, judged.received.findings)
    else:
        view = _known_view(current, judged)
    if fate not in (Fate.DUPLICATE, Fate.SUPERSEDED):
        # The shipment may be in another state by now, and a fate must not belie it.
        fate = FATE_OF_OUTCOME[view.outcome]
    return Result(**dict(view), fate=fate)


def _replace(judged: Judged, current: Current | None, turn: int, at: datetime) -> Disposition:
    received = judged.received
    findings = received.findings
    before = None
    if current is not None:
        before = _known_view(current, judged)
        if current.revision == received.revision:
            findings = (*findings, REVISION_REUSED)
    view = view_of(judged, findings)
    return Disposition(
        judged=judged,
        fate=FATE_OF_OUTCOME[judged.outcome],
        view=view,
        row=shipment_row(judged, view, turn, at),
        becomes_current=True,
        before=before,
    )


def _known_view(current: Current, judged: Judged) -> ShipmentView:
    if current.view:
        return ShipmentView.model_validate_json(current.view)
    return ShipmentView(
        source=judged.received.source,
        shipment_id=judged.received.shipment_id,
        revision=current.revision,
        content=current.content,
        outcome=current.outcome,
    )
