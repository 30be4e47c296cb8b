from datetime import UTC, datetime, timedelta

import pytest

from lists.readiness import is_ageing, why_unready
from lists.snapshot import ListState, Snapshot, snapshot_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def in_force(*sources: str) -> Snapshot:
    return snapshot_of({source: state(source) for source in sources})


def state(source: str) -> ListState:
    return ListState(
        source=source,
        sha256="0" * 64,
        entries=1,
        shape={},
        parts={},
        published=None,
        incomplete=False,
        fetched_at=NOON,
        counts={},
    )


def test_nothing_is_ready_without_a_list() -> None:
    assert why_unready(None, [], NOON) == "no list is in force"


def test_a_missing_required_list_is_named() -> None:
    reason = why_unready(in_force("own:a"), ["us_ofac_sdn", "own:a"], NOON)
    assert reason == "required list us_ofac_sdn is not in force"


@pytest.mark.parametrize("required", [[], ["us_ofac_sdn"]])
def test_a_stale_list_stops_screening(required: list[str]) -> None:
    snapshot = in_force("us_ofac_sdn")
    assert why_unready(snapshot, required, NOON + timedelta(days=7)) is None
    reason = why_unready(snapshot, required, NOON + timedelta(days=7, hours=12))
    assert reason == "list us_ofac_sdn was last loaded 7.5 days ago; its limit is 7 days"


def test_a_list_from_the_future_stops_screening() -> None:
    snapshot = in_force("us_ofac_sdn")
    assert why_unready(snapshot, [], NOON - timedelta(minutes=59)) is None
    assert "which is to come" in str(why_unready(snapshot, [], NOON - timedelta(hours=2)))


def test_a_stale_list_that_is_not_required_stops_nothing() -> None:
    snapshot = in_force("own:a", "us_ofac_sdn")
    assert why_unready(snapshot, ["own:a"], NOON + timedelta(days=30)) is None


def test_an_own_list_is_never_stale() -> None:
    assert why_unready(in_force("own:a"), [], NOON + timedelta(days=3650)) is None


@pytest.mark.parametrize(
    ("source", "hours", "is_refreshed", "expected"),
    [
        pytest.param("us_ofac_sdn", 6, True, False, id="asked for thrice"),
        pytest.param("us_ofac_sdn", 7, True, True, id="asked for in vain"),
        pytest.param("us_ofac_sdn", 84, False, False, id="by hand, half of its limit"),
        pytest.param("us_ofac_sdn", 85, False, True, id="by hand, more than half"),
        pytest.param("own:a", 10_000, False, False, id="never too old"),
    ],
)
def test_a_list_is_looked_after_before_it_is_too_old(
    source: str, hours: int, is_refreshed: bool, expected: bool
) -> None:
    now = NOON + timedelta(hours=hours)
    assert is_ageing(state(source), now, is_refreshed=is_refreshed) is expected
