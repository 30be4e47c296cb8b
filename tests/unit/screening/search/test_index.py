"""Candidates against brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from screening.names.analysis import AnalysedName, analyse
from screening.search.index import NameIndex

WORDS = [
    "quillon", "harrow", "kestrel", "akmetron", "elektronik", "electronic", "plant", "factory",
    "zavod", "trading", "trade", "civil", "aviation", "jsc", "ltd", "co", "hao", "xiang",
    "haoxiang", "1984", "north", "qx", "pt", "of", "technology",
]  # fmt: skip


@st.composite
def names(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    text = draw(st.sampled_from([" ", " ", " ", ""])).join(words)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 1))
        text = text[:place] + draw(st.sampled_from(["", "a", "k", "y", " "])) + text[place + cut :]
    return text


def likeness(asked: AnalysedName, listed: AnalysedName) -> float:
    """Return the similarity that the promise of recall is relative to, 0..1."""
    left, right = ([word.letters for word in name.words] for name in (asked, listed))
    plain = Indel.normalized_similarity("".join(left), "".join(right))
    by_word = Indel.normalized_similarity(" ".join(sorted(left)), " ".join(sorted(right)))
    return max(plain, by_word)


def found(listed: list[AnalysedName], asked: AnalysedName) -> list[int]:
    return [int(number) for number in NameIndex.of(listed).candidates([asked])[0]]


@given(st.lists(names(), min_size=1, max_size=25), names())
@settings(deadline=None, max_examples=300)
def test_no_name_whose_letters_agree_to_80_of_100_is_left_out(
    listed: list[str], asked: str
) -> None:
    query, analysed = analyse(asked), [analyse(name) for name in listed]
    if query.words:
        wanted = {
            n for n, name in enumerate(analysed) if name.words and likeness(query, name) >= 0.8
        }
        assert wanted <= set(found(analysed, query))


@given(st.lists(names(), max_size=10), names())
@settings(deadline=None, max_examples=60)
def test_candidates_are_distinct_places(listed: list[str], asked: str) -> None:
    numbers = found([analyse(name) for name in listed], analyse(asked))
    assert len(numbers) == len(set(numbers))
    assert set(numbers) <= set(range(len(listed)))


@given(st.lists(names(), min_size=1, max_size=10), st.lists(names(), min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_a_batch_finds_what_each_name_finds_alone(listed: list[str], asked: list[str]) -> None:
    index = NameIndex.of([analyse(name) for name in listed])
    queries = [analyse(name) for name in asked]
    alone = [set(index.candidates([query])[0].tolist()) for query in queries]
    assert [set(each.tolist()) for each in index.candidates(queries)] == alone


@given(st.lists(names(), max_size=10), names())
@settings(deadline=None, max_examples=30)
def test_arrays_are_the_whole_index(listed: list[str], asked: str) -> None:
    index = NameIndex.of([analyse(name) for name in listed])
    again = NameIndex.from_arrays(index.arrays())
    query = [analyse(asked)]
    assert again.candidates(query)[0].tolist() == index.candidates(query)[0].tolist()


@pytest.mark.parametrize("asked", ["", "…", "Quillon"], ids=["empty", "signs", "word"])
def test_an_empty_index_has_no_candidates(asked: str) -> None:
    assert found([], analyse(asked)) == []


def test_a_name_without_words_has_no_candidates() -> None:
    assert found([analyse("Quillon")], analyse("…")) == []


def test_a_name_that_shares_nothing_is_no_candidate() -> None:
    listed = [analyse("Quillon Harrow"), analyse("Kestrel")]
    assert found(listed, analyse("Quillon Harrow Ltd")) == [0]


@pytest.mark.parametrize(
    "asked",
    ["q" * 512, "w " * 256, " ".join(f"w{n}" for n in range(100)), "a" + "\u0301" * 10_000],
    ids=["one letter", "short words", "100 words", "marks"],
)
def test_a_hard_name_finds_itself(asked: str) -> None:
    assert 0 in found([analyse(asked), analyse("Kestrel")], analyse(asked))


def test_only_names_with_a_word_that_is_heard_so_have_it() -> None:
    names = [analyse(text) for text in ("Greyheron Zarin", "Greyherom Zarin")]
    index = NameIndex.of(names)
    found = index.search([names[0]])
    assert sorted(found.found.tolist()) == [0, 1]
    have = index.have_heard(found, [names[0].words[0].heard])
    assert found.only(have).found.tolist() == [0]
