"""An alert on its way into the outbox."""

from datetime import datetime

from customhouse.alert import Alert
from ledger.rows import OutboxRow, ShipmentKey


def enveloped(alert: Alert, key: ShipmentKey | None, at: datetime) -> OutboxRow:
    """Return the alert as the outbox keeps it; key is the shipment's, if it is about one."""
    event = alert.model_dump_json(exclude_none=True).encode()
    return OutboxRow(alert_id=alert.id, type=alert.type, key=key, event=event, at=at)
