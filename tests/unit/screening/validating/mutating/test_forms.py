from random import Random

import pytest

from screening.validating.mutating import forms
from screening.validating.mutating.variations import Mutation


@pytest.mark.parametrize(
    ("mutate", "name", "varied"),
    [
        (forms.form_written_out, "Heron LLC", "Heron Limited Liability Company"),
        (forms.form_written_out, "HERON, S.A.", "HERON, SOCIEDAD ANONIMA"),
        (forms.form_written_out, "HERON S A", "HERON SOCIEDAD ANONIMA"),
        (forms.form_written_out, "OAO Heron", "Otkrytoe Aktsionernoe Obshchestvo Heron"),
        (forms.form_written_out, "Grey Heron", None),
        (forms.form_shortened, "Heron Joint Stock Company", "Heron JSC"),
        (forms.form_shortened, "LIMITED LIABILITY COMPANY HERON", "LLC HERON"),
        (forms.form_shortened, "Heron LLC", None),
        (forms.form_dropped, "Heron Co., Ltd.", "Heron"),
        (forms.form_dropped, "Heron, S. de R.L. de C.V.", "Heron"),
        (forms.form_dropped, "Heron Limited Liability Company", "Heron"),
        (forms.form_dropped, "Cooper", None),
        (forms.form_dropped, "Ltd", None),
        (forms.form_exchanged, "Grey Heron", None),
        (forms.word_translated, "Grey Heron", None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_name_varies_so(mutate: Mutation, name: str, varied: str | None) -> None:
    assert mutate(name, Random(1)) == varied


def test_a_form_is_exchanged_for_one_that_does_not_say_the_same() -> None:
    forms_found = {forms.form_exchanged("Heron GmbH", Random(seed)) for seed in range(60)}
    assert {"Heron LLC", "Heron B.V."} <= forms_found
    assert "Heron GmbH" not in forms_found


def test_a_generic_word_stands_before_the_legal_form() -> None:
    names = {forms.generic_word_added("Heron Ltd", Random(seed)) for seed in range(60)}
    assert {"Heron Trading Ltd", "Heron International Ltd"} <= names


def test_a_word_is_said_in_another_language_in_its_own_case() -> None:
    names = {forms.word_translated("HERON PLANT Plant", Random(seed)) for seed in range(600)}
    assert {"HERON ZAVOD Plant", "HERON PLANT Usine"} <= names


@pytest.mark.parametrize(
    ("word", "plain"), [("S.A.", "sa"), ("Завод,", "factory"), ("L.L.C.", "llc")]
)
def test_a_plain_word_is_folded_and_has_no_dots(word: str, plain: str) -> None:
    assert forms.plain_word(word) == plain
