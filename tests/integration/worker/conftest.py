from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from customhouse.keys import Keys
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
def server(valkey_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(valkey_url) as found:
        yield found


@pytest.fixture
def keys() -> Keys:
    """Return names of streams and keys that no other test has."""
    return Keys(f"t{uuid4().hex}:")


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with redis.Redis.from_url(settings.redis_url) as server:
        server.flushall()
    made = Service(settings)
    yield made
    made.close()
