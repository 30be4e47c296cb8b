"""Runs that screen again what was screened before: plain data, no database types."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """Which shipments a re-screen run looks at: those of a day on, and all, with what arrived."""

    OPEN = "open"
    UNSCREENED = "unscreened"
    SINCE = "since"
    ALL = "all"


class Stage(StrEnum):
    """How far a re-screen run has come."""

    # What changed is matched against the book of subjects.
    MATCHING = "matching"
    # The shipments that carry what was touched are put in a row.
    QUEUEING = "queueing"
    JUDGING = "judging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A re-screen run.

    Attributes:
        cursor: the last subject that was matched, then the last shipment that was queued.
        is_full: every shipment of its scope is judged, whatever changed.
        since: of scope SINCE: what arrives from then on.
        parties: subjects looked at; hits: those of them judged again.
        queued: shipments that waited for it; screened: those of them that are done.
    """

    run_no: int
    basis_no: int
    scope: Scope
    cursor: int
    screened: int
    changed: int
    started_at: datetime
    since: datetime | None = None
    is_full: bool = False
    stage: Stage = Stage.MATCHING
    parties: int = 0
    hits: int = 0
    queued: int = 0
    finished_at: datetime | None = None
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSubject:
    """A subject of the book: its number, and what is known of it as canonical JSON."""

    number: int
    canonical: bytes
