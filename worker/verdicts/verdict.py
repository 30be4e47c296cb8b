"""The result of screening one shipment on one basis."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from customhouse.decision import DecisionOn
from customhouse.verdict import Finding, Outcome, Reason
from ledger.rows import Carried
from screening.hit import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found about a shipment, made once and never changed.

    Attributes:
        basis: number of what it rests on; None: nothing is in force.
        hits: the surest first, each with the subject that it is about.
        findings: what is odd about the record itself.
        reasons: why it is UNSCREENED.
        informs: why a hit flags nothing by itself, by its subject's ref and its listing.
        left_out: what the matcher found and the policy does not count as a hit here.
        decided: what people said of its hits, by the id of the hit.
    """

    outcome: Outcome
    basis: int | None
    hits: tuple[tuple[Carried, Hit], ...] = ()
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    informs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left_out: tuple[tuple[Carried, Hit], ...] = ()
    decided: Mapping[str, DecisionOn] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """It says CLEAR, and nothing else."""
        says_more = self.findings or self.hits or self.reasons
        return self.outcome is Outcome.CLEAR and not says_more

    @property
    def matched(self) -> tuple[tuple[Carried, Hit], ...]:
        """All that the matcher found of its subjects, whatever their roles here make of it."""
        return self.hits + self.left_out

    @property
    def is_due(self) -> bool:
        """It is UNSCREENED for a reason that passes by itself: it is screened again then."""
        return any(reason.passes for reason in self.reasons)
