"""Bytes to a shipment record, or an error that says what is wrong and where."""

import json
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from customhouse.errors import InvalidRecordError
from customhouse.shipment import MAX_RECORD_BYTES, SCHEMA_VERSION, ShipmentRecord

# What Python calls a tuple or a model is nothing that a sender of JSON knows.
_EXPECTED: Final = {
    "tuple_type": "should be an array: [ … ]",
    "model_type": "should be an object: { … }",
}


class NewerSchemaError(InvalidRecordError):
    """The record is of a newer schema than ours: it waits for a newer worker."""


def read_record(raw: bytes) -> ShipmentRecord:
    """Return the record that the bytes hold.

    Args:
        raw: one JSON object in UTF-8, at most 256 KiB.

    Raises:
        NewerSchemaError: schema_version is above ours.
        InvalidRecordError: anything else is wrong; source is filled in where it can be read.
    """
    return validate_record(_read_object(raw))


def validate_record(fields: dict[str, Any]) -> ShipmentRecord:
    """Return the record that a parsed JSON object holds; raises as read_record does."""
    source = readable_source(fields)
    version = fields.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        reason = f"is {version}; this worker reads up to {SCHEMA_VERSION}"
        raise NewerSchemaError(source, "schema_version", reason)
    try:
        return ShipmentRecord.model_validate(fields)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise InvalidRecordError(source, field, _plain(first["type"], first["msg"])) from exc


def readable_source(fields: dict[str, Any]) -> str | None:
    """Return the record's source if it is a usable one."""
    source = fields.get("source")
    if not isinstance(source, str) or not 0 < len(source) <= 256:
        return None
    # A lone surrogate cannot be written to any stream or table.
    return source if source.isprintable() else None


def _read_object(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_RECORD_BYTES:
        reason = f"{len(raw)} bytes; a record has at most {MAX_RECORD_BYTES}"
        raise InvalidRecordError(None, "", reason)
    try:
        fields = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as exc:
        raise InvalidRecordError(None, "", f"not UTF-8 at byte {exc.start}") from exc
    except RecursionError as exc:
        raise InvalidRecordError(None, "", "nested too deep") from exc
    except json.JSONDecodeError as exc:
        where = f"line {exc.lineno}, column {exc.colno}"
        raise InvalidRecordError(None, "", f"not JSON: {exc.msg} at {where}") from exc
    except ValueError as exc:  # a number of more digits than Python converts
        raise InvalidRecordError(None, "", f"not JSON: {exc}") from exc
    if not isinstance(fields, dict):
        raise InvalidRecordError(None, "", "not a JSON object")
    return fields


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidRecordError(readable_source(found), _twice(pairs), "the key stands twice")
    return found


def _twice(pairs: list[tuple[str, Any]]) -> str:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return key[:128].encode("utf-8", "replace").decode()
        seen.add(key)
    return ""


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidRecordError(None, "", f"{name} is not JSON")


def _plain(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "unknown field; put what is your own under extensions"
    if kind == "string_pattern_mismatch":
        return "holds NUL or nothing but blanks"
    return _EXPECTED.get(kind) or message.removeprefix("Value error, ")
