import gzip
import hashlib
import os
import socket
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from publishers import Answer, Handler, Publisher, fetcher, publisher

from lists.errors import FetchError, ListError
from lists.fetch.fetched import Fetched, Validators
from lists.fetch.fetching import Fetcher, publishers
from lists.sources import Source

BODY = b"".join(b"%06d a line of a list\n" % number for number in range(4_000))
HASH = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with publisher() as found:
        yield found


def fetch(
    office: Publisher,
    folder: Path,
    *answers: Answer,
    slept: list[float] | None = None,
    known: Validators | None = None,
    max_bytes: int = 10_000_000,
    deadline_s: float = 60.0,
) -> Fetched | None:
    office.answers["/list.txt"] = list(answers)
    source = office.source(max_bytes=max_bytes)
    with fetcher(slept, deadline_s=deadline_s) as asking:
        url = source.urls["list.txt"]
        return asking.fetch(source, url, folder / "list.txt", known or Validators())


def whole(to: Handler) -> None:
    to.send(200, BODY, ETag='"one"', Last_Modified="Wed, 25 Nov 2026 10:00:00 GMT")


def status(code: int, **headers: str) -> Answer:
    return lambda to: to.send(code, b"sorry", **headers)


def cut_off(to: Handler) -> None:
    to.send(200, BODY[:50_000], length=len(BODY), ETag='"one"')


def cut_off_without_etag(to: Handler) -> None:
    to.send(200, b"other" * 1000, length=len(BODY))


def reset(to: Handler) -> None:
    # Closing with nothing to linger for sends a reset.
    to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    to.connection.close()


def rest(to: Handler) -> None:
    """Send what was asked for, as a server does that keeps to the rules."""
    begin = int(to.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    assert to.headers["If-Range"] == '"one"'
    span = f"bytes {begin}-{len(BODY) - 1}/{len(BODY)}"
    to.send(206, BODY[begin:], ETag='"one"', Content_Range=span)


def rest_of(first: int, total: int, **headers: str) -> Answer:
    """Return an answer that sends another part, whatever was asked for."""
    span = f"bytes {first}-{first + 99}/{total}"
    return lambda to: to.send(206, b"x" * 100, Content_Range=span, **headers)


def packed(to: Handler) -> None:
    to.send(200, gzip.compress(BODY), Content_Encoding="gzip", ETag='"one"')


def packed_cut_off(to: Handler) -> None:
    to.send(200, gzip.compress(BODY)[:-9], Content_Encoding="gzip")


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([], id="at once"),
        pytest.param([status(500), status(503), status(502)], id="after a burst of errors"),
        pytest.param([status(429)], id="after too many requests"),
        pytest.param([reset, reset], id="after resets"),
        pytest.param([cut_off_without_etag], id="after a cut, from the beginning"),
        pytest.param([packed_cut_off], id="after a cut of packed bytes"),
        pytest.param([cut_off, status(500), rest], id="after a cut and an error, resumed"),
        pytest.param([cut_off, rest], id="after a cut, resumed"),
        pytest.param(
            [cut_off, rest_of(49_999, len(BODY), ETag='"one"')], id="after a cut, overlapping"
        ),
        pytest.param(
            [cut_off, rest_of(50_000, len(BODY), ETag='"two"')], id="after a cut, of another"
        ),
        pytest.param([cut_off, rest_of(50_000, 50_100, ETag='"one"')], id="after a cut, shorter"),
        pytest.param([rest_of(0, len(BODY))], id="after a part nobody asked for"),
        pytest.param([cut_off, status(416)], id="after a cut, no such range"),
        pytest.param([cut_off], id="after a cut, the whole was sent"),
        pytest.param([packed], id="packed"),
    ],
)
def test_the_file_comes_whole(office: Publisher, tmp_path: Path, before: list[Answer]) -> None:
    found = fetch(office, tmp_path, *before, whole)
    assert found is not None
    assert (found.sha256, found.size) == (HASH, len(BODY))
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [BODY]


def test_a_resumed_file_is_not_sent_twice(office: Publisher, tmp_path: Path) -> None:
    fetch(office, tmp_path, cut_off, rest)
    assert [asked["Range"] for asked in office.asked] == [None, "bytes=50000-"]


def test_a_weak_version_is_not_resumed(office: Publisher, tmp_path: Path) -> None:
    fetch(office, tmp_path, lambda to: to.send(200, b"x", length=9, ETag='W/"one"'), whole)
    assert [asked["Range"] for asked in office.asked] == [None, None]


def test_a_file_that_changed_meanwhile_is_not_mixed(office: Publisher, tmp_path: Path) -> None:
    found = fetch(office, tmp_path, cut_off, lambda to: to.send(200, b"new", ETag='"two"'))
    assert found is not None
    assert found.validators.etag == '"two"'
    assert (tmp_path / "list.txt").read_bytes() == b"new"


def test_a_version_that_is_known_is_not_sent(office: Publisher, tmp_path: Path) -> None:
    known = Validators(etag='"one"', last_modified="Wed, 25 Nov 2026 10:00:00 GMT")
    assert fetch(office, tmp_path, status(500), status(304), known=known) is None
    assert office.asked[0]["If-None-Match"] == '"one"'
    assert office.asked[0]["If-Modified-Since"] == "Wed, 25 Nov 2026 10:00:00 GMT"


def test_what_recognises_the_version_is_returned(office: Publisher, tmp_path: Path) -> None:
    found = fetch(office, tmp_path, whole)
    assert found is not None
    assert found.validators.headers() == {
        "If-None-Match": '"one"',
        "If-Modified-Since": "Wed, 25 Nov 2026 10:00:00 GMT",
    }
    assert found.headers["content-length"] == str(len(BODY))


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        pytest.param(status(500), FetchError, "answers 500; asked 5 times", id="error"),
        pytest.param(status(404), FetchError, "answers 404", id="gone"),
        pytest.param(status(403), FetchError, "answers 403", id="forbidden"),
        pytest.param(status(304), FetchError, "answers 304", id="unchanged since nothing"),
        pytest.param(reset, FetchError, "asked 5 times", id="reset"),
        pytest.param(packed_cut_off, FetchError, "cannot be unpacked", id="packed, cut off"),
        pytest.param(
            status(302, Location="/list.txt"), ListError, "more than 5 redirects", id="loop"
        ),
        pytest.param(
            status(302, Location="https://example.org/"), ListError, "redirects to", id="foreign"
        ),
        pytest.param(
            status(302, Location="file:///etc/passwd"), ListError, "redirects to", id="a file"
        ),
        pytest.param(
            status(200, Content_Encoding="br"), ListError, "which nobody asked for", id="brotli"
        ),
    ],
)
def test_an_answer_that_is_no_list_is_an_error(
    office: Publisher, tmp_path: Path, answer: Answer, error: type[ListError], said: str
) -> None:
    with pytest.raises(ListError, match=said) as caught:
        fetch(office, tmp_path, answer)
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("body", "encoding", "max_bytes"),
    [
        pytest.param(BODY, "", 1000, id="too large"),
        pytest.param(gzip.compress(BODY), "gzip", 50_000, id="too large once unpacked"),
        pytest.param(gzip.compress(bytes(9_000_000)), "gzip", 10_000_000, id="a gzip bomb"),
    ],
)
def test_what_is_too_large_is_refused(
    office: Publisher, tmp_path: Path, body: bytes, encoding: str, max_bytes: int
) -> None:
    def answer(to: Handler) -> None:
        to.send(200, body, Content_Encoding=encoding)

    with pytest.raises(ListError, match="more than a list may be"):
        fetch(office, tmp_path, answer, max_bytes=max_bytes)
    # What is too large as it is sent is not even unpacked.
    assert (tmp_path / "list.txt").exists() is bool(encoding)


def test_a_server_that_hangs_is_given_up(office: Publisher, tmp_path: Path) -> None:
    office.otherwise = [lambda _: office.hang()]
    source = office.source()
    with fetcher(attempts=2) as asking, pytest.raises(FetchError, match="asked 2 times"):
        asking.fetch(source, source.urls["list.txt"], tmp_path / "list.txt")


def test_a_download_ends_at_its_deadline(office: Publisher, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="sends too slowly"):
        fetch(office, tmp_path, whole, deadline_s=-1.0)


@pytest.mark.parametrize(
    ("after", "low", "high"),
    [
        pytest.param("7", 7.0, 7.0, id="seconds"),
        pytest.param("Wed, 25 Nov 2020 10:00:00 GMT", 0.0, 0.0, id="a date that has passed"),
        pytest.param("soon", 0.5, 1.0, id="nonsense"),
    ],
)
def test_the_server_says_when_to_come_back(
    office: Publisher, tmp_path: Path, after: str, low: float, high: float
) -> None:
    slept: list[float] = []
    fetch(office, tmp_path, status(429, Retry_After=after), whole, slept=slept)
    (pause_s,) = slept
    assert low <= pause_s <= high


def test_the_server_may_say_a_date_to_come_back_at(office: Publisher, tmp_path: Path) -> None:
    slept: list[float] = []
    after = format_datetime(datetime.now(UTC) + timedelta(seconds=40))
    fetch(office, tmp_path, status(429, Retry_After=after), whole, slept=slept)
    (pause_s,) = slept
    assert 20.0 <= pause_s <= 40.0


def test_a_server_that_asks_for_too_much_patience_is_left(
    office: Publisher, tmp_path: Path
) -> None:
    slept: list[float] = []
    with pytest.raises(FetchError, match="asks for 3600 s of patience"):
        fetch(office, tmp_path, status(429, Retry_After="3600"), slept=slept)
    assert slept == []


def test_no_pause_is_begun_that_passes_the_deadline(office: Publisher, tmp_path: Path) -> None:
    slept: list[float] = []
    with pytest.raises(FetchError, match="asks for 7 s of patience"):
        fetch(office, tmp_path, status(429, Retry_After="7"), slept=slept, deadline_s=5.0)
    assert slept == []


def test_pauses_grow_and_differ(office: Publisher, tmp_path: Path) -> None:
    slept: list[float] = []
    fetch(office, tmp_path, *[status(500)] * 4, whole, slept=slept)
    for pause_s, longest_s in zip(slept, (1, 2, 4, 8), strict=True):
        assert longest_s / 2 <= pause_s <= longest_s


def test_the_publisher_learns_who_asks(office: Publisher, tmp_path: Path) -> None:
    fetch(office, tmp_path, whole)
    (asked,) = office.asked
    assert asked["User-Agent"].startswith("Mozilla/5.0 ")
    assert "Customhouse" in asked["User-Agent"]


def test_an_address_that_is_not_encrypted_is_refused(office: Publisher, tmp_path: Path) -> None:
    source = office.source()
    with publishers() as client, pytest.raises(ListError, match="is not encrypted"):
        Fetcher(client).fetch(source, source.urls["list.txt"], tmp_path / "list.txt")
    assert office.asked == []


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        pytest.param("https://x.list.example/file", True, id="known host"),
        pytest.param("https://evillist.example/file", False, id="alike host"),
        pytest.param("http://x.list.example/file", False, id="not encrypted"),
    ],
)
def test_a_redirect_leads_only_to_known_hosts(tmp_path: Path, url: str, is_allowed: bool) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/file":
            return httpx.Response(200, content=iter([b"rows"]))
        return httpx.Response(302, headers={"location": url})

    source = Source(id="a", authority="", title="", licence="", redirect_hosts=("list.example",))
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        asking, target = Fetcher(client), tmp_path / "rows"
        if is_allowed:
            asking.fetch(source, "https://www.list.example", target)
            assert target.read_bytes() == b"rows"
        else:
            with pytest.raises(ListError, match="redirects to a host"):
                asking.fetch(source, "https://www.list.example", target)


def test_the_usual_variables_name_a_proxy(
    office: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", office.url)
    office.otherwise = [whole]
    source = office.source()
    with fetcher() as asking:
        asking.fetch(source, "http://lists.invalid/list.txt", tmp_path / "list.txt")
    assert office.asked[0]["Host"] == "lists.invalid"


def test_the_usual_variable_names_certificates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_text("no certificate", encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(tmp_path / "ca.pem"))
    # That it is read is seen by what it finds there.
    with pytest.raises(OSError, match=r"certificate|PEM|SSL|X509"):
        publishers()
