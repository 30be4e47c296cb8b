"""What goes into the audit trail and comes out of it: plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ActKind(StrEnum):
    """What somebody did, or the service by itself, that is not a row of another table."""

    TRAIL_BEGUN = "trail.begun"
    LISTS_ACTIVATED = "lists.activated"
    # When each list in force was known to be current.
    LISTS_CONFIRMED = "lists.confirmed"
    POLICY_PROPOSED = "policy.proposed"
    POLICY_ACTIVATED = "policy.activated"
    HOLD_SET = "hold.set"
    HOLD_LIFTED = "hold.lifted"
    PRUNED = "ledger.pruned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done.

    Attributes:
        ref: what makes it this one of its kind: an act of a known kind and ref is noted once.
        by: the name that was given; "": the service.
        account: the operating system's user.
        number: its place; 0: not noted yet.
    """

    kind: ActKind
    ref: str
    data: Mapping[str, Any]
    by: str
    account: str
    at: datetime
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPolicy:
    """A policy that was in force once, or was proposed; content is canonical JSON."""

    version: int
    id: str
    content: bytes
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The end of the chain up to some leaf.

    Attributes:
        leaves, rows: how many it adds to the seal before.
        digest: 64 hex digits.
    """

    number: int
    leaves: int
    rows: int
    digest: str
    at: datetime
