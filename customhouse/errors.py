"""The errors of the public contract.

CustomhouseError
├── InvalidRecordError   the record can never be screened as it is
├── IntakeFullError      the bounded intake stream has no room left in time
├── RecordWaitsError     the record is accepted, and waits without a fate
└── ResultTimeoutError   the record is accepted, its result did not come in time
"""


class CustomhouseError(Exception):
    """Root of the contract's errors."""


class InvalidRecordError(CustomhouseError):
    """The record can never be screened as it is: dead-letter it, do not retry.

    Attributes:
        source: the record's source where it could be read, else None.
        field: dotted path of the offending field ("parties.0.role"), "" for the whole record.
        reason: what is wrong and what to do, without any party's name.
    """

    def __init__(self, source: str | None, field: str, reason: str) -> None:
        super().__init__(source, field, reason)
        self.source = source
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}" if self.field else self.reason


class IntakeFullError(CustomhouseError):
    """The intake stream is at its bound; nothing was written.

    Attributes:
        stream: name of the stream.
        length: its length when we gave up.
    """

    def __init__(self, stream: str, length: int) -> None:
        super().__init__(stream, length)
        self.stream = stream
        self.length = length

    def __str__(self) -> str:
        return f"{self.stream} holds {self.length} records and is full: wait, or start more workers"


class RecordWaitsError(CustomhouseError):
    """The record was accepted and waits, for its source's or the service's operator.

    Attributes:
        shipment_id: the shipment that was submitted.
        reason: what it waits for; it flows by itself once that has come.
    """

    def __init__(self, shipment_id: str, reason: str) -> None:
        super().__init__(shipment_id, reason)
        self.shipment_id = shipment_id
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.shipment_id} is accepted and waits: {self.reason}"


class ResultTimeoutError(CustomhouseError):
    """The record was accepted, but no result came in time: ask for it later with status().

    Attributes:
        shipment_id: the shipment that was submitted.
        timeout_s: how long we waited.
    """

    def __init__(self, shipment_id: str, timeout_s: float) -> None:
        super().__init__(shipment_id, timeout_s)
        self.shipment_id = shipment_id
        self.timeout_s = timeout_s

    def __str__(self) -> str:
        return f"no result for {self.shipment_id} within {self.timeout_s:g} s; it is accepted"
