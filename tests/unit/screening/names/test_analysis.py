"""How a name is taken apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.names.analysis import analyse
from screening.names.spelling import signature_of, sound_of, word_of
from screening.names.words import RAREST

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
        pytest.param("Радар", ("radar",), id="cyrillic"),
        pytest.param("Завод", ("factory",), id="translated"),
        pytest.param("'Abd al-Karim", ("abdul", "karim"), id="servant"),
        pytest.param(
            "东莞市美乐科技有限公司",
            ("dong", "guan", "city", "mei", "le", "technology", "ltd"),
            id="chinese",
        ),
        pytest.param("  Harrow\t&\nSons ", ("harrow", "sons"), id="blanks and signs"),
        pytest.param("A S Harrow", ("a", "s", "harrow"), id="initials"),
        pytest.param("Harrow A.S.", ("harrow", "as"), id="form of two letters"),
        pytest.param(
            "Kestrel Aviation Limited Liability Comp", ("kestrel", "aviation", "llc"), id="cut form"
        ),
        pytest.param(
            "Kestrel Aviation Works Compan",
            ("kestrel", "aviation", "works", "company"),
            id="cut company",
        ),
        pytest.param("Harrow Lim", ("harrow", "lim"), id="too short to be cut"),
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


def test_each_letter_and_digit_has_a_bit_of_its_own() -> None:
    signs = "abcdefghijklmnopqrstuvwxyz0123456789"
    assert [signature_of(sign) for sign in signs] == [1 << place for place in range(36)]


def test_a_letter_that_comes_twice_has_another_bit() -> None:
    assert signature_of("abba") == 0b11 | 0b11 << 36


@pytest.mark.parametrize(
    ("token", "letters"),
    [("zavod", "factory"), ("vii", "7"), ("ibn", "bin"), ("m1le", "mile"), ("b2b", "b2b")],
    ids=str,
)
def test_a_word_is_compared_by_what_it_means(token: str, letters: str) -> None:
    assert word_of(token).letters == letters


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_are_taken_apart(name: str) -> None:
    assert len(analyse(name).tokens) <= 256


@given(st.text(st.characters(), max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_text_gives_as_many_words_as_tokens(name: str) -> None:
    found = analyse(name)
    assert len(found.tokens) == len(found.words)
    assert all(0.0 < word.weight <= RAREST for word in found.words)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("KESTRELOV V.N.", "v n kestrelov"),
        ("V. N. Kestrelov", "v n kestrelov"),
        ("Kestrel S.A.", "kestrel sa"),
        ("General Abdul Qamar Zarinfami", "abdul qamar zarinfami"),
        ("Dipl.-Ing. Karl Heron", "karl heron"),
        ("General Trading LLC", "general trading llc"),
        ("Kestrel Zarinfam Sp. z o.o.", "kestrel zarinfam zoo"),
        ("Kestrel Zarinfam S. de R.L. de C.V.", "kestrel zarinfam srl"),
        ("Guangzhou Kestrel Comm Grp", "guangzhou kestrel communications group"),
        ("Nauchno-Issledovatelskii Institut Radar", "nii radar"),
        ("Scientific Research Institute Radar", "nii radar"),
        ("LPG/C GREY GULL 1", "lpgc grey gull 1"),
        ("Volodymyr Zarinov", "vladimir zarinov"),
        ("Karim s/o Heron", "karim bin heron"),
    ],
    ids=str,
)
def test_a_name_is_brought_to_what_it_says(name: str, letters: str) -> None:
    assert " ".join(word.letters for word in analyse(name).words) == letters
