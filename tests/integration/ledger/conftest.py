"""An open ledger for each test, on both databases."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    opened = Ledger(ledger_url)
    yield opened
    opened.dispose()
