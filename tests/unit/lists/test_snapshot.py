from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lists.snapshot import ListState, from_json, snapshot_of, to_json

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STATE = ListState(
    source="own:a",
    sha256="0" * 64,
    entries=1,
    shape={"names": 2},
    parts={},
    published=None,
    incomplete=False,
    fetched_at=NOON,
    counts={"alias_rows": 1},
)


def test_a_snapshot_survives_the_round_trip() -> None:
    snapshot = snapshot_of({"own:a": STATE})
    assert from_json(to_json(snapshot)) == snapshot


def test_the_time_of_fetching_is_no_part_of_the_id() -> None:
    later = replace(STATE, fetched_at=NOON + timedelta(days=1))
    assert snapshot_of({"own:a": later}).id == snapshot_of({"own:a": STATE}).id


def test_content_and_incompleteness_are_part_of_the_id() -> None:
    others = [replace(STATE, sha256="1" * 64), replace(STATE, incomplete=True)]
    assert len({snapshot_of({"own:a": state}).id for state in [STATE, *others]}) == 3


def test_the_order_of_loading_is_no_part_of_the_id() -> None:
    b = replace(STATE, source="own:b")
    assert snapshot_of({"own:b": b, "own:a": STATE}) == snapshot_of({"own:a": STATE, "own:b": b})


def test_age_is_never_negative() -> None:
    assert STATE.age_s(NOON + timedelta(minutes=1)) == 60.0
    assert STATE.age_s(NOON - timedelta(minutes=1)) == 0.0


def test_a_time_without_a_zone_is_damage() -> None:
    data = to_json(snapshot_of({"own:a": STATE})).replace(b"+00:00", b"")
    with pytest.raises(ValueError, match="no zone"):
        from_json(data)
