"""What goes into the ledger and what comes out of it: plain data, no database types."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from customhouse.alert import Fate, Outcome


class Scope(StrEnum):
    """Which shipments a re-screen run looks at."""

    OPEN = "open"
    UNSCREENED = "unscreened"


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
    snapshot: str
    policy: str
    engine: str
    activated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What is in force for a shipment now; view is the last verdict's ShipmentView as JSON."""

    shipment_no: int
    revision: int
    content: str
    outcome: Outcome
    view: bytes
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """A party, vessel, place or good; fingerprint is 16 bytes, canonical the canonical form."""

    fingerprint: bytes
    kind: str
    canonical: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryRow:
    """Where in a shipment a subject stands: ref "parties.0", role "consignee"."""

    fingerprint: bytes
    ref: str
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """A subject and a listing it may be; listing_content is the hash of what the list said."""

    fingerprint: bytes
    listing_id: str
    listing_content: str
    score: float
    detail: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRow:
    """A screened shipment with all that its verdict rests on.

    turn is what `Book.turn` returned; receipt is the canonical input; at is when it was recorded.
    """

    key: ShipmentKey
    revision: int
    content: str
    turn: int
    outcome: Outcome
    basis: int | None
    receipt: bytes
    open_until: datetime | None
    view: bytes
    at: datetime
    subjects: tuple[SubjectRow, ...] = ()
    carries: tuple[CarryRow, ...] = ()
    hits: tuple[HitRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRow:
    """The fate of one entry ("bulk:1690-0") of an intake stream."""

    entry: str
    fate: Fate
    key: ShipmentKey | None
    revision: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """An event to be published, as the bytes subscribers get."""

    alert_id: str
    type: str
    key: ShipmentKey | None
    event: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadRow:
    """A record that can never be screened as it is."""

    entry: str
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
class StatusRow:
    """What the ledger says of a shipment now."""

    key: ShipmentKey
    revision: int
    content: str
    outcome: Outcome
    basis: int | None
    view: bytes
    closed: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A re-screen run; cursor is the last shipment_no it has finished with."""

    run_no: int
    basis_no: int
    scope: Scope
    cursor: int
    screened: int
    changed: int
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShipment:
    """A current shipment to be screened again, with its subjects and where each stands."""

    shipment_no: int
    key: ShipmentKey
    revision: int
    content: str
    turn: int
    outcome: Outcome
    view: bytes
    subjects: tuple[tuple[SubjectRow, CarryRow], ...]
