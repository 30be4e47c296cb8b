import pytest

from lists.parsers.remark_numbers import (
    add_numbers,
    has_ship_number,
    is_company_number,
    is_ship_number,
)
from lists.reading.building import Draft
from screening.listing import EntityType


def numbers(text: str, kind: EntityType = EntityType.ORGANISATION) -> list[tuple[str, str]]:
    draft = Draft(type=kind)
    add_numbers(draft, text)
    return [(found.scheme, found.value) for found in draft.identifiers]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("IMO number: 5571322.", ("imo_company", "5571322")),
        ("Company Number IMO 5434358.", ("imo_company", "5434358")),
        ("Organization (IMO) Number: 1790183.", ("imo_company", "1790183")),
        ("SWIFT/BIC: KUDBKPPY", ("bic", "KUDBKPPY")),
        ("INN: 7700000001", ("inn", "7700000001")),
        ("Tax ID No.: 7700000001", ("tax", "7700000001")),
        ("Taxpayer identification number (INN): 7700000001", ("inn", "7700000001")),
        ("OGRN 1027700000005", ("ogrn", "1027700000005")),
        ("Registration number: 190999999", ("registration", "190999999")),
        ("Passport number: B0515260; born", ("passport", "B0515260")),
        ("National ID: 0123456789", ("national_id", "0123456789")),
    ],
)
def test_a_labelled_number_is_read(text: str, number: tuple[str, str]) -> None:
    assert numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    ["Owner of a ship, IMO 9074729.", "SWIFT INVESTMENTS", "his passport was lost in 2010", "IMO"],
)
def test_what_is_no_number_of_its_own_is_left(text: str) -> None:
    assert numbers(text) == []


def test_a_ships_number_is_its_own() -> None:
    found = numbers("IMO 9074729, call sign: 5ABC2", EntityType.VESSEL)
    assert found == [("imo", "9074729"), ("call_sign", "5ABC2")]


def test_a_number_that_may_be_either_is_no_ships() -> None:
    assert is_company_number("1790183")
    assert not is_ship_number("1790183")
    assert not is_company_number("179018")


def test_a_ship_is_told_by_the_check_digit() -> None:
    assert has_ship_number("Vessel, IMO 9074729")
    assert not has_ship_number("Vessel, IMO 9074728")
