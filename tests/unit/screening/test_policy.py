"""What counts as a hit."""

import pytest
from listed import a_listing, a_party, hits

from screening.policy import Policy


def test_equal_policies_have_one_id_of_12_hex_digits() -> None:
    assert Policy().id == Policy(review=0.85).id
    assert len(Policy().id) == 12
    assert int(Policy().id, 16) >= 0


@pytest.mark.parametrize("threshold", [0.0, 0.8501, 0.9, 1.0], ids=str)
def test_another_threshold_is_another_policy(threshold: float) -> None:
    assert Policy(review=threshold).id != Policy().id


def test_the_threshold_decides_what_is_a_hit() -> None:
    asked, listed = a_party("Quillon Harow"), a_listing("Quillon Harrow")
    assert hits(asked, listed, threshold=0.9)
    assert not hits(asked, listed, threshold=0.9999)
