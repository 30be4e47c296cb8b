import pytest

from screening.names.analysis import analyse
from screening.names.mending import mend, rejoin
from screening.names.words import LEGAL_FORMS, TRANSLATION


@pytest.mark.parametrize(
    ("token", "words"),
    [
        pytest.param("liaility", ("liability",), id="a letter lost"),
        pytest.param("cmopany", ("company",), id="letters swapped"),
        pytest.param("shipyardltd", ("shipyard", "ltd"), id="a form behind"),
        pytest.param("investmentslimited", ("investments", "limited"), id="a long form behind"),
        pytest.param("llclaser", ("llc", "laser"), id="a form before"),
        pytest.param("limitedliability", ("limited", "liability"), id="two words of a form"),
        pytest.param("promyshlenaya", ("promyshlennaya",), id="a word with a meaning"),
    ],
)
def test_words_of_our_tables_are_mended(token: str, words: tuple[str, ...]) -> None:
    assert mend(token) == words


@pytest.mark.parametrize(
    "token", ["akmetron", "zaozhuang", "accompany", "kestrel", "company", "factory", "ltd", "zinc"]
)
def test_other_words_stay_as_they_are(token: str) -> None:
    assert mend(token) == (token,)


@pytest.mark.parametrize("word", sorted({*LEGAL_FORMS, *TRANSLATION})[::7])
def test_a_word_that_is_written_as_it_is_meant_is_not_touched(word: str) -> None:
    assert mend(word) == (word,)


def test_a_parted_word_is_joined_again_but_two_known_words_are_not() -> None:
    assert rejoin(["kestrel", "com", "pany"]) == ["kestrel", "company"]
    assert rejoin(["ban", "king", "x"]) == ["ban", "king", "x"]


def test_a_misspelt_legal_form_is_no_word_of_the_name() -> None:
    written = analyse("Limited Liaility Company Quillon")
    assert [word.letters for word in written.words] == ["llc", "quillon"]
