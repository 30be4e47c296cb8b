"""What is past its time goes, and what is held stays."""

from datetime import datetime
from typing import Final

from customhouse.verdict import Outcome
from desk.errors import CommandError
from desk.person import Person
from ledger.keeping import Cutoffs, Hold, Pruned
from ledger.ledger import Ledger
from ledger.trail.rows import Act, ActKind
from worker.retention import Retention

_PAGE: Final = 100


def cutoffs_of(retention: Retention, now: datetime) -> Cutoffs:
    """Return until when things are past their time now."""
    states = {state: retention.until(state, now) for state in Outcome}
    return Cutoffs(shipments=states, dead=retention.until("dead", now))


def prune(ledger: Ledger, retention: Retention, *, by: Person, at: datetime, dry: bool) -> Pruned:
    """Remove what is past its time, or count it; each hundred shipments in a transaction."""
    cutoffs, found, after, place = cutoffs_of(retention, at), Pruned(), None, 0
    while keys := ledger.kept.due(cutoffs, after, _PAGE):
        after, place = keys[-1], place + 1
        ledger.kept.prune(keys, found, None if dry else _act(place, retention, by, at))
    ledger.kept.prune_rest(cutoffs, found, None if dry else _act(0, retention, by, at))
    return found


def _act(place: int, retention: Retention, by: Person, at: datetime) -> Act:
    return Act(
        kind=ActKind.PRUNED, ref=f"{at.isoformat()} {place}", data=_limits(retention),
        by=by.name, account=by.account, at=at,
    )  # fmt: skip


def set_hold(
    ledger: Ledger,
    *,
    source: str | None,
    shipment_id: str | None,
    reason: str,
    by: Person,
    at: datetime,
) -> Hold:
    """Keep a shipment, all of a source, or everything, whatever its age."""
    data = {"source": source, "shipment_id": shipment_id, "reason": reason}
    act = Act(
        kind=ActKind.HOLD_SET, ref=at.isoformat(), data=data, by=by.name, account=by.account, at=at
    )
    ledger.trail.note([act])
    return ledger.kept.holds()[-1]


def lift_hold(ledger: Ledger, number: int, *, reason: str, by: Person, at: datetime) -> Hold:
    """End a hold.

    Raises:
        CommandError: there is none of that number.
    """
    found = next((each for each in ledger.kept.holds() if each.number == number), None)
    if found is None:
        raise CommandError(f"hold {number}: there is none; see: customhouse ledger holds")
    data = {"hold": number, "reason": reason}
    act = Act(
        kind=ActKind.HOLD_LIFTED, ref=str(number), data=data, by=by.name, account=by.account, at=at
    )
    ledger.trail.note([act])
    return found


def _limits(retention: Retention) -> dict[str, float]:
    return {f"{state} days": days for state, days in retention.days.items()}
