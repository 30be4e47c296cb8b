"""What of two snapshots can make a difference to anybody who was screened against them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lists.differing.diff import entry_pairs
from lists.snapshot import ListState, Snapshot
from screening.listing import Listing, ListingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """The listings that came, went, or say something else.

    Attributes:
        gone: ids of listings that are no more, or not as they were: hits on them are in doubt.
        come: listings that are new, as they are now: anybody may hit them.
    """

    gone: frozenset[ListingId] = frozenset()
    come: tuple[Listing, ...] = ()


def alteration_of(
    before: Snapshot, after: Snapshot, lines_of: Callable[[ListState], Iterable[bytes]]
) -> Alteration:
    """Return what of a snapshot is not as it was in another one.

    All that a list says counts, but for remarks: no hit depends on them. Equal lists are not read.

    Args:
        lines_of: returns the canonical lines of a list, sorted by id.
    """
    old = {state.source: state for state in before.lists}
    new = {state.source: state for state in after.lists}
    gone: set[ListingId] = set()
    come: list[Listing] = []
    for source in sorted(old | new):
        left, right = old.get(source), new.get(source)
        if left is not None and right is not None and left.sha256 == right.sha256:
            continue
        pairs = entry_pairs(
            () if left is None else lines_of(left), () if right is None else lines_of(right)
        )
        for was, now in pairs:
            if was is not None and now is not None and _said(was) == _said(now):
                continue
            gone.update(() if was is None else (was.id,))
            come.extend(() if now is None else (now,))
    return Alteration(gone=frozenset(gone), come=tuple(come))


def _said(listing: Listing) -> Listing:
    return replace(listing, remarks="")
