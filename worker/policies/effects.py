"""What a policy makes of the hits that the matcher found on a shipment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from customhouse.verdict import Finding
from ledger.rows import Carried
from lists.snapshot import Snapshot
from screening.hit import Hit
from screening.policy import Band
from worker.policies.roles import roles_of
from worker.policies.rules import Effect, LegalEntity, Regime, Rules

Found = tuple[Carried, Hit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The hits of a shipment as its policy sees them.

    Attributes:
        hits: those that are hits, in the order in which they came, with the bands of the policy.
        informs: why one flags nothing by itself, by its subject's ref and its listing; others flag.
        left_out: those that are none: below the level for their role, or on a list that is not
            applied.
        findings: which lists were not applied though they would have hit, and why.
    """

    hits: tuple[Found, ...]
    informs: dict[tuple[str, str], str]
    left_out: tuple[Found, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def flags(self) -> bool:
        """Whether a hit flags the shipment."""
        return len(self.informs) < len(self.hits)


def weigh(
    found: Sequence[Found], shipment: Sequence[Carried], source: str, rules: Rules
) -> Weighed:
    """Return what a policy makes of hits.

    Args:
        shipment: every subject of it.
        source: who sent it, which tells whose it is.
    """
    if not found:
        return Weighed(hits=(), informs={})
    entity = next((each for each in rules.entities if each.owns(source)), None)
    roles = {each.ref: each.role for each in shipment}
    hits, left_out, informs, findings = [], [], {}, {}
    for carried, hit in found:
        own = roles_of(carried, roles)
        review, strong = rules.levels.of(own, hit.source, carried.subject.type)
        regime, whose = _regime(hit.source, entity, rules)
        if regime.effect is Effect.OFF:
            findings[hit.source] = _not_applied(hit.source, regime, whose)
        if regime.effect is Effect.OFF or hit.score < review:
            left_out.append((carried, hit))
            continue
        band = Band.STRONG if hit.score >= max(strong, review) else Band.POSSIBLE
        hits.append((carried, hit if hit.band is band else replace(hit, band=band)))
        why = _why_it_informs(hit, band, own, regime, rules)
        if why:
            informs[carried.ref, hit.listing_id] = why
    return Weighed(
        hits=tuple(hits),
        informs=informs,
        left_out=tuple(left_out),
        findings=tuple(findings.values()),
    )


def lists_not_applied(rules: Rules, sources: Sequence[str]) -> tuple[Finding, ...]:
    """Return a finding for every list in force that is applied to nobody's shipments, and why."""
    return tuple(
        _not_applied(source, _regime(source, None, rules)[0], "")
        for source in sources
        if not is_applied(rules, source)
    )


def applied(rules: Rules, snapshot: Snapshot) -> Snapshot | None:
    """Return a snapshot's lists that count for anybody: others need be neither there nor fresh.

    None: no list does.
    """
    states = tuple(each for each in snapshot.lists if is_applied(rules, each.source))
    return replace(snapshot, lists=states) if states else None


def is_applied(rules: Rules, source: str) -> bool:
    """Tell whether a list is applied to anybody's shipments."""
    whose = (None, *rules.entities)
    return any(_regime(source, each, rules)[0].effect is not Effect.OFF for each in whose)


def _regime(source: str, entity: LegalEntity | None, rules: Rules) -> tuple[Regime, str]:
    """Return what a list does for a company of ours, and for which if not for all."""
    if rules.lists.scope and source not in rules.lists.scope:
        return Regime(effect=Effect.OFF, reason="it is not in the policy's scope"), ""
    if entity is not None and source in entity.regimes:
        return entity.regimes[source], entity.name
    return rules.lists.regimes.get(source, Regime()), ""


def _why_it_informs(
    hit: Hit, band: Band, roles: frozenset[str], regime: Regime, rules: Rules
) -> str:
    """Return why a hit flags nothing by itself; "": it does."""
    if regime.effect is Effect.INFORM:
        return f"list {hit.source} informs: {regime.reason}"
    if rules.bands.of(band) is Effect.INFORM:
        return f"a {band} hit informs"
    # What is not named flags, and one measure that flags is enough.
    named = [rules.measures[each] for each in hit.measures if each in rules.measures]
    unnamed = len(named) < len(hit.measures) or not hit.measures
    if unnamed or any(rule.of(roles, band) is Effect.FLAG for rule in named):
        return ""
    meant = " and ".join(measure.replace("_", " ") for measure in hit.measures)
    return f"{meant} informs for this role and band"


def _not_applied(source: str, regime: Regime, whose: str) -> Finding:
    to_whom = f" to shipments of {whose}" if whose else ""
    return Finding(
        field=f"basis.lists.{source}", reason=f"this list is not applied{to_whom}: {regime.reason}"
    )
