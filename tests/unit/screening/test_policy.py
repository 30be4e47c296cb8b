"""What counts as a hit."""

import pytest
from listed import a_listing, a_party, hits

from screening.policy import REVIEW, STRONG, Band, Policy


def test_equal_policies_have_one_id_of_12_hex_digits() -> None:
    assert Policy().id == Policy(review=REVIEW).id
    assert len(Policy().id) == 12
    assert int(Policy().id, 16) >= 0


@pytest.mark.parametrize("threshold", [0.0, REVIEW + 0.0001, 0.9, 1.0], ids=str)
def test_another_threshold_is_another_policy(threshold: float) -> None:
    assert Policy(review=threshold).id != Policy().id


def test_the_threshold_decides_what_is_a_hit() -> None:
    asked, listed = a_party("Quillon Harow"), a_listing("Quillon Harrow")
    (hit,) = hits(asked, listed)
    assert hits(asked, listed, threshold=hit.score)
    assert not hits(asked, listed, threshold=0.9999)


@pytest.mark.parametrize(
    ("score", "band"),
    [(REVIEW, Band.POSSIBLE), (STRONG - 0.0001, Band.POSSIBLE), (STRONG, Band.STRONG)],
    ids=str,
)
def test_a_hit_is_strong_from_the_second_threshold_on(score: float, band: Band) -> None:
    assert Policy().band_of(score) is band


def test_another_second_threshold_is_another_policy() -> None:
    assert Policy(strong=0.7).id != Policy().id
