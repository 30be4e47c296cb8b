"""What was in force when."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.history import find_listing, find_snapshot, history_of, moment_of
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def write(path: Path, **names: str) -> Path:
    lines = [json.dumps({"id": key, "names": [{"text": name}]}) for key, name in names.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    """Return a store in which entry 2 of own:a comes, changes and goes, a day each."""
    store, file = ListStore(tmp_path / "store"), tmp_path / "list.ndjson"
    versions = [{"e1": "Heron"}, {"e1": "Heron", "e2": "Egret"}, {"e1": "Heron", "e2": "Egrets"}]
    for day, names in enumerate([*versions, versions[0]]):
        store.load("own:a", write(file, **names), at=NOON + day * DAY)
    return store


def ids(store: ListStore) -> list[str]:
    return [each.snapshot for each in store.activations]


@pytest.mark.parametrize(
    ("named", "number"),
    [
        ("2026-01-01", 0),
        ("2026-01-02T11:59", 0),
        ("2026-01-02T12:00+00:00", 1),
        ("2026-01-03", 2),
        ("2027-01-01", 3),
        ("own:a@2026-01-02", 1),
    ],
)
def test_a_date_names_what_was_in_force(store: ListStore, named: str, number: int) -> None:
    assert find_snapshot(store, named).id == ids(store)[number]


def test_the_beginning_of_an_id_names_a_snapshot(store: ListStore) -> None:
    wanted = ids(store)[1]
    assert find_snapshot(store, wanted[:8]).id == wanted


def test_the_beginning_of_its_hash_names_a_version_of_a_list(store: ListStore) -> None:
    (wanted,) = store.snapshot(ids(store)[1]).lists
    assert find_snapshot(store, f"own:a@{wanted.sha256[:10]}").lists == (wanted,)


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("2025-12-31", "no list was in force then; the first came at 2026-01-01 12:00 UTC"),
        ("2026-02-30", "no such date"),
        ("yesterday", "give a snapshot's id"),
        ("ffffffffffff", "no snapshot is named so"),
        ("own:b@2026-01-02", "no version of this list is named so"),
        ("own:a@", "more than one version"),
    ],
)
def test_what_is_not_named_so_is_said_so(store: ListStore, named: str, reason: str) -> None:
    with pytest.raises(ListError, match=reason):
        find_snapshot(store, named)


def test_a_date_is_the_end_of_its_day() -> None:
    assert moment_of("2026-01-01") == datetime(2026, 1, 1, 23, 59, 59, 999_999, tzinfo=UTC)


def test_a_listing_came_changed_and_went(store: ListStore) -> None:
    events = list(history_of(store, "own:a:e2"))
    assert [each.difference.kind for each in events] == ["added", "changed", "removed"]
    assert [each.activation.at for each in events] == [NOON + day * DAY for day in (1, 2, 3)]


def test_a_listing_that_never_was_has_no_history(store: ListStore) -> None:
    assert not list(history_of(store, "own:a:e9"))


def test_a_listing_is_found_as_it_was(store: ListStore) -> None:
    def name_then(snapshot: Snapshot) -> str | None:
        found = find_listing(store, snapshot, "own:a:e2")
        return None if found is None else found.primary_name

    names = [name_then(store.snapshot(each)) for each in ids(store)]
    assert names == [None, "Egret", "Egrets", None]
