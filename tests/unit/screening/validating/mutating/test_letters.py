import unicodedata
from random import Random

import pytest
from rapidfuzz.distance import OSA

from screening.validating.mutating import letters
from screening.validating.mutating.variations import Mutation

NAME = "Grey Heron Marine, Ltd"
SEEDS = range(40)


@pytest.mark.parametrize(
    ("mutate", "name", "varied"),
    [
        (letters.as_listed, NAME, NAME),
        (letters.upper_case, NAME, "GREY HERON MARINE, LTD"),
        (letters.lower_case, NAME, "grey heron marine, ltd"),
        (letters.marks_removed, "Móscow Šhip Ł Ё", "Moscow Ship Ł Ё"),
        (letters.doubled, "Abbot", "Abot"),
        (letters.doubled, "Sula", "Sulla"),
        (letters.doubled, "Ktx", None),
        (letters.respelt, "Kite", None),
        (letters.one_typo, "A B 12", None),
        (letters.two_typos, "Heron", None),
        (letters.misread, "Kky", None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_name_varies_so(mutate: Mutation, name: str, varied: str | None) -> None:
    assert mutate(name, Random(1)) == varied


@pytest.mark.parametrize(("mutate", "slips"), [(letters.one_typo, 1), (letters.two_typos, 2)])
def test_typos_are_as_many_as_said(mutate: Mutation, slips: int) -> None:
    assert max(OSA.distance(NAME, mutate(NAME, Random(seed)) or "") for seed in SEEDS) == slips


def test_a_typo_is_an_insertion_a_deletion_a_replacement_or_a_transposition() -> None:
    varied = {letters.one_typo("Heron", Random(seed)) for seed in range(400)}
    assert {"Hern", "Hreon"} <= varied
    assert {len(name or "") for name in varied} == {4, 5, 6}


def test_a_typo_in_another_script_stays_in_it() -> None:
    varied = "".join(letters.one_typo("Цапля", Random(seed)) or "" for seed in SEEDS)
    assert not any(letter.isascii() for letter in varied)


@pytest.mark.parametrize(("name", "one"), [("MOO", "M0O"), ("rn", "m"), ("BIL", "B1L")])
def test_a_machine_misreads(name: str, one: str) -> None:
    assert any(letters.misread(name, Random(seed)) == one for seed in range(400))


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("Khalif", "Halif"), ("Zhukov", "Zhukoff"), ("YUSEB", "IUSEB"), ("Doog Ltd", "Dug Ltd"),
    ],
)  # fmt: skip
def test_a_name_is_romanised_another_way(name: str, one: str) -> None:
    assert any(letters.respelt(name, Random(seed)) == one for seed in range(400))


def test_words_of_a_known_language_and_legal_forms_are_not_respelt() -> None:
    assert letters.respelt("Shipping Company", Random(1)) is None


def test_look_alikes_look_the_same_and_are_of_another_script() -> None:
    varied = letters.homoglyphs("HAPPY", Random(1)) or ""
    assert varied != "HAPPY"
    assert {unicodedata.name(letter).split()[0] for letter in varied} == {"LATIN", "CYRILLIC"}


def test_unseen_signs_leave_what_is_seen() -> None:
    varied = letters.unseen_signs(NAME, Random(1)) or ""
    assert len(varied) == len(NAME) + 3
    assert "".join(sign for sign in varied if unicodedata.category(sign) != "Cf") == NAME


def test_hard_blanks_replace_all_plain_ones() -> None:
    varied = letters.hard_blanks(NAME, Random(1)) or ""
    assert " " not in varied
    assert unicodedata.normalize("NFKC", varied) == NAME


def test_marks_come_onto_letters_and_go_again() -> None:
    marked = letters.marks_added(NAME, Random(1)) or ""
    assert marked != NAME
    assert letters.marks_removed(marked, Random(1)) == NAME


@pytest.mark.parametrize(
    ("old", "new", "kept"), [("KH", "h", "H"), ("Kh", "h", "H"), ("kh", "H", "h")]
)
def test_new_letters_take_the_case_of_the_old(old: str, new: str, kept: str) -> None:
    assert letters.like(old, new) == kept
