"""How a name is taken apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.analysis import analyse, letters_of, place_of, sound_of

HARD_NAMES = [
    pytest.param("x" * 512, id="512 characters"),
    pytest.param(" ".join(f"word{number}" for number in range(100)), id="100 words"),
    pytest.param("a" + "\u0301" * 10_000, id="10,000 combining marks"),
    pytest.param("\u0489" * 10_000, id="nothing but marks"),
    pytest.param("L.L.C." * 80, id="dots"),
    pytest.param("\ud800\udfff", id="lone surrogates"),
    pytest.param("\u200b\u202e", id="invisible"),
]


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        pytest.param("Joint Stock Company Akmetron", ("jsc", "akmetron"), id="phrase"),
        pytest.param("joint-stock company AKMETRON", ("jsc", "akmetron"), id="hyphen"),
        pytest.param("Akmetron L.L.C.", ("akmetron", "llc"), id="dots"),
        pytest.param("Société Générale", ("societe", "generale"), id="accents"),
        pytest.param("O'Harrow’s", ("oharrows",), id="apostrophes"),
        pytest.param("Ｑｕｉｌｌｏｎ", ("quillon",), id="full width"),
        pytest.param("Quil\u200blon\u202e", ("quillon",), id="zero width"),
        pytest.param("Q\u0301uillon", ("quillon",), id="combining mark"),
        pytest.param("Завод", ("zavod",), id="cyrillic"),
        pytest.param("  Harrow\t&\nSons ", ("harrow", "sons"), id="blanks and signs"),
        pytest.param("", (), id="empty"),
        pytest.param("&!? …", (), id="signs alone"),
    ],
)
def test_a_name_is_read_as_its_folded_words(name: str, tokens: tuple[str, ...]) -> None:
    assert analyse(name).tokens == tokens


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("elektronik", "electronic"),
        ("khimiya", "himia"),
        ("shchit", "schit"),
        ("aleksandr", "alexandr"),
        ("sofia", "sophia"),
    ],
    ids=str,
)
def test_spellings_of_one_sound_are_one(left: str, right: str) -> None:
    assert sound_of(left) == sound_of(right)


def test_digits_have_no_other_sound() -> None:
    assert sound_of("1100") == "1100"


def test_the_joined_name_leaves_legal_forms_out() -> None:
    assert analyse("MILE HAO XIANG TECHNOLOGY CO LTD").joined == "milehaoxiangtechnology"


def test_a_name_of_legal_forms_alone_keeps_them_joined() -> None:
    assert analyse("Co Ltd").joined == "coltd"


def test_each_letter_and_digit_has_a_bit_of_its_own() -> None:
    signs = "abcdefghijklmnopqrstuvwxyz0123456789"
    assert [place_of(sign) for sign in signs] == list(range(36))
    assert letters_of("abba") == 0b11


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_are_taken_apart(name: str) -> None:
    assert len(analyse(name).tokens) <= 256


@given(st.text(st.characters(), max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_text_gives_as_many_sounds_weights_and_letters_as_words(name: str) -> None:
    found = analyse(name)
    sizes = {len(found.tokens), len(found.sounds), len(found.weights), len(found.letters)}
    assert len(sizes) == 1
    assert all(0.0 < weight <= 1.0 for weight in found.weights)
