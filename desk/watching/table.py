"""An address book as a table: one row each, or more where somebody has more than one name."""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from desk.errors import CommandError
from desk.shipments.files.form import Form, guess_form
from desk.shipments.files.rows import Row, csv_rows, sheet_rows
from desk.watching.watched import Watched, word_of

COLUMNS: Final = (
    "id", "as", "name", "kind", "country", "address", "identifier_scheme", "identifier_value",
    "born",
)  # fmt: skip
_NEEDED: Final = ("id", "as", "name")
_HEAD: Final = 4096


def read_book(file: str) -> list[Watched]:
    """Return all of an address book in CSV or xlsx, or nothing of it.

    Raises:
        CommandError: there is none, or a line of it cannot be read.
    """
    path = Path(file)
    if not path.is_file():
        raise CommandError(f"{file}: no such file")
    content = path.read_bytes()
    is_sheet = guess_form(path.name, content[:_HEAD]) is Form.XLSX
    rows = sheet_rows(path) if is_sheet else csv_rows(io.BytesIO(content))
    return list(_watched(file, list(rows)))


def _watched(file: str, rows: Sequence[Row]) -> Iterator[Watched]:
    names = rows[0].cells if rows else None
    _refuse_head(file, names or ())
    lines = [
        _cells(file, row, names or ()) for row in rows[1:] if row.cells is None or any(row.cells)
    ]
    seen: set[str] = set()
    for found, group in groupby(lines, key=lambda line: line[1].get("id", "")):
        members = list(group)
        place = f"{file}, line {members[0][0]}"
        if not found or found in seen:
            said = "has no id" if not found else f"rows of {found} must stand together"
            raise CommandError(f"{place}: {said}")
        seen.add(found)
        yield _one(place, found, [cells for _, cells in members])


def _refuse_head(file: str, names: Sequence[str]) -> None:
    missing = [name for name in _NEEDED if name not in names]
    unknown = sorted(set(names) - set(COLUMNS))
    if missing:
        raise CommandError(f"{file}: no column {', '.join(missing)}; its first line names them")
    if unknown:
        # What stands in a column that nobody reads would not be screened.
        said = ", ".join(unknown)
        raise CommandError(f"{file}: unknown column {said}; there are {', '.join(COLUMNS)}")


def _cells(file: str, row: Row, names: Sequence[str]) -> tuple[int, Mapping[str, str]]:
    if row.cells is None or any(row.cells[len(names) :]):
        raise CommandError(f"{file}, line {row.line}: cannot be read, or has too many cells")
    if any("\ud800" <= char <= "\udfff" for cell in row.cells for char in cell):
        raise CommandError(f"{file}, line {row.line}: is not UTF-8; save the file as UTF-8")
    return row.line, {n: cell for n, cell in zip(names, row.cells, strict=False) if cell}


def _one(place: str, found: str, rows: Sequence[Mapping[str, str]]) -> Watched:
    first = rows[0]
    return Watched(
        id=found,
        as_what=word_of(place, first.get("as", "")),
        names=_all(rows, "name"),
        kind=first.get("kind", ""),
        country=first.get("country", ""),
        addresses=_all(rows, "address"),
        identifiers=tuple(
            dict.fromkeys(
                (row.get("identifier_scheme", "unknown"), row["identifier_value"])
                for row in rows
                if "identifier_value" in row
            )
        ),
        born=first.get("born", ""),
    )


def _all(rows: Sequence[Mapping[str, str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[name] for row in rows if name in row))
