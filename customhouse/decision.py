"""What a person said of a hit, or of a reason of UNSCREENED, as others read it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from customhouse.view import View
from customhouse.vocabulary import Open


class DecisionWord(StrEnum):
    """A person's word on a hit, or on a reason of UNSCREENED."""

    TRUE_MATCH = "true match"
    FALSE_POSITIVE = "false positive"
    UNDECIDED = "undecided"


class Effect(StrEnum):
    """What a decision does to a hit now. More will come: readers take a word they do not know."""

    SUPPRESSED = "suppressed"
    RELEASED = "released"
    CONFIRMED = "confirmed"
    # The party was confirmed on another shipment; on this one nobody has decided yet.
    CONFIRMED_BEFORE = "confirmed before"
    AWAITING = "awaiting a second person"
    UNDECIDED = "undecided"
    ENDED = "ended"


class AlertState(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    ASSIGNED = "assigned"
    AWAITING = "awaiting a second person"
    DECIDED = "decided"
    SUPERSEDED = "superseded"


_SETTLES: Final = frozenset({Effect.SUPPRESSED, Effect.RELEASED})


class FieldChange(View):
    """The values that one field of a listing or a party lost and gained since it was decided."""

    of: str = Field(description="listing, or party")
    field: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class DecisionOn(View):
    """A decision, and what it does to the hit or reason that it stands at."""

    decision: int = Field(description="its number: customhouse decisions show NUMBER")
    word: Annotated[DecisionWord, Open()]
    effect: Annotated[Effect, Open()]
    reason: str
    by: str = Field(description="the name given")
    os_user: str = Field(description="the operating system's user who gave it")
    at: datetime
    confirmed_by: str | None = Field(default=None, description="the second person")
    expires_at: datetime | None = None
    permitted_by: str | None = Field(
        default=None, description="why a true match is lawful: a licence, an exception, no measure"
    )
    source: str = Field(description="of the shipment that it was given on")
    shipment_id: str
    ended: str | None = Field(
        default=None,
        description="why it holds no more: listing changed, party changed, record changed,"
        " expired, revoked",
    )
    changes: tuple[FieldChange, ...] = Field(default=(), description="of one that a change ended")

    @property
    def settles(self) -> bool:
        """The hit flags nothing, or the reason keeps nothing from being CLEAR."""
        return self.effect in _SETTLES
