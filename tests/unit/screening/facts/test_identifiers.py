"""Numbers in one form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.facts.identifiers import (
    FAMILY,
    identifier_key,
    identifier_keys,
    may_be_equal,
    read_number,
    scheme_of,
    value_of,
)
from screening.listing import ListedIdentifier

INN = "7707083893"
WALLET = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
HEX = "0xde709f2102306220921060314715629080e2fb77"


def a_number(scheme: str, value: str, country: str | None = None) -> ListedIdentifier:
    return ListedIdentifier(scheme=scheme, value=value, country=country)


@pytest.mark.parametrize(
    ("scheme", "value", "form"),
    [
        ("imo", "IMO 9074729", "9074729"),
        ("imo_number", "imo-9074729", "9074729"),
        ("imo", "９０７４７２９", "9074729"),
        ("lei", "5493 001k", "5493001K"),
        ("passport", "IMO 123", "IMO123"),
        ("passport", "АБ 123456", "АБ123456"),
        ("national_id", "٣٦٠٣٢٥١٧٠٨", "3603251708"),
        ("inn", "7707083893/770701001", INN),
        ("duns", "52-024-2307", "520242307"),
        ("bic", "BMJIIRTHXXX", "BMJIIRTH"),
        ("swiftBic", "bmji irth", "BMJIIRTH"),
        ("publicKey", f" {WALLET} ", WALLET),
        ("publicKey", HEX.upper().replace("0X", "0x"), HEX.removeprefix("0x")),
        ("publicKey", f"ethereum:{HEX}", HEX.removeprefix("0x")),
    ],
    ids=str,
)
def test_a_value_has_one_form(scheme: str, value: str, form: str) -> None:
    assert value_of(a_number(scheme, value)) == form


def test_a_scheme_is_read_whatever_its_spelling() -> None:
    assert scheme_of(a_number(" IMO-Number ", "1")) == "imo"


def test_one_number_written_in_two_ways_is_one_key() -> None:
    assert identifier_key(a_number("IMO_number", "IMO 9074729")) == ("imo", "9074729")
    assert identifier_key(a_number("imo", "9074729")) == ("imo", "9074729")


def test_letters_in_base58_keep_their_case() -> None:
    other = a_number("publicKey", WALLET.swapcase())
    assert identifier_key(other) != identifier_key(a_number("publicKey", WALLET))


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("imo", "90747"),
        ("call_sign", "ABCDEF1"),
        ("other", "1234568"),
        ("tax", "—"),
        ("tax", "N/A"),
        ("passport", "UNKNOWN"),
        ("tax", "000000"),
        ("registration", "9999999"),
        ("mmsi", "123456789"),
        ("imo", "1234567"),
        ("tax", "987654321"),
        ("bic", "NOT KNOWN"),
        ("kpp", "770701001"),
    ],
    ids=str,
)
def test_a_weak_number_names_nobody(scheme: str, value: str) -> None:
    assert identifier_key(a_number(scheme, value)) is None
    assert identifier_keys(a_number(scheme, value)) == ()


@pytest.mark.parametrize(
    ("scheme", "value", "key"),
    [
        ("bic", "BMJIIRTH", ("bic", "BMJIIRTH")),
        ("Aircraft Tail Number", "EP-QQQ", ("tail", "EPQQQ")),
        ("vat", "BG 121024920", ("vat", "121024920")),
    ],
    ids=str,
)
def test_letters_may_be_a_number(scheme: str, value: str, key: tuple[str, str]) -> None:
    assert identifier_key(a_number(scheme, value)) == key


@pytest.mark.parametrize(
    ("scheme", "value", "country", "proven"),
    [
        ("tax", INN, "RU", "inn"),
        ("registrationNumber", "1027700132195", "ru", "ogrn"),
        ("registration", "91110000600037341L", None, "uscc"),
        ("id", "213800KUD8LAJWSQ9D15", None, "lei"),
        ("tax", INN, None, "tax"),
        ("tax", "7707083894", "RU", "tax"),
        ("tax", INN, "KZ", "tax"),
    ],
    ids=str,
)
def test_a_value_proves_its_scheme(
    scheme: str, value: str, country: str | None, proven: str
) -> None:
    assert read_number(a_number(scheme, value, country)).scheme == proven


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (a_number("inn", INN), a_number("taxNumber", INN)),
        (a_number("idNumber", "AB-1234567"), a_number("registration", "ab1234567")),
        (a_number("vat", "BG121024920"), a_number("registration", "121024920", "BG")),
    ],
    ids=["tax", "anything", "without its country"],
)
def test_related_schemes_meet_under_their_family(
    left: ListedIdentifier, right: ListedIdentifier
) -> None:
    assert identifier_key(left) != identifier_key(right)
    (shared,) = set(identifier_keys(left)) & set(identifier_keys(right))
    assert shared[0] == FAMILY


def test_a_short_number_has_no_family() -> None:
    assert identifier_keys(a_number("tax", "234567A")) == (("tax", "234567A"),)


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (a_number("passport", "K1", "IR"), a_number("passport", "K1", "ir"), True),
        (a_number("passport", "K1", "IR"), a_number("passport", "K1", "RU"), False),
        (a_number("passport", "K1", "IR"), a_number("passport", "K1"), True),
        (a_number("imo", "9074729", "PA"), a_number("imo", "9074729", "LR"), True),
        (a_number("inn", INN), a_number("tax", INN, "KZ"), False),
    ],
    ids=["same country", "other country", "no country", "worldwide", "Russia's alone"],
)
def test_countries_give_some_numbers_apart(
    left: ListedIdentifier, right: ListedIdentifier, equal: bool
) -> None:
    assert may_be_equal(left, right) is may_be_equal(right, left) is equal


@given(st.text(max_size=40), st.text(max_size=40), st.none() | st.text(max_size=3))
@settings(deadline=None)
def test_any_text_can_be_read(scheme: str, value: str, country: str | None) -> None:
    identifier = a_number(scheme, value, country)
    key = identifier_key(identifier)
    assert key is None or identifier_keys(identifier)[0] == key
