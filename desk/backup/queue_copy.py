"""The streams and keys of a service in a file, and out of it."""

import time
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson
import redis

from customhouse.keys import Keys
from desk.errors import CommandError

# Doorbells, locks and signs of life are left out: they mean nothing to another server.
_SINGLE: Final = ("alerts", "dead", "waiting", "paused", "service")
_FAMILIES: Final = (
    "intake", "alone", "slow", "attempts", "aside", "quality", "marker", "result", "answer",
)  # fmt: skip
# Counts what was taken from the lanes. Copied last it is never behind them, or records that
# somebody has taken would look like erased ones.
_LAST: Final = "taken"
_PAGE: Final = 200


def write_queue(server: redis.Redis, keys: Keys, path: Path) -> int:
    """Write every stream and key of a service to a file, while it works; return how many."""
    written = 0
    with path.open("wb") as file:
        for page in _pages(_names(server, keys)):
            for line in _lines(server, keys, page):
                file.write(line)
                written += 1
    return written


def read_queue(server: redis.Redis, keys: Keys, path: Path) -> int:
    """Put what write_queue() wrote under a prefix of another server; return how many keys.

    Raises:
        CommandError: the file is damaged, or the server is too old to read it.
    """
    read, now_ms = 0, int(time.time() * 1000)
    with path.open("rb") as file:
        for page in _pages(file):
            pipe = server.pipeline(transaction=False)
            for line in page:
                name, value, until_ms = _entry(line)
                if until_ms is None or until_ms > now_ms:
                    key = keys.prefix.encode() + name
                    pipe.restore(key, until_ms or 0, value, absttl=True, replace=True)
                    read += 1
            _run(pipe, path)
    return read


def is_unused(server: redis.Redis, keys: Keys) -> bool:
    """Tell whether nothing of a service is there."""
    return next(_names(server, keys), None) is None


def _names(server: redis.Redis, keys: Keys) -> Iterator[bytes]:
    """Yield the keys that there are, without their prefix."""
    prefix = keys.prefix.encode()
    for family in _FAMILIES:
        pattern = f"{_escaped(keys.prefix)}{family}:*"
        found: Iterator[Any] = server.scan_iter(match=pattern, count=1000)
        yield from (name.removeprefix(prefix) for name in found)
    for single in (*_SINGLE, _LAST):
        if server.exists(keys.prefix + single):
            yield single.encode()


def _lines(server: redis.Redis, keys: Keys, names: list[bytes]) -> Iterator[bytes]:
    prefix = keys.prefix.encode()
    pipe: Any = server.pipeline(transaction=False)
    for name in names:
        pipe.dump(prefix + name)
        pipe.pexpiretime(prefix + name)
    answers: list[Any] = pipe.execute()
    for name, value, until_ms in zip(names, answers[::2], answers[1::2], strict=True):
        if value is None:
            continue  # it expired, or was taken, since it was found
        fields = {
            "key": b64encode(name).decode(),
            "value": b64encode(value).decode(),
            "until_ms": until_ms if until_ms > 0 else None,
        }
        yield orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


def _entry(line: bytes) -> tuple[bytes, bytes, int | None]:
    fields: dict[str, Any] = orjson.loads(line)
    return b64decode(fields["key"]), b64decode(fields["value"]), fields["until_ms"]


def _run(pipe: Any, path: Path) -> None:
    try:
        pipe.execute()
    except redis.ResponseError as exc:
        reason = f"the server cannot read it ({exc}); is it older than the one it was copied from?"
        raise CommandError(f"{path}: {reason}") from exc


def _pages(items: Iterable[bytes]) -> Iterator[list[bytes]]:
    source = iter(items)
    while page := list(islice(source, _PAGE)):
        yield page


def _escaped(text: str) -> str:
    """Return a text as a pattern that matches nothing else."""
    return "".join(f"\\{sign}" if sign in "*?[]\\^-" else sign for sign in text)
