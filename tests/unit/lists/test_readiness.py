from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lists.limits import REGISTERED_LIMITS, AgeLimits
from lists.readiness import freshness, is_ageing, of_unknown_age, why_unready
from lists.snapshot import Dating, ListState, Snapshot, snapshot_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def in_force(*states: ListState | str) -> Snapshot:
    lists = [state(each) if isinstance(each, str) else each for each in states]
    return snapshot_of({each.source: each for each in lists})


def state(source: str, dating: Dating = Dating.PUBLISHER, **rest: object) -> ListState:
    fields = {
        "sha256": "0" * 64,
        "entries": 1,
        "shape": {},
        "parts": {},
        "published": None,
        "incomplete": False,
        "fetched_at": NOON,
        "counts": {},
        "as_of": None if dating is Dating.UNKNOWN else NOON,
    }
    return ListState(source=source, dating=dating, **fields | rest)  # type: ignore[arg-type]


def test_nothing_is_ready_without_a_list() -> None:
    assert why_unready(None, [], NOON) == "no list is in force"


def test_a_missing_required_list_is_named() -> None:
    reason = why_unready(in_force("own:a"), ["us_ofac_sdn", "own:a"], NOON)
    assert reason == "required list us_ofac_sdn is not in force"


@pytest.mark.parametrize("required", [[], ["us_ofac_sdn"]])
@pytest.mark.parametrize(
    ("dating", "words"),
    [
        (Dating.PUBLISHER, "was last confirmed by its publisher"),
        (Dating.FILE, "is dated 2026-01-01 by its file,"),
        (Dating.SAID, "is dated 2026-01-01 by whoever loaded it,"),
    ],
)
def test_a_list_past_its_limit_stops_screening(
    required: list[str], dating: Dating, words: str
) -> None:
    snapshot = in_force(state("us_ofac_sdn", dating))
    assert why_unready(snapshot, required, NOON + timedelta(hours=48)) is None
    reason = why_unready(snapshot, required, NOON + timedelta(days=7, hours=12))
    assert reason == f"list us_ofac_sdn {words} 7.5 days ago; its limit is 48 hours"


def test_an_old_file_loaded_today_stops_screening() -> None:
    old = state("un_sc", Dating.FILE, as_of=datetime(2025, 4, 30, tzinfo=UTC))
    assert "is dated 2025-04-30 by its file" in str(why_unready(in_force(old), [], NOON))


def test_a_list_from_the_future_stops_screening() -> None:
    snapshot = in_force("us_ofac_sdn")
    assert why_unready(snapshot, [], NOON - timedelta(minutes=59)) is None
    assert "which is to come" in str(why_unready(snapshot, [], NOON - timedelta(hours=2)))


def test_a_stale_list_that_is_not_required_stops_nothing() -> None:
    snapshot = in_force("own:a", "us_ofac_sdn")
    assert why_unready(snapshot, ["own:a"], NOON + timedelta(days=30)) is None


def test_an_own_list_is_never_stale() -> None:
    assert why_unready(in_force("own:a"), [], NOON + timedelta(days=3650)) is None


def test_a_limit_set_by_hand_holds() -> None:
    limits = AgeLimits(set_by_hand={"us_ofac_sdn": 400 * 86_400})
    snapshot = in_force("us_ofac_sdn")
    assert why_unready(snapshot, [], NOON + timedelta(days=399), limits) is None
    assert "its limit is 400.0 days" in str(
        why_unready(snapshot, [], NOON + timedelta(days=401), limits)
    )
    assert freshness(state("us_ofac_sdn"), NOON, limits).is_limit_set


def test_a_list_of_unknown_age_is_screened_against_and_named() -> None:
    snapshot = in_force(state("us_ofac_sdn", Dating.UNKNOWN), "un_sc")
    assert why_unready(snapshot, ["us_ofac_sdn"], NOON) is None
    assert list(of_unknown_age(snapshot, NOON)) == ["us_ofac_sdn"]


def test_a_list_that_never_gets_too_old_may_be_of_any_age() -> None:
    snapshot = in_force(state("uk_conlist", Dating.UNKNOWN))
    assert not list(of_unknown_age(snapshot, NOON))


def test_an_unknown_age_stops_screening_where_that_is_wanted() -> None:
    strict = replace(REGISTERED_LIMITS, is_unknown_too_old=True)
    reason = why_unready(in_force(state("us_ofac_sdn", Dating.UNKNOWN)), [], NOON, strict)
    assert reason is not None
    assert reason.startswith("nobody knows how old list us_ofac_sdn is: load it with --published")
    assert why_unready(in_force(state("uk_conlist", Dating.UNKNOWN)), [], NOON, strict) is None


def test_an_excerpt_never_satisfies_a_required_list() -> None:
    snapshot = in_force(state("eu_annexes", Dating.UNKNOWN, excerpt=True, entries=2), "un_sc")
    assert why_unready(snapshot, ["un_sc"], NOON) is None
    reason = why_unready(snapshot, ["un_sc", "eu_annexes"], NOON)
    assert reason == "required list eu_annexes is an excerpt of 2 entries: load the whole list"


@pytest.mark.parametrize(
    ("source", "hours", "is_refreshed", "expected"),
    [
        pytest.param("us_ofac_sdn", 6, True, False, id="asked for thrice"),
        pytest.param("us_ofac_sdn", 7, True, True, id="asked for in vain"),
        pytest.param("us_ofac_sdn", 24, False, False, id="by hand, half of its limit"),
        pytest.param("us_ofac_sdn", 25, False, True, id="by hand, more than half"),
        pytest.param("own:a", 10_000, False, False, id="never too old"),
    ],
)
def test_a_list_is_looked_after_before_it_is_too_old(
    source: str, hours: int, is_refreshed: bool, expected: bool
) -> None:
    now = NOON + timedelta(hours=hours)
    assert is_ageing(state(source), now, is_refreshed=is_refreshed) is expected


def test_a_list_of_unknown_age_is_looked_after() -> None:
    assert is_ageing(state("un_sc", Dating.UNKNOWN), NOON, is_refreshed=True)
