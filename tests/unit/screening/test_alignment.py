"""Which word is which, and why."""

import pytest

from screening.alignment import How, align, allowed_edits, compare_words
from screening.analysis import analyse, sound_of


def alike(asked: str, listed: str) -> tuple[float, How] | None:
    return compare_words(asked, listed, sound_of(asked), sound_of(listed))


@pytest.mark.parametrize(
    ("asked", "listed", "similarity", "how"),
    [
        pytest.param("harrow", "harrow", 1.0, How.EXACT, id="exact"),
        pytest.param("ltd", "ltd", 1.0, How.LEGAL_FORM, id="legal form"),
        pytest.param("plant", "factory", 0.96, How.TRANSLATION, id="translation"),
        pytest.param("akmetron", "acmetron", 0.97, How.TRANSLITERATION, id="sound"),
        pytest.param("quillon", "quilion", 1 - 1 / 7, How.SPELLING, id="one edit"),
        pytest.param("quillon", "qiullon", 1 - 1 / 7, How.SPELLING, id="two letters swapped"),
    ],
)
def test_two_words_are_alike_in_a_named_way(
    asked: str, listed: str, similarity: float, how: How
) -> None:
    assert alike(asked, listed) == (pytest.approx(similarity), how)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        pytest.param("ltd", "llc", id="two legal forms"),
        pytest.param("ltd", "lta", id="a legal form and a word"),
        pytest.param("1234567", "1234568", id="digits"),
        pytest.param("cat", "car", id="too short for an edit"),
        pytest.param("quillon", "quilaan", id="too many edits"),
        pytest.param("kestrel", "harrow", id="other words"),
    ],
)
def test_other_words_are_not_alike(asked: str, listed: str) -> None:
    assert alike(asked, listed) is None


@pytest.mark.parametrize(("length", "edits"), [(3, 0), (4, 1), (7, 1), (8, 2), (30, 2)], ids=str)
def test_longer_words_may_have_more_edits(length: int, edits: int) -> None:
    assert allowed_edits(length) == edits


def test_each_word_is_in_one_pair_at_most() -> None:
    pairs = align(analyse("harrow harrow kestrel"), analyse("harrow kestrel kestrel"))
    assert [(pair.asked, pair.listed) for pair in pairs] == [(0, 0), (2, 2)]


def test_the_nearer_of_two_equal_words_is_taken() -> None:
    pairs = align(analyse("north harrow"), analyse("harrow harrow"))
    assert [(pair.asked, pair.listed) for pair in pairs] == [(1, 1)]


def test_the_most_alike_pair_is_taken_first() -> None:
    (pair,) = align(analyse("quillon"), analyse("quilion quillon"))
    assert (pair.listed, pair.how) == (1, How.EXACT)


def test_words_in_another_order_find_each_other() -> None:
    assert len(align(analyse("harrow quillon"), analyse("quillon harrow"))) == 2
