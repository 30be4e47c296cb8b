"""The basis in force, held ready: its watchlist, its policy, and whether it is fit to use."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime

from customhouse.alert import BasisView, HitView, ListAge, SubjectRef
from ledger.rows import Basis
from lists.identity import SnapshotId
from lists.readiness import why_unready
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.hit import Hit
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.intake.subjects import Carried
from worker.settings import Settings


class Screener:
    """Screens subjects against one basis at a time; swaps between batches, never within one."""

    def __init__(self, store: ListStore, settings: Settings, now: Callable[[], datetime]) -> None:
        self.policy = Policy(threshold=settings.threshold)
        self.basis: Basis | None = None
        self._store = store
        self._required = settings.required_lists
        self._now = now
        self._watchlist = Watchlist.of(())
        self._loaded = ""
        self._hits: OrderedDict[bytes, tuple[Hit, ...]] = OrderedDict()
        self._cache_size = settings.party_cache

    def take(self, basis: Basis | None) -> None:
        """Make the basis the one to screen against; load its snapshot if it is another one."""
        if basis is not None and basis.snapshot != self._loaded:
            snapshot = self._store.snapshot(SnapshotId(basis.snapshot))
            self._watchlist = self._store.watchlist(snapshot)
            self._loaded = basis.snapshot
            self._hits.clear()
        self.basis = basis

    def why_unready(self) -> str | None:
        """Return why nothing may be screened now, in plain words, or None."""
        basis = self.basis
        if basis is None:
            return "no list is in force"
        if (basis.policy, basis.engine) != (self.policy.id, ENGINE_VERSION):
            return "the basis in force belongs to another policy or engine version"
        return why_unready(self._screened_against(), self._required, self._now())

    def _screened_against(self) -> Snapshot | None:
        """Return the lists of the basis with their ages, None if nothing is in force.

        Not those in force: a load comes into force before the basis that rests on it, and what
        was not screened against must not be said to have been.
        """
        state = self._store.in_force()
        if state is None or self.basis is None or state.id == self.basis.snapshot:
            return state
        return self._store.snapshot(SnapshotId(self.basis.snapshot))

    def degradation(self) -> str:
        """Return what tells this state of the lists from an earlier, equally unfit one."""
        state = self._store.in_force()
        loads = [] if state is None else [found.fetched_at.isoformat() for found in state.lists]
        number = "none" if self.basis is None else str(self.basis.number)
        return f"{number} {max(loads, default='never')}"

    def hits(self, carried: Carried) -> tuple[Hit, ...]:
        """Return the hits of one subject; what was screened lately is remembered."""
        known = self._hits.get(carried.fingerprint)
        if known is not None:
            self._hits.move_to_end(carried.fingerprint)
            return known
        (found,) = self._watchlist.screen_subjects([carried.subject], self.policy)
        self._remember(carried.fingerprint, found)
        return found

    def prepare(self, carried: Iterable[Carried]) -> None:
        """Screen all that is not remembered at once, which costs less than one by one."""
        new = {each.fingerprint: each for each in carried if each.fingerprint not in self._hits}
        subjects = [each.subject for each in new.values()]
        for fingerprint, hits in zip(
            new, self._watchlist.screen_subjects(subjects, self.policy), strict=True
        ):
            self._remember(fingerprint, hits)

    def _remember(self, fingerprint: bytes, hits: tuple[Hit, ...]) -> None:
        self._hits[fingerprint] = hits
        if len(self._hits) > self._cache_size:
            self._hits.popitem(last=False)

    def basis_view(self) -> BasisView | None:
        """Return the basis as verdicts show it, with the age of every list."""
        if self.basis is None:
            return None
        state = self._screened_against()
        now = self._now()
        ages = (
            ()
            if state is None
            else tuple(
                ListAge(
                    source=found.source,
                    age_s=_whole(found.age_s(now)),
                    published=found.published,
                    incomplete=found.incomplete,
                    excerpt=found.excerpt,
                    accepted=None if found.accepted is None else found.accepted.reason,
                )
                for found in state.lists
            )
        )
        return BasisView(
            number=self.basis.number,
            snapshot=self.basis.snapshot,
            policy=self.basis.policy,
            engine=self.basis.engine,
            lists=ages,
        )


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds)


def view_hit(hit: Hit, ref: SubjectRef) -> HitView:
    """Return the hit as subscribers see it."""
    return HitView(
        subject=ref,
        listing_id=hit.listing_id,
        listing_name=hit.listing_name,
        matched_name=hit.matched_name,
        source=hit.source,
        programs=hit.programs,
        score=hit.score,
        reason=hit.reason,
        evidence={**hit.evidence, "listing_content": hit.listing_content},
    )
