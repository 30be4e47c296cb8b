"""A place behind a name counts where the listing is."""

import pytest
from listed import a_listing

from screening.facts.places import support_of_place
from screening.listing import ListedAddress

LISTED = a_listing(
    "Cargo Center", countries=("RU",), addresses=(ListedAddress(text="1 Quay", city="Kolpino"),)
)


@pytest.mark.parametrize("place", ["Kolpino", "KOLPINO 196655", "Russia", "Russian Federation"])
def test_its_town_and_its_country_support(place: str) -> None:
    found = support_of_place(place, LISTED)
    assert found is not None
    assert found.logit > 0
    assert place in found.text


@pytest.mark.parametrize("place", ["Sweden", "Kolpinograd", "Kamil", ""])
def test_any_other_place_says_nothing(place: str) -> None:
    assert support_of_place(place, LISTED) is None
