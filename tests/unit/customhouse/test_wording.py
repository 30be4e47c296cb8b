"""Objections in our own words."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from customhouse.errors import InvalidRecordError
from customhouse.reading import check_fields
from customhouse.shape import record_shape
from customhouse.wording import WORDS, first_objection

# Together they say something in every field of a record.
TABLE = Path(__file__).with_name("known_hashes.tsv").read_text("utf-8").splitlines()
RECORDS = {line.split("\t")[0]: json.loads(line.split("\t")[2]) for line in TABLE}
WRONG: list[Any] = [
    "", " ", "x" * 5000, "\ud800", "two", "2026-13-01", "2026-01-01T25:00", "2026-01-01T01:00Z",
    "12.34567", "1" * 20, "9" * 5000, "nan", "-1", -1, 1.5, 10**30, float("inf"), True, None, [],
    [1], [None] * 3000, ["x"], {}, {"a": 1}, {1: 2}, b"\xff", object(), Decimal("NaN"),
    Decimal("1E+30"), datetime(2026, 1, 1, 1, tzinfo=UTC),
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    steps: Any = ()
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield from places(inner, (*path, step))


def with_wrong(record: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    changed = copy.deepcopy(record)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    return changed


def kinds_of(record: Any, *, takes_empty: bool) -> set[str]:
    try:
        record_shape(takes_empty=takes_empty).validator.validate_python(record)
    except ValidationError as exc:
        return {error["type"] for error in exc.errors(include_url=False, include_input=False)}
    return set()


@pytest.mark.parametrize("name", RECORDS)
def test_we_have_words_for_whatever_is_wrong(name: str) -> None:
    met: set[str] = set()
    for path in places(RECORDS[name]):
        for wrong in WRONG:
            met |= kinds_of(with_wrong(RECORDS[name], path, wrong), takes_empty=True)
    assert met - WORDS.keys() == set()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"revision": "two"}, "revision: should be a whole number: 12"),
        ({"revision": 1.5}, "revision: should be a whole number: 12"),
        ({"revision": -1}, "revision: is less than 0"),
        ({"revision": 2**40}, "revision: is more than 2147483647"),
        ({"level": 7}, "level: should be text, in quotes"),
        ({"level": "x" * 200}, "level: has more than 128 characters"),
        ({"as_of": "yesterday"}, "as_of: should be a date or a time: 2026-02-01 or"),
        ({"transport": [{"arrival": "x"}]}, "transport.0.arrival: should be a date or a time"),
        ({"documents": [{"type": "1", "number": "2", "issue_date": "x"}]}, "issue_date: should be"),
        ({"commercial": {"to_order": "maybe"}}, "commercial.to_order: should be true or false"),
        ({"goods": [{}]}, "goods.0.description: is missing"),
        ({"goods": [{"description": "a", "gross_kg": "x"}]}, "goods.0.gross_kg: should be a numb"),
        ({"places": [{"lat": 91}]}, "places.0.lat: is more than 90"),
        ({"commercial": {"value": {"amount": "x", "currency": "EUR"}}}, "should be an amount"),
        ({"commercial": {"value": {"amount": "1.23456", "currency": "EUR"}}}, "more than 4 digits"),
        ({"commercial": {"value": {"amount": "", "currency": "EUR"}}}, "should be an amount"),
        ({"countries": []}, "countries: should be an object: { … }"),
        ({"goods": {}}, "goods: should be an array: [ … ]"),
        ({"parties": [{"role": "CN", "names": []}]}, "parties.0.names: needs at least one entry"),
        ({"parties": [{"role": "CN"}]}, "parties.0.names: is missing"),
        ({"contry": "DE"}, "contry: unknown field; put what is your own under extensions"),
        (
            {"parties": [{"role": "king", "names": [{"text": "Q"}]}]},
            "parties.0.role: unknown role; use one of consignor, consignee, ultimate_consignee",
        ),
        (
            {"parties": [{"role": "CN", "kind": "firm", "names": [{"text": "Q"}]}]},
            "parties.0.kind: should be one of organisation, person, vessel, unknown",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_as_a_sender_sees_it(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        check_fields({**RECORDS["smallest"], **fields})
    assert says in str(caught.value)


def test_what_we_have_no_words_for_is_said_plainly() -> None:
    error = ValidationError.from_exception_data(
        "record", [{"type": "url_type", "loc": ("a", 0), "input": 1}]
    )
    assert first_objection(error) == ("a.0", "cannot be read")
