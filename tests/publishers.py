"""A publisher on this machine that answers as it is told, one answer after the other."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from lists.fetch.fetching import Fetcher, publishers
from lists.sources import Source

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Gives the next answer of its publisher."""

    server: "Server"

    def do_GET(self) -> None:
        publisher = self.server.publisher
        publisher.asked.append(self.headers)
        answers = publisher.answers.get(self.path, publisher.otherwise)
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        answer(self)

    def send(self, status: int, body: bytes = b"", length: int | None = None, **more: str) -> None:
        """Send an answer; a length that is not the body's makes it a lie."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server of a publisher."""

    daemon_threads = True
    publisher: "Publisher"

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that go away are part of the tests."""


@dataclass
class Publisher:
    """What a publisher answers, by path; the last answer is given again and again.

    Attributes:
        asked: the headers of every question.
        over: set when the test ends, so that an answer may hang until then.
    """

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    otherwise: list[Answer] = field(default_factory=lambda: [lambda to: to.send(404)])
    asked: list[httpx.Headers] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def hang(self) -> None:
        """Answer nothing until the test ends."""
        self.over.wait()

    def source(self, *names: str, **rest: object) -> Source:
        """Return a source whose files are here."""
        fields = {"id": "us_ofac_cons", "authority": "a", "title": "t", "licence": "l"}
        urls = {name: f"{self.url}/{name}" for name in names or ("list.txt",)}
        fields |= {"urls": urls, "redirect_hosts": ("127.0.0.1",)} | rest
        return Source(**fields)  # type: ignore[arg-type]


@contextmanager
def publisher() -> Iterator[Publisher]:
    """Run a publisher on a free port."""
    server = Server(("127.0.0.1", 0), Handler)
    server.publisher = Publisher(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.publisher
    finally:
        server.publisher.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def fetcher(slept: list[float] | None = None, **rest: object) -> Iterator[Fetcher]:
    """Yield a fetcher that asks without encryption and does not sleep."""
    naps = [] if slept is None else slept
    with publishers(timeout_s=0.5) as client:
        options = {"sleep": naps.append, "schemes": ("http", "https")} | rest
        yield Fetcher(client, **options)  # type: ignore[arg-type]


def ofac_set(entries: int, name: str = "HERON WORKS") -> dict[str, bytes]:
    """Return the files of a made-up us_ofac_cons: so many entries, one with an alias."""
    null = ",-0- " * 8
    primary = "".join(f'{n},"{name} {n}",-0- ,"TEST"{null}\r\n' for n in range(1, entries + 1))
    # The publisher writes a row even for an entry of which it knows no address.
    homeless = "".join(f"{n},{n},-0- ,-0- ,-0- ,-0- \r\n" for n in range(2, entries + 1))
    return {
        "cons_prim.csv": primary.encode(),
        "cons_alt.csv": f'1,1,"aka","{name} FACTORY",-0- \r\n'.encode(),
        "cons_add.csv": b'1,1,"1 Quay Street","Moscow","Russia",-0- \r\n' + homeless.encode(),
        "cons_comments.csv": b'1,"Also seen at sea."\r\n',
    }


def offer(office: Publisher, files: dict[str, bytes], version: str = "") -> None:
    """Publish files; one that is asked for by its version is not sent again."""
    for name, content in files.items():
        etag = f'"{version or hash(content)}"'
        office.answers[f"/{name}"] = [_conditional(content, etag)]


def _conditional(content: bytes, etag: str) -> Answer:
    def answer(to: Handler) -> None:
        if to.headers["If-None-Match"] == etag:
            to.send(304, ETag=etag)
        else:
            to.send(200, content, ETag=etag)

    return answer
