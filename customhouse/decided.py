"""The data of an event that a person decided."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from customhouse.decision import AlertState, DecisionOn
from customhouse.verdict import Outcome, SubjectRef
from customhouse.view import View
from customhouse.vocabulary import Open


class Act(StrEnum):
    """What was done. More will come: readers take a word they do not know."""

    DECIDED = "decided"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    EXPIRED = "expired"


class HitDecidedView(View):
    """That a decision was made, confirmed, revoked or has expired, and what follows.

    There is one event for each shipment that it changes.
    """

    source: str
    shipment_id: str
    revision: int
    sequence: int = Field(description="of the verdict that follows from it")
    outcome: Annotated[Outcome, Open()] = Field(description="of the shipment, now")
    alert: str | None = Field(default=None, description="id of the shipment's last alert")
    state: Annotated[AlertState, Open()] | None = Field(
        default=None, description="of that alert, now"
    )
    act: Annotated[Act, Open()]
    item: str = Field(description="id of the hit, or of the reason of UNSCREENED")
    subject: SubjectRef | None = Field(default=None, description="of a hit")
    listing_id: str | None = Field(default=None, description="of a hit")
    listing_name: str | None = Field(default=None, description="of a hit")
    decision: DecisionOn
