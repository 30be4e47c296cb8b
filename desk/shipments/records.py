"""Files of shipments, read piece by piece: NDJSON, JSON, CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, BinaryIO, Final

from customhouse.errors import InvalidRecordError
from customhouse.reading import read_record, validate_record
from customhouse.shipment import MAX_RECORD_BYTES, ShipmentRecord

_CHUNK: Final = 64 * 1024
_BLANK: Final = " \t\r\n"


class Form(StrEnum):
    """How a file of shipments is written."""

    AUTO = "auto"
    NDJSON = "ndjson"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Read:
    """A shipment of a file, or why it is refused; line is where it begins, from 1."""

    line: int
    record: ShipmentRecord | None = None
    error: InvalidRecordError | None = None


def guess_form(name: str, head: bytes) -> Form:
    """Return the form that a file's name and its first bytes point at."""
    if name.lower().endswith(".csv"):
        return Form.CSV
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return Form.JSON
    if not text.startswith(b"{"):
        # A broken first line does not make a table of a file that says what it is.
        says_json = name.lower().endswith((".ndjson", ".jsonl", ".json"))
        return Form.NDJSON if says_json or not text else Form.CSV
    # A brace alone on its line opens an object that is written over many lines.
    first = text.split(b"\n", 1)[0].strip()
    return Form.JSON if first == b"{" or name.lower().endswith(".json") else Form.NDJSON


def read_records(stream: BinaryIO, form: Form, source: str | None = None) -> Iterator[Read]:
    """Yield the shipments of a file in order; holds one at a time.

    Args:
        source: the source of CSV rows that name none.
    """
    if form is Form.CSV:
        yield from _csv(stream, source)
    elif form is Form.JSON:
        yield from _json(stream)
    else:
        yield from _lines(stream)


def _read(line: int, make: Callable[[], ShipmentRecord]) -> Read:
    try:
        return Read(line, record=make())
    except InvalidRecordError as exc:
        return Read(line, error=exc)


def _refused(line: int, reason: str) -> Read:
    return Read(line, error=InvalidRecordError(None, "", reason))


def _lines(stream: BinaryIO) -> Iterator[Read]:
    for number, line in enumerate(stream, 1):
        raw = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if raw:
            yield _read(number, lambda raw=raw: read_record(raw))  # type: ignore[misc]  # bound


def _json(stream: BinaryIO) -> Iterator[Read]:
    """Yield the objects of an array, or of values one after the other."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")
    buffer, line, is_first = "", 1, True
    while True:
        buffer, line = _skip(buffer, line, ("[" if is_first else ",]") + _BLANK)
        if not buffer:
            buffer = text.read(_CHUNK)
            if not buffer:
                return
            continue
        is_first = False
        end, fault = _find_end(buffer)
        if end is not None:
            raw = buffer[:end].encode("utf-8", "surrogateescape")
            yield _read(line, lambda raw=raw: read_record(raw))  # type: ignore[misc]  # bound
            line += buffer.count("\n", 0, end)
            buffer = buffer[end:]
        elif (more := text.read(_CHUNK)) and len(buffer) <= 2 * MAX_RECORD_BYTES:
            buffer += more
        else:
            yield _refused(line, f"{fault}; what follows cannot be read")
            return


def _skip(buffer: str, line: int, chars: str) -> tuple[str, int]:
    rest = buffer.lstrip(chars)
    return rest, line + buffer.count("\n", 0, len(buffer) - len(rest))


def _find_end(buffer: str) -> tuple[int | None, str]:
    if not buffer.startswith("{"):
        return None, "a JSON object should begin here"
    try:
        return json.JSONDecoder().raw_decode(buffer)[1], ""
    except RecursionError:
        return None, "nested too deep"
    except json.JSONDecodeError as exc:
        return None, f"not JSON: {exc.msg}"


def _csv(stream: BinaryIO, source: str | None) -> Iterator[Read]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.DictReader(text)
    missing = {"shipment_id", "role", "name"} - set(reader.fieldnames or ())
    missing |= {"source"} - set(reader.fieldnames or ()) if source is None else set()
    if missing:
        names = ", ".join(sorted(missing))
        yield _refused(1, f"the CSV has no column {names}; its first line names the columns")
        return
    seen: set[int] = set()
    for key, group in groupby(_rows(reader, source), key=lambda row: row[1]):
        rows = list(group)
        if not key[0]:
            yield _refused(rows[0][0], "no source; fill the column source, or give --source")
            continue
        if hash(key) in seen:
            yield _refused(rows[0][0], "rows of one shipment must stand together")
            continue
        seen.add(hash(key))
        yield _read(rows[0][0], lambda rows=rows: validate_record(_fields(rows)))  # type: ignore[misc]


Row = tuple[int, tuple[str, str, str], dict[str, str]]


def _rows(reader: "csv.DictReader[str]", source: str | None) -> Iterator[Row]:
    while True:
        line = reader.line_num + 1
        try:
            found = next(reader, None)
        except csv.Error:
            # What cannot be read as a row is refused as a row without fields.
            found = {}
        if found is None:
            return
        row = {k: v.strip() for k, v in found.items() if isinstance(v, str) and v.strip()}
        row.setdefault("source", source or "")
        yield line, (row["source"], row.get("shipment_id", ""), row.get("revision", "")), row


def _fields(rows: list[Row]) -> dict[str, Any]:
    first = rows[0][2]
    parties = [_party(row) for _, _, row in rows if row.get("name") or row.get("role")]
    found: dict[str, Any] = {key: first.get(key, "") for key in ("shipment_id", "source")}
    found["parties"] = parties
    if "revision" in first:
        found["revision"] = first["revision"]
    vessels = {(row.get("vessel_name"), row.get("vessel_imo")): None for _, _, row in rows}
    legs = [{"vessel": {"name": name, "imo": imo}} for name, imo in vessels if name or imo]
    return {**found, "transport": legs} if legs else found


def _party(row: dict[str, str]) -> dict[str, Any]:
    party: dict[str, Any] = {"role": row.get("role", ""), "names": [{"text": row.get("name", "")}]}
    party |= {key: row[key] for key in ("country", "kind") if key in row}
    if "address" in row:
        party["addresses"] = [{"full": row["address"]}]
    if "identifier_value" in row:
        scheme = row.get("identifier_scheme", "unknown")
        party["identifiers"] = [{"scheme": scheme, "value": row["identifier_value"]}]
    return party
