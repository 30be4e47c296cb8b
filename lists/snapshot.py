"""A snapshot: the lists that are in force together, and the state of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import orjson

from lists.identity import ListHash, SnapshotId, SourceId


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """One list of a snapshot: what it holds, and how we know it.

    Attributes:
        sha256: hash of its canonical content, 64 hex digits; names the file in the store.
        shape: how many there are of what: {"names": 41859, "type vessel": …}.
        parts: entries of each sub-list.
        counts: what the parser counted.
        published: the publisher's own date, as written.
        incomplete: files of its set were missing.
        fetched_at: the last time it was loaded well, equal content included.
        accepted: who let it pass the gate; None: it passed by itself.
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

    @property
    def names(self) -> int:
        """All names, weak ones included."""
        return self.shape.get("names", 0)

    @property
    def weak_names(self) -> int:
        """Weak aliases, which confirm only."""
        return self.shape.get("weak names", 0)

    def age_s(self, now: datetime) -> float:
        """Return the seconds since it was last loaded well."""
        return max(0.0, (now - self.fetched_at).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An immutable set of lists; its id is its content, whenever it was fetched."""

    id: SnapshotId
    lists: tuple[ListState, ...]


def snapshot_of(lists: Mapping[str, ListState]) -> Snapshot:
    """Return the snapshot of these lists."""
    ordered = tuple(lists[source] for source in sorted(lists))
    # Incompleteness is part of it: loading the whole set later is a new basis for verdicts.
    content = [[found.source, found.sha256, found.incomplete] for found in ordered]
    digest = blake2b(orjson.dumps(content), digest_size=16).hexdigest()
    return Snapshot(id=SnapshotId(digest), lists=ordered)


def to_json(snapshot: Snapshot) -> bytes:
    """Return the snapshot as JSON."""
    return orjson.dumps(snapshot, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def from_json(data: bytes) -> Snapshot:
    """Return the snapshot that to_json() wrote."""
    fields: dict[str, Any] = orjson.loads(data)
    return Snapshot(id=fields["id"], lists=tuple(map(state_of, fields["lists"])))


def state_of(fields: Mapping[str, Any]) -> ListState:
    """Return the state of a list from its JSON object."""
    accepted = fields.get("accepted")
    fetched_at = datetime.fromisoformat(fields["fetched_at"])
    if fetched_at.tzinfo is None:
        raise ValueError("fetched_at has no zone")
    return ListState(
        **{**fields, "fetched_at": fetched_at, "accepted": accepted and _acceptance_of(accepted)}
    )


def _acceptance_of(fields: Mapping[str, Any]) -> Acceptance:
    return Acceptance(
        reason=fields["reason"],
        by=fields["by"],
        at=datetime.fromisoformat(fields["at"]),
        objections=tuple(fields["objections"]),
    )
