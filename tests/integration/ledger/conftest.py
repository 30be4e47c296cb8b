"""An open ledger for each test, on both databases."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeLedger

from ledger.ledger import Ledger
from ledger.migrations import migrate

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    opened = Ledger(ledger_url)
    yield opened
    opened.dispose()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def either(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger | FakeLedger]:
    """Yield an empty ledger: the stand-in in memory, and one on each database."""
    if request.param == "memory":
        yield FakeLedger()
        return
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('ports') / 'ledger.db'}"
    else:
        url = request.getfixturevalue("empty_postgres_url")
    migrate(url)
    opened = Ledger(url)
    yield opened
    opened.dispose()
