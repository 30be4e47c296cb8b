"""What deciding needs of the ledger, and no more."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from ledger.decisions.rows import Decision, DecisionRow, Ending, Licence, Signature
from worker.deciding.looking import AlertBook
from worker.deciding.restating import RestatingBook


class DecidingBook(AlertBook, RestatingBook, Protocol):
    """The transaction of a decision."""

    def decision(self, number: int) -> Decision | None:
        """Return a decision by its number."""
        ...

    def given_together(self, number: int) -> list[Decision]:
        """Return the decisions that were given together, of which this is the first."""
        ...

    def expired(self, at: datetime, limit: int) -> list[Decision]:
        """Return decisions whose time is over, and whose end nobody has noted yet."""
        ...

    def licences(self, number: str | None = None) -> list[Licence]:
        """Return the licences, or the one of a number."""
        ...

    def decide(self, rows: Sequence[DecisionRow]) -> list[int]:
        """Record decisions that are given together, and return their numbers."""
        ...

    def confirm(self, number: int, signed: Signature) -> None:
        """Record that a second person has confirmed a decision."""
        ...

    def end(self, number: int, why: Ending, signed: Signature) -> None:
        """Record that a decision has come to its end."""
        ...

    def assign(self, alert_id: str, assignee: str, signed: Signature) -> None:
        """Record who has an alert from now on."""
        ...


class DecisionsRead(Protocol):
    """What is read of decisions without keeping anybody waiting."""

    def expired(self, at: datetime, limit: int) -> list[Decision]:
        """Return decisions whose time is over, and whose end nobody has noted yet."""
        ...


class DecidingLedger(Protocol):
    """What deciding needs of the ledger."""

    def decisions(self) -> AbstractContextManager[DecisionsRead]:
        """Open what there is to read."""
        ...

    def deciding(self) -> AbstractContextManager[DecidingBook]:
        """Open the transaction of a decision."""
        ...
