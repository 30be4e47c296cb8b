"""Shipments of a table: one row a party, the rows of one shipment together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any, Final

from customhouse.reading import check_fields
from desk.shipments.files.read import Read, read_one, refused
from desk.shipments.files.rows import Row

COLUMNS: Final = (
    "shipment_id", "source", "revision", "role", "name", "country", "kind", "address",
    "identifier_scheme", "identifier_value", "vessel_name", "vessel_imo",
)  # fmt: skip
_NEEDED: Final = ("shipment_id", "role", "name")
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row by its columns, empty cells left out.

    Attributes:
        problem: why it cannot be read; "": it can.
    """

    line: int
    cells: Mapping[str, str]
    problem: str = ""

    @property
    def key(self) -> Key:
        cells = self.cells
        return cells.get("source", ""), cells.get("shipment_id", ""), cells.get("revision", "")


def read_table(rows: Iterable[Row], source: str | None) -> Iterator[Read]:
    """Yield the shipments of a table.

    Args:
        source: of rows that name none.
    """
    found = iter(rows)
    head = next(found, None)
    names = () if head is None or head.cells is None else head.cells
    problem = _problem_of_head(names, source)
    if problem:
        yield refused(1, problem)
        return
    seen: set[int] = set()
    lines = (_line(row, names, source) for row in found if row.cells is None or any(row.cells))
    for key, group in groupby(lines, key=lambda line: line.key):
        yield _shipment(key, list(group), seen)


def _problem_of_head(names: tuple[str, ...], source: str | None) -> str:
    needed = [*_NEEDED, *(["source"] if source is None else [])]
    missing = sorted(set(needed) - set(names))
    if missing:
        return f"the table has no column {', '.join(missing)}; its first line names the columns"
    unknown = sorted(set(names) - set(COLUMNS))
    if unknown:
        # What stands in a column that nobody reads would not be screened.
        said = ", ".join(_unknown(name) for name in unknown)
        return f"unknown column {said}; there are {', '.join(COLUMNS)}"
    twice = sorted({name for name in names if names.count(name) > 1})
    return f"column {', '.join(twice)} stands twice" if twice else ""


def _unknown(name: str) -> str:
    near = get_close_matches(name, COLUMNS, n=1)
    said = repr(name) if name else "without a name"
    return f"{said} (did you mean {near[0]}?)" if near else said


def _line(row: Row, names: tuple[str, ...], source: str | None) -> _Line:
    default = {"source": source} if source else {}
    if row.cells is None:
        return _Line(line=row.line, cells=default, problem="this line cannot be read as CSV")
    filled = {name: cell for name, cell in zip(names, row.cells, strict=False) if cell}
    problem = ""
    if any(row.cells[len(names) :]):
        problem = "has more cells than the first line has columns; is a text without its quotes?"
    elif any(_is_broken(cell) for cell in row.cells):
        problem = "is not UTF-8; save the file as UTF-8"
    return _Line(line=row.line, cells=default | filled, problem=problem)


def _is_broken(cell: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in cell)


def _shipment(key: Key, lines: list[_Line], seen: set[int]) -> Read:
    first, shipment_id = lines[0].line, key[1] or None
    for line in lines:
        if line.problem:
            return refused(line.line, line.problem, shipment_id)
    if not key[0]:
        reason = "no source; fill the column source, or give --source"
        return refused(first, reason, shipment_id)
    if hash(key) in seen:
        return refused(first, "rows of one shipment must stand together", shipment_id)
    seen.add(hash(key))
    rows = [line.cells for line in lines]
    return read_one(first, shipment_id, lambda: check_fields(_fields(rows)))


def _fields(rows: list[Mapping[str, str]]) -> dict[str, Any]:
    first = rows[0]
    parties = [_party(row) for row in rows if row.get("name") or row.get("role")]
    found: dict[str, Any] = {key: first.get(key, "") for key in ("shipment_id", "source")}
    found["parties"] = parties
    if "revision" in first:
        found["revision"] = first["revision"]
    vessels = {(row.get("vessel_name"), row.get("vessel_imo")): None for row in rows}
    legs = [{"vessel": {"name": name, "imo": imo}} for name, imo in vessels if name or imo]
    return {**found, "transport": legs} if legs else found


def _party(row: Mapping[str, str]) -> dict[str, Any]:
    party: dict[str, Any] = {"role": row.get("role", ""), "names": [{"text": row.get("name", "")}]}
    party |= {key: row[key] for key in ("country", "kind") if key in row}
    if "address" in row:
        party["addresses"] = [{"full": row["address"]}]
    if "identifier_value" in row:
        scheme = row.get("identifier_scheme", "unknown")
        party["identifiers"] = [{"scheme": scheme, "value": row["identifier_value"]}]
    return party
