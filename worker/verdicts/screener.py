"""The basis in force, held ready: its watchlist, its policy, and the parties screened lately."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from customhouse.verdict import BasisView, Finding, ListAge, Reason, ReasonCode
from ledger.rows import Basis, Carried, Fingerprint
from lists.history import listing_in
from lists.readiness import Freshness, freshness, of_unknown_age, why_unready
from lists.snapshot import ListState, Snapshot
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.hit import Hit
from screening.listing import Listing
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.policies.content import matching_policy
from worker.policies.effects import applied, lists_not_applied
from worker.policies.kept import Policies
from worker.settings import Settings
from worker.verdicts.standing import Standing

# In all names of a group: some 400 usual parties, or a dozen with names as long as may be.
_LETTERS: Final = 12_000
_AGE_UNKNOWN: Final = "nobody knows how old this list is"
Hits = Mapping[Fingerprint, tuple[Hit, ...]]


class OverBudgetError(Exception):
    """Screening took longer than a batch may: so many subjects are screened, so many are left."""

    def __init__(self, screened: int, left: int) -> None:
        super().__init__(screened, left)
        self.screened = screened
        self.left = left


class Screener:
    """Screens subjects against one basis at a time; swaps between batches, never within one."""

    def __init__(
        self,
        store: ListStore,
        settings: Settings,
        now: Callable[[], datetime],
        policies: Policies | None = None,
    ) -> None:
        self._policies = policies or Policies(None, settings)
        self._store = store
        self._limits = settings.age_limits
        self._now = now
        self._watchlist = Watchlist.of(())
        self._loaded = ""
        self._rules = self._policies.seed
        self._policy = matching_policy(self._rules)
        self._known: OrderedDict[Fingerprint, tuple[Hit, ...]] = OrderedDict()
        self._most_known = settings.party_cache
        self._budget_s = settings.batch_budget_s

    @property
    def policy(self) -> Policy:
        """The policy in force, as the matcher needs it; the basis may not rest on it yet."""
        return matching_policy(self._policies.in_force())

    def standing(self, basis: Basis | None) -> Standing:
        """Return what to screen against on a basis; load its snapshot if it is another one."""
        if basis is not None and basis.policy != self._policy.id:
            self._take_policy(basis.policy)
        # On the basis of another version nothing is screened: an index for it need not be built,
        # which may take longer than a drain has.
        is_ours = basis is not None and basis.engine == ENGINE_VERSION
        if basis is not None and is_ours and basis.snapshot != self._loaded:
            self._watchlist = self._store.watchlist(self._store.snapshot(basis.snapshot))
            self._loaded = basis.snapshot
            self._known.clear()
        snapshot = self._screened_against(basis)
        return Standing(
            basis=basis,
            view_json=self._view_json(basis, snapshot),
            findings=() if snapshot is None else self._findings(snapshot),
            unready=self._unready(basis, snapshot),
            watchlist=self._watchlist,
            policy=self._policy,
            rules=self._rules,
        )

    def _take_policy(self, policy_id: str) -> None:
        rules = self._policies.of(policy_id)
        if rules is not None:
            self._rules, self._policy = rules, matching_policy(rules)
            # Another level is another set of hits.
            self._known.clear()

    def screen(self, carried: Iterable[Carried], standing: Standing) -> Hits:
        """Return the hits of each subject by its fingerprint; known ones are not asked again.

        Raises:
            OverBudgetError: it takes longer than a batch may. What was screened until then is
                remembered, so that the next try gets further.
        """
        found: dict[Fingerprint, tuple[Hit, ...]] = {}
        new: dict[Fingerprint, Carried] = {}
        for each in carried:
            known = self._known.get(each.fingerprint)
            if known is None:
                new[each.fingerprint] = each
            else:
                self._known.move_to_end(each.fingerprint)
                found[each.fingerprint] = known
        return found | dict(self._screen_new(list(new.values()), standing))

    def _screen_new(
        self, new: Sequence[Carried], standing: Standing
    ) -> Iterator[tuple[Fingerprint, tuple[Hit, ...]]]:
        # What could not be remembered would be begun again and again, and never come to its end.
        budget_s = self._budget_s if len(new) <= self._most_known else math.inf
        deadline, screened = time.monotonic() + budget_s, 0
        for group in _groups(new):
            if screened and time.monotonic() > deadline:
                raise OverBudgetError(screened, len(new) - screened)
            subjects = [each.subject for each in group]
            hits = standing.watchlist.screen_subjects(subjects, standing.policy)
            answered = dict(zip((each.fingerprint for each in group), hits, strict=True))
            self._remember(answered)
            yield from answered.items()
            screened += len(group)

    def listing(self, standing: Standing, listing_id: str) -> Listing | None:
        """Return a listing as the standing's lists have it, None where it cannot be had."""
        if standing.basis is None:
            return None
        return listing_in(self._store, standing.basis.snapshot, listing_id)

    def degradation(self, standing: Standing) -> str:
        """Return what tells this state of the lists from an earlier, equally unfit one."""
        snapshot = self._store.in_force()
        loads = [] if snapshot is None else [s.fetched_at.isoformat() for s in snapshot.lists]
        number = "none" if standing.number is None else str(standing.number)
        return f"{number} {max(loads, default='never')}"

    def _remember(self, hits: Hits) -> None:
        self._known.update(hits)
        while len(self._known) > self._most_known:
            self._known.popitem(last=False)

    def _screened_against(self, basis: Basis | None) -> Snapshot | None:
        """Return the lists of the basis with their ages, None if nothing is in force.

        Not those in force: a load comes into force before the basis that rests on it, and what
        was not screened against must not be said to have been.
        """
        snapshot = self._store.in_force()
        if snapshot is None or basis is None or snapshot.id == basis.snapshot:
            return snapshot
        return self._store.snapshot(basis.snapshot)

    def _unready(self, basis: Basis | None, snapshot: Snapshot | None) -> Reason | None:
        if basis is None:
            return Reason.of(ReasonCode.LISTS_UNFIT, "no list is in force")
        if (basis.policy, basis.engine) != (self._policy.id, ENGINE_VERSION):
            said = "the basis in force belongs to another policy or engine version"
            return Reason.of(ReasonCode.BASIS_OF_OTHERS, said)
        counted = None if snapshot is None else applied(self._rules, snapshot)
        if snapshot is not None and counted is None:
            said = "the policy applies none of the lists in force"
            return Reason.of(ReasonCode.LISTS_UNFIT, said)
        unfit = why_unready(counted, self._rules.lists.required, self._now(), self._limits)
        return None if unfit is None else Reason.of(ReasonCode.LISTS_UNFIT, unfit)

    def _view_json(self, basis: Basis | None, snapshot: Snapshot | None) -> bytes | None:
        if basis is None:
            return None
        view = BasisView(
            number=basis.number,
            snapshot=basis.snapshot,
            policy=basis.policy,
            engine=basis.engine,
            lists=() if snapshot is None else self._ages(snapshot),
        )
        return view.model_dump_json(exclude_none=True).encode()

    def _ages(self, snapshot: Snapshot) -> tuple[ListAge, ...]:
        now = self._now()
        return tuple(_age(state, freshness(state, now, self._limits)) for state in snapshot.lists)

    def _findings(self, snapshot: Snapshot) -> tuple[Finding, ...]:
        counted = applied(self._rules, snapshot)
        sources = () if counted is None else of_unknown_age(counted, self._now(), self._limits)
        unknown = (Finding(field=f"basis.lists.{each}", reason=_AGE_UNKNOWN) for each in sources)
        named = [state.source for state in snapshot.lists]
        return (*unknown, *lists_not_applied(self._rules, named))


def _groups(carried: Sequence[Carried]) -> Iterator[list[Carried]]:
    """Yield the subjects in groups that are screened at once: many short names, few long ones."""
    group: list[Carried] = []
    letters = 0
    for each in carried:
        length = sum(map(len, each.subject.names))
        if group and letters + length > _LETTERS:
            yield group
            group, letters = [], 0
        group.append(each)
        letters += length
    if group:
        yield group


def _age(state: ListState, found: Freshness) -> ListAge:
    return ListAge(
        source=state.source,
        age_s=None if found.age_s is None else int(found.age_s),
        limit_s=found.limit_s,
        limit_is_set=found.is_limit_set,
        published=state.published,
        incomplete=state.incomplete,
        excerpt=state.excerpt,
        accepted=None if state.accepted is None else state.accepted.reason,
    )
