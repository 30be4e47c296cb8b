"""A publisher's files, fetched into a folder: whole, or not at all."""

import os
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx

from lists.errors import ListError
from lists.sources import Source

_MAX_BYTES: Final = 200 * 1024 * 1024
_MAX_REDIRECTS: Final = 5
# The publisher makes its exports while one waits.
_TIMEOUT: Final = httpx.Timeout(60.0, connect=10.0)


def download(source: Source, folder: Path, *, client: httpx.Client | None = None) -> Path:
    """Fetch the source's files and return the folder they lie in: all of them, or none.

    Args:
        folder: made if it is not there; files of an earlier download are replaced.
        client: brings its own timeouts; none given: one with sensible ones.

    Raises:
        ListError: the publisher cannot be reached, or answers what is no list.
    """
    if not source.urls:
        raise ListError(source.id, "", "this list has no publisher: load it from a file")
    with nullcontext(client) if client else httpx.Client(timeout=_TIMEOUT) as asking:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder, prefix=".new-") as aside:
                for name, url in source.urls.items():
                    _ask(source, url, Path(aside) / name, asking)
                for name in source.urls:
                    (Path(aside) / name).replace(folder / name)
        except OSError as exc:
            raise ListError(source.id, str(folder), f"cannot be written: {exc}") from exc
    return folder


def _ask(source: Source, url: str, target: Path, client: httpx.Client) -> None:
    try:
        _fetch(source, url, target, client)
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        raise ListError(source.id, url, f"cannot be fetched: {_plain(exc)}") from exc


def _fetch(source: Source, url: str, target: Path, client: httpx.Client) -> None:
    for _ in range(_MAX_REDIRECTS):
        with client.stream("GET", url, follow_redirects=False) as response:
            if response.is_redirect and response.next_request is not None:
                url = str(_allowed(source, response.next_request.url))
                continue
            response.raise_for_status()
            _save(source, response, target)
            return
    raise ListError(source.id, url, f"more than {_MAX_REDIRECTS} redirects")


def _allowed(source: Source, url: httpx.URL) -> httpx.URL:
    hosts = source.redirect_hosts
    is_known = any(url.host == host or url.host.endswith(f".{host}") for host in hosts)
    if url.scheme != "https" or not is_known:
        raise ListError(source.id, str(url), "redirects to a host that this list does not use")
    return url


def _save(source: Source, response: httpx.Response, target: Path) -> None:
    size = 0
    with target.open("wb") as file:
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > _MAX_BYTES:
                raise ListError(source.id, str(response.url), f"more than {_MAX_BYTES} bytes")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _plain(error: httpx.HTTPError | httpx.InvalidURL) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"the publisher answers {error.response.status_code}"
    return str(error) or type(error).__name__
