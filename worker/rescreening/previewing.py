"""What would be told if other lists, or another policy, came into force: nothing is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

import orjson

from customhouse.alert import EventType
from customhouse.verdict import Cause
from ledger.fingerprints import read_subject
from ledger.rows import Basis, Carried, Current, Fingerprint, OpenShipment, ShipmentKey
from lists.identity import SnapshotId
from lists.snapshot import Snapshot
from screening.engine import ENGINE_VERSION
from screening.hit import Hit
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.alerts.events import shipment_event
from worker.chores.causes import Causes
from worker.ports import RunLedger
from worker.rescreening.difference import SnapshotStore, difference_of
from worker.rescreening.judging import basis_of, findings_of, standing_after, verdict_row
from worker.rescreening.kept_book import KeptBook
from worker.rescreening.matching import in_doubt, match_part
from worker.verdicts.judging import judge
from worker.verdicts.standing import Standing

_PAGE: Final = 200
_SAMPLE: Final = 20


class PreviewStore(SnapshotStore, Protocol):
    """Where snapshots and their indexes are kept."""

    def watchlist(self, snapshot: Snapshot) -> Watchlist:
        """Return a snapshot's listings ready for screening."""
        ...


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
    ledger: RunLedger, store: PreviewStore, snapshot_id: SnapshotId, policy: Policy, at: datetime
) -> Preview:
    """Return what would be told of open shipments, exactly as the activation would tell it.

    Args:
        snapshot_id: of lists that the store holds, in force or not.

    Raises:
        ListError: the store does not hold the snapshot.
    """
    snapshot = store.snapshot(snapshot_id)
    active = ledger.active_basis()
    number = 1 if active is None else active.number + 1
    basis = Basis(
        number=number, snapshot=snapshot.id, policy=policy.id, engine=ENGINE_VERSION,
        activated_at=at,
    )  # fmt: skip
    standing = Standing(
        basis=basis, view_json=None, unready=None, watchlist=store.watchlist(snapshot),
        policy=policy,
    )  # fmt: skip
    found = Preview()
    numbers = ledger.runs.shipments_of(_touched(ledger, store, standing, found), at)
    foreseeing = _Foreseeing(standing, Causes(store), at)
    for start in range(0, len(numbers), _PAGE):
        for shipment in ledger.runs.shipments(numbers[start : start + _PAGE]):
            found.shipments += 1
            foreseen = foreseeing.of(shipment)
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

    def __init__(self, standing: Standing, causes: Causes, at: datetime) -> None:
        self._standing, self._causes, self._at = standing, causes, at
        self._known: dict[Fingerprint, tuple[Hit, ...]] = {}

    def of(self, shipment: OpenShipment) -> Foreseen | None:
        """Return what would be told of a shipment; None: nothing."""
        before, standing = shipment.current, self._standing
        hits = dict(self._hits(shipment.carried))
        verdict = judge(shipment.carried, findings_of(before), hits, standing)
        now = standing_after(before, verdict_row(before, verdict, standing, self._at))
        return self._foreseen(before, now)

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
