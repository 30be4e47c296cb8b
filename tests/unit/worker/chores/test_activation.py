"""Bringing lists into force: one basis and one run, and no index under a task's limit."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.store.list_store import ListStore
from screening.policy import Policy
from worker.chores.activation import activate_if_moved

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    migrate(url)
    return Ledger(url)


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    found, path = ListStore(tmp_path / "lists"), tmp_path / "own.ndjson"
    path.write_text('{"id": "1", "names": [{"text": "GREY HERON"}]}\n', encoding="utf-8")
    found.load("own:a", path, at=NOON)
    return found


def test_lists_are_activated_once(ledger: Ledger, store: ListStore) -> None:
    assert activate_if_moved(ledger, store, Policy(), NOON) is not None
    assert activate_if_moved(ledger, store, Policy(), NOON) is None
    assert (ledger.counts()["basis"], ledger.counts()["rescreen"]) == (1, 1)


def test_of_two_at_once_one_makes_the_basis_and_the_other_none(
    ledger: Ledger, store: ListStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = ledger.active_basis()
    assert activate_if_moved(ledger, store, Policy(), NOON) is not None
    # As it is for a process that looked a moment before the other one was done.
    monkeypatch.setattr(ledger, "active_basis", lambda: seen)
    assert activate_if_moved(ledger, store, Policy(), NOON) is None
    assert ledger.counts()["basis"] == 1


def test_an_index_is_not_built_where_there_is_no_time_for_it(
    ledger: Ledger, store: ListStore, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "lists" / "indexes")
    assert activate_if_moved(ledger, store, Policy(), NOON, may_build=False) is None
    assert ledger.active_basis() is None
    assert activate_if_moved(ledger, store, Policy(), NOON) is not None
