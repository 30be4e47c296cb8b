"""Shipments in JSON: one a line, an array of them, or one value behind the other."""

import io
import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from customhouse.reading import check_record
from customhouse.shipment import MAX_RECORD_BYTES
from desk.shipments.files.read import Read, read_one, refused

_CHUNK: Final = 64 * 1024
_BLANK: Final = " \t\r\n"


def read_lines(stream: BinaryIO) -> Iterator[Read]:
    """Yield the shipments of a file with one a line."""
    for number, line in enumerate(stream, 1):
        raw = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if raw:
            yield _read(number, raw)


def read_values(stream: BinaryIO) -> Iterator[Read]:
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
            yield _read(line, buffer[:end].encode("utf-8", "surrogateescape"))
            line += buffer.count("\n", 0, end)
            buffer = buffer[end:]
        elif (more := text.read(_CHUNK)) and len(buffer) <= 2 * MAX_RECORD_BYTES:
            buffer += more
        else:
            yield refused(line, f"{fault}; what follows cannot be read")
            return


def _read(line: int, raw: bytes) -> Read:
    found = read_one(line, None, lambda: check_record(raw))
    if found.error is None:
        return found
    return Read(line=line, error=found.error, shipment_id=_shipment_id(raw))


def _shipment_id(raw: bytes) -> str | None:
    """Return what a refused record says it is, so that its sender finds it again."""
    try:
        found = json.loads(raw)["shipment_id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return str(found)


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
