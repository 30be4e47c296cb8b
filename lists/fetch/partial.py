"""The part of a file that has arrived: resumed if the server can, unpacked within limits."""

import hashlib
import re
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import httpx

from lists.errors import ListError
from lists.sources import Source

_CHUNK: Final = 64 * 1024
# Lists in XML pack to a twentieth; what unpacks to a hundred times its size is made to harm.
_MAX_RATIO: Final = 100
_SMALL: Final = 1024 * 1024
_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_GZIP: Final = ("gzip", "x-gzip")
# zlib's number for a gzip header.
_GZIP_BITS: Final = 31


class PassingError(Exception):
    """An attempt failed in a way that may pass; wait_s is how long the server asks us to wait."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


class PartialFile:
    """The bytes of a file that have arrived so far, over any number of attempts.

    Attributes:
        encoding: how they are packed ("gzip"), "" if they are not.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.encoding = ""
        self._etag = ""
        self._total: int | None = None

    def range_headers(self) -> dict[str, str]:
        """Return the headers that ask for the rest; none if the file must be sent whole.

        Only a strong validator proves that the rest belongs to the same bytes.
        Source: RFC 9110, 13.1.5 If-Range.
        """
        has = self.file.stat().st_size if self.file.exists() else 0
        if not has or not self._etag or self._etag.startswith("W/"):
            return {}
        return {"Range": f"bytes={has}-", "If-Range": self._etag}

    def forget(self) -> None:
        """Drop what has arrived, so that the next attempt starts over."""
        self.file.unlink(missing_ok=True)

    def receive(self, response: httpx.Response, source: Source, deadline: float) -> None:
        """Append what an answer carries: the rest, or the whole file from the start.

        Raises:
            PassingError: the answer is not the part that was asked for, or comes too slowly.
            ListError: it is larger than the list may be.
        """
        is_rest = response.status_code == httpx.codes.PARTIAL_CONTENT
        if is_rest and not self._fits(response):
            self.forget()
            raise PassingError("the publisher sends another part than the one asked for")
        if not is_rest:
            length = response.headers.get("content-length", "")
            self.encoding = response.headers.get("content-encoding", "").strip().lower()
            self._etag = response.headers.get("etag", "")
            self._total = int(length) if length.isdigit() else None
        with self.file.open("ab" if is_rest else "wb") as file:
            # As they come: what a buffer holds at a cut would have to be sent again.
            for chunk in response.iter_raw():
                if file.tell() + len(chunk) > source.max_bytes:
                    raise _too_large(source, self.file)
                if time.monotonic() > deadline:
                    raise PassingError("the publisher sends too slowly")
                file.write(chunk)

    def _fits(self, response: httpx.Response) -> bool:
        """Tell whether a partial answer continues the same file where we stopped."""
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        has = self.file.stat().st_size if self.file.exists() else 0
        if found is None or int(found[1]) != has or not has:
            return False
        is_same_size = self._total is None or found[2] in ("*", str(self._total))
        return is_same_size and response.headers.get("etag", self._etag) == self._etag


def unpack(part: PartialFile, target: Path, source: Source) -> tuple[int, str]:
    """Unpack what arrived into target; return its size and SHA-256.

    Raises:
        PassingError: it is cut off or broken; the next attempt starts over.
        ListError: it is larger than the list may be, or packed in a way we did not ask for.
    """
    sent, size, digest = part.file.stat().st_size, 0, hashlib.sha256()
    with part.file.open("rb") as packed, target.open("wb") as file:
        for piece in _pieces(packed, part, source):
            size += len(piece)
            if size > source.max_bytes or size > max(_SMALL, sent * _MAX_RATIO):
                raise _too_large(source, target)
            digest.update(piece)
            file.write(piece)
    part.forget()
    return size, digest.hexdigest()


def _pieces(packed: BinaryIO, part: PartialFile, source: Source) -> Iterator[bytes]:
    if part.encoding in ("", "identity"):
        while chunk := packed.read(_CHUNK):
            yield chunk
        return
    if part.encoding not in _GZIP:
        raise ListError(source.id, "", f"is sent as {part.encoding}, which nobody asked for")
    try:
        yield from _unzipped(packed)
    except zlib.error as exc:
        part.forget()
        raise PassingError(f"what the publisher sends cannot be unpacked: {exc}") from exc


def _unzipped(packed: BinaryIO) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP_BITS)
    while chunk := packed.read(_CHUNK):
        if unpacker.eof:
            raise zlib.error("bytes after its end")
        while chunk and not unpacker.eof:
            # Never more at once than this, however much a chunk holds.
            yield unpacker.decompress(chunk, _CHUNK)
            chunk = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof or unpacker.unused_data:
        raise zlib.error("it does not end where it should")


def _too_large(source: Source, file: Path) -> ListError:
    limit = f"{source.max_bytes} bytes, or {_MAX_RATIO} times what was sent"
    return ListError(source.id, file.name.strip("."), f"more than a list may be: {limit}")
