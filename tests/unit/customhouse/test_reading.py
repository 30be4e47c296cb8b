"""Bytes to records."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import SOURCE, a_record

from customhouse.errors import InvalidRecordError
from customhouse.reading import NewerSchemaError, read_record
from customhouse.roles import Role


def raw(**changes: Any) -> bytes:
    return json.dumps(a_record(**changes)).encode()


def named(name: str) -> list[dict[str, Any]]:
    return [{"role": "consignee", "names": [{"text": name}]}]


def in_role(role: Any) -> list[dict[str, Any]]:
    return [{"role": role, "names": [{"text": "Quillon"}]}]


@pytest.mark.parametrize(
    ("data", "field", "reason"),
    [
        pytest.param(b"", "", "not JSON", id="empty"),
        pytest.param(b'{"a": "\xff"}', "", "not UTF-8 at byte 7", id="not UTF-8"),
        pytest.param(b"{not json", "", "not JSON", id="not JSON"),
        pytest.param(b"[]", "", "not a JSON object", id="array"),
        pytest.param(b" " * 1_000_000, "", "1000000 bytes", id="1 MB"),
        pytest.param(b"[" * 10_000, "", "nested too deep", id="nested 10,000 deep"),
        pytest.param(b'{"a": NaN}', "", "NaN is not JSON", id="NaN"),
        pytest.param(b'{"a": -Infinity}', "", "-Infinity is not JSON", id="infinity"),
        pytest.param(b'{"a": 1, "a": 2}', "a", "stands twice", id="duplicate key"),
        pytest.param(b'{"a": ' + b"9" * 5000 + b"}", "", "not JSON", id="5,000 digits"),
        pytest.param(raw(shipment_id=7), "shipment_id", "string", id="wrong type"),
        pytest.param(raw(shipment_id=""), "shipment_id", "at least 1", id="empty id"),
        pytest.param(raw(transport={}), "transport", "an array", id="no array"),
        pytest.param(raw(parties=["x"]), "parties.0", "an object", id="no object"),
        pytest.param(raw(parties=[]), "parties", "at least 1", id="no party"),
        pytest.param(raw(parties=named("x") * 201), "parties", "at most 200", id="201 parties"),
        pytest.param(raw(parties=in_role("king")), "parties.0.role", "unknown role", id="role"),
        pytest.param(raw(parties=named("A\0B")), "parties.0.names.0.text", "NUL", id="NUL"),
        pytest.param(raw(parties=named("  ")), "parties.0.names.0.text", "blanks", id="blanks"),
        pytest.param(raw(parties=named("x" * 513)), "parties.0.names.0.text", "512", id="long"),
        pytest.param(raw(colour="red"), "colour", "under extensions", id="unknown field"),
        pytest.param(raw(revision=-1), "revision", "greater than", id="revision"),
    ],
)
def test_bad_bytes_say_where_and_what(data: bytes, field: str, reason: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read_record(data)
    assert caught.value.field == field
    assert reason in caught.value.reason
    assert reason in str(caught.value)


def test_a_lone_surrogate_in_a_name_is_refused() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read_record(raw(parties=named("Quillon \ud800")))
    assert caught.value.field == "parties.0.names.0.text"


@pytest.mark.parametrize("missing", ["shipment_id", "source", "parties"])
def test_a_missing_field_is_named(missing: str) -> None:
    fields = {key: value for key, value in a_record().items() if key != missing}
    with pytest.raises(InvalidRecordError, match="Field required") as caught:
        read_record(json.dumps(fields).encode())
    assert caught.value.field == missing


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (SOURCE, SOURCE),
        (7, None),
        ("", None),
        ("x" * 257, None),
        ("\ud800", None),
        ("a\0", None),
    ],
    ids=["usable", "number", "empty", "long", "surrogate", "NUL"],
)
def test_an_error_carries_the_source_where_it_is_usable(source: Any, read: str | None) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read_record(raw(source=source, shipment_id=None))
    assert caught.value.source == read


def test_no_party_name_is_in_a_message() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read_record(raw(parties=named("Quillon\0Harrow")))
    assert "Quillon" not in str(caught.value)


def test_a_newer_schema_waits_even_with_fields_unknown_here() -> None:
    with pytest.raises(NewerSchemaError) as caught:
        read_record(raw(schema_version=2, colour="red"))
    assert (caught.value.source, caught.value.field) == (SOURCE, "schema_version")


def test_a_schema_version_that_is_no_number_is_no_newer_schema() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read_record(raw(schema_version="two"))
    assert type(caught.value) is InvalidRecordError


def test_extensions_may_hold_anything() -> None:
    extensions = {"colour": ["red", {"deep": None}]}
    assert read_record(raw(extensions=extensions)).extensions == extensions


def test_a_code_reads_as_its_role() -> None:
    assert read_record(raw(parties=in_role("CN"))).parties[0].role is Role.CONSIGNEE


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=60)
def test_random_bytes_are_refused_and_nothing_else(data: bytes) -> None:
    with pytest.raises(InvalidRecordError):
        read_record(data)
