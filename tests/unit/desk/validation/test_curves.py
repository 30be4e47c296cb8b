from xml.etree import ElementTree

import pytest

from desk.validation.curves import Frame, picture, top_of
from screening.validating.validation import Rate

FRAME = Frame((0.5, 0.85, 0.95), 0.85, 1.0)
RATES = (Rate(10, 10), Rate(5, 10), Rate(0, 10))


def test_a_curve_falls_from_the_left_top_to_the_right_bottom() -> None:
    (left, top), middle, (right, bottom) = (
        tuple(map(float, point.split(","))) for point in FRAME.points([1.0, 0.5, 0.0])
    )
    assert left < middle[0] < right
    assert top < middle[1] < bottom
    assert middle[1] == pytest.approx((top + bottom) / 2, abs=0.1)


def test_a_picture_says_in_words_what_it_shows() -> None:
    svg = ElementTree.fromstring(picture("50 % <of> 10", FRAME, {"name": RATES}))  # noqa: S314
    assert svg.get("role") == "img"
    assert svg.findtext("title") == "50 % <of> 10"


def test_a_picture_has_a_line_for_each_way_of_asking_and_one_band() -> None:
    svg = ElementTree.fromstring(picture("t", FRAME, {"name": RATES, "country": RATES}))  # noqa: S314
    assert [line.get("class") for line in svg.iter("polyline")] == ["name", "country"]
    (band,) = svg.iter("polygon")
    assert len((band.get("points") or "").split()) == 2 * len(RATES)


@pytest.mark.parametrize(
    ("found", "top"), [(0, 0.001), (1, 0.001), (3, 0.005), (40, 0.05), (1000, 1.0)]
)
def test_an_axis_ends_just_above_the_highest_rate(found: int, top: float) -> None:
    assert top_of([Rate(0, 1000), Rate(found, 1000)]) == top
