"""The machine's claim that a subject may be a listing, and why."""

from dataclasses import dataclass

from screening.evidence import Evidence
from screening.listing import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One listing that a subject may be.

    Attributes:
        score: 0.0 nothing shared, 1.0 identical; rounded to four decimals.
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
    reason: str
    evidence: Evidence
    measures: tuple[Measure, ...] = (Measure.FREEZE,)
    entity: str | None = None
