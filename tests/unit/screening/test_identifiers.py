"""Numbers in one form."""

import pytest

from screening.identifiers import identifier_key, scheme_of, value_of
from screening.listing import ListedIdentifier


def a_number(scheme: str, value: str) -> ListedIdentifier:
    return ListedIdentifier(scheme=scheme, value=value)


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("imo", "imo"),
        (" IMO-Number ", "imo"),
        ("imo ship", "imo"),
        ("SWIFT/BIC", "bic"),
        ("swift_bic", "bic"),
        ("INN", "inn"),
        ("OGRN", "ogrn"),
        ("passport", "passport"),
    ],
    ids=str,
)
def test_a_scheme_has_one_name(scheme: str, name: str) -> None:
    assert scheme_of(a_number(scheme, "1")) == name


@pytest.mark.parametrize(
    ("scheme", "value", "form"),
    [
        ("imo", "IMO 9074729", "9074729"),
        ("imo_number", "imo-9074729", "9074729"),
        ("lei", "5493 001k", "5493001K"),
        ("passport", "IMO 123", "IMO123"),
    ],
    ids=str,
)
def test_a_value_has_one_form(scheme: str, value: str, form: str) -> None:
    assert value_of(a_number(scheme, value)) == form


def test_one_number_written_in_two_ways_is_one_key() -> None:
    assert identifier_key(a_number("IMO_number", "IMO 9074729")) == ("imo", "9074729")
    assert identifier_key(a_number("imo", "9074729")) == ("imo", "9074729")


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("imo", "90747"), ("call_sign", "ABCDEF1"), ("other", "1234567"), ("tax", "—")],
    ids=["too short", "call sign", "other", "signs alone"],
)
def test_a_weak_number_names_nobody(scheme: str, value: str) -> None:
    assert identifier_key(a_number(scheme, value)) is None
