"""What would be told if other lists, or another policy, came into force: nothing is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

import orjson

from customhouse.alert import EventType
from customhouse.verdict import Cause
from ledger.fingerprints import read_subject
from ledger.rows import Basis, Carried, Current, Fingerprint, OpenShipment, ShipmentKey
from lists.history import listing_in
from lists.identity import SnapshotId
from lists.store.list_store import ListStore
from screening.engine import ENGINE_VERSION
from screening.hit import Hit
from worker.alerts.events import shipment_event
from worker.chores.causes import Causes
from worker.policies.content import matching_policy
from worker.policies.rules import Rules
from worker.ports import RunLedger
from worker.rescreening.difference import SnapshotStore, difference_of
from worker.rescreening.judging import (
    basis_of,
    judge_again,
    standing_after,
    verdict_row,
    weigh_page,
)
from worker.rescreening.kept_book import KeptBook
from worker.rescreening.matching import in_doubt, match_part
from worker.verdicts.decided import ListingOf
from worker.verdicts.standing import Standing
from worker.verdicts.weighing import DecisionBook

_PAGE: Final = 200
_SAMPLE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """An event that would be told of a shipment, with the names that its hits have."""

    key: ShipmentKey
    type: EventType
    names: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Preview:
    """What would be told, were a snapshot and a policy in force.

    Attributes:
        parties: subjects of the book that were looked at; hits: those judged again.
        told: how many events of each type.
        sample: the first of them.
    """

    parties: int = 0
    hits: int = 0
    shipments: int = 0
    told: Counter[EventType] = field(default_factory=Counter)
    sample: list[Foreseen] = field(default_factory=list)


def preview(
    ledger: RunLedger, store: ListStore, snapshot_id: SnapshotId, rules: Rules, at: datetime
) -> Preview:
    """Return what would be told of open shipments, exactly as the activation would tell it.

    Args:
        snapshot_id: of lists that the store holds, in force or not.

    Raises:
        ListError: the store does not hold the snapshot.
    """
    snapshot, policy = store.snapshot(snapshot_id), matching_policy(rules)
    active = ledger.active_basis()
    number = 1 if active is None else active.number + 1
    basis = Basis(
        number=number, snapshot=snapshot.id, policy=policy.id, engine=ENGINE_VERSION,
        activated_at=at,
    )  # fmt: skip
    standing = Standing(
        basis=basis, view_json=None, unready=None, watchlist=store.watchlist(snapshot),
        policy=policy, rules=rules,
    )  # fmt: skip
    found = Preview()
    numbers = ledger.runs.shipments_of(_touched(ledger, store, standing, found), at)
    listing_of = partial(listing_in, store, snapshot.id)
    foreseeing = _Foreseeing(standing, Causes(store), listing_of, at)
    for start in range(0, len(numbers), _PAGE):
        page = ledger.runs.shipments(numbers[start : start + _PAGE])
        found.shipments += len(page)
        with ledger.decisions() as decisions:
            told = list(foreseeing.of(page, decisions))
        for foreseen in told:
            if foreseen is not None:
                found.told[foreseen.type] += 1
                found.sample += [foreseen] if len(found.sample) < _SAMPLE else []
    return found


def _touched(
    ledger: RunLedger, store: SnapshotStore, standing: Standing, found: Preview
) -> set[int]:
    """Return the subjects that lie between what is in force and a standing, and count them."""
    number = 0 if standing.number is None else standing.number
    difference = difference_of(store, ledger.runs.behind(number), standing)
    doubted = in_doubt(ledger.runs, difference)
    numbers, found.hits = set(doubted), len(doubted)
    book = KeptBook(ledger.subjects, may_keep=False)
    for part in range(0 if difference.is_empty else book.parts()):
        parties, matched = match_part(ledger, book, part, difference, standing)
        numbers.update(matched)
        found.parties += parties
        found.hits += sum(matched.values())
    return numbers


class _Foreseeing:
    """Judges shipments on a standing that is not in force."""

    def __init__(
        self, standing: Standing, causes: Causes, listing_of: ListingOf, at: datetime
    ) -> None:
        self._standing, self._causes, self._at = standing, causes, at
        self._listing_of = listing_of
        self._known: dict[Fingerprint, tuple[Hit, ...]] = {}

    def of(
        self, page: Sequence[OpenShipment], decisions: DecisionBook
    ) -> Iterator[Foreseen | None]:
        """Yield what would be told of each shipment; None: nothing."""
        standing = self._standing
        judged = [judge_again(each, dict(self._hits(each.carried)), standing) for each in page]
        weighed = weigh_page(decisions, page, judged, self._listing_of, self._at)
        for shipment, verdict in zip(page, weighed, strict=True):
            before = shipment.current
            row = verdict_row(before, verdict, standing, self._at)
            yield self._foreseen(before, standing_after(before, row))

    def _foreseen(self, before: Current, now: Current) -> Foreseen | None:
        if self._standing.basis is None:
            return None
        cause_of = self._causes.between(basis_of(before), self._standing.basis)
        event = shipment_event(before, now, cause_of=cause_of, cause=Cause.LISTS_FIT, at=self._at)
        if event is None:
            return None
        hits = orjson.loads(event.event)["data"].get("hits", ())
        names = [each["listing_name"] for each in hits if each.get("change") != "kept"]
        return Foreseen(
            key=before.key, type=EventType(event.type), names=tuple(dict.fromkeys(names))
        )

    def _hits(self, carried: Sequence[Carried]) -> Iterator[tuple[Fingerprint, tuple[Hit, ...]]]:
        new = {each.fingerprint: each for each in carried if each.fingerprint not in self._known}
        subjects = [read_subject(each.canonical) for each in new.values()]
        found = self._standing.watchlist.screen_subjects(subjects, self._standing.policy)
        self._known |= dict(zip(new, found, strict=True))
        return ((each.fingerprint, self._known[each.fingerprint]) for each in carried)
