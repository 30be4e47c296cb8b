"""How surely two names are one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.alignment import How
from screening.analysis import analyse
from screening.scoring import compare, compare_names, least_shares

TEXT = st.text(st.characters(), max_size=60)
HARD_NAMES = [
    pytest.param("q" * 512, id="one repeated letter"),
    pytest.param("quillon " * 64, id="512 characters"),
    pytest.param(" ".join(f"harrow{number}" for number in range(100)), id="100 words"),
    pytest.param("Quillon" + "\u0301" * 10_000, id="10,000 combining marks"),
]


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        pytest.param("Quillon Harrow", "QUILLON HARROW", 1.0, 1.0, id="case"),
        pytest.param("Quillon Harrow Ltd", "Quillon Harrow", 0.95, 0.9999, id="legal form"),
        pytest.param("Harrow Quillon", "Quillon Harrow", 1.0, 1.0, id="order"),
        pytest.param("Quillonharrow", "Quillon Harrow", 0.98, 0.98, id="joined"),
        pytest.param("Quillon Trading", "Harrow Trading", 0.0, 0.5, id="common word"),
        pytest.param("Quillon", "", 0.0, 0.0, id="nothing listed"),
        pytest.param("", "", 0.0, 0.0, id="nothing at all"),
        pytest.param("Co Ltd", "Co Ltd", 1.0, 1.0, id="legal forms alone"),
    ],
)
def test_a_score_lies_where_it_should(left: str, right: str, least: float, most: float) -> None:
    assert least <= compare_names(left, right) <= most


def test_joined_words_say_so_and_have_no_pairs() -> None:
    found = compare(analyse("Quillonharrow"), analyse("Quillon Harrow"))
    assert (found.how, found.pairs) == (How.JOINED, ())


def test_an_edit_in_a_joined_name_costs_more_than_its_share() -> None:
    assert compare_names("Quillonharow", "Quillon Harrow") < 0.98 * (1 - 1 / 13)


def test_a_score_needs_less_of_the_asked_side_than_of_the_listed() -> None:
    asked, listed = least_shares(0.85)
    assert 0.0 < asked < listed < 0.85


def test_a_score_of_nothing_needs_nothing() -> None:
    assert least_shares(0.0) == (0.0, 0.0)


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name_is_itself_and_not_another(name: str) -> None:
    assert compare_names(name, name) == 1.0
    assert compare_names(name, "kestrel") < 0.85


@given(TEXT, TEXT)
@settings(deadline=None, max_examples=60)
def test_any_two_texts_score_the_same_twice_in_four_decimals(left: str, right: str) -> None:
    score = compare_names(left, right)
    assert 0.0 <= score <= 1.0
    assert score == round(score, 4) == compare_names(left, right)


@given(TEXT.filter(lambda name: bool(analyse(name).tokens)))
@settings(deadline=None, max_examples=60)
def test_a_name_is_surely_itself(name: str) -> None:
    assert compare_names(name, name) == 1.0
