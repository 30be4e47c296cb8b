"""Tells whether the lists in force are fit to screen against, and how fresh each is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lists.identity import SourceId
from lists.limits import REGISTERED_LIMITS, AgeLimits
from lists.registry import source_of
from lists.snapshot import Dating, ListState, Snapshot

# Times that a list may be asked for in vain before somebody should look.
_MISSED: Final = 3
# Clocks of machines that share a folder differ by seconds, never by hours.
_SKEW: Final = timedelta(hours=1)
_HOUR_S: Final = 3_600
# A span is told in hours up to here, in days above.
_HOURS: Final = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How old a list is, and how old it may be.

    Attributes:
        age_s: seconds since it was known to be current; None: nobody knows.
        dating: how we know.
        limit_s: seconds after which nothing is screened against it; None: it has no limit.
        is_limit_set: a setting gives the limit, not the list's source.
    """

    source: SourceId
    age_s: float | None
    dating: Dating
    limit_s: int | None
    is_limit_set: bool

    @property
    def is_unknown(self) -> bool:
        """Whether it has a limit and nobody knows its age: a verdict on it says so."""
        return self.age_s is None and self.limit_s is not None

    @property
    def is_too_old(self) -> bool:
        """Whether it is past its limit."""
        return self.age_s is not None and self.limit_s is not None and self.age_s > self.limit_s


def freshness(state: ListState, now: datetime, limits: AgeLimits = REGISTERED_LIMITS) -> Freshness:
    """Return how old a list is, and how old it may be."""
    return Freshness(
        source=state.source,
        age_s=state.age_s(now),
        dating=state.dating,
        limit_s=limits.of(state.source),
        is_limit_set=limits.is_set(state.source),
    )


def why_unready(
    snapshot: Snapshot | None,
    required: Collection[str],
    now: datetime,
    limits: AgeLimits = REGISTERED_LIMITS,
) -> str | None:
    """Return why nothing may be screened, in plain words, or None.

    Args:
        required: ids of the lists that must be there, whole and fresh; none named: every list in
            force must be fresh.
    """
    if snapshot is None:
        return "no list is in force"
    states: dict[str, ListState] = {state.source: state for state in snapshot.lists}
    missing = sorted(set(required) - states.keys())
    if missing:
        return f"required list {', '.join(missing)} is not in force"
    judged = [states[source] for source in sorted(required or states)]
    reasons = (_why_unfit(state, now, limits, is_required=bool(required)) for state in judged)
    return next(filter(None, reasons), None)


def of_unknown_age(
    snapshot: Snapshot, now: datetime, limits: AgeLimits = REGISTERED_LIMITS
) -> Iterator[SourceId]:
    """Yield the lists whose age nobody knows, though it matters; a verdict on them says so."""
    return (state.source for state in snapshot.lists if freshness(state, now, limits).is_unknown)


def is_ageing(
    state: ListState, now: datetime, *, is_refreshed: bool, limits: AgeLimits = REGISTERED_LIMITS
) -> bool:
    """Tell whether a list is old enough to be looked after, though it may be screened against.

    Args:
        is_refreshed: it is asked for at its cadence, so three times without a good answer mean
            that something is wrong; else half of its limit must have passed.
    """
    found = freshness(state, now, limits)
    if found.limit_s is None:
        return False
    allowed_s = found.limit_s / 2
    if is_refreshed:
        allowed_s = min(allowed_s, _MISSED * source_of(state.source).cadence_s)
    return found.age_s is None or found.age_s > allowed_s


def _why_unfit(
    state: ListState, now: datetime, limits: AgeLimits, *, is_required: bool
) -> str | None:
    found = freshness(state, now, limits)
    if is_required and state.excerpt:
        return (
            f"required list {state.source} is an excerpt of {state.entries:,} entries: load the "
            "whole list"
        )
    if found.limit_s is not None and state.fetched_at > now + _SKEW:
        # It would stay fresh for as long as the clock was ahead.
        when = f"{state.fetched_at:%Y-%m-%d %H:%M} UTC"
        return f"list {state.source} was loaded at {when}, which is to come: set the clock, load it"
    if found.is_unknown and limits.is_unknown_too_old:
        advice = f"load it with --published DATE, or: customhouse lists refresh {state.source}"
        return f"nobody knows how old list {state.source} is: {advice}"
    return _why_too_old(state, found) if found.is_too_old else None


def _why_too_old(state: ListState, found: Freshness) -> str:
    what = {
        Dating.FILE: f"is dated {state.as_of:%Y-%m-%d} by its file,",
        Dating.SAID: f"is dated {state.as_of:%Y-%m-%d} by whoever loaded it,",
    }.get(found.dating, "was last confirmed by its publisher")
    age, limit = _span(found.age_s or 0), _span(found.limit_s or 0)
    return f"list {state.source} {what} {age} ago; its limit is {limit}"


def _span(seconds: float) -> str:
    hours = seconds / _HOUR_S
    return f"{hours:.0f} hours" if hours <= _HOURS else f"{hours / 24:.1f} days"
