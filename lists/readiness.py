"""Tells whether the lists in force are fit to screen against."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from lists.registry import source_of
from lists.snapshot import ListState, Snapshot

# Times that a list may be asked for in vain before somebody should look.
_MISSED: Final = 3
# Clocks of machines that share a folder differ by seconds, never by hours.
_SKEW: Final = timedelta(hours=1)


def why_unready(snapshot: Snapshot | None, required: Collection[str], now: datetime) -> str | None:
    """Return why nothing may be screened, in plain words, or None.

    Args:
        required: ids of the lists that must be there and fresh; none named: every list in force
            must be fresh.
    """
    if snapshot is None:
        return "no list is in force"
    states: dict[str, ListState] = {state.source: state for state in snapshot.lists}
    missing = sorted(set(required) - states.keys())
    if missing:
        return f"required list {', '.join(missing)} is not in force"
    for source in sorted(required or states):
        reason = _why_stale(states[source], now)
        if reason is not None:
            return reason
    return None


def is_ageing(state: ListState, now: datetime, *, is_refreshed: bool) -> bool:
    """Tell whether a list is old enough to be looked after, though it may be screened against.

    Args:
        is_refreshed: it is asked for at its cadence, so three times without a good answer mean
            that something is wrong; else half of its limit must have passed.
    """
    source = source_of(state.source)
    if source.max_age_s is None:
        return False
    allowed_s = source.max_age_s / 2
    if is_refreshed:
        allowed_s = min(allowed_s, _MISSED * source.cadence_s)
    return state.age_s(now) > allowed_s


def _why_stale(state: ListState, now: datetime) -> str | None:
    limit_s = source_of(state.source).max_age_s
    if limit_s is not None and state.fetched_at > now + _SKEW:
        # It would stay fresh for as long as the clock was ahead.
        when = f"{state.fetched_at:%Y-%m-%d %H:%M} UTC"
        return f"list {state.source} was loaded at {when}, which is to come: set the clock, load it"
    age_s = state.age_s(now)
    if limit_s is None or age_s <= limit_s:
        return None
    days = f"{age_s / 86400:.1f} days"
    return f"list {state.source} was last loaded {days} ago; its limit is {limit_s // 86400} days"
