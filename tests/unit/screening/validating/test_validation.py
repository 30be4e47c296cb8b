from collections import Counter
from collections.abc import Sequence

import pytest
from listed import a_listing, a_party

from screening.evidence import AddressEvidence
from screening.hit import Hit
from screening.listing import EntityType, ListedIdentifier, Listing
from screening.policy import Policy
from screening.validating.trials import Plan, Trial, plan_trials, population_of
from screening.validating.validation import (
    ALL_CLASSES,
    LABELS,
    THRESHOLDS,
    Rate,
    Result,
    Row,
    judge,
    rates_of,
    tabulate,
)
from screening.watchlist import Watchlist

FIRST = ("Kormoranov", "Flamingov", "Zaplinski", "Pelikanidze", "Albatrosyan", "Kulikovets")
LISTINGS = (
    *(a_listing(f"{word} Marine Overseas LLC", countries=("RU",)) for word in FIRST),
    *(a_listing(f"{word}, Alba Egretta", type=EntityType.PERSON) for word in FIRST),
)
BY_ID = {listing.id: listing for listing in LISTINGS}


def a_hit(listing: Listing, score: float) -> Hit:
    return Hit(
        listing_id=listing.id, listing_name="", listing_content="", source="", programs=(),
        matched_name="", score=score, reason="", evidence=AddressEvidence(address="", agreement=""),
    )  # fmt: skip


def a_trial(key: str = "exact", listing: Listing | None = None, is_innocent: bool = False) -> Trial:
    kind = EntityType.ORGANISATION
    return Trial(
        key=key, type=kind, subject=a_party("X", type=kind), listing=listing,
        is_innocent=is_innocent,
    )  # fmt: skip


def rows_of(least: float) -> dict[str, Row]:
    """Return the rows of a small watchlist that gives hits of at least a score."""
    plan: Plan = plan_trials(population_of(LISTINGS, LISTINGS, 1), 12, None)
    subjects = [trial.subject for trial in plan.trials]
    hits = Watchlist.of(LISTINGS).screen_subjects(subjects, Policy(threshold=least))
    results = [judge(trial, found, BY_ID) for trial, found in zip(plan.trials, hits, strict=True)]
    rows = tabulate(results, plan.passed_over, THRESHOLDS)
    return {row.key: row for row in rows if row.type is None and not row.knows_country}


@pytest.mark.parametrize(
    ("found", "tried", "low", "high"),
    [
        # By hand, and as in Wilson's paper and the usual tables.
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (95, 100, 0.8882, 0.9785),
        (1, 1000, 0.000177, 0.005642),
        (0, 0, 0.0, 1.0),
    ],
)
def test_a_rate_has_the_interval_of_wilson(found: int, tried: int, low: float, high: float) -> None:
    rate = Rate(found, tried)
    assert (rate.low, rate.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert rate.low <= rate.share <= rate.high


def test_a_score_at_the_threshold_is_found() -> None:
    assert rates_of([0.5, 0.85, 0.0], (0.5, 0.85)) == (Rate(2, 3), Rate(1, 3))


@pytest.mark.parametrize(
    ("planted", "scores", "score"),
    [(0, (0.6, 0.9), 0.6), (1, (0.6, 0.9), 0.9), (None, (0.6, 0.9), 0.9), (2, (0.6, 0.9), 0.0)],
    ids=["planted", "the other", "innocent", "not hit"],
)
def test_only_a_hit_on_what_was_planted_counts(
    planted: int | None, scores: Sequence[float], score: float
) -> None:
    hits = [a_hit(listing, each) for listing, each in zip(LISTINGS[:2], scores, strict=True)]
    trial = a_trial(listing=None if planted is None else LISTINGS[planted])
    assert judge(trial, hits, BY_ID).score == score


def test_a_hit_on_the_same_entity_on_another_list_counts() -> None:
    number = (ListedIdentifier(scheme="lei", value="5493001KJTIIGC8Y1R12"),)
    ours = a_listing("Kormoranov", identifiers=number)
    theirs = a_listing("Cormorant", identifiers=number, id="own:two:1", source="own:two")
    hits, listings = [a_hit(theirs, 0.9)], {theirs.id: theirs, ours.id: ours}
    assert judge(a_trial(listing=ours), hits, listings).score == 0.9


def test_a_row_counts_all_types_then_each() -> None:
    results = [Result(trial=a_trial(), score=score, hit=None) for score in (0.0, 0.9)]
    passed_over = Counter({("exact", EntityType.PERSON): 2, ("exact", EntityType.ORGANISATION): 3})
    rows = tabulate(results, passed_over, (0.85,))
    shown = [(row.key, row.type, row.tried, row.passed_over, row.rates) for row in rows]
    kind, rates = EntityType.ORGANISATION, (Rate(1, 2),)
    assert shown == [
        (ALL_CLASSES, None, 2, 5, rates),
        (ALL_CLASSES, kind, 2, 3, rates),
        ("exact", None, 2, 5, rates),
        ("exact", kind, 2, 3, rates),
    ]


def test_every_class_of_a_plan_has_a_label() -> None:
    plan = plan_trials(population_of(LISTINGS, LISTINGS, 1), 2, None)
    own = plan_trials(population_of(LISTINGS, LISTINGS, 1), 2, ["A name"])
    assert {trial.key for trial in (*plan.trials, *own.trials)} <= LABELS.keys()


def test_what_is_planted_is_found_and_innocents_do_not_alarm() -> None:
    rows = rows_of(THRESHOLDS[0])
    place = THRESHOLDS.index(0.85)
    for key in ("exact", "upper_case", "lower_case", "one_typo", "hard_blanks", "care_of"):
        assert rows[key].rates[place].share == 1.0, key
    for key in ("made_up_persons", "made_up_firms", "made_up_vessels"):
        assert rows[key].rates[place].found == 0, key


def test_a_matcher_that_wants_too_much_is_seen_to_miss() -> None:
    sound, broken = rows_of(THRESHOLDS[0]), rows_of(1.0)
    for key in (ALL_CLASSES, "two_typos", "initials"):
        assert broken[key].rates[0].share < sound[key].rates[0].share - 0.2, key


def test_screening_at_the_lowest_threshold_gives_the_rates_of_each_threshold() -> None:
    sound, asked = rows_of(THRESHOLDS[0]), rows_of(0.85)
    place = THRESHOLDS.index(0.85)
    assert {key: row.rates[place] for key, row in sound.items()} == {
        key: row.rates[place] for key, row in asked.items()
    }
