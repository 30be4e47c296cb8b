"""Which rows are gone because they were pruned, as the trail says."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ledger.trail.rows import Act

Ranges = list[list[int]]


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Return numbers as ranges, first and last: [1, 2, 3, 7] gives [[1, 3], [7, 7]]."""
    ordered = sorted(set(numbers))
    if not ordered:
        return []
    breaks = [i for i, (left, right) in enumerate(pairwise(ordered), 1) if right != left + 1]
    edges = [0, *breaks, len(ordered)]
    return [[ordered[first], ordered[last - 1]] for first, last in pairwise(edges)]


class PrunedRows:
    """The rows of each table that were pruned."""

    def __init__(self, ranges: dict[str, Ranges]) -> None:
        self._ranges = {kind: sorted(found) for kind, found in ranges.items()}
        self._firsts = {kind: [r[0] for r in found] for kind, found in self._ranges.items()}

    @classmethod
    def of(cls, acts: Sequence[Act]) -> "PrunedRows":
        """Return what these acts say."""
        ranges: dict[str, Ranges] = {}
        for act in acts:
            for kind, found in act.data["rows"].items():
                ranges.setdefault(kind, []).extend(found)
        return cls(ranges)

    def holds(self, kind: str, number: int) -> bool:
        """Tell whether a row was pruned."""
        place = bisect_right(self._firsts.get(kind, []), number) - 1
        return place >= 0 and number <= self._ranges[kind][place][1]
