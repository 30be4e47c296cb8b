"""How what a decision was about differs from what is there now, field by field."""

from typing import Any, Final

import orjson

from customhouse.decision import FieldChange
from lists.canonical import from_json
from lists.differing.diff import compare_entries
from screening.listing import Listing

# What the list's content hash leaves out ends no decision.
_BESIDES: Final = frozenset({"remarks", "birth places"})
# Of a party's canonical form: which version it is, and what part of a shipment.
_FORM: Final = frozenset({"v", "kind"})


def listing_changes(before: bytes | None, now: Listing | None) -> tuple[FieldChange, ...]:
    """Return how a listing differs from what it was; nothing where one of both is not there.

    Args:
        before: as canonical JSON.
    """
    difference = None if before is None else compare_entries(from_json(before), now)
    if difference is None or now is None:
        return ()
    return tuple(
        FieldChange(of="listing", field=each.field, removed=each.removed, added=each.added)
        for each in difference.fields
        if each.field not in _BESIDES
    )


def party_changes(before: bytes | None, now: bytes) -> tuple[FieldChange, ...]:
    """Return how a party differs from what it was; both are canonical forms."""
    had = {} if before is None else _fields(before)
    has = _fields(now)
    return tuple(
        FieldChange(
            of="party",
            field=field.replace("_", " "),
            removed=tuple(each for each in had.get(field, ()) if each not in has.get(field, ())),
            added=tuple(each for each in has.get(field, ()) if each not in had.get(field, ())),
        )
        for field in dict.fromkeys([*had, *has])
        if had.get(field) != has.get(field)
    )


def _fields(canonical: bytes) -> dict[str, tuple[str, ...]]:
    said: dict[str, Any] = orjson.loads(canonical)
    return {field: _words(value) for field, value in said.items() if field not in _FORM}


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (str(value),)
    return tuple(_number(each) if isinstance(each, dict) else str(each) for each in value)


def _number(fields: dict[str, str]) -> str:
    said = f"{fields['scheme']} {fields['value']}"
    return f"{said} ({fields['country']})" if fields.get("country") else said
