"""A word as it is compared."""

import pytest

from screening.names.spelling import word_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mansuri", "mansoori"),
        ("novyukhov", "noviukhov"),
        ("afanasiev", "afanasyev"),
        ("matvienko", "matviyenko"),
        ("yusif", "youssef"),
        ("hezbollan", "hizballan"),
    ],
)
def test_two_romanisations_of_a_word_are_heard_as_one(left: str, right: str) -> None:
    assert word_of(left).heard == word_of(right).heard
