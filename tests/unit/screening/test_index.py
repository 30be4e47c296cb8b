"""Candidates against brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.analysis import analyse
from screening.index import NameIndex
from screening.scoring import compare

WORDS = [
    "quillon",
    "harrow",
    "kestrel",
    "akmetron",
    "elektronik",
    "electronic",
    "plant",
    "factory",
    "zavod",
    "trading",
    "trade",
    "civil",
    "aviation",
    "jsc",
    "ltd",
    "co",
    "hao",
    "xiang",
    "haoxiang",
    "1984",
    "north",
    "qx",
    "pt",
    "of",
    "technology",
]


@st.composite
def names(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    text = draw(st.sampled_from([" ", " ", " ", ""])).join(words)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 1))
        text = text[:place] + draw(st.sampled_from(["", "a", "k", "y", " "])) + text[place + cut :]
    return text


@given(st.lists(names(), min_size=1, max_size=25), names(), st.sampled_from([0.7, 0.81, 0.85]))
@settings(deadline=None, max_examples=200)
def test_no_name_that_scores_enough_is_left_out(
    listed: list[str], asked: str, least: float
) -> None:
    analysed = [analyse(name) for name in listed]
    wanted = {n for n, name in enumerate(analysed) if compare(analyse(asked), name).score >= least}
    assert wanted <= set(NameIndex(analysed).candidates(analyse(asked), least))


@given(st.lists(names(), max_size=10), names())
@settings(deadline=None, max_examples=60)
def test_candidates_are_distinct_places_in_ascending_order(listed: list[str], asked: str) -> None:
    found = NameIndex([analyse(name) for name in listed]).candidates(analyse(asked), 0.85)
    assert found == sorted(set(found))
    assert set(found) <= set(range(len(listed)))


@pytest.mark.parametrize("asked", ["", "…", "Quillon"], ids=["empty", "signs", "word"])
def test_an_empty_index_has_no_candidates(asked: str) -> None:
    assert NameIndex([]).candidates(analyse(asked), 0.85) == []


def test_a_name_without_words_has_no_candidates() -> None:
    assert NameIndex([analyse("Quillon")]).candidates(analyse("…"), 0.0) == []


def test_a_name_that_shares_nothing_is_no_candidate() -> None:
    index = NameIndex([analyse("Quillon Harrow"), analyse("Kestrel")])
    assert index.candidates(analyse("Quillon Harrow Ltd"), 0.85) == [0]


@pytest.mark.parametrize(
    "asked",
    ["q" * 512, "w " * 256, " ".join(f"w{n}" for n in range(100)), "a" + "\u0301" * 10_000],
    ids=["one letter", "short words", "100 words", "marks"],
)
def test_a_hard_name_finds_itself(asked: str) -> None:
    assert 0 in NameIndex([analyse(asked), analyse("Kestrel")]).candidates(analyse(asked), 0.85)
