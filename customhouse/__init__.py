"""The public contract of Customhouse: wire models and the client."""

from customhouse.alert import Alert, Fate, Outcome, Result
from customhouse.client import Accepted, Client
from customhouse.errors import (
    CustomhouseError,
    IntakeFullError,
    InvalidRecordError,
    RecordWaitsError,
    ResultTimeoutError,
)
from customhouse.keys import Keys, Lane
from customhouse.roles import Role
from customhouse.shipment import ShipmentRecord

__all__ = [
    "Accepted",
    "Alert",
    "Client",
    "CustomhouseError",
    "Fate",
    "IntakeFullError",
    "InvalidRecordError",
    "Keys",
    "Lane",
    "Outcome",
    "RecordWaitsError",
    "Result",
    "ResultTimeoutError",
    "Role",
    "ShipmentRecord",
]
