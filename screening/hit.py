"""The machine's claim that a subject may be a listing, and why."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One listing that a subject may be.

    Attributes:
        score: 0.0 nothing shared, 1.0 identical; rounded to four decimals.
        reason: the evidence in one sentence that a reviewer understands in ten seconds.
        evidence: the evidence as data, ready for JSON.
    """

    listing_id: str
    listing_name: str
    listing_content: str
    source: str
    programs: tuple[str, ...]
    matched_name: str
    score: float
    reason: str
    evidence: dict[str, Any]
