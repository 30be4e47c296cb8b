"""Refreshes a list from its publisher: taken whole, or the one in force stays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from lists.errors import FetchError, ListError, MovedError
from lists.fetch.download import download
from lists.fetch.fetched import Fetched, Validators
from lists.fetch.fetching import Fetcher
from lists.snapshot import ListState
from lists.sources import Source
from lists.store.attempts import Attempt, Ending
from lists.store.list_store import ListStore
from lists.store.raw import Provenance

# "Nothing changed" is believed for so long: a parser may have learnt since, a server may err.
_BELIEVED: Final = timedelta(days=1)


def refresh(store: ListStore, source: Source, fetcher: Fetcher, *, at: datetime) -> Attempt:
    """Bring what the publisher offers into force, and return how the attempt ended.

    Args:
        at: now; the list's age is counted from here.

    Raises:
        BusyError: another process is refreshing this list.
    """
    with store.attempts.alone(source.id):
        before = store.state(source.id)
        begun = Attempt(
            source=source.id,
            at=at,
            ending=Ending.BEGUN,
            before=None if before is None else before.entries,
        )
        # Noted before it begins: what dies on a list must not begin again at once.
        store.attempts.note(begun)
        ended = _try(store, source, fetcher, begun, before)
        store.attempts.note(ended)
        return ended


def _try(
    store: ListStore,
    source: Source,
    fetcher: Fetcher,
    begun: Attempt,
    before: ListState | None,
) -> Attempt:
    known = _known(store, source, before, begun.at)
    try:
        with store.raw.arrivals(source.id) as folder:
            files = download(source, folder, fetcher, known=known)
            if files is not None:
                return _take(store, folder, files, begun, before)
            if before is not None:
                store.renew(source.id, before.sha256, at=begun.at)
            return replace(begun, ending=Ending.UNCHANGED, after=begun.before)
    except (FetchError, MovedError) as exc:
        return replace(begun, ending=Ending.FAILED, reason=_said(exc))
    except ListError as exc:
        return replace(begun, ending=Ending.REJECTED, reason=_said(exc))
    except OSError as exc:
        return replace(begun, ending=Ending.FAILED, reason=f"cannot be written: {exc}")


def _said(error: ListError) -> str:
    return f"{error.place}: {error.reason}" if error.place else error.reason


def _known(
    store: ListStore, source: Source, state: ListState | None, at: datetime
) -> dict[str, Validators]:
    """Return the versions of the files that the list in force was read from, if all are known."""
    if state is None or state.incomplete or not store.is_whole(state):
        # A damaged file is repaired by fetching the list again.
        return {}
    provenance = store.raw.provenance(state.sha256)
    if provenance is None or at - provenance.received_at > _BELIEVED:
        return {}
    urls = {name: file.url for name, file in provenance.files.items()}
    if urls != dict(source.urls):
        return {}
    return {name: file.validators for name, file in provenance.files.items()}


def _take(
    store: ListStore,
    folder: Path,
    files: Mapping[str, Fetched],
    begun: Attempt,
    before: ListState | None,
) -> Attempt:
    provenance = Provenance(source=begun.source, received_at=begun.at, files=files)
    try:
        snapshot = store.load(begun.source, folder, at=begun.at, downloaded=True)
    except ListError:
        _keep_rejected(store, provenance, folder)
        raise
    # Not what is in force now: somebody may have loaded another version by hand since.
    after = next(state for state in snapshot.lists if state.source == begun.source)
    store.raw.adopt(after.sha256, provenance, folder)
    is_same = before is not None and before.sha256 == after.sha256
    ending = Ending.UNCHANGED if is_same else Ending.UPDATED
    return replace(begun, ending=ending, after=after.entries)


def _keep_rejected(store: ListStore, provenance: Provenance, folder: Path) -> None:
    """Keep the files of a list that the gate refused, since somebody may accept it."""
    rejected = store.rejected.find(provenance.source)
    if rejected is not None and rejected.state.fetched_at == provenance.received_at:
        store.raw.adopt(rejected.state.sha256, provenance, folder)
