"""What a newer version of a list lost of an older one, by entry, in each part of the list.

A part is what entries have in common: a programme, the authority that decided, the type of
entity. An entry that is still on the list is no loss, whatever its part is called now.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

_WHOLE: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """How many entries there were, and how many of them are on the list no more."""

    had: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The loss of a whole list, and of each part of it that is not the whole."""

    whole: Loss
    parts: Mapping[str, Loss]


def losses_of(before: Iterable[bytes], after: Iterable[bytes]) -> Losses:
    """Return what the newer list lost; both are given as canonical lines."""
    kept = {orjson.loads(line)["id"] for line in after}
    had, gone = Counter[str](), Counter[str]()
    for entry in map(orjson.loads, before):
        parts = {_WHOLE, *_parts(entry)}
        had.update(parts)
        gone.update(parts if entry["id"] not in kept else ())
    found = {part: Loss(had=count, gone=gone[part]) for part, count in had.items()}
    whole = found.pop(_WHOLE, Loss(had=0, gone=0))
    smaller = {part: loss for part, loss in found.items() if loss.had < whole.had}
    return Losses(whole=whole, parts=smaller)


def count_shared(lines: Iterable[bytes], others: Iterable[bytes]) -> int:
    """Count the entries whose number at the authority stands on another list, too."""
    numbers = set(map(_number, others))
    return sum(_number(line) in numbers for line in lines)


def _parts(entry: Mapping[str, Any]) -> Iterator[str]:
    yield f"type {entry['type']}"
    yield from entry.get("programs", ())
    found = (designation.get("authority") for designation in entry.get("designations", ()))
    yield from filter(None, found)


def _number(line: bytes) -> str:
    entry = orjson.loads(line)
    return str(entry["id"]).removeprefix(f"{entry['source']}:")
