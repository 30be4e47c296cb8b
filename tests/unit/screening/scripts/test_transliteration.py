"""How likely a Latin word is the romanised form of another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.scripts.transliteration import log_odds, romanisations, script_of


@pytest.mark.parametrize(
    ("native", "latin", "other"),
    [
        pytest.param("радар", "radar", "ridge", id="cyrillic"),
        pytest.param("їжак", "izhak", "orlov", id="ukrainian"),
        pytest.param("كوكب", "kawkab", "kareem", id="arabic"),
        pytest.param("پرنده", "barandah", "bulwark", id="persian"),
        pytest.param("כוכב", "kokhav", "kesher", id="hebrew"),
        pytest.param("史密斯", "smith", "stone", id="chinese"),
        pytest.param("임", "lim", "bok", id="korean"),
        pytest.param("グレイ", "gray", "gold", id="katakana"),
        pytest.param("ぐれい", "gray", "gold", id="hiragana"),
    ],
)
def test_a_word_speaks_for_its_own_romanised_form(native: str, latin: str, other: str) -> None:
    assert log_odds(native, latin) > max(2.0, log_odds(native, other))


@pytest.mark.parametrize(
    ("word", "script"),
    [("радар", "cyrillic"), ("كوكب", "arabic"), ("임", "hangul"), ("abc", None), ("", None)],
)
def test_a_word_has_a_script(word: str, script: str | None) -> None:
    assert script_of(word) == script


def test_romanisations_come_likeliest_first() -> None:
    assert romanisations("радар")[0] == "radar"
    assert romanisations("radar") == ()


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_have_finite_odds(native: str, latin: str) -> None:
    assert -2000.0 < log_odds(native, latin) < 400.0
    assert len(romanisations(native)) <= 3
