"""What a batch and a re-screening need of ledger, screener and publisher, and no more."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from customhouse.keys import Lane
from ledger.deciding import DecisionsRead
from ledger.decisions.rows import Decision
from ledger.rows import (
    Basis,
    Carried,
    Current,
    DeadRow,
    EntryName,
    IntakeRow,
    OutboxRow,
    Recorded,
    ShipmentKey,
    ShipmentRow,
    VerdictRow,
)
from ledger.runs.log import RunLog
from ledger.runs.subject_book import SubjectBook
from ledger.runs.writing import RunWriting
from screening.listing import Listing
from worker.alerts.publishing import Publication
from worker.intake.messages import Entry, Message
from worker.verdicts.screener import Hits
from worker.verdicts.standing import Standing


class BatchBook(Protocol):
    """The open transaction of a batch."""

    def recorded(self, entries: Iterable[EntryName]) -> dict[EntryName, Recorded]:
        """Return what became of those entries that are recorded already."""
        ...

    def lock(self, keys: Iterable[ShipmentKey]) -> dict[ShipmentKey, Current | None]:
        """Return what is in force for each shipment, locked against others."""
        ...

    def decisions_on(
        self, name_keys: Collection[str], keys: Collection[ShipmentKey]
    ) -> list[Decision]:
        """Return what was decided on parties of these names, and on reasons of these shipments."""
        ...

    def add(self, shipments: Sequence[ShipmentRow]) -> None:
        """Record shipments in order."""
        ...

    def note_intake(self, rows: Sequence[IntakeRow]) -> None:
        """Record the fate of entries."""
        ...

    def bury(self, rows: Sequence[DeadRow]) -> None:
        """Keep records that can never be screened."""
        ...

    def enqueue(self, rows: Sequence[OutboxRow]) -> None:
        """Put events in the outbox."""
        ...

    def reverdict(self, shipment_no: int, row: VerdictRow) -> bool:
        """Give a shipment its verdict on another basis, if it is still current."""
        ...


class BatchLedger(Protocol):
    """What a batch needs of the ledger."""

    def active_basis(self) -> Basis | None:
        """Return the basis in force."""
        ...

    def batch(self, basis: int | None) -> AbstractContextManager[BatchBook]:
        """Open the transaction of a batch; raises BasisMovedError on another basis."""
        ...

    def mark_published(self, alert_ids: Iterable[str], at: datetime) -> None:
        """Note that alerts are on the stream."""
        ...


class RunBook(BatchBook, Protocol):
    """The open transaction of a chunk of a re-screen run."""

    def reverdict_all(self, rows: Mapping[int, VerdictRow]) -> set[int]:
        """Give shipments their verdicts on another basis; return which are still current."""
        ...

    @property
    def runs(self) -> RunWriting:
        """What moves the run on."""
        ...


class RunLedger(Protocol):
    """What re-screening needs of the ledger."""

    @property
    def runs(self) -> RunLog:
        """The runs, and what they have before them."""
        ...

    @property
    def subjects(self) -> SubjectBook:
        """The book of all that was ever screened."""
        ...

    def active_basis(self) -> Basis | None:
        """Return the basis in force."""
        ...

    def decisions(self) -> AbstractContextManager[DecisionsRead]:
        """Open what there is to read of decisions."""
        ...

    def batch(self, basis: int | None) -> AbstractContextManager[RunBook]:
        """Open the transaction of a chunk; raises BasisMovedError on another basis."""
        ...

    def mark_published(self, alert_ids: Iterable[str], at: datetime) -> None:
        """Note that alerts are on the stream."""
        ...


class BatchScreener(Protocol):
    """What screens subjects."""

    def standing(self, basis: Basis | None) -> Standing:
        """Return what to screen against on a basis."""
        ...

    def screen(self, carried: Iterable[Carried], standing: Standing) -> Hits:
        """Return the hits of each subject by its fingerprint."""
        ...

    def listing(self, standing: Standing, listing_id: str) -> Listing | None:
        """Return a listing as the standing's lists have it, None where it cannot be had."""
        ...

    def degradation(self, standing: Standing) -> str:
        """Return what tells this state of the lists from an earlier, equally unfit one."""
        ...


class BatchPublisher(Protocol):
    """What publishes once and acknowledges."""

    def finish(
        self,
        lane: Lane,
        entries: Sequence[Entry],
        publications: Sequence[Publication],
        results: Sequence[Current] = (),
        answers: Mapping[str, bytes] = ...,
    ) -> int:
        """Publish, leave results and answers, and acknowledge the entries."""
        ...

    def publish(self, publications: Sequence[Publication], results: Sequence[Current] = ()) -> int:
        """Publish with no entry to acknowledge."""
        ...

    def alert(self, alert_id: str, event: bytes) -> Publication:
        """Return the publication of an alert."""
        ...

    def dead(self, entry: Entry, source: str | None, field: str, reason: str) -> Publication:
        """Return the publication of a dead letter."""
        ...

    def waiting(self, entry: Entry, source: str | None, cause: str, reason: str) -> Publication:
        """Return the publication of a record that waits."""
        ...


class Quality(Protocol):
    """What knows which sources send mostly bad records."""

    def judge(self, messages: Sequence[Message]) -> set[str]:
        """Return the sources whose records are to wait."""
        ...

    def note(self, messages: Sequence[Message]) -> None:
        """Count messages in, each once."""
        ...
