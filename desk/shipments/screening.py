"""When a shipment was screened last, and against what."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from customhouse.verdict import BasisView, ListAge
from desk.lists.screened import ScreenedList, lists_in
from ledger.ledger import Ledger
from ledger.rows import Current
from lists.store.list_store import ListStore
from worker.policies.kept import Policies
from worker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The last screening of a shipment.

    Attributes:
        at: when.
        is_confirmed: it was screened again since its verdict, with the same result.
        threshold: the policy's usual least score of a hit; None: its policy is not kept.
    """

    at: datetime
    is_confirmed: bool
    basis: int
    snapshot: str
    policy: str
    engine: str
    threshold: float | None
    lists: tuple[ScreenedList, ...]


def last_screening(
    ledger: Ledger, settings: Settings, current: Current, basis: BasisView, judged_at: datetime
) -> Screening:
    """Return when a shipment was screened last, and against what.

    Args:
        basis: what its verdict rests on.
        judged_at: when the verdict was made.
    """
    again = ledger.rescreened(current.shipment_no, judged_at)
    number = basis.number if again is None else again.basis
    on = ledger.basis(number)
    lists = _lists_of(basis, judged_at) if again is None else ()
    rules = Policies(ledger.trail, settings).of(on.policy)
    return Screening(
        at=judged_at if again is None else again.at,
        is_confirmed=again is not None,
        basis=number,
        snapshot=on.snapshot,
        policy=on.policy,
        engine=on.engine,
        threshold=None if rules is None else rules.levels.review,
        # Of a verdict CLEAR that says nothing else no more than its basis is kept.
        lists=lists or lists_in(ListStore(settings.lists_dir), on.snapshot),
    )


def _lists_of(basis: BasisView, judged_at: datetime) -> tuple[ScreenedList, ...]:
    return tuple(
        ScreenedList(
            source=found.source,
            current_at=_current_at(found, judged_at),
            published=found.published,
            incomplete=found.incomplete,
            excerpt=found.excerpt,
        )
        for found in basis.lists
    )


def _current_at(found: ListAge, judged_at: datetime) -> datetime | None:
    return None if found.age_s is None else judged_at - timedelta(seconds=found.age_s)
