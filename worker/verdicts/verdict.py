"""The result of screening one shipment on one basis."""

from dataclasses import dataclass

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
    """

    outcome: Outcome
    basis: int | None
    hits: tuple[tuple[Carried, Hit], ...] = ()
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def is_plain(self) -> bool:
        """It says CLEAR, and nothing else."""
        return self.outcome is Outcome.CLEAR and not self.findings

    @property
    def is_due(self) -> bool:
        """It is UNSCREENED for a reason that passes by itself: it is screened again then."""
        return any(reason.passes for reason in self.reasons)
