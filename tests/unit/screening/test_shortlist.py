"""Hits depend on subject and listing alone: not on what was asked before, beside, or meanwhile."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import a_listing, a_party

from screening.listing import EntityType
from screening.policy import Policy
from screening.watchlist import Watchlist, index_listings

LISTINGS = tuple(
    a_listing(text)
    for text in (
        "Kamil Najib AL-RADAWI", "Salim Radar", "Radar Trading LLC", "Kestrel Farideh",
        "Kestrel Radar Works", "Harrow Euripides", "Kestrel Telmissany", "Heron Shipping",
    )
)  # fmt: skip
ARRAYS = index_listings(LISTINGS)
# Names in two scripts. Their words are looked up in different ways; of the first three no
# romanisation is near, so they are found by what all their words may be, or not at all.
MIXED = {
    "Kestrel فريدة": "Kestrel Farideh",
    "Harrow يوربيديس": "Harrow Euripides",
    "Kestrel التلمساني": "Kestrel Telmissany",
}
ASKED = (
    *MIXED, "Radar سليم", "Kestrel رادار Works", "كامل Najib الرداوي", "Радар Salim",
    "Heron Shipping", "Kamil Najib Al Radawi",
)  # fmt: skip
POLICY = Policy(review=0.3)
Found = tuple[tuple[str, float], ...]


def found(watchlist: Watchlist, asked: str) -> Found:
    hits = watchlist.screen_subject(a_party(asked), POLICY)
    return tuple((hit.listing_id, hit.score) for hit in hits)


def alone(asked: str) -> Found:
    """Return what a watchlist finds that was never asked before."""
    return found(Watchlist(LISTINGS, ARRAYS), asked)


@pytest.fixture
def quick_switches() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("asked", MIXED)
def test_a_name_in_two_scripts_is_a_hit_however_few_words_are_remembered(asked: str) -> None:
    watchlist = Watchlist(LISTINGS, ARRAYS, remembered=1)
    hits = watchlist.screen_subject(a_party(asked), Policy())
    assert [hit.listing_name for hit in hits] == [MIXED[asked]]


@given(st.lists(st.sampled_from(ASKED), min_size=1, max_size=6), st.sampled_from([0, 1, 3]))
@settings(deadline=None, max_examples=60)
def test_hits_are_the_same_in_any_order_with_any_number_of_words_remembered(
    asked: list[str], remembered: int
) -> None:
    watchlist = Watchlist(LISTINGS, ARRAYS, remembered=remembered)
    for name in asked:
        assert found(watchlist, name) == alone(name)


@given(st.lists(st.sampled_from(ASKED), min_size=1, max_size=6))
@settings(deadline=None, max_examples=30)
def test_a_batch_finds_what_each_subject_finds_alone(asked: list[str]) -> None:
    watchlist = Watchlist(LISTINGS, ARRAYS, remembered=1)
    batch = watchlist.screen_subjects([a_party(name) for name in asked], POLICY)
    assert [tuple((h.listing_id, h.score) for h in hits) for hits in batch] == [
        alone(name) for name in asked
    ]


# Words that may be joined, cut, romanised otherwise or written as initials.
WORDS = st.sampled_from(
    ["kestrel", "kestrelov", "vadim", "nikanorovich", "v", "n", "aero", "caribbean",
     "aerocaribbean", "airlines", "works", "ltd", "trading", "husayn", "hussein", "national"]
)  # fmt: skip
WRITTEN = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(WRITTEN, WRITTEN, st.sampled_from([EntityType.PERSON, EntityType.ORGANISATION]))
@settings(deadline=None, max_examples=150)
def test_nothing_that_is_a_hit_at_a_low_level_is_dropped_at_a_higher_one(
    asked: str, listed: str, kind: EntityType
) -> None:
    watchlist = Watchlist.of([a_listing(listed, type=kind)])
    scores = [hit.score for hit in watchlist.screen_subject(a_party(asked), Policy(review=0.0))]
    for score in scores:
        assert watchlist.screen_subject(a_party(asked), Policy(review=score))


@pytest.mark.usefixtures("quick_switches")
def test_two_threads_find_what_one_finds() -> None:
    watchlist, asked = Watchlist(LISTINGS, ARRAYS, remembered=1), ASKED * 5
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda name: found(watchlist, name), asked)) == [
            alone(name) for name in asked
        ]
