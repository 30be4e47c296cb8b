"""When two addresses are one place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.facts.addresses import address_key, compare_addresses, read_address, same_address

STREET = "the same street and number"
UNPLACED = "the same street and number, the city not compared"
UNIT = "the same building in another unit"


@pytest.mark.parametrize(
    ("asked", "listed", "degree", "words"),
    [
        ("12 Heron St, Moscow", "Heron Street 12, Moscow, 101000, RU", 1.0, STREET),
        ("ул. Ленина, д. 5, кв. 3, Москва", "Lenina Street 5, Moscow", 1.0, STREET),
        ("Rm 3, 7 Hung To Rd, Kwun Tong", "10/F, No. 7 Hung To Road Kwun Tong, HK", 0.85, UNIT),
        ("Flat 5, 12 Heron St, Moscow", "Flat 7, 12 Heron St, Moscow", 0.85, UNIT),
        ("Suite 5, 12 Heron Quay Walk", "12 Heron Quay Walk, Suite 6, London", 0.7, UNIT),
        ("12 Heron Quay Walk", "12 Heron Quay Walk, London", 0.8, UNPLACED),
        ("PO Box 7123, Dubai", "P.O. Box 7123, Dubai, UAE", 1.0, STREET),
        ("1 Egret Lane, EC3N 1DY", "1 Egret Lane, London EC3N1DY", 1.0, STREET),
        ("Heron St, Moscow", "12 Heron Street, Moscow", 0.6, "the same street"),
        ("12 Heronova, Minsk", "14 Heronova, Minsk", 0.2, "the same city"),
        ("PO Box 7123, Dubai", "PO Box 9876, Dubai", 0.2, "the same city"),
        ("Moscow", "12 Heron St, Moscow", 0.2, "the same city"),
        ("12 Heron St, Moscow", "12 Heron St, Minsk", 0.0, ""),
        ("12 Heron St, Moscow", "3 Egret Ave, Minsk", 0.0, ""),
        ("", "12 Heron St, Moscow", 0.0, ""),
    ],
    ids=str,
)
def test_addresses_are_as_near_as_they_are(
    asked: str, listed: str, degree: float, words: str
) -> None:
    assert compare_addresses(asked, listed) == (degree, words)
    assert compare_addresses(listed, asked) == (degree, words)


def test_a_city_told_apart_is_no_street() -> None:
    left = read_address("12 Nowhereton", "Nowhereton")
    assert left.places == {"nowhereton"}
    assert same_address(left, read_address("Nowhereton, 12 Heron St", "Nowhereton")).degree == 0.2


def test_equal_addresses_meet_under_a_key() -> None:
    written = ("12 Heron St, Moscow", "Heron Street 12, Moscow, 101000, RU")
    assert set(address_key(written[0], "RU")) & set(address_key(written[1]))


def test_a_box_meets_with_its_place() -> None:
    assert address_key("P.O. Box 7123, Dubai") == ("pobox7123 ae-du",)


def test_a_city_alone_has_no_key() -> None:
    assert address_key("Tehran, Iran") == ()


ADDRESSES = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["12", "PO Box 7", "Heron St", "Moscow", "Flat 5", "101000", "EC3N", "1DY", "10/F", "b"]
    ),
    max_size=6,
).map(", ".join)


@given(ADDRESSES, ADDRESSES)
@settings(deadline=None)
def test_comparing_takes_any_text_and_is_symmetric(left: str, right: str) -> None:
    found = compare_addresses(left, right)
    assert found == compare_addresses(right, left)
    assert 0.0 <= found[0] <= 1.0


@given(ADDRESSES)
@settings(deadline=None)
def test_keys_are_few_and_in_order(text: str) -> None:
    keys = address_key(text)
    assert list(keys) == sorted(keys)
    assert len(keys) <= 32


def test_a_lone_surrogate_is_left_out() -> None:
    assert compare_addresses("12 Heron St\ud800, Moscow", "12 Heron St, Moscow")[0] == 1.0
