"""Names in two scripts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import a_listing, a_party, hits

from screening.judging.scoring import compare_names

NATIVE = st.text(st.characters(min_codepoint=0x0400, max_codepoint=0xD7A3), max_size=20)


@pytest.mark.parametrize(
    ("native", "latin", "other"),
    [
        pytest.param("Радар Кестрел", "Radar Kestrel", "Radar Harrow", id="cyrillic"),
        pytest.param("Кестрел Радар", "Radar Kestrel", "Harrow Kestrel", id="other order"),
        pytest.param("ООО «Радиокестрел»", "Radiokestrel LLC", "Radioharrow LLC", id="company"),
        pytest.param("كوكب كريستل", "Kawkab Kristal", "Kawkab Kareem", id="arabic"),
        pytest.param("グレイ・ホーク", "Gray Hawk", "Gray Gold", id="katakana"),
    ],
)
def test_the_right_name_scores_above_another(native: str, latin: str, other: str) -> None:
    assert compare_names(native, latin) > 0.5
    assert compare_names(native, latin) > compare_names(native, other)
    assert compare_names(latin, native) == compare_names(native, latin)


@pytest.mark.parametrize(
    ("left", "right"),
    [("習遠明", "習遠朋"), ("이재형", "이재명"), ("عارف کوکب", "آصف کوکب")],
    ids=["chinese", "korean", "persian"],
)
def test_another_letter_of_one_script_is_another_name(left: str, right: str) -> None:
    assert compare_names(left, left) > 0.85 > compare_names(left, right)


def test_a_native_name_is_found_and_its_words_shown_in_latin() -> None:
    (hit,) = hits(a_party("Радар Кестрел"), a_listing("Kestrel Radar"))
    assert {part.how for part in hit.evidence.parts} == {"transliteration"}
    assert sum(hit.evidence.logit.values()) > 2.0


@given(NATIVE, NATIVE)
@settings(deadline=None, max_examples=100)
def test_any_two_scripts_can_be_compared(left: str, right: str) -> None:
    assert 0.0 <= compare_names(left, right) <= 1.0
    assert 0.0 <= compare_names(left, "Kestrel Harrow") <= 1.0
