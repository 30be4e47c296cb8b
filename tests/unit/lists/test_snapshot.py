import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lists.snapshot import Dating, ListState, from_json, snapshot_of, to_json

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
    counts={"alias_rows": 1, "unread element foo": 3},
    as_of=NOON,
    dating=Dating.PUBLISHER,
)


def test_a_snapshot_survives_the_round_trip() -> None:
    snapshot = snapshot_of({"own:a": STATE})
    assert from_json(to_json(snapshot)) == snapshot


def test_the_time_of_fetching_is_no_part_of_the_id() -> None:
    later = replace(STATE, fetched_at=NOON + timedelta(days=1))
    assert snapshot_of({"own:a": later}).id == snapshot_of({"own:a": STATE}).id


def test_content_and_what_is_missing_are_part_of_the_id() -> None:
    missing = [replace(STATE, incomplete=True), replace(STATE, excerpt=True)]
    states = [STATE, replace(STATE, sha256="1" * 64), *missing]
    assert len({snapshot_of({"own:a": state}).id for state in states}) == 4


def test_ids_stay_what_they_were_before_there_were_excerpts() -> None:
    assert snapshot_of({"own:a": STATE}).id == "2629fcaf10f7750fc1699c518c789419"


def test_a_state_of_an_older_version_is_of_unknown_age() -> None:
    fields = json.loads(to_json(snapshot_of({"own:a": STATE})))
    for name in ("as_of", "dating", "excerpt"):
        del fields["lists"][0][name]
    (state,) = from_json(json.dumps(fields).encode()).lists
    assert (state.age_s(NOON), state.dating, state.excerpt) == (None, Dating.UNKNOWN, False)


def test_what_a_parser_did_not_understand_is_told() -> None:
    assert STATE.unread == {"element foo": 3}


def test_the_order_of_loading_is_no_part_of_the_id() -> None:
    b = replace(STATE, source="own:b")
    assert snapshot_of({"own:b": b, "own:a": STATE}) == snapshot_of({"own:a": STATE, "own:b": b})


def test_age_is_never_negative() -> None:
    assert STATE.age_s(NOON + timedelta(minutes=1)) == 60.0
    assert STATE.age_s(NOON - timedelta(minutes=1)) == 0.0


def test_an_age_that_nobody_knows_is_none() -> None:
    assert replace(STATE, as_of=None).age_s(NOON) is None


def test_a_time_without_a_zone_is_damage() -> None:
    data = to_json(snapshot_of({"own:a": STATE})).replace(b"+00:00", b"")
    with pytest.raises(ValueError, match="no zone"):
        from_json(data)
