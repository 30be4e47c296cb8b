"""A file of shipments, opened and read whatever its form."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, Final, cast

from desk.errors import CommandError
from desk.shipments.files.form import Form, guess_form
from desk.shipments.files.lines import read_lines, read_values
from desk.shipments.files.read import Read, refused
from desk.shipments.files.rows import csv_rows, sheet_rows
from desk.shipments.files.tables import read_table

_STANDARD_INPUT: Final = "-"
_GZIP: Final = b"\x1f\x8b"
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentFile:
    """An open file of shipments.

    Attributes:
        path: None: standard input.
        raw: its bytes as they are, packed maybe.
        unpacked: its bytes as they are to be read.
        size: of the file; None: nobody knows.
    """

    path: Path | None
    form: Form
    raw: BufferedReader
    unpacked: BufferedReader
    size: int | None

    def reads(self, source: str | None) -> Iterator[Read]:
        """Yield its shipments in order; holds one at a time, of a sheet all rows.

        Args:
            source: of rows of a table that name none.
        """
        last = 0
        try:
            for found in self._reads(source):
                last = found.line
                yield found
        except (EOFError, zlib.error, gzip.BadGzipFile) as exc:
            yield refused(last + 1, f"the gzip is damaged from here on: {exc}")

    def _reads(self, source: str | None) -> Iterator[Read]:
        match self.form:
            case Form.CSV:
                return read_table(csv_rows(self.unpacked), source)
            case Form.XLSX:
                return read_table(sheet_rows(_saved(self.path)), source)
            case Form.JSON:
                return read_values(self.unpacked)
            case _:
                return read_lines(self.unpacked)


@contextmanager
def open_shipments(name: str, form: Form = Form.AUTO) -> Iterator[ShipmentFile]:
    """Open a file of shipments; "-" is standard input.

    Raises:
        CommandError: there is none.
    """
    if name == _STANDARD_INPUT:
        # Its first bytes are looked at before it is read.
        yield _opened(None, form, BufferedReader(cast("Any", sys.stdin.buffer)))
        return
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"{name}: no such file")
    with path.open("rb") as raw:
        yield _opened(path, form, raw)


def _opened(path: Path | None, form: Form, raw: BufferedReader) -> ShipmentFile:
    unpacked = raw
    if _peek(raw).startswith(_GZIP):
        unpacked = BufferedReader(cast("Any", gzip.GzipFile(fileobj=raw)))
    if form is Form.AUTO:
        form = guess_form("" if path is None else path.name, _peek(unpacked))
    size = None if path is None else path.stat().st_size
    return ShipmentFile(path=path, form=form, raw=raw, unpacked=unpacked, size=size)


def _peek(stream: BufferedReader) -> bytes:
    try:
        return stream.peek(_HEAD)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return b""


def _saved(path: Path | None) -> Path:
    if path is None:
        raise CommandError("an xlsx file cannot come by standard input; save it and name it")
    return path
