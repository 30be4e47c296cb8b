"""Downloads a list's files into a folder: all of them, or none."""

from collections.abc import Mapping
from pathlib import Path

from lists.errors import FetchError, ListError
from lists.fetch.fetched import NOTHING_KNOWN, Fetched, Validators
from lists.fetch.fetching import Fetcher
from lists.sources import Source


def download(
    source: Source,
    folder: Path,
    fetcher: Fetcher,
    *,
    known: Mapping[str, Validators] | None = None,
) -> dict[str, Fetched] | None:
    """Download a list's files into a folder; return None if we have the current version of each.

    The files of a set belong together: if one of them is new, all are downloaded. If one fails,
    the folder holds no list.

    Args:
        folder: created if it does not exist.
        known: the versions we have, by file name.

    Raises:
        FetchError: the publisher cannot be reached now.
        ListError: what it sends cannot be a list.
    """
    if not source.urls:
        raise ListError(source.id, "", "this list has no publisher: load it from a file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _ask(source, folder, fetcher, known or {}) or None
    except OSError as exc:
        raise FetchError(source.id, str(folder), f"cannot be written: {exc}") from exc


def _ask(
    source: Source, folder: Path, fetcher: Fetcher, known: Mapping[str, Validators]
) -> dict[str, Fetched]:
    asked = {
        name: fetcher.fetch(source, url, folder / name, known.get(name, NOTHING_KNOWN))
        for name, url in source.urls.items()
    }
    same = [name for name, found in asked.items() if found is None]
    if len(same) < len(asked):
        asked |= {name: fetcher.fetch(source, source.urls[name], folder / name) for name in same}
    return {name: found for name, found in asked.items() if found is not None}
