"""What subscribers hear: CloudEvents 1.0 whose data say what was hit, how surely, and why."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from customhouse.decided import HitDecidedView
from customhouse.verdict import ShipmentView, digest_of
from customhouse.view import View
from customhouse.vocabulary import Open

EVENT_SOURCE: Final = "urn:customhouse"


class EventType(StrEnum):
    """The types of events on the alerts stream."""

    FLAGGED = "customhouse.shipment.flagged.v1"
    CHANGED = "customhouse.shipment.changed.v1"
    CLEARED = "customhouse.shipment.cleared.v1"
    UNSCREENED = "customhouse.shipment.unscreened.v1"
    HIT_DECIDED = "customhouse.hit.decided.v1"
    DEGRADED = "customhouse.service.degraded.v1"
    INTAKE_ERASED = "customhouse.intake.erased.v1"
    LIST_UPDATED = "customhouse.list.updated.v1"
    LIST_REJECTED = "customhouse.list.rejected.v1"
    LIST_STALE = "customhouse.list.stale.v1"
    RESCREEN_FINISHED = "customhouse.rescreen.finished.v1"
    POLICY_ACTIVATED = "customhouse.policy.activated.v1"
    AUDIT_SEALED = "customhouse.audit.sealed.v1"


class ServiceView(View):
    """The data of a service event: what is wrong, and since when records wait for it."""

    reason: str


class IntakeErasedView(View):
    """The data of an event that somebody erased records before anybody took them.

    They are not recorded: whoever sent them has to send them again.
    """

    lane: str
    records: int = Field(description="how many were ever erased from this lane")


class ListUpdatedView(View):
    """The data of an event of a list that came into force with another content."""

    source: str = Field(description="the list")
    snapshot: str = Field(description="the snapshot in force with it")
    entries: int = Field(description="0: it is no longer in force")
    entries_before: int | None = Field(default=None, description="absent: none was in force")
    added: int | None = None
    removed: int | None = None
    changed: int | None = None
    published: str | None = Field(default=None, description="the publisher's own date, as written")


class ListRejectedView(View):
    """The data of an event of a published list that was refused; the one in force stays."""

    source: str = Field(description="the list")
    reason: str = Field(description="what is wrong with it, and what to do")
    in_force_since: datetime | None = Field(
        default=None, description="when the one in force was last found good; absent: none is"
    )


class ListStaleView(View):
    """The data of an event of a list that is too old to screen against."""

    source: str = Field(description="the list")
    age_s: int
    limit_s: int


class RescreenFinishedView(View):
    """The data of an event that all was screened again that a change could alter."""

    run: int
    basis: int = Field(description="number of the basis it was screened on")
    snapshot: str
    scope: str = Field(
        description="which shipments: open, since (a day), all; unscreened: those that waited for"
        " a first verdict"
    )
    full: bool = Field(default=False, description="every shipment was judged, whatever changed")
    parties: int = Field(description="distinct parties and vessels looked at")
    hits: int = Field(description="hits judged again, and new ones")
    shipments: int = Field(description="shipments judged again")
    changed: int = Field(description="those of them whose result changed: each has its own event")
    seconds: float


class PolicyActivatedView(View):
    """The data of an event of another policy that came into force."""

    policy: str = Field(description="its id, the hash of its content")
    version: int
    by: str = Field(description="the name given by whoever activated it")
    asked_by: str | None = Field(default=None, description="who asked for it, where two agreed")
    reason: str


class AuditSealedView(View):
    """The data of an event that says how far the audit trail has come, once an hour.

    Kept elsewhere it shows that nobody cut off the end: customhouse audit verify --head SEAL:DIGEST
    """

    seal: int
    digest: str = Field(description="SHA-256 in hex")


# The data of events that are not about one shipment.
OtherView = (
    ServiceView
    | IntakeErasedView
    | ListUpdatedView
    | ListRejectedView
    | ListStaleView
    | RescreenFinishedView
    | PolicyActivatedView
    | AuditSealedView
    | dict[str, Any]
)


class Alert(View):
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
    data: ShipmentView | HitDecidedView | OtherView = Field(
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
    EventType.HIT_DECIDED: HitDecidedView,
    EventType.DEGRADED: ServiceView,
    EventType.INTAKE_ERASED: IntakeErasedView,
    EventType.LIST_UPDATED: ListUpdatedView,
    EventType.LIST_REJECTED: ListRejectedView,
    EventType.LIST_STALE: ListStaleView,
    EventType.RESCREEN_FINISHED: RescreenFinishedView,
    EventType.POLICY_ACTIVATED: PolicyActivatedView,
    EventType.AUDIT_SEALED: AuditSealedView,
}


def alert_id(*parts: str | int) -> str:
    """Return the deterministic id of an alert: 32 hex digits, equal for equal parts only."""
    return digest_of(*parts)
