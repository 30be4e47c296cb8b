"""What was in force when: snapshots by name or date, and the history of one listing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson

from lists.canonical import from_json
from lists.differing.diff import Difference, compare_entries
from lists.errors import ListError
from lists.identity import SnapshotId
from lists.snapshot import ListState, Snapshot
from lists.store.activations import Activation
from lists.store.list_store import ListStore
from screening.listing import Listing

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PREFIX: Final = re.compile(r"[0-9a-f]{4,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """A listing came, changed or went when a snapshot came into force."""

    activation: Activation
    difference: Difference


def find_snapshot(store: ListStore, named: str) -> Snapshot:
    """Return the snapshot that a user means.

    Args:
        named: an id, or the beginning of one; a date ("2026-01-31": at the end of that day, UTC)
            or a time ("2026-01-31T12:00"); with "SOURCE@" before it that list alone, where
            the beginning of the list's own hash names a version, too.

    Raises:
        ListError: nothing has that name, or more than one thing has.
    """
    source, at, rest = named.rpartition("@")
    if at:
        return _one_list(store, source, rest)
    moment = moment_of(named)
    return snapshot_at(store, moment) if moment is not None else _by_id(store, named)


def moment_of(text: str) -> datetime | None:
    """Return the moment that a date or a time stands for, None if the text is neither.

    A date is the end of its day; a time without a zone is UTC.
    """
    if _DAY.match(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as exc:
        raise ListError(text, "", "no such date or time; write 2026-01-31") from exc
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    whole_day = timedelta(days=1, microseconds=-1)
    return moment + whole_day if _DAY.fullmatch(text) else moment


def snapshot_at(store: ListStore, moment: datetime) -> Snapshot:
    """Return what was in force at a moment.

    Raises:
        ListError: no list was in force then.
    """
    activations = list(store.activations)
    found = [each for each in activations if each.at <= moment]
    if not found:
        first = f"; the first came at {activations[0].at:%Y-%m-%d %H:%M} UTC" if activations else ""
        raise ListError(f"{moment:%Y-%m-%d %H:%M}", "", f"no list was in force then{first}")
    return store.snapshot(found[-1].snapshot)


def find_listing(store: ListStore, snapshot: Snapshot, listing_id: str) -> Listing | None:
    """Return the listing with this id in a snapshot, None if there is none."""
    for state in snapshot.lists:
        if listing_id.startswith(f"{state.source}:"):
            return _listing_of(store, state, listing_id)
    return None


def listing_in(store: ListStore, snapshot_id: SnapshotId, listing_id: str) -> Listing | None:
    """Return the listing with this id in a snapshot; None, too, where the snapshot is lost."""
    try:
        return find_listing(store, store.snapshot(snapshot_id), listing_id)
    except ListError:
        return None


def history_of(store: ListStore, listing_id: str) -> Iterator[HistoryStep]:
    """Yield each time a listing came, changed or went, the oldest first."""
    known: dict[str, Listing | None] = {}
    before: Listing | None = None
    for activation in store.activations:
        lists = store.snapshot(activation.snapshot).lists
        states = [each for each in lists if listing_id.startswith(f"{each.source}:")]
        for state in states:
            if state.sha256 not in known:
                known[state.sha256] = _listing_of(store, state, listing_id)
        now = known[states[0].sha256] if states else None
        difference = compare_entries(before, now)
        if difference is not None:
            yield HistoryStep(activation=activation, difference=difference)
        before = now


def _listing_of(store: ListStore, state: ListState, listing_id: str) -> Listing | None:
    # The id is the first field of a canonical line.
    start = b'{"id":' + orjson.dumps(listing_id) + b","
    found = next((line for line in store.lines(state) if line.startswith(start)), None)
    return None if found is None else from_json(found)


def _one_list(store: ListStore, source: str, rest: str) -> Snapshot:
    moment = moment_of(rest)
    if moment is not None:
        candidates = [snapshot_at(store, moment)]
    else:
        candidates = [store.snapshot(snapshot_id) for snapshot_id in store.snapshot_ids()]
    versions = {
        state.sha256: replace(snapshot, lists=(state,))
        for snapshot in candidates
        for state in snapshot.lists
        if state.source == source
        and (moment is not None or state.sha256.startswith(rest) or snapshot.id.startswith(rest))
    }
    return _only(list(versions.values()), f"{source}@{rest}", "version of this list")


def _by_id(store: ListStore, start: str) -> Snapshot:
    if _PREFIX.fullmatch(start) is None:
        reason = "give a snapshot's id, or the beginning of it, or a date like 2026-01-31"
        raise ListError(start, "", f"{reason}; see: customhouse lists snapshots")
    ids = [found for found in store.snapshot_ids() if found.startswith(start)]
    return _only([store.snapshot(found) for found in ids], start, "snapshot")


def _only(found: list[Snapshot], named: str, what: str) -> Snapshot:
    if len(found) != 1:
        said = f"no {what} is" if not found else f"more than one {what} is"
        raise ListError(named, "", f"{said} named so; see: customhouse lists snapshots")
    return found[0]
