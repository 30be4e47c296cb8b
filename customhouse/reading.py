"""Bytes to a checked record, or an error that says what is wrong and where."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError, from_json, to_json

from customhouse.content import ContentHash, canonical_form, content_hash
from customhouse.errors import InvalidRecordError
from customhouse.shape import record_shape
from customhouse.shipment import MAX_RECORD_BYTES, SCHEMA_VERSION, ShipmentRecord
from customhouse.wording import NESTED_TOO_DEEP, first_objection

# Most records escape nothing, and one byte is found faster than six.
_ESCAPE: Final = b"\\"
_ESCAPED_COMMA: Final = b"\\u002"
_ESCAPED_NUL: Final = b"\\u0000"


class NewerSchemaError(InvalidRecordError):
    """The record is of a newer schema than ours: it waits for a newer worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecord:
    """A record that was read and found good.

    Attributes:
        said: its fields as plain data: enums and times as values, what is not said is absent.
            {"shipment_id": "S1", "source": "urn:erp", "parties": ({"role": Role.CONSIGNEE, …},)}
        canonical: its content as canonical JSON.
        content: the hash of that.
    """

    said: Mapping[str, Any]
    canonical: bytes
    content: ContentHash

    @property
    def source(self) -> str:
        """Who sent it."""
        return str(self.said["source"])

    @property
    def shipment_id(self) -> str:
        """Its name at the sender's."""
        return str(self.said["shipment_id"])

    @property
    def revision(self) -> int:
        """Which state of the shipment it is."""
        return int(self.said.get("revision", 0))

    def record(self) -> ShipmentRecord:
        """Return it as a model; costs as much as reading it did."""
        return ShipmentRecord.model_validate(self.said)


def check_record(raw: bytes) -> CheckedRecord:
    """Return the record that the bytes hold.

    Args:
        raw: one JSON object in UTF-8, at most 256 KiB.

    Raises:
        NewerSchemaError: schema_version is above ours.
        InvalidRecordError: anything else is wrong; source and shipment id are filled in where they
            can be read.
    """
    if len(raw) > MAX_RECORD_BYTES:
        raise InvalidRecordError(field="", reason=_too_large(len(raw)))
    try:
        said = record_shape(takes_empty=False).validator.validate_json(raw)
    except ValidationError:
        # The longer way takes what this one does not, and knows what is wrong with the rest.
        return _checked(_read_object(raw))
    accepted = _accepted(said)
    if _may_hold_a_key_twice(raw, accepted):
        return _checked(_read_object(raw))
    return accepted


def check_fields(fields: Mapping[str, Any]) -> CheckedRecord:
    """Return the record that a dictionary of the same shape holds; raises as check_record does."""
    checked = _checked(fields)
    if len(checked.canonical) > MAX_RECORD_BYTES:
        raise _refusal(fields, "", _too_large(len(checked.canonical)))
    return checked


def _may_hold_a_key_twice(raw: bytes, read: CheckedRecord) -> bool:
    """Tell whether the record has to be read key by key.

    Of a key that stands twice the last one counts, and a comma is gone. Nothing that the canonical
    form does to a value adds one, but for an escaped comma; leaving out an only key takes none
    away. So where the commas are as many, no key was lost.
    """
    if _ESCAPE in raw and _ESCAPED_COMMA in raw:
        return True
    commas = raw.count(b",")
    if commas == read.canonical.count(b",") + ("as_of" in read.said):
        return False
    # The canonical form leaves out what holds its default; this keeps all.
    return commas != to_json(read.said).count(b",")


def _checked(fields: Mapping[str, Any]) -> CheckedRecord:
    version = fields.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise _newer(fields, version)
    try:
        said = record_shape(takes_empty=True).validator.validate_python(fields)
    except ValidationError as exc:
        raise _refusal(fields, *first_objection(exc)) from exc
    return _accepted(said)


def _accepted(said: dict[str, Any]) -> CheckedRecord:
    version = said.get("schema_version", SCHEMA_VERSION)
    if version > SCHEMA_VERSION:
        raise _newer(said, version)
    if "extensions" in said:
        said["extensions"] = _as_json(said)
    canonical = canonical_form(said)
    if _ESCAPE in canonical and _ESCAPED_NUL in canonical:
        for field in _fields_with_nul(said):
            raise _refusal(said, field, "holds a NUL character")
    return CheckedRecord(said=said, canonical=canonical, content=content_hash(canonical))


def _as_json(said: Mapping[str, Any]) -> Any:
    """Return what stands under extensions as it comes out of JSON: nobody else looks at it."""
    try:
        return from_json(to_json(said["extensions"]), allow_inf_nan=False)
    except (PydanticSerializationError, ValueError) as exc:
        reason = "holds what JSON cannot: NaN, a huge number, half of a character, too many levels"
        raise _refusal(said, "extensions", reason) from exc


def _fields_with_nul(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, str) and "\0" in value:
        yield path
    steps: Any = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, tuple):
        steps = enumerate(value)
    for step, inner in steps:
        # What is under extensions is kept verbatim.
        if path or step != "extensions":
            yield from _fields_with_nul(inner, f"{path}.{step}" if path else str(step))


def _read_object(raw: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as exc:
        raise InvalidRecordError(field="", reason=f"not UTF-8 at byte {exc.start}") from exc
    except RecursionError as exc:
        raise InvalidRecordError(field="", reason=NESTED_TOO_DEEP) from exc
    except json.JSONDecodeError as exc:
        where = f"line {exc.lineno}, column {exc.colno}"
        raise InvalidRecordError(field="", reason=f"not JSON: {exc.msg} at {where}") from exc
    except ValueError as exc:  # a number of more digits than Python converts
        raise InvalidRecordError(field="", reason="not JSON: a number has too many digits") from exc
    if not isinstance(fields, dict):
        raise InvalidRecordError(field="", reason="not a JSON object")
    return fields


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _refusal(found, _twice(pairs), "the key stands twice")
    return found


def _twice(pairs: list[tuple[str, Any]]) -> str:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return key[:128].encode("utf-8", "replace").decode()
        seen.add(key)
    return ""


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidRecordError(field="", reason=f"{name} is not JSON")


def _newer(fields: Mapping[str, Any], version: int) -> NewerSchemaError:
    reason = f"is {version}; this worker reads up to {SCHEMA_VERSION}"
    source, shipment_id = _readable(fields, "source"), _readable(fields, "shipment_id")
    return NewerSchemaError(
        field="schema_version", reason=reason, source=source, shipment_id=shipment_id
    )


def _refusal(fields: Mapping[str, Any], field: str, reason: str) -> InvalidRecordError:
    source, shipment_id = _readable(fields, "source"), _readable(fields, "shipment_id")
    return InvalidRecordError(field=field, reason=reason, source=source, shipment_id=shipment_id)


def _readable(fields: Mapping[str, Any], name: str) -> str | None:
    """Return the source or the shipment id of a record that may be wrong in any way."""
    value = fields.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 256:
        return None
    # A lone surrogate cannot be written to any stream or table.
    return value if value.isprintable() else None


def _too_large(size: int) -> str:
    return f"{size} bytes; a record has at most {MAX_RECORD_BYTES}"
