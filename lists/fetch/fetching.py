"""Downloads one published file: retried, resumed, bounded, or refused."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import httpx

from lists.errors import FetchError, ListError
from lists.fetch.fetched import NOTHING_KNOWN, Fetched, Validators
from lists.fetch.partial import PartialFile, PassingError, unpack
from lists.sources import Source

_MAX_REDIRECTS: Final = 5
_ATTEMPTS: Final = 5
# The longest list takes minutes on a slow line; a server that drips must come to an end.
_DEADLINE_S: Final = 900.0
_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 60.0
# The publisher makes its exports while one waits.
_TIMEOUT_S: Final = 60.0
_CONNECT_S: Final = 10.0
# Australia's server answers browsers only; every publisher may know who asks.
_USER_AGENT: Final = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML) Customhouse/1"
_HEADERS: Final = {"User-Agent": _USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
# Of an answer's headers, what an auditor may want to see.
_KEPT: Final = ("date", "content-type", "content-encoding", "content-length", "server")


def publishers(*, timeout_s: float = _TIMEOUT_S) -> httpx.Client:
    """Return an HTTP client for publishers' servers.

    It obeys HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR.
    """
    timeout = httpx.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S))
    return httpx.Client(timeout=timeout, headers=_HEADERS, trust_env=True)


@contextmanager
def open_fetcher() -> Iterator["Fetcher"]:
    """Yield a fetcher for one download."""
    with publishers() as client:
        yield Fetcher(client)


class Fetcher:
    """Fetches the files of one download and gives up at its deadline, however slow the server.

    Args:
        attempts: how often to ask for a file before giving up.
        sleep: called to wait between two attempts.
        schemes: URL schemes that are allowed; anything but https is for tests.
    """

    def __init__(
        self,
        client: httpx.Client,
        *,
        attempts: int = _ATTEMPTS,
        deadline_s: float = _DEADLINE_S,
        sleep: Callable[[float], None] = time.sleep,
        schemes: tuple[str, ...] = ("https",),
    ) -> None:
        self._client = client
        self._attempts = attempts
        self._deadline = time.monotonic() + deadline_s
        self._sleep = sleep
        self._schemes = schemes

    def fetch(
        self, source: Source, url: str, target: Path, known: Validators = NOTHING_KNOWN
    ) -> Fetched | None:
        """Write the file to target; return None if the version we know is current.

        Raises:
            FetchError: the file cannot be had now.
            ListError: what the publisher sends cannot be a list.
        """
        part = PartialFile(target.with_name(f".{target.name}.part"))
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._attempt(source, url, target, part, known)
            except PassingError as exc:
                if attempt >= self._attempts:
                    said = f"cannot be fetched: {exc}; asked {attempt} times"
                    raise FetchError(source.id, url, said) from exc
                self._pause(source, url, attempt, exc)

    def _attempt(
        self, source: Source, url: str, target: Path, part: PartialFile, known: Validators
    ) -> Fetched | None:
        asked = part.range_headers() or known.headers()
        try:
            with self._opened(source, url, asked) as response:
                is_same = response.status_code == httpx.codes.NOT_MODIFIED
                if is_same and asked and asked == known.headers():
                    return None
                _judge(source, url, response, part)
                part.receive(response, source, self._deadline)
        except httpx.TransportError as exc:
            raise PassingError(str(exc) or type(exc).__name__) from exc
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise FetchError(source.id, url, f"cannot be fetched: {exc}") from exc
        size, digest = unpack(part, target, source)
        return Fetched(
            url=url,
            sha256=digest,
            size=size,
            validators=_validators(response.headers),
            headers={name: response.headers[name] for name in _KEPT if name in response.headers},
        )

    @contextmanager
    def _opened(
        self, source: Source, url: str, headers: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        """Open an address, following redirects to hosts that this list allows."""
        if httpx.URL(url).scheme not in self._schemes:
            raise ListError(source.id, url, "this address is not encrypted")
        for _ in range(_MAX_REDIRECTS + 1):
            asking = self._client.stream("GET", url, headers=dict(headers), follow_redirects=False)
            with asking as response:
                if not response.has_redirect_location or response.next_request is None:
                    yield response
                    return
                url = str(self._allowed(source, response.next_request.url))
        raise ListError(source.id, url, f"more than {_MAX_REDIRECTS} redirects")

    def _allowed(self, source: Source, url: httpx.URL) -> httpx.URL:
        hosts = source.redirect_hosts
        is_known = any(url.host == host or url.host.endswith(f".{host}") for host in hosts)
        if url.scheme not in self._schemes or not is_known:
            raise ListError(source.id, str(url), "redirects to a host that this list does not use")
        return url

    def _pause(self, source: Source, url: str, attempt: int, failure: PassingError) -> None:
        """Wait before the next attempt: as long as the server asks, or longer each time."""
        longest_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** (attempt - 1))
        # Half of it by chance, so that not everybody comes back at once.
        pause_s = longest_s * random.uniform(0.5, 1.0)  # noqa: S311  chance, not a secret
        if failure.wait_s is not None:
            pause_s = failure.wait_s
        if pause_s > _LONGEST_PAUSE_S or time.monotonic() + pause_s > self._deadline:
            said = f"cannot be fetched: {failure}; asks for {pause_s:.0f} s of patience"
            raise FetchError(source.id, url, said) from failure
        self._sleep(pause_s)


def _judge(source: Source, url: str, response: httpx.Response, part: PartialFile) -> None:
    """Raise unless the answer carries the file."""
    status = response.status_code
    if status in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        return
    said = f"the publisher answers {status}"
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        part.forget()
        raise PassingError(said)
    if status in (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS) or status >= 500:
        raise PassingError(said, _wait_s(response.headers.get("retry-after", "")))
    raise FetchError(source.id, url, f"cannot be fetched: {said}")


def _wait_s(retry_after: str) -> float | None:
    """Return the seconds that "120" or an HTTP date asks to wait, None for anything else."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _validators(headers: httpx.Headers) -> Validators:
    return Validators(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))
