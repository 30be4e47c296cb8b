"""How surely two names are one."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from screening.judging.scoring import compare, compare_names
from screening.listing import EntityType
from screening.names.analysis import analyse
from screening.policy import REVIEW

TEXT = st.text(st.characters(), max_size=60)
HARD_NAMES = [
    pytest.param("q" * 512, id="one repeated letter"),
    pytest.param("quillon " * 64, id="512 characters"),
    pytest.param(" ".join(f"harrow{number}" for number in range(100)), id="100 words"),
    pytest.param("Quillon" + "\u0301" * 10_000, id="10,000 combining marks"),
]
PARTS = ["quillon", "harrow", "kestrel", "tilehaven", "bellwether", "northfield", "garden", "tools"]


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        pytest.param("Quillon Harrow", "QUILLON HARROW", 0.5, 1.0, id="case"),
        pytest.param("Quillon Harrow Ltd", "Quillon Harrow", 0.1, 1.0, id="legal form"),
        pytest.param("Harrow Quillon", "Quillon Harrow", 0.05, 1.0, id="order"),
        pytest.param("Quillonharrow", "Quillon Harrow", 0.02, 1.0, id="joined"),
        pytest.param("Quillon Harow Aero", "Quillon Harrow Aero", 0.1, 1.0, id="a letter less"),
        pytest.param("Quillon Trading", "Harrow Trading", 0.0, 0.0005, id="common word"),
        pytest.param("Kestrel 7", "Kestrel 8", 0.0, 0.2, id="another number"),
        pytest.param("Bellwether", "Tilehaven", 0.0, 0.0001, id="nothing shared"),
        pytest.param("Quillon", "", 0.0, 0.0, id="nothing listed"),
        pytest.param("", "", 0.0, 0.0, id="nothing at all"),
        pytest.param("Co Ltd", "Co Ltd", REVIEW, 1.0, id="legal forms alone"),
    ],
)
def test_a_score_lies_where_it_should(left: str, right: str, least: float, most: float) -> None:
    assert least <= compare_names(left, right) <= most


# Names that are compared to the end, in other scripts, as one word, and not at all.
NAMES = [
    "Quillon Harrow", "Quillonharrow", "Radar Kestrel", "Радар Кестрел", "سليم رادار", "習遠明",
    "Kestrel 7", "Co Ltd", "", "…", "Harrow Trading Harrow Trade", "Bellwether",
]  # fmt: skip
PAIRS = [(left, right) for left in NAMES for right in NAMES]


def logit_and_parts(pair: tuple[str, str]) -> tuple[float, float]:
    """Return the logit of two names, and what its parts sum to."""
    found = compare(analyse(pair[0]), analyse(pair[1]))
    return found.logit, sum(found.parts.values())


@given(TEXT, TEXT, st.sampled_from(NAMES))
@settings(deadline=None, max_examples=100)
def test_the_parts_sum_to_the_logit(left: str, right: str, before: str) -> None:
    compare(analyse(before), analyse(before))
    logit, parts = logit_and_parts((left, right))
    assert parts == pytest.approx(logit)


@given(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=8))
@settings(deadline=None, max_examples=60)
def test_the_parts_sum_to_the_logit_in_any_order_of_comparisons(
    pairs: list[tuple[str, str]],
) -> None:
    for logit, parts in map(logit_and_parts, pairs):
        assert parts == pytest.approx(logit)


def test_two_threads_never_read_the_parts_of_each_other() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(2) as threads:
            found = list(threads.map(logit_and_parts, PAIRS * 3))
    finally:
        sys.setswitchinterval(interval)
    assert [parts for _, parts in found] == pytest.approx([logit for logit, _ in found])


def test_a_name_without_words_has_nothing_to_compare() -> None:
    found = compare(analyse("…"), analyse("Quillon Harrow"))
    assert found.parts == {"nothing to compare": found.logit}
    assert found.pairs == ()


@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
    st.integers(0, 3),
    st.integers(0, 8),
)
@settings(deadline=None, max_examples=200)
def test_a_word_that_comes_nearer_never_lowers_the_score(
    asked: list[str], listed: list[str], which: int, cut: int
) -> None:
    """Write one asked word as its partner is listed: from one letter left out to none."""
    place = which % min(len(asked), len(listed))
    assume(listed[place] not in asked)
    exact = [*asked[:place], listed[place], *asked[place + 1 :]]
    respelt = listed[place][:cut] + listed[place][cut + 1 :]
    spoilt = [*asked[:place], respelt, *asked[place + 1 :]]
    left, right = (
        compare_names(" ".join(spoilt), " ".join(listed)),
        compare_names(" ".join(exact), " ".join(listed)),
    )
    assert right >= left


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name_is_itself_and_not_another(name: str) -> None:
    assert compare_names(name, name) >= REVIEW
    assert compare_names(name, "kestrel") < REVIEW


@given(TEXT, TEXT, st.sampled_from(list(EntityType)))
@settings(deadline=None, max_examples=100)
def test_any_two_texts_score_the_same_twice_in_six_decimals(
    left: str, right: str, kind: EntityType
) -> None:
    score = compare_names(left, right, kind)
    assert 0.0 <= score <= 1.0
    assert score == round(score, 6) == compare_names(left, right, kind)


@given(TEXT.filter(lambda name: bool(analyse(name).tokens)))
@settings(deadline=None, max_examples=100)
def test_a_name_is_surely_itself(name: str) -> None:
    assert compare_names(name, name) >= REVIEW
