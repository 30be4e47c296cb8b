"""A snapshot: the lists that are in force together, and the state of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final

import orjson

from lists.identity import ListHash, SnapshotId, SourceId

# How counts of what a parser did not understand begin.
UNREAD: Final = "unread "


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Somebody's word that a list is right although the gate objected.

    Attributes:
        reason: why, in their own words.
        by: their name on this machine.
        objections: what the gate said.
    """

    reason: str
    by: str
    at: datetime
    objections: tuple[str, ...] = ()


class Dating(StrEnum):
    """How we know when a list was current."""

    # Its publisher sent it, or said that nothing had changed.
    PUBLISHER = "publisher"
    # A date stands in the file.
    FILE = "file"
    # Whoever loaded it said so.
    SAID = "said"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """One list of a snapshot: what it holds, and how we know it.

    Attributes:
        sha256: hash of its canonical content, 64 hex digits; names the file in the store.
        shape: how many there are of what: {"names": 41859, "type vessel": …}.
        parts: entries of each sub-list.
        counts: what the parser counted on the way: {"alias_rows": 17091, "unread element x": 3}.
        published: the publisher's own date, as written.
        incomplete: files of its set are missing, or of another day.
        fetched_at: the last time that it was loaded here, equal content included.
        accepted: who let it pass the gate; None: it passed by itself.
        as_of: the last moment at which we know that it was what its publisher offers; its age
            counts from here. None: nobody knows.
        dating: how we know as_of.
        excerpt: it holds only a part of what is listed, so it never stands for the whole list.
    """

    source: SourceId
    sha256: ListHash
    entries: int
    shape: Mapping[str, int]
    parts: Mapping[str, int]
    counts: Mapping[str, int]
    published: str | None
    incomplete: bool
    fetched_at: datetime
    accepted: Acceptance | None = None
    as_of: datetime | None = None
    dating: Dating = Dating.UNKNOWN
    excerpt: bool = False

    @property
    def names(self) -> int:
        """All names, weak ones included."""
        return self.shape.get("names", 0)

    @property
    def weak_names(self) -> int:
        """Weak aliases, which confirm only."""
        return self.shape.get("weak names", 0)

    @property
    def unread(self) -> dict[str, int]:
        """What the parser did not understand and kept as text: {"element foo": 4021}."""
        return {
            name.removeprefix(UNREAD): count
            for name, count in self.counts.items()
            if name.startswith(UNREAD)
        }

    def age_s(self, now: datetime) -> float | None:
        """Return the seconds since it was known to be current, None if nobody knows."""
        return None if self.as_of is None else max(0.0, (now - self.as_of).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An immutable set of lists; its id is its content, whenever it was fetched."""

    id: SnapshotId
    lists: tuple[ListState, ...]


def snapshot_of(lists: Mapping[str, ListState]) -> Snapshot:
    """Return the snapshot of these lists."""
    ordered = tuple(lists[source] for source in sorted(lists))
    content = [_content(found) for found in ordered]
    digest = blake2b(orjson.dumps(content), digest_size=16).hexdigest()
    return Snapshot(id=SnapshotId(digest), lists=ordered)


def _content(found: ListState) -> list[str | bool]:
    # What is missing is part of it: loading the whole list later is a new basis for verdicts.
    said: list[str | bool] = [found.source, found.sha256, found.incomplete]
    return [*said, "excerpt"] if found.excerpt else said


def to_json(snapshot: Snapshot) -> bytes:
    """Return the snapshot as JSON."""
    return orjson.dumps(snapshot, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def from_json(data: bytes) -> Snapshot:
    """Return the snapshot that to_json() wrote."""
    fields: dict[str, Any] = orjson.loads(data)
    return Snapshot(id=fields["id"], lists=tuple(map(state_of, fields["lists"])))


def state_of(fields: Mapping[str, Any]) -> ListState:
    """Return the state of a list from its JSON object."""
    accepted, as_of = fields.get("accepted"), fields.get("as_of")
    read = {
        "fetched_at": _moment(fields["fetched_at"]),
        "accepted": accepted and _acceptance_of(accepted),
        "as_of": as_of and _moment(as_of),
        "dating": Dating(fields.get("dating", Dating.UNKNOWN)),
    }
    return ListState(**{**fields, **read})


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return moment


def _acceptance_of(fields: Mapping[str, Any]) -> Acceptance:
    return Acceptance(
        reason=fields["reason"],
        by=fields["by"],
        at=datetime.fromisoformat(fields["at"]),
        objections=tuple(fields["objections"]),
    )
