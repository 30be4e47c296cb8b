"""Numbers for entries to which their publisher gives none: made of what they say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TypeVar

Entry = TypeVar("Entry")


def content_number(*parts: str) -> str:
    """Return 16 hex digits for what an entry says, however it is spaced, dotted or capitalised."""
    plain = "\x1f".join("".join(filter(str.isalnum, part.casefold())) for part in parts)
    return blake2b(plain.encode("utf-8", "replace"), digest_size=8).hexdigest()


def numbered(
    entries: Iterable[tuple[str, tuple[str, ...], Entry]],
) -> Iterator[tuple[str, Entry]]:
    """Yield each entry with a number of its own, the same in whatever order the entries come.

    Args:
        entries: (number, rank, entry); entries of one number are told apart by their rank, the
            first keeps the number, the second has "-2" behind it.
    """
    same: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for number, rank, entry in entries:
        same[number].append((rank, entry))
    for number, found in same.items():
        ordered = sorted(found, key=lambda each: each[0])
        for place, (_, entry) in enumerate(ordered, 1):
            yield (number if place == 1 else f"{number}-{place}"), entry
