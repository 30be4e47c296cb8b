"""Country codes and their neighbours."""

import pytest

from screening.facts.countries import are_neighbours, is_country


@pytest.mark.parametrize("code", ["DE", "de", "HK", "SS", "XK", "ZZ"])
def test_assigned_codes_are_countries(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize("code", ["XQ", "EU", "SU", "UK", "AN", "DD", "", "D", "DEU", "Germany"])
def test_reserved_and_former_codes_are_none(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [({"HK"}, {"CN"}, True), ({"DE", "TW"}, {"MO"}, True), ({"HK"}, {"RU"}, False)],
    ids=["one group", "one of two", "two groups"],
)
def test_neighbours_share_a_group(left: set[str], right: set[str], near: bool) -> None:
    assert are_neighbours(frozenset(left), frozenset(right)) is near
    assert are_neighbours(frozenset(right), frozenset(left)) is near
