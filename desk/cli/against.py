"""What was screened against: lists by name with their dates, and the threshold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desk.cli.printing import print_labelled, print_warning
from desk.lists.screened import ScreenedList


def print_lists(lists: Sequence[ScreenedList]) -> None:
    """Print each list on a line of its own."""
    for place, found in enumerate(lists):
        print_labelled("" if place else "lists", _list_words(found))
    if not lists:
        print_labelled("lists", "not known any more: the list store has lost them")
    if lists and not any(found.entries is None or found.entries for found in lists):
        print_warning("no list holds a single entry, so nothing can be a hit")


def lists_data(lists: Sequence[ScreenedList]) -> list[dict[str, Any]]:
    """Return the lists as data for JSON."""
    return [
        {
            "source": found.source,
            "current_at": found.current_at,
            "published": found.published,
            "entries": found.entries,
            "incomplete": found.incomplete,
            "excerpt": found.excerpt,
        }
        for found in lists
    ]


def time_words(at: datetime) -> str:
    """Return a time to the second with its zone: "2026-11-28 10:31:05 UTC"."""
    return f"{at:%Y-%m-%d %H:%M:%S %Z}"


def _list_words(found: ScreenedList) -> str:
    said = [found.source]
    if found.entries is not None:
        said.append(f"{found.entries:,} entries" if found.entries else "no entry at all")
    if found.current_at is None:
        said.append("age unknown")
    else:
        said.append(f"current at {found.current_at:%Y-%m-%d %H:%M %Z}")
    said += [f"published {found.published}"] if found.published else []
    said += ["incomplete"] if found.incomplete else []
    said += ["an excerpt"] if found.excerpt else []
    return ", ".join(said)
