"""xlsx files that would not fit into memory, found before they are opened.

The reader keeps a sheet as a full rectangle: one cell far down and far right is a billion cells.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from lists.errors import ListError
from lists.sources import Source

# Lists have up to 20,000 rows; DFAT's have 255 columns, of which 13 are filled.
_MAX_CELLS: Final = 20_000_000
_BLOCK: Final = 1024 * 1024
# The longest start tag of a row or cell that a block may cut: <c foo="…" r="XFD1048576".
_OVERLAP: Final = 256
# The number of a row ("7"), and of a cell ("IU9561").
_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,9})([0-9]{1,9})["']""")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def refuse_bomb(file: Path, source: Source) -> None:
    """Return if memory can hold the unpacked file.

    Raises:
        ListError: it is no zip, damaged, or holds more than source.max_bytes or too many cells.
    """
    try:
        with ZipFile(file) as archive:
            _refuse_size(archive, file, source)
            for member in archive.infolist():
                if _SHEET.fullmatch(member.filename):
                    _refuse_cells(archive, member, file, source)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as exc:
        raise ListError(source.id, file.name, f"this xlsx file cannot be read: {exc}") from exc


def _refuse_size(archive: ZipFile, file: Path, source: Source) -> None:
    unpacked = 0
    for member in archive.infolist():
        said = member.file_size
        # What a zip says of its sizes may be a lie: read on until the data itself ends.
        member.file_size = source.max_bytes + 2 * _BLOCK
        for block in _blocks(archive, member):
            unpacked += len(block)
            if unpacked > source.max_bytes:
                reason = f"unpacked it has more than {source.max_bytes:,} bytes: this is no list"
                raise ListError(source.id, file.name, reason)
        member.file_size = said


def _refuse_cells(archive: ZipFile, member: ZipInfo, file: Path, source: Source) -> None:
    rows = columns = 0
    before = b""
    for block in _blocks(archive, member):
        for letters, number in _CELL.findall(before + block):
            rows, columns = max(rows, int(number)), max(columns, _column(letters))
        before = block[-_OVERLAP:]
    if rows * columns > _MAX_CELLS:
        reason = f"a sheet of {rows:,} rows and {columns:,} columns is no list"
        raise ListError(source.id, file.name, reason)


def _blocks(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as opened:
        while block := opened.read(_BLOCK):
            yield block


def _column(letters: bytes) -> int:
    """Return a column's number: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
