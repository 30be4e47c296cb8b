"""What differs between two versions of lists, entry by entry and field by field."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import orjson

from lists.canonical import from_json
from lists.differing.wording import words_of
from lists.snapshot import ListState, Snapshot
from screening.listing import Listing


class Change(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """The values that a field lost and gained, in words."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of one entry.

    Attributes:
        listing: as it is now; as it was where it was removed.
        fields: of a changed entry.
        can_alter_results: matching or reviewers rely on what changed; a remark alone alters none.
    """

    change: Change
    listing: Listing
    fields: tuple[FieldChange, ...] = ()
    can_alter_results: bool = True


def compare_snapshots(
    before: Snapshot, after: Snapshot, lines_of: Callable[[ListState], Iterable[bytes]]
) -> Iterator[Difference]:
    """Yield every difference of two snapshots, list by list, by id.

    Args:
        lines_of: gives a list's canonical lines; only lists that differ are asked for.
    """
    old = {state.source: state for state in before.lists}
    new = {state.source: state for state in after.lists}
    for source in sorted(old | new):
        left, right = old.get(source), new.get(source)
        if left is None or right is None or left.sha256 != right.sha256:
            yield from compare_lines(
                () if left is None else lines_of(left), () if right is None else lines_of(right)
            )


def compare_lines(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[Difference]:
    """Yield the differences of two lists in canonical lines, sorted by id; reads both once.

    Values in another order are no difference.
    """
    for old, new in _pairs(iter(before), iter(after)):
        difference = compare_entries(old, new)
        if difference is not None:
            yield difference


def compare_entries(old: Listing | None, new: Listing | None) -> Difference | None:
    """Return what became of one entry, None if nothing did."""
    if old is None:
        return None if new is None else Difference(change=Change.ADDED, listing=new)
    if new is None:
        return Difference(change=Change.REMOVED, listing=old)
    fields = tuple(_changed_fields(old, new))
    if not fields:
        return None
    return Difference(
        change=Change.CHANGED,
        listing=new,
        fields=fields,
        can_alter_results=old.content != new.content or _spellings(old) != _spellings(new),
    )


def count_gone(before: Iterable[bytes], after: Iterable[bytes]) -> int:
    """Return how many entries of the older list, in canonical lines, are not in the newer one."""
    kept = {orjson.loads(line)["id"] for line in after}
    return sum(orjson.loads(line)["id"] not in kept for line in before)


def _spellings(listing: Listing) -> set[str]:
    # The content hash leaves out what formats of one list do differently; matching does not.
    return {name.text for name in listing.names}


def _pairs(
    before: Iterator[bytes], after: Iterator[bytes]
) -> Iterator[tuple[Listing | None, Listing | None]]:
    """Yield the entries of both sides by id; those that are equal byte by byte are left out."""
    left, right = next(before, None), next(after, None)
    while left is not None or right is not None:
        if left == right:
            left, right = next(before, None), next(after, None)
            continue
        old = None if left is None else from_json(left)
        new = None if right is None else from_json(right)
        if old is not None and new is not None and old.id != new.id:
            old, new = (old, None) if old.id < new.id else (None, new)
        yield old, new
        left = left if old is None else next(before, None)
        right = right if new is None else next(after, None)


def _changed_fields(old: Listing, new: Listing) -> Iterator[FieldChange]:
    before, after = words_of(old), words_of(new)
    for field in dict.fromkeys([*before, *after]):
        had, has = before.get(field, ()), after.get(field, ())
        removed = tuple(value for value in had if value not in has)
        added = tuple(value for value in has if value not in had)
        if removed or added:
            yield FieldChange(field=field, removed=removed, added=added)
