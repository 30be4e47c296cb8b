"""What stands on the lists: one listing, those that look like a text, and all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import orjson

from desk.errors import CommandError
from desk.lists.in_force import snapshot_in_force, watchlist_of
from lists.canonical import from_json
from lists.differing.wording import words_of
from lists.ftm.export import entities_of
from lists.history import find_listing, find_snapshot
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.listing import EntityType, Listing
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from worker.settings import Settings

# Whoever searches wants to see what is near, not only what would be a hit.
_LEAST_SCORE: Final = 0.0005
_SEARCHED: Final = ("names", "identifiers", "addresses", "remarks")


class ExportFormat(StrEnum):
    """What listings may be written as."""

    FTM = "ftm"
    NDJSON = "ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundListing:
    """A listing that a search found.

    Attributes:
        field: where the text stands: "name", "addresses" …
        value: what stands there.
        score: how like the name is; None: the text is held as it is.
    """

    id: str
    type: EntityType
    name: str
    programs: tuple[str, ...]
    field: str
    value: str
    score: float | None


def listing_of(settings: Settings, listing_id: str, as_of: str | None = None) -> Listing:
    """Return a listing that is in force, or was at a date, a time or in a snapshot.

    Raises:
        CommandError: it is not, or was not.
    """
    store = ListStore(settings.lists_dir)
    snapshot = snapshot_in_force(settings) if as_of is None else find_snapshot(store, as_of)
    found = find_listing(store, snapshot, listing_id)
    if found is None:
        when = "is not in force now" if as_of is None else f"was not in force at {as_of}"
        raise CommandError(f"{listing_id} {when}; see: customhouse lists history {listing_id}")
    return found


def search_listings(settings: Settings, text: str) -> tuple[FoundListing, ...]:
    """Return the listings that are like a name or hold a text, those like a name first.

    Raises:
        CommandError: the text says nothing, or no list is in force.
    """
    if not text.strip():
        raise CommandError("say what to look for: a name, a number, a part of an address")
    store, snapshot = ListStore(settings.lists_dir), snapshot_in_force(settings)
    found: dict[str, FoundListing] = {}
    for each in (*_by_name(settings, text), *_by_text(store, snapshot, text)):
        found.setdefault(each.id, each)
    return tuple(found.values())


def export_lines(
    store: ListStore, snapshot: Snapshot, source: str | None, form: ExportFormat
) -> Iterator[bytes]:
    """Yield the listings of one list, or of all, as lines of JSON."""
    for state in snapshot.lists:
        if source not in (None, state.source):
            continue
        for line in store.lines(state):
            if form is ExportFormat.NDJSON:
                yield line + b"\n"
                continue
            for entity in entities_of(from_json(line)):
                yield orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE)


def _by_name(settings: Settings, text: str) -> Iterator[FoundListing]:
    watchlist = watchlist_of(settings, snapshot_in_force(settings))
    policy = Policy(review=_LEAST_SCORE)
    asked = (
        Subject(kind=SubjectKind.PARTY, names=(text,)),
        Subject(kind=SubjectKind.VESSEL, type=EntityType.VESSEL, names=(text,)),
    )
    hits = [hit for found in watchlist.screen_subjects(asked, policy) for hit in found]
    store, snapshot = ListStore(settings.lists_dir), snapshot_in_force(settings)
    for hit in sorted(hits, key=lambda hit: -hit.score):
        listing = find_listing(store, snapshot, hit.listing_id)
        if listing is not None:
            yield _found(listing, "name", hit.matched_name, hit.score)


def _by_text(store: ListStore, snapshot: Snapshot, text: str) -> Iterator[FoundListing]:
    wanted = text.casefold()
    # The same text as it stands in a line, where quotes and backslashes are escaped.
    escaped = orjson.dumps(wanted)[1:-1].decode()
    for state in snapshot.lists:
        for line in store.lines(state):
            if escaped in line.decode().casefold():
                yield from _holding(from_json(line), wanted)


def _holding(listing: Listing, wanted: str) -> Iterator[FoundListing]:
    words = words_of(listing)
    for field in _SEARCHED:
        for value in words.get(field, ()):
            if wanted in value.casefold():
                yield _found(listing, field, value, None)


def _found(listing: Listing, field: str, value: str, score: float | None) -> FoundListing:
    return FoundListing(
        id=listing.id,
        type=listing.type,
        name=listing.primary_name,
        programs=listing.programs,
        field=field,
        value=value,
        score=score,
    )
