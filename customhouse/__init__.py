"""The public contract of Customhouse: wire models and the client."""

from customhouse.alert import Alert
from customhouse.client import Client
from customhouse.errors import (
    CustomhouseError,
    IntakeFullError,
    InvalidAddressError,
    InvalidRecordError,
    RecordWaitsError,
    RefusedError,
    ResultTimeoutError,
    ServerError,
    UndecodableError,
    UnreachableError,
)
from customhouse.intake import Accepted
from customhouse.keys import Keys, Lane
from customhouse.listening.delivery import Delivery
from customhouse.listening.subscription import Subscription
from customhouse.roles import Role
from customhouse.shipment import ShipmentRecord
from customhouse.verdict import Fate, Outcome, Result

__all__ = [
    "Accepted",
    "Alert",
    "Client",
    "CustomhouseError",
    "Delivery",
    "Fate",
    "IntakeFullError",
    "InvalidAddressError",
    "InvalidRecordError",
    "Keys",
    "Lane",
    "Outcome",
    "RecordWaitsError",
    "RefusedError",
    "Result",
    "ResultTimeoutError",
    "Role",
    "ServerError",
    "ShipmentRecord",
    "Subscription",
    "UndecodableError",
    "UnreachableError",
]
