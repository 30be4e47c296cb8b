"""What subscribers hear of the audit trail: another policy, and the head of the chain."""

from customhouse.alert import Alert, AuditSealedView, EventType, PolicyActivatedView, alert_id
from ledger.rows import OutboxRow
from ledger.trail.rows import Act, Seal
from worker.alerts.envelopes import enveloped


def policy_event(activated: Act) -> OutboxRow:
    """Return the event that a policy came into force."""
    kind, data = EventType.POLICY_ACTIVATED, activated.data
    view = PolicyActivatedView(
        policy=data["policy"],
        version=data["version"],
        by=activated.by,
        asked_by=data.get("asked_by"),
        reason=data["reason"],
    )
    identity = alert_id(kind, activated.number)
    alert = Alert(id=identity, type=kind, subject=view.policy, time=activated.at, data=view)
    return enveloped(alert, None, activated.at)


def head_event(sealed: Seal) -> OutboxRow:
    """Return the event of the head of the chain, one an hour: the first seal of it."""
    kind = EventType.AUDIT_SEALED
    view = AuditSealedView(seal=sealed.number, digest=sealed.digest)
    identity = alert_id(kind, f"{sealed.at:%Y-%m-%dT%H}")
    return enveloped(Alert(id=identity, type=kind, time=sealed.at, data=view), None, sealed.at)
