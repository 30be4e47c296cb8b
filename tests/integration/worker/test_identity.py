from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis

from customhouse.keys import Keys
from worker.identity import ForeignServiceError, claim_streams, known_id, owner_of, refuse_foreign

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def test_the_first_service_has_the_streams_and_may_come_again(
    server: redis.Redis, keys: Keys, tmp_path: Path
) -> None:
    claim_streams(server, keys, tmp_path, AT)
    claim_streams(server, keys, tmp_path, AT)
    owner = owner_of(server, keys)
    assert owner is not None
    assert (owner.id, owner.folder, owner.since) == (known_id(tmp_path), str(tmp_path), AT)


def test_the_second_service_is_refused_and_told_what_to_do(
    server: redis.Redis, keys: Keys, tmp_path: Path
) -> None:
    claim_streams(server, keys, tmp_path / "one", AT)
    with pytest.raises(ForeignServiceError) as refused:
        claim_streams(server, keys, tmp_path / "two", AT)
    for said in (str(tmp_path / "one"), "2026-01-02 03:04 UTC", "CUSTOMHOUSE_PREFIX", keys.service):
        assert said in str(refused.value)


def test_a_prefix_of_its_own_keeps_two_services_apart(
    server: redis.Redis, keys: Keys, tmp_path: Path
) -> None:
    claim_streams(server, keys, tmp_path / "one", AT)
    other = Keys(f"{keys.prefix}b:")
    claim_streams(server, other, tmp_path / "two", AT)
    owners = [owner_of(server, each) for each in (keys, other)]
    assert [owner and owner.folder for owner in owners] == [
        str(tmp_path / "one"),
        str(tmp_path / "two"),
    ]


def test_who_has_no_service_of_its_own_may_use_any(
    server: redis.Redis, keys: Keys, tmp_path: Path
) -> None:
    claim_streams(server, keys, tmp_path / "one", AT)
    refuse_foreign(server, keys, tmp_path / "nothing-there")
