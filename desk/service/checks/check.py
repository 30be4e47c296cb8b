"""One thing that was looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether a thing is as it should be; a warning is, and may soon not be."""

    RIGHT = "right"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at, and what was found, with what to do where that is something."""

    name: str
    state: State
    found: str


Checks = Iterator[Check]


def right(name: str, found: str) -> Check:
    """Return a check of what is as it should be."""
    return Check(name=name, state=State.RIGHT, found=found)


def warning(name: str, found: str) -> Check:
    """Return a check of what somebody should look at."""
    return Check(name=name, state=State.WARNING, found=found)


def wrong(name: str, found: str) -> Check:
    """Return a check of what keeps the service from being fit."""
    return Check(name=name, state=State.WRONG, found=found)
