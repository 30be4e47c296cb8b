from collections.abc import Iterator
from pathlib import Path

import pytest
from rescreened_book import RescreenedBook


@pytest.fixture
def book(ledger_url: str, tmp_path: Path) -> Iterator[RescreenedBook]:
    found = RescreenedBook(ledger_url, tmp_path)
    yield found
    found.ledger.dispose()


@pytest.fixture
def _one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run judge one shipment in a chunk."""
    monkeypatch.setattr("worker.rescreening.judging._PAGE", 1)
