"""A publisher's files, fetched into a folder: all of them new, or none."""

from collections.abc import Mapping
from pathlib import Path

from lists.errors import FetchError, ListError
from lists.fetch.fetching import NOTHING_KNOWN, Fetched, Fetcher, Validators
from lists.sources import Source


def download(
    source: Source,
    folder: Path,
    fetcher: Fetcher,
    *,
    known: Mapping[str, Validators] | None = None,
) -> dict[str, Fetched] | None:
    """Fetch the source's files into a folder, or return None if all are the versions known.

    The files of a set belong together, so if one of them is new all are fetched; where one
    fails, what lies in the folder is no list.

    Args:
        folder: made if it is not there.
        known: by file name, what was fetched before.

    Raises:
        FetchError: they cannot be had now.
        ListError: what is sent cannot be a list.
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
