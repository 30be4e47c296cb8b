"""What lies between the bases that verdicts rest on and the one in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from ledger.rows import Basis
from lists.differing.altering import alteration_of
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import ListState, Snapshot
from screening.listing import Listing
from screening.watchlist import Watchlist
from worker.verdicts.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a run matches the book of subjects with; who hits neither is not touched.

    Attributes:
        gone: listings whose hits are judged again; None: all of them.
        come: listings that anybody may hit now; None: all that are in force.
        watchlist: those of `come`, ready for screening.
        since: number of the oldest basis that a verdict may rest on.
    """

    gone: frozenset[str] | None
    come: tuple[Listing, ...] | None
    watchlist: Watchlist
    since: int

    @property
    def is_empty(self) -> bool:
        """Nothing lies between."""
        return self.gone is not None and self.come is not None and not (self.gone or self.come)


class SnapshotStore(Protocol):
    """Where snapshots and their lists are kept."""

    def snapshot(self, snapshot_id: SnapshotId) -> Snapshot:
        """Return a snapshot."""
        ...

    def lines(self, state: ListState) -> Iterator[bytes]:
        """Yield the listings of a list as canonical JSON."""
        ...


_NOBODY: Final = Watchlist.of(())


def difference_of(store: SnapshotStore, behind: Sequence[Basis], standing: Standing) -> Difference:
    """Return what lies between bases and the one in force.

    A score depends on the subject, the listing and the engine alone. So where these and the policy
    are the same, nobody's hits change but on listings that did. A verdict may rest on any of the
    bases, for a run of before may have come only half its way: what lies between each of them and
    now counts.

    Args:
        behind: the bases, the oldest first; none where all rests on the one in force.
    """
    now = standing.basis
    since = behind[0].number if behind else 0
    if now is None or any((each.policy, each.engine) != (now.policy, now.engine)
                          for each in behind):  # fmt: skip
        return everything(standing, since)
    try:
        return _between(store, behind, now, since)
    except ListError:
        # What was in force then is lost: whoever was screened against it is screened again.
        return everything(standing, since)


def everything(standing: Standing, since: int) -> Difference:
    """Return the difference to a basis that nothing is known of."""
    return Difference(gone=None, come=None, watchlist=standing.watchlist, since=since)


def _between(store: SnapshotStore, behind: Sequence[Basis], now: Basis, since: int) -> Difference:
    after = store.snapshot(now.snapshot)
    gone: set[str] = set()
    come: dict[str, Listing] = {}
    for snapshot_id in dict.fromkeys(basis.snapshot for basis in behind):
        found = alteration_of(store.snapshot(snapshot_id), after, store.lines)
        gone |= found.gone
        come |= {listing.id: listing for listing in found.come}
    listings = tuple(come.values())
    watchlist = Watchlist.of(listings) if listings else _NOBODY
    return Difference(gone=frozenset(gone), come=listings, watchlist=watchlist, since=since)
