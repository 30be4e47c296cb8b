"""Who is at an address that is itself what a list names."""

import pytest

from screening.listing import EntityType, ListedAddress, ListedName, Listing
from screening.policy import REVIEW, Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

ADDRESS = "Unit 4, 12 Heron Quay Road, Moscow"
PLACE = Listing(
    id="us_csl:1",
    source="us_csl",
    type=EntityType.ADDRESS,
    names=(ListedName(text="Address 04"),),
    addresses=(ListedAddress(text=ADDRESS, city="Moscow", country="RU"),),
)


def hits(address: str, name: str = "Kestrel Parts Ltd", threshold: float = REVIEW) -> list[float]:
    subject = Subject(kind=SubjectKind.PARTY, names=(name,), addresses=(address,))
    found = Watchlist.of([PLACE]).screen_subject(subject, Policy(review=threshold))
    return [hit.score for hit in found]


@pytest.mark.parametrize(
    ("address", "scores"),
    [
        pytest.param(ADDRESS, [0.97], id="as listed"),
        pytest.param("12 Heron Quay Rd., Unit 4, MOSCOW, Russia", [0.97], id="reordered"),
        pytest.param("Unit 9, 12 Heron Quay Road, Moscow", [], id="another unit"),
        pytest.param("Unit 4, 14 Heron Quay Road, Moscow", [], id="another house"),
        pytest.param("Moscow", [], id="the city alone"),
    ],
)
def test_who_is_at_a_listed_address_is_a_hit(address: str, scores: list[float]) -> None:
    assert hits(address) == scores


def test_another_unit_of_a_listed_building_shows_at_a_lower_threshold() -> None:
    assert hits("Unit 9, 12 Heron Quay Road, Moscow", threshold=0.001) == [0.002]


def test_a_name_like_that_of_a_listed_address_is_no_hit() -> None:
    assert hits("1 Other Street, Elsewhere", name="Address 04") == []


def test_the_reason_names_the_address_that_was_asked() -> None:
    subject = Subject(kind=SubjectKind.PARTY, names=("Kestrel",), addresses=(ADDRESS,))
    (hit,) = Watchlist.of([PLACE]).screen_subject(subject, Policy())
    assert hit.reason == f"'{ADDRESS}' is listed as an address: the same street and number."


def test_a_listed_address_without_street_and_number_is_found_by_its_text() -> None:
    place = Listing(
        id="own:a:1",
        source="own:a",
        type=EntityType.ADDRESS,
        names=(ListedName(text="Heron Isle"),),
    )
    subject = Subject(kind=SubjectKind.PARTY, names=("Heron Isle",))
    assert Watchlist.of([place]).screen_subject(subject, Policy())
