"""The tables of words."""

import re

import pytest

from screening.names.words import (
    LEGAL_FAMILY,
    LEGAL_FORMS,
    LEGAL_PHRASES,
    NATIVE,
    RAREST,
    TITLES,
    TRANSLATION,
    weight_of,
)


@pytest.mark.parametrize(
    ("common", "rare"),
    [
        ("ltd", "trading"),
        ("trading", "quillon"),
        ("fund", "harrow"),
        ("muhammad", "quillon"),
        ("1984", "quillon"),
        ("q", "qx"),
        ("qx", "qxv"),
        ("qxv", "quillon"),
    ],
    ids=str,
)
def test_a_rarer_word_weighs_more(common: str, rare: str) -> None:
    assert 0.0 < weight_of(common) < weight_of(rare) <= RAREST


def test_each_legal_phrase_becomes_legal_forms_or_nothing() -> None:
    assert {form for text in LEGAL_PHRASES.values() for form in text.split()} <= LEGAL_FORMS


def test_each_legal_form_has_a_family() -> None:
    assert LEGAL_FAMILY.keys() == LEGAL_FORMS
    assert min(LEGAL_FAMILY.values()) == 1


def test_no_legal_form_or_title_is_translated() -> None:
    assert not (LEGAL_FORMS | TITLES) & TRANSLATION.keys()


def test_the_tables_hold_folded_words() -> None:
    words = {*LEGAL_FORMS, *TRANSLATION, *(word for phrase in LEGAL_PHRASES for word in phrase)}
    assert [word for word in words if not re.fullmatch("[a-z0-9]+", word)] == []


def test_a_translation_stands_for_itself() -> None:
    assert all(TRANSLATION[word] == word for word in TRANSLATION.values())


def test_a_word_in_its_own_script_means_words_that_we_know() -> None:
    known = {*LEGAL_FORMS, *TRANSLATION, "bin", "abdul", "abu"}
    assert {word for text in NATIVE.values() for word in text.split()} <= known
