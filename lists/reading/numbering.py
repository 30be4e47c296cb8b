"""Stable numbers for entries whose publisher gives none, made from their content."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TypeVar

Entry = TypeVar("Entry")


def content_number(*parts: str) -> str:
    """Return 16 hex digits for the texts; spacing, punctuation and capitals do not matter."""
    plain = "\x1f".join("".join(filter(str.isalnum, part.casefold())) for part in parts)
    return blake2b(plain.encode("utf-8", "replace"), digest_size=8).hexdigest()


def numbered(
    entries: Iterable[tuple[str, tuple[str, ...], Entry]],
) -> Iterator[tuple[str, Entry]]:
    """Yield each entry with a number of its own, whatever order the entries come in.

    Args:
        entries: (number, rank, entry). Entries with the same number are ordered by rank: the first
            keeps the number, the second gets "-2" after it.
    """
    same: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for number, rank, entry in entries:
        same[number].append((rank, entry))
    for number, found in same.items():
        ordered = sorted(found, key=lambda each: each[0])
        for place, (_, entry) in enumerate(ordered, 1):
            yield (number if place == 1 else f"{number}-{place}"), entry
