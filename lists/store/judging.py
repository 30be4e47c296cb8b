"""What becomes of an incoming list: its state once in force, and what the gate objects to."""

from collections.abc import Mapping
from dataclasses import replace

from lists.differing.losses import Losses, count_shared, losses_of
from lists.errors import ListError
from lists.registry import look_alikes
from lists.snapshot import ListState
from lists.store.gate import check, missing_of
from lists.store.incoming import IncomingList
from lists.store.stored import StoredLists


def judge(
    found: IncomingList, in_force: Mapping[str, ListState], stored: StoredLists
) -> tuple[ListState, tuple[str, ...]]:
    """Return the state that the list will have, and the objections to it.

    The same content as in force, once accepted, is not objected to again.

    Args:
        in_force: the state of each list in force.

    Raises:
        ListError: it has no entry.
    """
    before = in_force.get(found.source.id)
    state = _with_what_is_known(found, before)
    if state.accepted is not None:
        return state, ()
    others = [in_force[other.id] for other in look_alikes(found.source) if other.id in in_force]
    objections = check(
        found,
        before,
        losses=_losses(found, before, stored),
        shared={other.source: _shared(found, other, stored) for other in others},
    )
    return state, objections


def _with_what_is_known(found: IncomingList, before: ListState | None) -> ListState:
    """Return the state with what is known of equal content in force: its age, who accepted it."""
    is_excerpt = found.origin.allow_incomplete and bool(missing_of(found, before))
    state = replace(found.state, excerpt=is_excerpt)
    if before is None or before.sha256 != state.sha256:
        return state
    if before.accepted is not None:
        state = replace(state, accepted=before.accepted, excerpt=before.excerpt)
    if before.as_of is not None and (state.as_of is None or before.as_of > state.as_of):
        state = replace(state, as_of=before.as_of, dating=before.dating)
    return state


def _losses(found: IncomingList, before: ListState | None, stored: StoredLists) -> Losses | None:
    """Return what the list lost of the one in force, None if that cannot be read."""
    if before is None:
        return None
    try:
        return losses_of(stored.lines(before), found.parsed.lines)
    except ListError:
        return None


def _shared(found: IncomingList, other: ListState, stored: StoredLists) -> int:
    """Return how many entries the list has in common with another; 0 if that cannot be read."""
    try:
        return count_shared(found.parsed.lines, stored.lines(other))
    except ListError:
        return 0
