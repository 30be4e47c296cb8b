"""All that is needed to replay a verdict, as one JSON document."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from customhouse.verdict import Finding, HitView, Outcome, Reason
from customhouse.view import View
from customhouse.vocabulary import Open


class ReceiptList(View):
    """A list that was screened against."""

    source: str
    sha256: str = Field(description="hash of its canonical content, which names its kept file")
    entries: int
    age_s: int | None = Field(
        default=None, description="seconds since it was known to be current; absent: nobody knows"
    )
    published: str | None = Field(default=None, description="the publisher's own date")
    incomplete: bool = False
    excerpt: bool = False
    accepted: str | None = Field(
        default=None, description="why somebody let the list pass the gate, which had objected"
    )


class ReceiptBasis(View):
    """What the verdict rests on."""

    number: int
    activated_at: datetime
    snapshot: str
    engine: str
    policy: str
    lists: tuple[ReceiptList, ...] = Field(
        default=(), description="empty: the list store has lost the snapshot"
    )


class ReceiptPolicy(View):
    """The policy as a whole."""

    id: str = Field(description="hash of the content")
    version: int | None = Field(default=None, description="absent: it was never kept in the ledger")
    content: dict[str, Any]


class Receipt(View):
    """A verdict with everything that it was made of.

    `customhouse replay` computes it again from `input`, the kept snapshot and `policy`, and
    compares; `hits` are what was found then, and are not used for that.
    """

    receipt: Literal[1] = Field(default=1, description="version of this form")
    shipment_id: str
    source: str
    revision: int
    content: str = Field(description="hash of the input")
    sequence: int = Field(description="place of the verdict in the shipment's history")
    superseded: bool = Field(
        default=False, description="a newer revision was there already: it changed nothing"
    )
    recorded_at: datetime = Field(description="when the record was recorded")
    judged_at: datetime = Field(description="when the verdict was recorded")
    outcome: Annotated[Outcome, Open()]
    reasons: tuple[Reason, ...] = Field(default=(), description="why it is UNSCREENED")
    input: dict[str, Any] = Field(description="the record in canonical form")
    basis: ReceiptBasis | None = Field(default=None, description="absent: nothing was in force")
    policy: ReceiptPolicy | None = Field(default=None, description="absent: it is not kept")
    hits: tuple[HitView, ...] = Field(
        default=(),
        description="all candidates at or above the policy's levels, the surest first, each with"
        " what people had decided on it",
    )
    findings: tuple[Finding, ...] = ()
