"""The lists as rows: those in force, those that can be loaded, and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lists.limits import AgeLimits
from lists.registry import sources
from lists.snapshot import Acceptance, Dating, ListState, Snapshot
from lists.store.list_store import ListStore
from lists.store.rejected import Rejected

_COUNTED: Final = {
    "entries": "entries",
    "names": "names",
    "weak aliases": "weak names",
    "identifiers": "identifiers",
    "of them invalid": "invalid identifiers",
    "addresses": "addresses",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListInForce:
    """A list in force, its size and its age.

    Attributes:
        age_s: since it was known to be current; None: nobody knows.
        max_age_s: older than this it is not screened against; None: it may get as old as it will.
        published: the publisher's own date, as written.
        accepted: who let it pass the gate; None: it passed by itself.
        dating: how it is known since when it is current.
        excerpt: it never stands for the whole list.
        unread: what the parser did not understand, and how often.
    """

    source: str
    entries: int
    names: int
    weak_names: int
    age_s: int | None
    max_age_s: int | None
    sha256: str
    published: str | None
    incomplete: bool
    accepted: Acceptance | None
    dating: Dating
    as_of: datetime | None
    excerpt: bool
    unread: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedList:
    """A list that the gate refused last, and what it objects to."""

    at: datetime
    entries: int
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A list that is in force, or was refused, or both."""

    source: str
    in_force: ListInForce | None
    refused: RefusedList | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A list that can be loaded, and how often its publisher is asked."""

    source: str
    title: str
    authority: str
    format: str
    licence: str
    cadence_s: int | None
    max_age_s: int | None
    in_force: bool


def list_rows(store: ListStore, now: datetime, limits: AgeLimits) -> tuple[ListRow, ...]:
    """Return the lists in force by their ids, then those that were refused and never came in."""
    snapshot = store.in_force()
    lists = () if snapshot is None else snapshot.lists
    refused = {found.state.source: _refused(found) for found in store.rejected.all()}
    rows = [
        ListRow(
            source=state.source,
            in_force=_in_force(state, now, limits),
            refused=refused.pop(state.source, None),
        )
        for state in lists
    ]
    others = refused.items()
    return (*rows, *(ListRow(source=name, in_force=None, refused=each) for name, each in others))


def source_rows(store: ListStore) -> tuple[SourceRow, ...]:
    """Return the registered lists in the order of the registry."""
    return tuple(
        SourceRow(
            source=source.id,
            title=source.title,
            authority=source.authority,
            format=source.format,
            licence=source.licence,
            cadence_s=source.cadence_s if source.urls else None,
            max_age_s=source.max_age_s,
            in_force=store.state(source.id) is not None,
        )
        for source in sources()
    )


def counts_of(snapshot: Snapshot) -> Mapping[str, Mapping[str, int]]:
    """Return what each list holds: {"un_sc": {"entries": 1003, "names": 2561, …}}."""
    return {
        state.source: {name: state.shape.get(key, 0) for name, key in _COUNTED.items()}
        for state in snapshot.lists
    }


def _in_force(state: ListState, now: datetime, limits: AgeLimits) -> ListInForce:
    return ListInForce(
        source=state.source,
        entries=state.entries,
        names=state.names,
        weak_names=state.weak_names,
        age_s=None if (age_s := state.age_s(now)) is None else int(age_s),
        max_age_s=limits.of(state.source),
        sha256=state.sha256,
        published=state.published,
        incomplete=state.incomplete,
        accepted=state.accepted,
        dating=state.dating,
        as_of=state.as_of,
        excerpt=state.excerpt,
        unread=state.unread,
    )


def _refused(found: Rejected) -> RefusedList:
    return RefusedList(
        at=found.state.fetched_at, entries=found.state.entries, objections=found.objections
    )
