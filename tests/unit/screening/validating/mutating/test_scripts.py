from random import Random

import pytest

from screening.validating.mutating import scripts
from screening.validating.mutating.variations import Mutation


@pytest.mark.parametrize(
    ("mutate", "name", "varied"),
    [
        (scripts.person_in_cyrillic, "HERON, Dmitry", "Херон, Дмитрий"),
        (scripts.person_in_cyrillic, "Цапля", None),
        (scripts.firm_in_cyrillic, "Heronov OOO", "Херонов"),
        (scripts.firm_in_cyrillic, "Цапля", None),
        (scripts.person_in_arabic, "KHALIF, Nasim", "خليف, نسيم"),
        (scripts.person_in_arabic, "AL-NASIM", "النسيم"),
        (scripts.person_in_arabic, "بلشون", None),
        (scripts.romanised, "Цапля", "Tsaplya"),
        (scripts.romanised, "Heron", None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_name_varies_so(mutate: Mutation, name: str, varied: str | None) -> None:
    assert mutate(name, Random(1)) == varied


def test_words_of_organisations_are_translated() -> None:
    said = {scripts.firm_in_cyrillic("Heronov Plant", Random(seed)) for seed in range(40)}
    assert "Херонов Завод" in said


@pytest.mark.parametrize(
    ("latin", "native"),
    [("zhukov", "жуков"), ("shchegol", "щегол"), ("yulya", "юля"), ("sergey", "сергей")],
)
def test_a_word_is_written_in_russian_letters(latin: str, native: str) -> None:
    assert scripts.cyrillic_word(latin) == native


@pytest.mark.parametrize(
    ("latin", "native"),
    [("hassan", "حسن"), ("bin", "بن"), ("ahmad", "احمد"), ("layla", "ليلا"), ("fouad", "فود")],
)
def test_a_word_is_written_in_arabic_letters(latin: str, native: str) -> None:
    assert scripts.arabic_word(latin) == native
