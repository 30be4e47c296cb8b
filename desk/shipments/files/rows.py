"""Rows of a table, from CSV or from a sheet, each with its line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from python_calamine import CalamineError, CalamineWorkbook

from desk.errors import CommandError
from lists.errors import ListError
from lists.identity import SourceId
from lists.reading.workbooks import refuse_bomb
from lists.sources import Source

_DELIMITERS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table.

    Attributes:
        line: where it begins, from 1.
        cells: None: it cannot be read.
    """

    line: int
    cells: tuple[str, ...] | None


def csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a CSV file; its first line says what parts its cells."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    head = text.readline()
    if not head:
        return
    reader = csv.reader(_joined(head, text), delimiter=_delimiter(head))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Row(line=line, cells=None)
            continue
        if cells is None:
            return
        yield Row(line=line, cells=tuple(cell.strip() for cell in cells))


def sheet_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of the first sheet of an xlsx file.

    Raises:
        CommandError: it cannot be read, or would not fit into memory.
    """
    try:
        refuse_bomb(path, Source(id=SourceId(path.name), authority="", title="", licence=""))
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (ListError, CalamineError) as exc:
        raise CommandError(f"{path}: this sheet cannot be read: {exc}") from exc
    for number, row in enumerate(rows, 1):
        yield Row(line=number, cells=tuple(map(_text, row)))


def _joined(head: str, rest: Iterator[str]) -> Iterator[str]:
    yield head
    yield from rest


def _delimiter(head: str) -> str:
    return max(_DELIMITERS, key=head.count)


def _text(value: object) -> str:
    """Return a cell as somebody wrote it: a sheet keeps numbers and days as such."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
