"""What goes into the ledger and what comes out of it: plain data, no database types."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from customhouse.content import ContentHash
from customhouse.verdict import Fate, Outcome
from lists.identity import SnapshotId
from screening.subject import Subject

Fingerprint = NewType("Fingerprint", bytes)  # 16 bytes; made by ledger.fingerprints only
EntryName = NewType("EntryName", str)  # "bulk:1690-0"; made by worker.intake.messages only


class DeadState(StrEnum):
    """What became of a dead letter."""

    WAITING = "waiting"
    REPLAYED = "replayed"
    PURGED = "purged"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ShipmentKey:
    """Which shipment: an id means something only within its source."""

    source: str
    shipment_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One activation of snapshot, policy and engine version."""

    number: int
    snapshot: SnapshotId
    policy: str
    engine: str
    activated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What is in force for a shipment.

    Attributes:
        shipment_no: the ledger's number of the record that is current.
        sequence: how many records and verdicts the shipment has had, this one included.
        basis: number of the basis that the verdict rests on.
        verdict: the verdict as JSON, a ShipmentView.
        closed: no re-screening looks at it.
    """

    key: ShipmentKey
    shipment_no: int
    sequence: int
    revision: int
    content: ContentHash
    outcome: Outcome
    basis: int | None
    verdict: bytes
    closed: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A subject and where on a shipment it stands; `ledger.fingerprints.carry` makes it.

    Attributes:
        canonical: the subject as JSON, the same for all that say the same of it.
        fingerprint: hash of that; by it a subject is stored once and remembered.
        ref: path in the record: "parties.0", "transport.1.vessel".
    """

    subject: Subject
    canonical: bytes
    fingerprint: Fingerprint
    ref: str
    role: str | None

    @property
    def name(self) -> str:
        """Its first name, or what it is known by instead."""
        return self.subject.names[0] if self.subject.names else self.subject.identifiers[0].value


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """A subject and a listing it may be; listing_content is the hash of what the list said."""

    fingerprint: Fingerprint
    listing_id: str
    listing_content: str
    score: float
    detail: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRow:
    """A screened shipment with all that its verdict rests on.

    Attributes:
        sequence: its place in the shipment's history: one more than what is in force has.
        receipt: the canonical input.
        verdict: as JSON, a ShipmentView.
        is_plain: the verdict says CLEAR and nothing else; it need not be stored.
        is_due: it is UNSCREENED for a reason that passes.
        superseded: it came after a newer revision; it is recorded and changes nothing.
    """

    key: ShipmentKey
    sequence: int
    revision: int
    content: ContentHash
    outcome: Outcome
    basis: int | None
    receipt: bytes
    open_until: datetime | None
    verdict: bytes
    at: datetime
    departs_at: datetime | None = None
    is_plain: bool = False
    is_due: bool = False
    superseded: bool = False
    carried: tuple[Carried, ...] = ()
    hits: tuple[HitRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """Another verdict on a shipment that is recorded; hits of before that are not here end."""

    sequence: int
    basis: int
    outcome: Outcome
    verdict: bytes
    at: datetime
    is_plain: bool = False
    is_due: bool = False
    hits: tuple[HitRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRow:
    """The fate of one entry ("bulk:1690-0") of an intake stream."""

    entry: EntryName
    fate: Fate
    key: ShipmentKey | None
    revision: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of an entry that is recorded; key: of its shipment, None of a dead one."""

    fate: Fate
    key: ShipmentKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """An event to be published, as the bytes subscribers get."""

    alert_id: str
    type: str
    key: ShipmentKey | None
    event: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """That an event is on the stream: of when it is, and since when it is there."""

    alert_id: str
    at: datetime
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadRow:
    """A record that can never be screened as it is."""

    entry: EntryName
    reason: str
    field: str
    source: str | None
    raw: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter(DeadRow):
    """A dead row with its number and what became of it; raw is empty once purged."""

    no: int
    state: DeadState


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One step in the history of a shipment.

    Attributes:
        sequence: its place among records and verdicts; 0: written before they were counted.
        is_record: a record came; else it was screened again, with another result.
        superseded: the record came after a newer revision, and changed nothing.
        basis: number of the basis.
        is_decided: a person's decision changed the verdict.
    """

    sequence: int
    at: datetime
    is_record: bool
    superseded: bool
    revision: int
    outcome: Outcome
    basis: int | None
    is_decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescreened:
    """That a shipment was screened again with the same result: on which basis, and when."""

    basis: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShipment:
    """A shipment to be screened again, with its subjects."""

    current: Current
    carried: tuple[Carried, ...]
