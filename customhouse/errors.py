"""The errors of the public contract.

CustomhouseError
├── InvalidRecordError      the record can never be screened as it is
│   └── NewerSchemaError    the record is of a newer schema than ours (in customhouse.reading)
├── IntakeFullError         the bounded intake stream has no room left in time
├── RecordWaitsError        the record is accepted, and waits without a fate
├── ResultTimeoutError      the record is accepted, its result did not come in time
├── InvalidAddressError     what should be the address of a server is none
├── ServerError             the server could not do what it was asked
│   ├── UnreachableError    it does not answer
│   └── RefusedError        it answers, and says no
└── UndecodableError        what stands on a stream or under a key cannot be read
"""

from typing import Any


class CustomhouseError(Exception):
    """Root of the contract's errors."""

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is rebuilt from its positional arguments, and ours take keywords. Celery
        # pickles what an upstream's task raises.
        return _rebuilt, (type(self), self.__dict__)


class InvalidRecordError(CustomhouseError):
    """The record can never be screened as it is: dead-letter it, do not retry.

    Attributes:
        field: dotted path of the offending field ("parties.0.role"), "" for the whole record.
        reason: what is wrong and what to do, without any party's name.
        source: the record's source where it could be read, else None.
        shipment_id: the record's shipment id where it could be read, else None.
    """

    def __init__(
        self,
        *,
        field: str,
        reason: str,
        source: str | None = None,
        shipment_id: str | None = None,
    ) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason
        self.source = source
        self.shipment_id = shipment_id

    def __str__(self) -> str:
        where = f"{self.field}: {self.reason}" if self.field else self.reason
        return f"shipment {self.shipment_id}: {where}" if self.shipment_id else where


class IntakeFullError(CustomhouseError):
    """The intake stream is at its bound; nothing was written.

    Attributes:
        stream: name of the stream.
        length: its length when we gave up.
    """

    def __init__(self, *, stream: str, length: int) -> None:
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

    def __init__(self, *, shipment_id: str, reason: str) -> None:
        super().__init__(shipment_id, reason)
        self.shipment_id = shipment_id
        self.reason = reason

    def __str__(self) -> str:
        return f"shipment {self.shipment_id} is accepted and waits: {self.reason}"


class ResultTimeoutError(CustomhouseError):
    """The record was accepted, but no result came in time: ask for it later with status().

    Attributes:
        shipment_id: the shipment that was submitted.
        timeout_s: how long we waited.
    """

    def __init__(self, *, shipment_id: str, timeout_s: float) -> None:
        super().__init__(shipment_id, timeout_s)
        self.shipment_id = shipment_id
        self.timeout_s = timeout_s

    def __str__(self) -> str:
        waited = f"within {self.timeout_s:g} s"
        return f"no result for shipment {self.shipment_id} {waited}; it is accepted"


class InvalidAddressError(CustomhouseError):
    """The address of the server cannot be used. It may hold a password, so it is not quoted.

    Attributes:
        reason: what is wrong with it and what it should look like.
    """

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the server's address {self.reason}"


class ServerError(CustomhouseError):
    """The server could not do what it was asked.

    Whether a record that was being submitted is accepted is then not known: submit it again, a
    duplicate is told from a new one.

    Attributes:
        server: where it is, "127.0.0.1:6379", without any password.
        reason: what was seen of it.
    """

    def __init__(self, *, server: str, reason: str) -> None:
        super().__init__(server, reason)
        self.server = server
        self.reason = reason


class UnreachableError(ServerError):
    """The server does not answer, or the connection broke."""

    def __str__(self) -> str:
        return (
            f"the server at {self.server} does not answer ({self.reason}): is the service running,"
            " and is this its address?"
        )


class RefusedError(ServerError):
    """The server answers and says no: a password, its memory, a key that holds something else."""

    def __str__(self) -> str:
        return f"the server at {self.server} refused: {self.reason}"


class UndecodableError(CustomhouseError):
    """What stands on a stream or under a key is nothing that we can read.

    Attributes:
        where: id of the stream's entry, or name of the key.
        reason: what is wrong with it.
        raw: what stands there.
    """

    def __init__(self, *, where: str, reason: str, raw: bytes) -> None:
        super().__init__(where, reason)
        self.where = where
        self.reason = reason
        self.raw = raw

    def __str__(self) -> str:
        return f"{self.where} cannot be read: {self.reason}"


def _rebuilt(kind: type[CustomhouseError], fields: dict[str, Any]) -> CustomhouseError:
    return kind(**fields)
