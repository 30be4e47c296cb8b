"""What one batch screens against, read once: no batch sees two of anything."""

from dataclasses import dataclass, field

from customhouse.verdict import Finding, Reason
from ledger.rows import Basis
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.policies.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The basis in force with all that belongs to it.

    Attributes:
        basis: None: nothing is in force.
        view_json: the basis as verdicts show it, with the age of every list: a BasisView.
        findings: what is odd about the lists, for every verdict that rests on them.
        unready: why nothing may be screened now; None: it may.
        policy: what the matcher needs of the policy.
        rules: the policy as a whole.
    """

    basis: Basis | None
    view_json: bytes | None
    unready: Reason | None
    watchlist: Watchlist
    policy: Policy
    findings: tuple[Finding, ...] = ()
    rules: Rules = field(default_factory=Rules)

    @property
    def number(self) -> int | None:
        """The number of the basis."""
        return None if self.basis is None else self.basis.number
