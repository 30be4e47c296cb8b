"""The audit trail of some days as files: NDJSON for programs, CSV for spreadsheets."""

import csv
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

import orjson

from desk.errors import CommandError
from ledger.ledger import Ledger

_COLUMNS: Final = ("at", "kind", "number", "by", "account", "data")
# A spreadsheet takes these at the beginning of a cell for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def export_trail(ledger: Ledger, first: datetime, last: datetime, folder: Path) -> dict[str, int]:
    """Write audit.ndjson and audit.csv; return how many entries of each kind there are.

    Raises:
        CommandError: there is something of that name already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines, table = folder / "audit.ndjson", folder / "audit.csv"
    for path in (lines, table):
        if path.exists():
            raise CommandError(f"{path}: is there already; name another folder")
    counts: dict[str, int] = {}
    with lines.open("xb") as out, table.open("x", encoding="utf-8", newline="") as cells:
        writer = csv.writer(cells)
        writer.writerow(_COLUMNS)
        for entry in ledger.trail.entries(first, last):
            counts[entry.kind] = counts.get(entry.kind, 0) + 1
            out.write(orjson.dumps(asdict(entry), option=orjson.OPT_APPEND_NEWLINE))
            data = orjson.dumps(entry.data, option=orjson.OPT_SORT_KEYS).decode()
            row = (entry.at.isoformat(), entry.kind, entry.number, entry.by, entry.account, data)
            writer.writerow([_cell(value) for value in row])
    return counts


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
