import pytest

from screening.listing import EntityType, ListedName, Listing
from screening.policy import Policy
from screening.scripts.skeletons import has_skeleton, latin_skeleton, may_agree, native_skeletons
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

PAIRS = [
    ("محمد", "mohammad"), ("محمد", "muhamed"), ("جعفر", "jafar"), ("منتظری", "montazeri"),
    ("الدين", "din"), ("عثمان", "osman"), ("عثمان", "uthman"), ("يوسف", "yusuf"),
    ("يوسف", "iusef"), ("خالد", "khalid"), ("السامرائي", "samarrai"), ("וייצמן", "weizman"),
]  # fmt: skip


@pytest.mark.parametrize(("native", "latin"), PAIRS)
def test_a_word_and_its_romanised_forms_have_a_skeleton_in_common(native: str, latin: str) -> None:
    assert latin_skeleton(latin) in native_skeletons(native)
    assert may_agree(native, latin)


def test_another_word_has_another_skeleton() -> None:
    assert latin_skeleton("robert") not in native_skeletons("محمد")
    assert not may_agree("منتظری", "robertson")


def test_numbers_and_other_scripts_have_none() -> None:
    assert latin_skeleton("1984") == ""
    assert not has_skeleton("радар")
    assert native_skeletons("радар") == ("",)


@pytest.mark.parametrize("text", ["ث" * 200, "ا" * 500, "", "ـ", "\u064b"])
def test_any_word_has_few_skeletons(text: str) -> None:
    assert len(native_skeletons(text)) <= 64


@pytest.mark.parametrize("asked", ["كامل نجيب الرداوي", "نجيب الرداوي كامل"])
def test_a_name_without_its_vowels_is_found(asked: str) -> None:
    listing = Listing(
        id="own:a:1",
        source="own:a",
        type=EntityType.PERSON,
        names=(ListedName(text="Kamil Najib AL-RADAWI"),),
    )
    others = [
        Listing(
            id=f"own:a:{n}", source="own:a", type=EntityType.PERSON, names=(ListedName(text=t),)
        )
        for n, t in enumerate(["Robert Heron", "Karl Nagel", "Rudi Kestrel"], 2)
    ]
    subject = Subject(kind=SubjectKind.PARTY, type=EntityType.PERSON, names=(asked,))
    hits = Watchlist.of([listing, *others]).screen_subject(subject, Policy())
    assert [hit.listing_id for hit in hits] == ["own:a:1"]
