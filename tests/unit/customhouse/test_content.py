"""What is content and what is not."""

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import a_record

from customhouse.intake import wire_bytes
from customhouse.reading import check_fields, check_record

NAMES = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=40
).filter(lambda name: bool(name.strip()))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers()


def content(fields: dict[str, Any]) -> str:
    return check_fields(fields).content


def test_when_it_was_sent_is_not_content() -> None:
    assert content(a_record(as_of="2026-01-01T00:00:00Z")) == content(a_record())


@pytest.mark.parametrize(
    "default",
    [
        {"revision": 0},
        {"schema_version": 1},
        {"goods": []},
        {"level": None},
        {"level": ""},
        {"extensions": {}},
    ],
    ids=str,
)
def test_what_says_nothing_is_not_content(default: dict[str, Any]) -> None:
    assert content(a_record(**default)) == content(a_record())


@pytest.mark.parametrize(
    "change",
    [
        {"shipment_id": "S2"},
        {"revision": 1},
        {"name": "Quillon"},
        {"level": "house"},
        {"extensions": {"colour": "red"}},
        {"extensions": {"colour": ""}},
        {"commercial": {"to_order": False}},
    ],
    ids=str,
)
def test_everything_else_is_content(change: dict[str, Any]) -> None:
    assert content(a_record(**change)) != content(a_record())


def test_the_order_of_parties_is_content() -> None:
    parties = a_record()["parties"] + a_record(name="Quillon")["parties"]
    assert content(a_record(parties=parties)) != content(a_record(parties=parties[::-1]))


def test_a_role_as_code_is_the_same_content_as_its_word() -> None:
    party = a_record()["parties"][0]
    assert content(a_record(parties=[party | {"role": "CN"}])) == content(a_record())


def test_a_content_hash_is_32_hex_digits() -> None:
    assert len(content(a_record())) == 32
    assert int(content(a_record()), 16) >= 0


@given(NAMES, st.dictionaries(st.text(max_size=5), st.integers(), max_size=5), st.randoms())
@settings(deadline=None, max_examples=60)
def test_the_order_of_keys_is_not_content(name: str, own: dict[str, int], rng: Any) -> None:
    fields = a_record(name=name, extensions=own, level="house")
    keys, own_keys = list(fields), list(own)
    rng.shuffle(keys)
    rng.shuffle(own_keys)
    shuffled = {key: fields[key] for key in keys}
    shuffled["extensions"] = {key: own[key] for key in own_keys}
    assert content(shuffled) == content(fields)


@given(NAMES, NUMBERS)
@settings(deadline=None, max_examples=60)
def test_the_canonical_form_is_what_python_writes_of_it(name: str, number: float) -> None:
    canonical = check_fields(a_record(name=name, extensions={"n": number})).canonical
    again = json.dumps(
        json.loads(canonical), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert again.encode() == canonical


@given(NAMES, st.none() | st.datetimes(timezones=st.just(UTC)))
@settings(deadline=None, max_examples=60)
def test_the_way_over_the_wire_keeps_the_content(name: str, as_of: Any) -> None:
    record = check_fields(a_record(name=name, as_of=as_of))
    again = check_record(wire_bytes(record))
    assert again.canonical == record.canonical
    assert again.said.get("as_of") == record.said.get("as_of")
