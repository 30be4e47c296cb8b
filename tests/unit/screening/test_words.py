"""The tables of words."""

import pytest

from screening.words import COMMON, LEGAL_FORMS, LEGAL_PHRASES, TRANSLATION, weight_of


@pytest.mark.parametrize(
    ("token", "weight"),
    [
        pytest.param("ltd", 0.1, id="legal form"),
        pytest.param("trading", 0.35, id="common"),
        pytest.param("torgovy", 0.35, id="common in translation"),
        pytest.param("1984", 0.6, id="number"),
        pytest.param("q", 0.25, id="one letter"),
        pytest.param("qx", 0.5, id="two letters"),
        pytest.param("qxv", 0.7, id="three letters"),
        pytest.param("quillon", 1.0, id="rare"),
    ],
)
def test_a_word_weighs_what_it_says(token: str, weight: float) -> None:
    assert weight_of(token) == weight


def test_each_legal_phrase_becomes_a_legal_form() -> None:
    assert set(LEGAL_PHRASES.values()) <= LEGAL_FORMS


def test_no_legal_form_is_translated() -> None:
    assert not LEGAL_FORMS & TRANSLATION.keys()


@pytest.mark.parametrize("table", [LEGAL_FORMS, COMMON], ids=["legal forms", "common words"])
def test_the_tables_hold_single_words_in_small_letters(table: frozenset[str]) -> None:
    assert all(word == word.lower() and " " not in word for word in table)


def test_a_translation_stands_for_itself() -> None:
    assert all(TRANSLATION[word] == word for word in TRANSLATION.values())
