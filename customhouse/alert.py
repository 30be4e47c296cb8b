"""What subscribers hear: CloudEvents 1.0 whose data say what was hit, how surely, and why."""

from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from customhouse.vocabulary import Open

EVENT_SOURCE: Final = "urn:customhouse"


class Outcome(StrEnum):
    """The result of screening one shipment. UNSCREENED exists so no failure looks like CLEAR."""

    CLEAR = "CLEAR"
    FLAGGED = "FLAGGED"
    UNSCREENED = "UNSCREENED"


class Fate(StrEnum):
    """What became of a submitted record; exactly one each."""

    CLEAR = "clear"
    FLAGGED = "flagged"
    UNSCREENED = "unscreened"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    DEAD = "dead"


class EventType(StrEnum):
    """The types of events on the alerts stream."""

    FLAGGED = "customhouse.shipment.flagged.v1"
    CHANGED = "customhouse.shipment.changed.v1"
    CLEARED = "customhouse.shipment.cleared.v1"
    UNSCREENED = "customhouse.shipment.unscreened.v1"
    DEGRADED = "customhouse.service.degraded.v1"
    INTAKE_ERASED = "customhouse.intake.erased.v1"
    LIST_UPDATED = "customhouse.list.updated.v1"
    LIST_REJECTED = "customhouse.list.rejected.v1"
    LIST_STALE = "customhouse.list.stale.v1"


class HitChange(StrEnum):
    """How a hit stands to the verdict before."""

    NEW = "new"
    CHANGED = "changed"
    CLEARED = "cleared"
    KEPT = "kept"


class Cause(StrEnum):
    """Why a hit or an outcome changed. More will come: readers take a word they do not know."""

    RECORD = "record"
    LISTING_ADDED = "listing added"
    LISTING_CHANGED = "listing changed"
    LISTING_REMOVED = "listing removed"
    LIST_DROPPED = "list dropped"
    POLICY = "policy"
    ENGINE = "engine"
    LISTS_FIT = "lists fit again"


class ReasonCode(StrEnum):
    """Why a shipment is UNSCREENED. More will come: readers take a word they do not know."""

    LISTS_UNFIT = "lists_unfit"
    BASIS_OF_OTHERS = "basis_of_others"
    NOBODY_NAMED = "nobody_named"
    UNREADABLE_PARTY = "unreadable_party"


# What the service lacks comes by itself; what the record lacks only its sender can add.
_PASSING: Final = frozenset({ReasonCode.LISTS_UNFIT, ReasonCode.BASIS_OF_OTHERS})


class _Part(BaseModel):
    # A reader keeps the fields that came after it was written, and hands them on.
    model_config = ConfigDict(extra="allow", frozen=True)


class SubjectRef(_Part):
    """What a hit is about: a kind ("party", "vessel") and where in the record it stands."""

    kind: str
    ref: str = Field(description='path in the record: "parties.0", "transport.1.vessel"')
    role: str | None = None
    name: str


class HitBefore(_Part):
    """What a hit that changed was in the verdict before."""

    score: float
    matched_name: str
    reason: str


class HitView(_Part):
    """One hit: a subject of the shipment and a listing that it may be."""

    id: str = Field(default="", description="its id within the shipment, the same in every verdict")
    subject: SubjectRef
    listing_id: str = Field(description='stable id, "us_ofac_sdn:40236"')
    listing_name: str
    matched_name: str
    source: str = Field(description="the list")
    programs: tuple[str, ...] = ()
    score: float = Field(ge=0, le=1, description="rounded to four decimals")
    reason: str = Field(description="the evidence in one sentence")
    evidence: dict[str, Any] = Field(default_factory=dict, description="the evidence as data")
    listing_content: str = Field(default="", description="hash of what the list says of it")
    entity: str | None = Field(
        default=None,
        description="of hits that are one entity on several lists: the first's listing",
    )
    change: Annotated[HitChange, Open()] = HitChange.NEW
    cause: str | None = Field(default=None, description="why it is new, changed or cleared")
    before: HitBefore | None = Field(default=None, description="of a changed one")


class Finding(_Part):
    """Something a reviewer should know that is no hit: a failed check digit, a reused revision."""

    field: str
    reason: str


class Reason(_Part):
    """Why a shipment is UNSCREENED."""

    id: str = Field(description="its id within the shipment, the same in every verdict")
    code: str = Field(description="a word of ReasonCode, or one that came later")
    text: str = Field(description="in plain words")
    ref: str | None = Field(default=None, description='what part of the record: "parties.0"')

    @classmethod
    def of(cls, code: ReasonCode, text: str, ref: str | None = None) -> "Reason":
        """Return the reason with its id."""
        return cls(id=item_id(code, ref or ""), code=code, text=text, ref=ref)

    @property
    def passes(self) -> bool:
        """It goes away without anything new from the sender."""
        return self.code in _PASSING


class ListAge(_Part):
    """How old a list was when the verdict was made."""

    source: str
    age_s: int | None = Field(
        default=None,
        description="seconds since the list was known to be current; absent: nobody knows",
    )
    limit_s: int | None = Field(
        default=None, description="age past which nothing is screened against it; absent: none"
    )
    limit_is_set: bool = Field(default=False, description="a setting gives the limit")
    published: str | None = None
    incomplete: bool = False
    excerpt: bool = Field(
        default=False, description="the list holds only a part of what its authority lists"
    )
    accepted: str | None = Field(
        default=None, description="why somebody let the list pass the gate, which had objected"
    )


class BasisView(_Part):
    """What a verdict rests on: one activation of snapshot + policy + engine version."""

    number: int
    snapshot: str
    policy: str
    engine: str
    lists: tuple[ListAge, ...] = ()


class VerdictBefore(_Part):
    """What stood before the verdict that an event is about."""

    outcome: Annotated[Outcome, Open()]
    sequence: int
    basis: int | None = Field(default=None, description="number of the basis")


class ShipmentView(_Part):
    """The data of a shipment event, and what the result key holds."""

    source: str
    shipment_id: str
    revision: int
    content: str = Field(description="hash of the record without as_of")
    sequence: int = Field(default=0, description="its place in the shipment's history, from 1")
    outcome: Annotated[Outcome, Open()]
    basis: BasisView | None = None
    hits: tuple[HitView, ...] = ()
    findings: tuple[Finding, ...] = ()
    reason: str | None = Field(default=None, description="why it is UNSCREENED, in one text")
    reasons: tuple[Reason, ...] = ()
    causes: tuple[str, ...] = Field(default=(), description="of an event: why it comes now")
    before: VerdictBefore | None = Field(default=None, description="of an event: what stood before")


class Result(ShipmentView):
    """The state of a shipment, CLEAR too.

    Under its result key `fate` follows the outcome; in an answer it is the record's own:
    "duplicate" and "superseded" come with the state that stands.
    """

    fate: Annotated[Fate, Open()]
    order: tuple[int, ...] | None = Field(
        default=None, description="of two states of a shipment the newer has the greater list"
    )

    @field_validator("order")
    @classmethod
    def _is_said(cls, order: tuple[int, ...] | None) -> tuple[int, ...] | None:
        return order or None  # older workers write [] in answers


class Answer(_Part):
    """What became of one record whose producer asked: a fate, or why it waits and has none."""

    fate: Annotated[Fate, Open()] | None = None
    field: str | None = Field(default=None, description="of a dead record: where it is wrong")
    reason: str | None = Field(default=None, description="why it is dead, or why it waits")
    result: Result | None = None


class ServiceView(_Part):
    """The data of a service event: what is wrong, and since when records wait for it."""

    reason: str


class IntakeErasedView(_Part):
    """The data of an event that somebody erased records before anybody took them.

    They are not recorded: whoever sent them has to send them again.
    """

    lane: str
    records: int = Field(description="how many were ever erased from this lane")


class ListUpdatedView(_Part):
    """The data of an event of a list that came into force with another content."""

    source: str = Field(description="the list")
    snapshot: str = Field(description="the snapshot in force with it")
    entries: int = Field(description="0: it is no longer in force")
    entries_before: int | None = Field(default=None, description="absent: none was in force")
    added: int | None = None
    removed: int | None = None
    changed: int | None = None
    published: str | None = Field(default=None, description="the publisher's own date, as written")


class ListRejectedView(_Part):
    """The data of an event of a published list that was refused; the one in force stays."""

    source: str = Field(description="the list")
    reason: str = Field(description="what is wrong with it, and what to do")
    in_force_since: datetime | None = Field(
        default=None, description="when the one in force was last found good; absent: none is"
    )


class ListStaleView(_Part):
    """The data of an event of a list that is too old to screen against."""

    source: str = Field(description="the list")
    age_s: int
    limit_s: int


# The data of events that are not about one shipment.
OtherView = (
    ServiceView
    | IntakeErasedView
    | ListUpdatedView
    | ListRejectedView
    | ListStaleView
    | dict[str, Any]
)


class Alert(_Part):
    """A CloudEvent 1.0 in JSON format.

    `subject` is the id of the shipment, or of the list; `data` carry the source of the shipment.
    Source: CloudEvents 1.0.2, https://github.com/cloudevents/spec
    """

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str = EVENT_SOURCE
    type: Annotated[EventType, Open()]
    subject: str | None = None
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: ShipmentView | OtherView = Field(
        description="by type; of a type or in a form that the reader does not know: as they came"
    )

    @field_validator("data", mode="wrap")
    @classmethod
    def _by_type(
        cls, given: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        if not isinstance(given, dict):
            return handler(given)
        view = _VIEWS.get(info.data.get("type", ""))
        try:
            return given if view is None else view.model_validate(given)
        except ValidationError:
            return given


# By type and not by trial: what a later version adds to one view may look like another.
_VIEWS: Final[dict[str, type[BaseModel]]] = {
    EventType.FLAGGED: ShipmentView,
    EventType.CHANGED: ShipmentView,
    EventType.CLEARED: ShipmentView,
    EventType.UNSCREENED: ShipmentView,
    EventType.DEGRADED: ServiceView,
    EventType.INTAKE_ERASED: IntakeErasedView,
    EventType.LIST_UPDATED: ListUpdatedView,
    EventType.LIST_REJECTED: ListRejectedView,
    EventType.LIST_STALE: ListStaleView,
}


def item_id(*parts: str) -> str:
    """Return the id of a hit or a reason within its shipment: 16 hex digits."""
    return alert_id(*parts)[:16]


def alert_id(*parts: str | int) -> str:
    """Return the deterministic id of an alert: 32 hex digits, equal for equal parts only."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = str(part).encode("utf-8", "surrogatepass")
        # A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return digest.hexdigest()
