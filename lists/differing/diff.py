"""How two versions of lists differ, entry by entry and field by field."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lists.canonical import from_json
from lists.differing.wording import words_of
from lists.snapshot import ListState, Snapshot
from screening.listing import Listing


class DifferenceKind(StrEnum):
    """Whether an entry came, changed or went."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """The values that one field of an entry lost and gained, in words."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How one entry differs between two versions.

    Attributes:
        listing: as it is now; if it was removed, as it was.
        fields: which fields differ, for a changed entry.
        can_alter_results: whether what differs can alter a verdict. A remark cannot.
    """

    kind: DifferenceKind
    listing: Listing
    fields: tuple[FieldDifference, ...] = ()
    can_alter_results: bool = True


def compare_snapshots(
    before: Snapshot, after: Snapshot, lines_of: Callable[[ListState], Iterable[bytes]]
) -> Iterator[Difference]:
    """Yield every difference between two snapshots, list by list, sorted by id.

    Args:
        lines_of: returns the canonical lines of a list. It is called only for lists that differ.
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
    """Yield the differences between two lists, given as canonical lines sorted by id.

    Reads each once. The order of values within an entry makes no difference.
    """
    for old, new in entry_pairs(before, after):
        difference = compare_entries(old, new)
        if difference is not None:
            yield difference


def compare_entries(old: Listing | None, new: Listing | None) -> Difference | None:
    """Return how an entry differs, None if it does not."""
    if old is None:
        return None if new is None else Difference(kind=DifferenceKind.ADDED, listing=new)
    if new is None:
        return Difference(kind=DifferenceKind.REMOVED, listing=old)
    fields = tuple(_changed_fields(old, new))
    if not fields:
        return None
    return Difference(
        kind=DifferenceKind.CHANGED,
        listing=new,
        fields=fields,
        can_alter_results=old.content != new.content or _besides(old) != _besides(new),
    )


def _besides(listing: Listing) -> set[str]:
    """Return what results depend on beside the content hash, on which clearances hang.

    Formats of one list spell names differently.
    """
    return {name.text for name in listing.names}


def entry_pairs(
    before_lines: Iterable[bytes], after_lines: Iterable[bytes]
) -> Iterator[tuple[Listing | None, Listing | None]]:
    """Pair the entries of both sides by id, leaving out those that are equal byte for byte.

    Args:
        before_lines, after_lines: canonical lines, sorted by id; each is read once.
    """
    before, after = iter(before_lines), iter(after_lines)
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


def _changed_fields(old: Listing, new: Listing) -> Iterator[FieldDifference]:
    before, after = words_of(old), words_of(new)
    for field in dict.fromkeys([*before, *after]):
        had, has = before.get(field, ()), after.get(field, ())
        removed = tuple(value for value in had if value not in has)
        added = tuple(value for value in has if value not in had)
        if removed or added:
            yield FieldDifference(field=field, removed=removed, added=added)
