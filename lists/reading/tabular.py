"""CSV and xlsx files, read row by row.

A row is (place, cells): where it is in the file, and its cells by column name.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from lists.errors import ListError
from lists.reading.files import read_text
from lists.reading.formats import HEAD, refuse_foreign
from lists.reading.workbooks import refuse_bomb
from lists.sources import Source

Row = tuple[str, dict[str, str]]
_ZIP = b"PK\x03\x04"


def csv_rows(
    file: Path,
    source: Source,
    required: Collection[str],
    *,
    skip: int = 0,
    skipped: list[str] | None = None,
    delimiter: str = ",",
) -> Iterator[Row]:
    """Yield the rows of a CSV file; cells are as published.

    Args:
        required: columns that must be there; others may be.
        skip: lines before the header.
        skipped: receives the cells of those lines; publishers write their date there.

    Raises:
        ListError: a column is missing, or a row has too few or too many.
    """
    # Not splitlines(): it would also break a row at U+0085 or U+2028.
    text = io.StringIO(read_text(file, source), newline="")
    reader = csv.reader(text, strict=True, delimiter=delimiter)
    try:
        for _ in range(skip):
            cells = next(reader, [])
            if skipped is not None:
                skipped += cells
        header = _header(next(reader, []), file, source, required)
        for cells in reader:
            place = f"{file.name}, line {reader.line_num}"
            if not any(cells):
                continue
            if len(cells) != len(header):
                reason = f"{len(cells)} columns where {len(header)} belong"
                raise ListError(source.id, place, reason)
            yield place, dict(zip(header, cells, strict=True))
    except csv.Error as exc:
        place = f"{file.name}, line {reader.line_num}"
        raise ListError(source.id, place, f"not CSV: {exc}") from exc


def sheet_rows(
    file: Path,
    source: Source,
    required: Collection[str],
    *,
    skip: int = 0,
    skipped: list[str] | None = None,
) -> Iterator[Row]:
    """Yield the rows of the first sheet of an xlsx file, as `csv_rows` does."""
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    refuse_foreign(head, file, source)
    if not head.startswith(_ZIP):
        raise ListError(source.id, file.name, "this is no xlsx file")
    refuse_bomb(file, source)
    try:
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as exc:
        raise ListError(source.id, file.name, f"this xlsx file cannot be read: {exc}") from exc
    if skipped is not None:
        skipped += [_cell(cell) for cells in rows[:skip] for cell in cells]
    header = _header([_cell(c) for c in (rows[skip : skip + 1] or [[]])[0]], file, source, required)
    for number, cells in enumerate(rows[skip + 1 :], skip + 2):
        if any(cell != "" for cell in cells):
            yield f"{file.name}, row {number}", _named(header, [_cell(cell) for cell in cells])


def _header(
    cells: Sequence[str], file: Path, source: Source, required: Collection[str]
) -> list[str]:
    header = [" ".join(cell.split()) for cell in cells]
    counted = Counter(header)
    missing = [column for column in required if column not in counted]
    if missing:
        named = ", ".join(repr(column) for column in missing)
        raise ListError(source.id, file.name, f"the header lacks {named}")
    twice = sorted(column for column, times in counted.items() if column and times > 1)
    if twice:
        raise ListError(source.id, file.name, f"the header has {twice[0]!r} twice")
    return header


def _named(header: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name}


def _cell(value: object) -> str:
    """Return a cell as text; whole numbers without ".0", dates in ISO form."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
