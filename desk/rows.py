"""Rows of a CSV file, with errors that say where."""

import csv
from collections.abc import Iterator
from pathlib import Path

from desk.errors import CommandError


def read_rows(path: Path, wanted: set[str]) -> Iterator[dict[str, str]]:
    """Yield the rows as column and text; missing cells are empty.

    Raises:
        CommandError: a wanted column is missing, or a line is no CSV.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, restval="", strict=True)
        try:
            missing = wanted - set(reader.fieldnames or ())
            if missing:
                raise CommandError(f"{path}, line 1: no column {', '.join(sorted(missing))}")
            yield from ({k: v for k, v in row.items() if isinstance(k, str)} for row in reader)
        except csv.Error as exc:
            raise CommandError(f"{path}, line {reader.line_num}: not CSV: {exc}") from exc
        except UnicodeDecodeError as exc:
            raise CommandError(f"{path}: this is not UTF-8; save it as UTF-8") from exc
