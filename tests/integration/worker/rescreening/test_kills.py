"""A run that is killed again and again ends as one that nobody disturbed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from killing_rescreens import Rescreener, end_state, fill, rescreener

from worker.settings import Settings

KILLS = 5


@pytest.fixture(scope="module")
def working() -> Iterator[Rescreener]:
    with rescreener() as found:
        yield found


@pytest.mark.timeout(300)
def test_a_run_that_is_killed_ends_as_one_that_nobody_disturbed(
    valkey_url: str, tmp_path: Path, working: Rescreener
) -> None:
    with redis.Redis.from_url(valkey_url) as server:
        server.flushall()
    first, calm, killed = (tmp_path / name for name in ("first", "calm", "killed"))
    first.mkdir()
    fill(first, valkey_url)
    for each in (calm, killed):
        shutil.copytree(first, each)
    took = working.work(Settings(data_dir=calm, redis_url=valkey_url, prefix="calm:"))
    assert took is not None
    own = Settings(data_dir=killed, redis_url=valkey_url, prefix="killed:")
    deaths = sum(
        working.work(own, took * number / (KILLS + 1)) is None for number in range(1, KILLS + 1)
    )
    assert deaths >= 1
    working.work(own)
    expected = end_state(calm, valkey_url, "calm:")
    assert end_state(killed, valkey_url, "killed:") == expected
    assert expected["heads"].count("FLAGGED") == 20
    assert len(expected["published"]) == len(set(expected["published"]))
