"""From a shipment's subjects and their hits to its verdict."""

from collections.abc import Sequence

from customhouse.verdict import Finding, Outcome
from ledger.rows import Carried
from screening.hit import Hit
from screening.policy import Band
from worker.policies.effects import weigh
from worker.verdicts.lacking import lacking
from worker.verdicts.screener import Hits
from worker.verdicts.standing import Standing
from worker.verdicts.verdict import Verdict


def judge(
    carried: Sequence[Carried],
    findings: tuple[Finding, ...],
    hits: Hits,
    standing: Standing,
    source: str = "",
) -> Verdict:
    """Return the verdict; while nothing may be screened its outcome is UNSCREENED.

    Args:
        hits: of every subject of the shipment; of none where nothing may be screened.
        source: who sent the shipment, which tells whose it is.
    """
    if standing.unready is not None:
        return Verdict(
            outcome=Outcome.UNSCREENED,
            basis=standing.number,
            findings=findings,
            reasons=(standing.unready,),
        )
    found = [(each, hit) for each in carried for hit in hits[each.fingerprint]]
    weighed = weigh(found, carried, source, standing.rules)
    reasons = lacking(carried)
    return Verdict(
        outcome=_outcome(weighed.flags, bool(reasons)),
        basis=standing.number,
        hits=tuple(sorted(weighed.hits, key=_surest_first)),
        findings=(*findings, *weighed.findings),
        reasons=reasons,
        informs=weighed.informs,
        left_out=weighed.left_out,
    )


def _outcome(flags: bool, lacks: bool) -> Outcome:
    if flags:
        return Outcome.FLAGGED
    return Outcome.UNSCREENED if lacks else Outcome.CLEAR


def _surest_first(found: tuple[Carried, Hit]) -> tuple[bool, float, str]:
    carried, hit = found
    return hit.band is not Band.STRONG, -hit.score, carried.ref
