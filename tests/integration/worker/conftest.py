from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from worker.service import Service
from worker.settings import Settings


@pytest.fixture
def settings(valkey_url: str, ledger_url: str, tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        redis_url=valkey_url,
        database_url=ledger_url,
        # Nothing has to wait for a time to pass.
        claim_idle_s=0.0001,
        relay_after_s=0.000001,
    )


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with redis.Redis.from_url(settings.redis_url) as server:
        server.flushall()
    made = Service(settings)
    yield made
    made.close()
