"""What was found about a shipment: its outcome, hits, findings and reasons, as others read it."""

from enum import StrEnum
from hashlib import blake2b
from typing import Annotated, Any, Final

from pydantic import Field, field_validator

from customhouse.decision import DecisionOn
from customhouse.view import View
from customhouse.vocabulary import Open


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
    DECISION = "decision"


class ReasonCode(StrEnum):
    """Why a shipment is UNSCREENED. More will come: readers take a word they do not know."""

    LISTS_UNFIT = "lists_unfit"
    BASIS_OF_OTHERS = "basis_of_others"
    NOBODY_NAMED = "nobody_named"
    UNREADABLE_PARTY = "unreadable_party"


# What the service lacks comes by itself; what the record lacks only its sender can add.
_PASSING: Final = frozenset({ReasonCode.LISTS_UNFIT, ReasonCode.BASIS_OF_OTHERS})


class SubjectRef(View):
    """What a hit is about: a kind ("party", "vessel") and where in the record it stands."""

    kind: str
    ref: str = Field(description='path in the record: "parties.0", "transport.1.vessel"')
    role: str | None = None
    name: str


class HitBefore(View):
    """What a hit that changed was in the verdict before."""

    score: float
    band: str | None = None
    matched_name: str
    reason: str


class HitView(View):
    """One hit: a subject of the shipment and a listing that it may be."""

    id: str = Field(default="", description="its id within the shipment, the same in every verdict")
    subject: SubjectRef
    listing_id: str = Field(description='stable id, "us_ofac_sdn:40236"')
    listing_name: str
    matched_name: str
    source: str = Field(description="the list")
    programs: tuple[str, ...] = ()
    measures: tuple[str, ...] = Field(
        default=(),
        description="what being listed means: freeze, sectoral, securities, correspondent_account,"
        " menu, export_licence, export_denial, unverified, transport, advisory",
    )
    score: float = Field(
        ge=0,
        le=1,
        description="the probability that the subject is the listing, where one party in a"
        " thousand is listed; rounded to six decimals",
    )
    band: str | None = Field(
        default=None,
        description="how sure the policy calls it: strong or possible; absent in older events",
    )
    reason: str = Field(description="the evidence in one sentence")
    evidence: dict[str, Any] = Field(default_factory=dict, description="the evidence as data")
    listing_content: str = Field(default="", description="hash of what the list says of it")
    entity: str | None = Field(
        default=None,
        description="of hits that are one entity on several lists: the first's listing",
    )
    effect: str = Field(
        default="flag",
        description="flag; or inform: it is recorded and shown, and flags nothing by itself",
    )
    effect_reason: str | None = Field(default=None, description="why it informs")
    change: Annotated[HitChange, Open()] = HitChange.NEW
    cause: str | None = Field(default=None, description="why it is new, changed or cleared")
    before: HitBefore | None = Field(default=None, description="of a changed one")
    decision: DecisionOn | None = Field(default=None, description="what a person said of it")

    @property
    def is_settled(self) -> bool:
        """A decision in effect says that it flags nothing."""
        return self.decision is not None and self.decision.settles

    @property
    def flags(self) -> bool:
        """It makes the shipment FLAGGED: it is more than information, and nobody settled it."""
        return self.effect != "inform" and not self.is_settled


class Finding(View):
    """Something a reviewer should know that is no hit: a failed check digit, a reused revision."""

    field: str
    reason: str


class Reason(View):
    """Why a shipment is UNSCREENED."""

    id: str = Field(description="its id within the shipment, the same in every verdict")
    code: str = Field(description="a word of ReasonCode, or one that came later")
    text: str = Field(description="in plain words")
    ref: str | None = Field(default=None, description='what part of the record: "parties.0"')
    decision: DecisionOn | None = Field(default=None, description="what a person said of it")

    @classmethod
    def of(cls, code: ReasonCode, text: str, ref: str | None = None) -> "Reason":
        """Return the reason with its id."""
        return cls(id=item_id(code, ref or ""), code=code, text=text, ref=ref)

    @property
    def passes(self) -> bool:
        """It goes away without anything new from the sender."""
        return self.code in _PASSING

    @property
    def is_settled(self) -> bool:
        """A decision in effect says that it keeps nothing from being CLEAR."""
        return self.decision is not None and self.decision.settles


class ListAge(View):
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


class BasisView(View):
    """What a verdict rests on: one activation of snapshot + policy + engine version."""

    number: int
    snapshot: str
    policy: str
    engine: str
    lists: tuple[ListAge, ...] = ()


class VerdictBefore(View):
    """What stood before the verdict that an event is about."""

    outcome: Annotated[Outcome, Open()]
    sequence: int
    basis: int | None = Field(default=None, description="number of the basis")


class ShipmentView(View):
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


class Answer(View):
    """What became of one record whose producer asked: a fate, or why it waits and has none."""

    fate: Annotated[Fate, Open()] | None = None
    field: str | None = Field(default=None, description="of a dead record: where it is wrong")
    reason: str | None = Field(default=None, description="why it is dead, or why it waits")
    result: Result | None = None


def item_id(*parts: str) -> str:
    """Return the id of a hit or a reason within its shipment: 16 hex digits."""
    return digest_of(*parts)[:16]


def digest_of(*parts: str | int) -> str:
    """Return 32 hex digits that are equal for equal parts only."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = str(part).encode("utf-8", "surrogatepass")
        # A length before each part keeps ("ab", "c") and ("a", "bc") apart.
        digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return digest.hexdigest()
