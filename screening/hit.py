"""The machine's claim that a subject may be a listing, and why."""

from dataclasses import dataclass

from screening.evidence import Evidence
from screening.listing import Measure
from screening.policy import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One listing that a subject may be.

    Attributes:
        score: the probability that the subject is the listing, where one party in a thousand is
            listed; rounded to six decimals.
        band: how sure the policy calls it.
        reason: the evidence in one sentence that a reviewer understands in ten seconds.
        measures: what being listed means; what nobody knows counts as a freeze.
        entity: id of the first listing among the subject's hits that is the same entity; None
            where it is the only hit.
    """

    listing_id: str
    listing_name: str
    listing_content: str
    source: str
    programs: tuple[str, ...]
    matched_name: str
    score: float
    band: Band
    reason: str
    evidence: Evidence
    measures: tuple[Measure, ...] = (Measure.FREEZE,)
    entity: str | None = None
