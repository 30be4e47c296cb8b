"""What subscribers hear of a re-screen run: that it came to its end, once."""

from datetime import datetime

from customhouse.alert import Alert, EventType, RescreenFinishedView, alert_id
from ledger.rows import OutboxRow
from ledger.runs.rows import Run
from worker.alerts.envelopes import enveloped
from worker.verdicts.standing import Standing


def finished_event(run: Run, standing: Standing, at: datetime) -> OutboxRow:
    """Return the event of a run that has nothing before it any more."""
    kind = EventType.RESCREEN_FINISHED
    view = RescreenFinishedView(
        run=run.run_no,
        basis=run.basis_no,
        snapshot="" if standing.basis is None else standing.basis.snapshot,
        scope=run.scope,
        full=run.is_full,
        parties=run.parties,
        hits=run.hits,
        shipments=run.screened,
        changed=run.changed,
        seconds=round(max(0.0, (at - run.started_at).total_seconds()), 3),
    )
    identity = alert_id(kind, run.run_no, run.basis_no, str(run.started_at))
    return enveloped(Alert(id=identity, type=kind, time=at, data=view), None, at)
