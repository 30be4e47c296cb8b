"""Bytes to records."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import SOURCE, a_full_record, a_record

from customhouse.errors import InvalidRecordError
from customhouse.party import Party
from customhouse.reading import NewerSchemaError, check_fields, check_record
from customhouse.roles import Role

INDENTS = st.sampled_from([None, 1])
FULL = a_full_record()


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
        pytest.param(b'{"a": ' + b"9" * 5000 + b"}", "", "too many digits", id="5,000 digits"),
        pytest.param(raw(shipment_id=7), "shipment_id", "should be text", id="wrong type"),
        pytest.param(raw(shipment_id=""), "shipment_id", "is empty", id="empty id"),
        pytest.param(raw(transport={}), "transport", "an array", id="no array"),
        pytest.param(raw(parties=["x"]), "parties.0", "an object: { … }", id="no object"),
        pytest.param(raw(parties=[]), "parties", "at least one entry", id="no party"),
        pytest.param(raw(parties=named("x") * 201), "parties", "more than 200", id="201 parties"),
        pytest.param(raw(parties=in_role("king")), "parties.0.role", "unknown role", id="role"),
        pytest.param(raw(parties=named("A\0B")), "parties.0.names.0.text", "NUL", id="NUL"),
        pytest.param(raw(parties=named("  ")), "parties.0.names.0.text", "blanks", id="blanks"),
        pytest.param(raw(parties=named("")), "parties.0.names.0.text", "is empty", id="no name"),
        pytest.param(raw(parties=named("x" * 513)), "parties.0.names.0.text", "512", id="long"),
        pytest.param(raw(colour="red"), "colour", "under extensions", id="unknown field"),
        pytest.param(raw(colour=""), "colour", "under extensions", id="unknown empty field"),
        pytest.param(raw(revision=-1), "revision", "less than 0", id="revision"),
        pytest.param(raw(level="a\0"), "level", "NUL", id="NUL in a short text"),
    ],
)
def test_bad_bytes_say_where_and_what(data: bytes, field: str, reason: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        check_record(data)
    assert caught.value.field == field
    assert reason in caught.value.reason
    assert reason in str(caught.value)


def test_a_lone_surrogate_in_a_name_is_refused() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        check_record(raw(parties=named("Quillon \ud800")))
    assert caught.value.field == "parties.0.names.0.text"


@pytest.mark.parametrize("missing", ["shipment_id", "source", "parties"])
def test_a_missing_field_is_named(missing: str) -> None:
    fields = {key: value for key, value in a_record().items() if key != missing}
    with pytest.raises(InvalidRecordError, match="is missing") as caught:
        check_record(json.dumps(fields).encode())
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
        check_record(raw(source=source, shipment_id=None))
    assert caught.value.source == read


def test_no_party_name_is_in_a_message() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        check_record(raw(parties=named("Quillon\0Harrow")))
    assert "Quillon" not in str(caught.value)


def test_a_newer_schema_waits_even_with_fields_unknown_here() -> None:
    with pytest.raises(NewerSchemaError) as caught:
        check_record(raw(schema_version=2, colour="red"))
    assert (caught.value.source, caught.value.field) == (SOURCE, "schema_version")


def test_a_schema_version_that_is_no_number_is_no_newer_schema() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        check_record(raw(schema_version="two"))
    assert type(caught.value) is InvalidRecordError


def test_extensions_may_hold_anything() -> None:
    extensions = {"colour": ["red", {"deep": None}]}
    assert check_record(raw(extensions=extensions)).said["extensions"] == extensions


def test_a_code_reads_as_its_role() -> None:
    assert check_record(raw(parties=in_role("CN"))).record().parties[0].role is Role.CONSIGNEE


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=60)
def test_random_bytes_are_refused_and_nothing_else(data: bytes) -> None:
    with pytest.raises(InvalidRecordError):
        check_record(data)


@pytest.mark.parametrize(
    "fields",
    [
        {"level": ""},
        {"transport": [{"arrival": "", "vessel": {"name": "", "imo": "9074729"}}]},
        {"countries": {"export": "", "routing": ["", "NL"]}},
        {"goods": [{"description": "bolts", "quantity": "", "part_numbers": [""]}]},
        {"commercial": ""},
    ],
    ids=["text", "time, name", "array of texts", "number, array", "object"],
)
def test_an_empty_text_in_an_optional_field_is_the_same_as_none(fields: dict[str, Any]) -> None:
    without = json.loads(raw(**fields).replace(b': ""', b": null").replace(b'"", ', b""))
    without = json.loads(json.dumps(without).replace('[""]', "[]"))
    assert check_record(raw(**fields)).content == check_fields(without).content


def test_what_is_not_said_is_not_there() -> None:
    said = check_record(raw(level="", parties=named("Quillon"))).said
    assert set(said) == {"shipment_id", "source", "parties"}
    assert set(said["parties"][0]) == {"role", "names"}


def test_fields_for_rules_to_come_are_kept() -> None:
    fields = raw(
        parties=[{**in_role("CZ")[0], "business": "valves"}, {**in_role("CN")[0], "business": "x"}],
        goods=[{"description": "chiller", "model": "L550E"}],
        transport=[{"vessel": {"name": "Grey Gull", "type": "tanker", "built": 1998}}],
        equipment=[{"number": "CSQU3054383", "powered": True}],
    )
    record = check_record(fields).record()
    vessel = record.transport[0].vessel
    assert vessel is not None
    assert (record.goods[0].model, record.equipment[0].powered) == ("L550E", True)
    assert (vessel.type, vessel.built) == ("tanker", "1998")
    assert [party.business for party in record.parties] == ["valves", "x"]
    assert json.loads(check_record(fields).canonical)["equipment"][0]["powered"] is True


@pytest.mark.parametrize(
    "text",
    [
        '{"shipment_id":"S1","source":"u","parties":[PARTY],"parties":[PARTY]}',
        '{"shipment_id":"S1","source":"u","parties":[PARTY] , "source" : "u"}',
        '{"shipment_id":"S1","source":"u","countries":{"export":"A","export":null},"parties":[PARTY]}',
        '{"shipment_id":"S1","source":"u","level":null,"level":"a","parties":[PARTY]}',
        '{"shipment_id":"S1","source":"u","level":"a\\u002c","level":"a,b","parties":[PARTY]}',
        '{"as_of":null,"as_of":null,"shipment_id":"S1","source":"u","parties":[PARTY]}',
        '{"shipment_id":"S1","source":"u","extensions":{"a":{"b":1,"b":1}},"parties":[PARTY]}',
        '{"shipment_id":"S1","source":"u","revision":0,"revision":0,"parties":[PARTY]}',
    ],
)
def test_a_key_that_stands_twice_is_refused_wherever_it_stands(text: str) -> None:
    party = '{"role":"CN","names":[{"text":"Quillon"}]}'
    with pytest.raises(InvalidRecordError, match="the key stands twice"):
        check_record(text.replace("PARTY", party).encode())


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_any_key_written_once_more_is_refused(data: st.DataObject) -> None:
    fields = {**FULL, "extensions": {"a,b": {"c": [1, {"d": "x, y"}]}}}
    text = json.dumps(fields, ensure_ascii=data.draw(st.booleans()), indent=data.draw(INDENTS))
    check_record(text.encode())
    found = list(re.finditer(r'"\w+": ("[^"]*"|[0-9.]+|\[[^][{}]*\])', text))
    pair = data.draw(st.sampled_from(found))
    twice = f"{text[: pair.start()]}{pair.group()}, {text[pair.start() :]}"
    with pytest.raises(InvalidRecordError, match="the key stands twice"):
        check_record(twice.encode())


@pytest.mark.parametrize(
    ("extensions", "is_kept"),
    [
        ('{"a": 1e999}', False),
        ('{"a": [NaN]}', False),
        ('{"a": "\\ud800"}', False),
        ('{"a": ' + "[" * 300 + "]" * 300 + "}", False),
        ('{"a": ' + "[" * 50 + "]" * 50 + "}", True),
        ('{"a": 123456789012345678901234567890}', True),
        ('{"a": "\\u0000"}', True),
    ],
    ids=["huge number", "NaN", "lone surrogate", "300 deep", "50 deep", "30 digits", "NUL"],
)
def test_extensions_hold_what_json_can(extensions: str, is_kept: bool) -> None:
    text = raw().decode()[:-1] + f', "extensions": {extensions}}}'
    if is_kept:
        assert check_record(text.encode()).said["extensions"] == json.loads(extensions)
        return
    with pytest.raises(InvalidRecordError, match=r"extensions: holds what JSON cannot|NaN is not"):
        check_record(text.encode())


@pytest.mark.parametrize(
    "value",
    [float("nan"), {1, object()}, "\ud800"],
    ids=["NaN", "a set of objects", "lone surrogate"],
)
def test_extensions_of_a_dictionary_hold_what_json_can(value: Any) -> None:
    with pytest.raises(InvalidRecordError, match="extensions: holds what JSON cannot"):
        check_fields(a_record(extensions={"a": value}))


def test_a_dictionary_may_hold_values_of_python() -> None:
    money = {"amount": Decimal("9.50"), "currency": "EUR"}
    leg = {"departure": date(2026, 2, 1), "arrival": datetime(2026, 2, 2, tzinfo=UTC)}
    mine = check_fields(
        a_record(
            parties=[Party.model_validate({"role": Role.CONSIGNEE, "names": [{"text": "Q"}]})],
            commercial={"value": money},
            transport=(leg,),
        )
    )
    texts = {"departure": "2026-02-01", "arrival": "2026-02-02T00:00:00Z"}
    theirs = raw(
        parties=[{"role": "CN", "names": [{"text": "Q"}]}],
        commercial={"value": {"amount": "9.50", "currency": "EUR"}},
        transport=[texts],
    )
    assert mine == check_record(theirs)


def test_an_error_names_the_shipment() -> None:
    with pytest.raises(InvalidRecordError, match=r"shipment S1: parties\.0\.role: unknown role"):
        check_record(raw(parties=in_role("king")))


def test_a_dictionary_too_large_for_the_stream_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="a record has at most 262144"):
        check_fields(a_record(extensions={"a": "x" * 300_000}))
