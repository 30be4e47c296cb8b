"""Names without what may change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.names.samename import fold_words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("GREY Gull", "gull, grey"),
        ("Möwe Ltd.", "mowe LTD"),
        ("Quill'on", "Quillon"),
        ("Чайка-Север", "север чайка"),
    ],
    ids=["order", "accents", "apostrophe", "another script"],
)
def test_one_name_folds_to_one(left: str, right: str) -> None:
    assert fold_words(left) == fold_words(right)


def test_the_vowels_of_indic_scripts_tell_names_apart() -> None:
    assert fold_words("राम") != fold_words("रामी")
    assert len(fold_words("रामी").split()) == 1


@given(st.text(max_size=60))
@settings(deadline=None)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold_words(fold_words(text)) == fold_words(text)
