"""Korean names in other letters are what lists write."""

import pytest

from screening.names.asking import names_asked
from screening.names.korean import korean_readings


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("김성호", "kim song ho"),
        ("김 성호", "kim song ho"),
        ("金成浩", "kim song ho"),
        ("Ким Сон Хо", "kim song ho"),
        ("Ким Сен-Хо", "kim song ho"),
        ("박명철", "pak myong chol"),
        ("최룡일", "choe ryong il"),
        ("李哲", "ri chol"),
    ],
)
def test_a_name_is_read_syllable_by_syllable(text: str, reading: str) -> None:
    assert reading in korean_readings(text)
    assert reading in names_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kim Song Ho",
        "Иван Херонов",
        "中国",
        "金",
        "한국전자산업",
        "Ким",
        "王小明",
        "Ким Херон Хо",
        "",
    ],
)
def test_what_is_no_korean_name_is_not_read_as_one(text: str) -> None:
    assert korean_readings(text) == ()
