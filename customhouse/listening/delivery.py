"""One alert in a subscriber's hands, until it is acked."""

from types import TracebackType
from typing import Protocol

from pydantic import ValidationError

from customhouse.alert import Alert
from customhouse.errors import UndecodableError
from customhouse.listening.consumer import Event
from customhouse.wording import first_objection


class Keeper(Protocol):
    """Who hands deliveries over, and is told what became of them; by the id of the entry."""

    def ack(self, entry: str) -> None:
        """It is handled."""

    def set_aside(self, entry: str) -> None:
        """It is given up."""

    def put_back(self, entry: str) -> None:
        """Handling it failed."""


class Delivery:
    """An alert that was handed over, and is acked when its `with` block ends without an exception.

    Example:
        for delivery in client.subscribe("compliance", "desk-1").deliveries():
            with delivery as alert:
                handle(alert)

    Attributes:
        entry: its id on the stream.
        raw: its bytes as they came.
        attempt: how often it was handed over, 1 for the first time.
    """

    def __init__(self, event: Event, *, attempt: int, keeper: Keeper) -> None:
        self.entry = event.entry
        self.raw = event.raw
        self.attempt = attempt
        self._keeper = keeper

    @property
    def alert(self) -> Alert:
        """The alert.

        A type, a word or a field that we do not know is taken as it is; see customhouse.alert.

        Raises:
            UndecodableError: what stands on the stream is none. It stays unacked, until somebody
                decides: ack() or set_aside().
        """
        if not self.raw:
            raise UndecodableError(where=self.entry, reason="it has no field event", raw=b"")
        try:
            return Alert.model_validate_json(self.raw)
        except ValidationError as exc:
            reason = ": ".join(filter(None, first_objection(exc)))
            raise UndecodableError(where=self.entry, reason=reason, raw=self.raw) from exc

    def ack(self) -> None:
        """Say that it is handled: the group never hears it again."""
        self._keeper.ack(self.entry)

    def set_aside(self) -> None:
        """Give it up: it is acked, and a copy stands on the stream `aside:GROUP`."""
        self._keeper.set_aside(self.entry)

    def put_back(self) -> None:
        """Say that handling it failed: it is handed over again."""
        self._keeper.put_back(self.entry)

    def __enter__(self) -> Alert:
        try:
            return self.alert
        except UndecodableError:
            self.put_back()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.ack()
        else:
            self.put_back()
