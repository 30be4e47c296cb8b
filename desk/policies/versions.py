"""Versions of the policy, and bringing one into force: by whom, when and why."""

from dataclasses import dataclass
from datetime import datetime

from desk.errors import CommandError
from desk.person import Person
from ledger.trail.rows import Act, ActKind, KeptPolicy
from worker.policies.content import canonical, id_of, rules_of
from worker.policies.kept import Policies, PolicyTrail, ref_after, refuse_differing
from worker.policies.rules import Rules
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of asking for a policy.

    Attributes:
        awaits: whether a second person has to say so, too, before it comes into force.
    """

    version: int
    id: str
    awaits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of the policy.

    Attributes:
        activations: when it came into force, the oldest first.
        is_in_force: it is the one that was activated last.
        proposal: that somebody asked for it and a second person is awaited.
    """

    kept: KeptPolicy
    activations: tuple[Act, ...]
    is_in_force: bool
    proposal: Act | None = None


def versions(trail: PolicyTrail) -> list[Version]:
    """Return every version of the policy, the oldest first."""
    done = trail.acts(ActKind.POLICY_ACTIVATED)
    in_force = done[-1].data["policy"] if done else None
    open_proposals = {act.data["policy"]: act for act in _open_proposals(trail)}
    return [
        Version(
            kept=kept,
            activations=tuple(act for act in done if act.data["policy"] == kept.id),
            is_in_force=kept.id == in_force,
            proposal=open_proposals.get(kept.id),
        )
        for kept in trail.policies()
    ]


def propose(
    trail: PolicyTrail, settings: Settings, rules: Rules, *, by: Person, reason: str, at: datetime
) -> Decided:
    """Bring a policy into force, or ask for it where a second person has to agree.

    Raises:
        CommandError: it is in force already, or another activation was faster.
        PolicyError: a setting says another thing.
    """
    policies = Policies(trail, settings)
    policies.keep_first(at)
    before = policies.in_force()
    if id_of(rules) == id_of(before):
        raise CommandError(f"policy {id_of(rules)} is in force already; nothing was changed")
    refuse_differing(settings, rules)
    awaits = before.activation.second_person or rules.activation.second_person
    kind = ActKind.POLICY_PROPOSED if awaits else ActKind.POLICY_ACTIVATED
    last = trail.newest_act(ActKind.POLICY_ACTIVATED)
    ref = f"{id_of(rules)} {ref_after(last)}" if awaits else ref_after(last)
    data = {"policy": id_of(rules), "reason": reason}
    act = Act(kind=kind, ref=ref, data=data, by=by.name, account=by.account, at=at)
    if not trail.decide_policy(act, canonical(rules)):
        said = "is asked for already" if awaits else "lost: another was activated meanwhile"
        raise CommandError(f"policy {id_of(rules)} {said}; see: customhouse policy show")
    kept = trail.policy(id_of(rules))
    return Decided(version=0 if kept is None else kept.version, id=id_of(rules), awaits=awaits)


def confirm(
    trail: PolicyTrail, settings: Settings, version: int, *, by: Person, at: datetime
) -> Decided:
    """Bring a policy into force that somebody else asked for.

    Raises:
        CommandError: nobody asked for it, the same person did, or another was faster.
    """
    proposal = next((a for a in _open_proposals(trail) if a.data["version"] == version), None)
    if proposal is None:
        reason = "awaits no second person; see: customhouse policy show"
        raise CommandError(f"policy version {version} {reason}")
    if proposal.by.casefold().strip() == by.name.casefold().strip():
        raise CommandError(f"{by.name} asked for it: the second person must be another one")
    kept = trail.policy(proposal.data["policy"])
    if kept is None:
        raise CommandError(f"policy {proposal.data['policy']} is not kept any more")
    refuse_differing(settings, rules_of(kept.content))
    last = trail.newest_act(ActKind.POLICY_ACTIVATED)
    data = {**proposal.data, "asked_by": proposal.by, "asked_account": proposal.account}
    act = Act(
        kind=ActKind.POLICY_ACTIVATED, ref=ref_after(last), data=data, by=by.name,
        account=by.account, at=at,
    )  # fmt: skip
    if not trail.decide_policy(act, kept.content):
        raise CommandError("another policy was activated meanwhile; see: customhouse policy show")
    return Decided(version=version, id=kept.id)


def _open_proposals(trail: PolicyTrail) -> list[Act]:
    """Return what is asked for since the last activation; an older one no longer fits."""
    last = trail.newest_act(ActKind.POLICY_ACTIVATED)
    after = 0 if last is None else last.number
    return list(trail.acts(ActKind.POLICY_PROPOSED, after=after))
