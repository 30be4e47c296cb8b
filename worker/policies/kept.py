"""The policies that the ledger keeps, and the one in force; the first is made of the settings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from pydantic import ValidationError

from ledger.trail.rows import Act, ActKind, KeptPolicy
from screening.errors import UnavailableError
from worker.policies.content import canonical, id_of, rules_of
from worker.policies.errors import PolicyError
from worker.policies.rules import Levels, Lists, Rules
from worker.settings import Settings

FIRST_REASON: Final = "the first policy, made of the settings"


class PolicyTrail(Protocol):
    """Where policies are kept."""

    def policy(self, policy_id: str) -> KeptPolicy | None:
        """Return a policy by its id."""
        ...

    def policies(self) -> list[KeptPolicy]:
        """Return every policy in the order of its version."""
        ...

    def policy_in_force(self) -> KeptPolicy | None:
        """Return the policy that was activated last."""
        ...

    def decide_policy(self, act: Act, content: bytes) -> bool:
        """Keep a policy with what was decided about it; False if another was faster."""
        ...

    def acts(self, *kinds: ActKind, after: int = 0) -> Sequence[Act]:
        """Return the acts of some kinds in order."""
        ...

    def newest_act(self, kind: ActKind) -> Act | None:
        """Return the last act of a kind."""
        ...


class Policies:
    """Finds policies by their ids.

    Args:
        trail: None: there is no ledger, and the settings are all there is.
    """

    def __init__(self, trail: PolicyTrail | None, settings: Settings) -> None:
        self._trail = trail
        self.seed = seed_of(settings)
        self._seed_id = id_of(self.seed)
        self._known = {self._seed_id: self.seed}

    def in_force(self) -> Rules:
        """Return the policy in force; where nobody has activated one, that of the settings.

        Raises:
            UnavailableError: it cannot be read here.
        """
        kept = None if self._trail is None else self._trail.policy_in_force()
        if kept is None:
            return self.seed
        found = self._read(kept)
        if found is None:
            reason = "was kept by a newer version of the service, or is damaged"
            raise UnavailableError(f"policy {kept.id}", reason)
        return found

    def of(self, policy_id: str) -> Rules | None:
        """Return a policy by its id, None where it is not kept or cannot be read here."""
        if policy_id in self._known:
            return self._known[policy_id]
        kept = None if self._trail is None else self._trail.policy(policy_id)
        return None if kept is None else self._read(kept)

    def keep_first(self, at: datetime) -> None:
        """Bring the policy of the settings into force where nobody has activated one."""
        if self._trail is None or self._trail.policy_in_force() is not None:
            return
        data = {"policy": self._seed_id, "reason": FIRST_REASON}
        act = Act(
            kind=ActKind.POLICY_ACTIVATED, ref=ref_after(None), data=data, by="", account="", at=at
        )
        self._trail.decide_policy(act, canonical(self.seed))

    def _read(self, kept: KeptPolicy) -> Rules | None:
        """Return a policy; None: a newer version of the service kept it, or it is damaged."""
        if kept.id not in self._known:
            try:
                found = rules_of(kept.content)
            except ValidationError:
                return None
            # What was altered is not the policy that a verdict names.
            if id_of(found) != kept.id:
                return None
            self._known[kept.id] = found
        return self._known[kept.id]


def ref_after(last: Act | None) -> str:
    """Return what an activation that follows another one is known by: only one can."""
    return f"after {'none' if last is None else last.number}"


def seed_of(settings: Settings) -> Rules:
    """Return the policy that the settings make: it is in force until another is activated."""
    return Rules(
        levels=Levels(review=settings.threshold, strong=settings.strong),
        lists=Lists(required=settings.required_lists),
    )


def refuse_differing(settings: Settings, rules: Rules) -> None:
    """Return if no setting says another thing than the policy in force.

    Raises:
        PolicyError: one does.
    """
    said = settings.model_fields_set
    levels, required = rules.levels, rules.lists.required
    for name, level in (("threshold", levels.review), ("strong", levels.strong)):
        if name in said and (ours := getattr(settings, name)) != level:
            raise _differing(f"CUSTOMHOUSE_{name.upper()}", f"{ours:g}", f"{level:g}")
    # An empty variable says as little as none.
    if (
        settings.required_lists
        and "required_lists" in said
        and set(settings.required_lists) != set(required)
    ):
        named = ",".join(settings.required_lists) or "nothing"
        raise _differing("CUSTOMHOUSE_REQUIRED_LISTS", named, ",".join(required) or "nothing")


def _differing(setting: str, ours: str, theirs: str) -> PolicyError:
    return PolicyError(
        setting,
        f"says {ours}, but the policy says {theirs}. The setting makes the first policy only: "
        "unset it, or activate a policy that says the same; see: customhouse policy show",
    )
