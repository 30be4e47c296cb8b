"""One alert: where it stands, what may be decided of it, and who has it."""

from dataclasses import dataclass

from customhouse.alert import Alert
from customhouse.decision import AlertState
from customhouse.verdict import ShipmentView
from desk.errors import CommandError
from ledger.decisions.rows import Signature
from ledger.ledger import Ledger
from worker.deciding.states import alert_state, last_alert


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSeen:
    """An alert as it stands now.

    Attributes:
        last: id of the last alert of its shipment, which is the one to decide on.
        view: the verdict in force for the shipment.
    """

    alert: Alert
    state: AlertState
    last: str
    assignee: str | None
    view: ShipmentView


def alert_of(ledger: Ledger, alert_id: str) -> AlertSeen:
    """Return an alert with where it stands.

    Raises:
        CommandError: no shipment has such an alert.
    """
    with ledger.decisions() as read:
        row = read.alert(alert_id)
        if row is None or row.key is None:
            raise CommandError(f"no shipment has an alert {alert_id}; see: customhouse alerts")
        current = read.in_force([row.key])[row.key]
        last = last_alert(read.alerts_of(row.key))
        assignee = read.assignees([alert_id]).get(alert_id)
    view = ShipmentView.model_validate_json(current.verdict)
    return AlertSeen(
        alert=Alert.model_validate_json(row.event),
        state=alert_state(alert_id, last, view, assignee),
        last=alert_id if last is None else last.alert_id,
        assignee=assignee,
        view=view,
    )


def assign_alert(ledger: Ledger, alert_id: str, assignee: str, signed: Signature) -> AlertSeen:
    """Give an alert to somebody, or to nobody, and return it as it stands then.

    Raises:
        CommandError: there is no such alert, or it is superseded.
    """
    found = alert_of(ledger, alert_id)
    if found.state is AlertState.SUPERSEDED:
        raise CommandError(f"alert {alert_id} is superseded; assign the last one: {found.last}")
    with ledger.deciding() as book:
        book.assign(alert_id, assignee.strip(), signed)
    return alert_of(ledger, alert_id)
