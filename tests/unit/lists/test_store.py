from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.store import ListStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "store")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.ndjson"
    file.write_text('{"id": "1", "names": [{"text": "GREY HERON"}]}\n', encoding="utf-8")
    return file


def test_nothing_is_in_force_at_first(store: ListStore) -> None:
    assert store.in_force() is None


def test_a_loaded_list_is_in_force(store: ListStore, ofac_set: Path) -> None:
    snapshot = store.load("us_ofac_sdn", ofac_set, at=NOON)
    assert store.in_force() == snapshot
    assert store.snapshot(snapshot.id) == snapshot
    (state,) = snapshot.lists
    assert (state.entries, state.names, state.weak_names) == (2, 5, 1)


def test_equal_content_keeps_the_id_and_renews_the_age(store: ListStore, ofac_set: Path) -> None:
    first = store.load("us_ofac_sdn", ofac_set, at=NOON)
    second = store.load("us_ofac_sdn", ofac_set, at=LATER)
    assert second.id == first.id
    assert second.lists[0].age_s(LATER) == 0.0


def test_two_lists_are_in_force_together(store: ListStore, ofac_set: Path, own: Path) -> None:
    store.load("us_ofac_sdn", ofac_set, at=NOON)
    snapshot = store.load("own:a", own, at=LATER)
    ids = [listing.id for listing in store.listings(snapshot)]
    assert ids == ["own:a:1", "us_ofac_sdn:7", "us_ofac_sdn:8"]
    assert [state.fetched_at for state in snapshot.lists] == [LATER, NOON]


def test_a_bad_list_leaves_the_last_good_one(store: ListStore, own: Path) -> None:
    good = store.load("own:a", own, at=NOON)
    own.write_bytes(b"")
    with pytest.raises(ListError, match="no entry"):
        store.load("own:a", own, at=LATER, force=True)
    assert store.in_force() == good


def test_a_shrunken_list_needs_force(store: ListStore, ofac_set: Path) -> None:
    store.load("us_ofac_sdn", ofac_set, at=NOON)
    for name in ("sdn.csv", "alt.csv"):
        file = ofac_set / name
        file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(ListError, match="--force"):
        store.load("us_ofac_sdn", ofac_set, at=LATER)
    assert store.load("us_ofac_sdn", ofac_set, at=LATER, force=True).lists[0].entries == 1


def test_a_dropped_list_is_out_of_force(store: ListStore, ofac_set: Path, own: Path) -> None:
    store.load("us_ofac_sdn", ofac_set, at=NOON)
    store.load("own:a", own, at=NOON)
    assert [state.source for state in store.drop("us_ofac_sdn").lists] == ["own:a"]
    store.drop("own:a")
    assert store.in_force() is None


def test_a_list_that_is_not_in_force_cannot_be_dropped(store: ListStore) -> None:
    with pytest.raises(ListError, match="not in force"):
        store.drop("own:a")


def test_files_left_aside_are_ignored(store: ListStore, own: Path, tmp_path: Path) -> None:
    snapshot = store.load("own:a", own, at=NOON)
    for name in (".current.json.new", f"lists/.{snapshot.lists[0].sha256}.ndjson.new"):
        (tmp_path / "store" / name).write_bytes(b"half a li")
    assert store.in_force() == snapshot
    assert [listing.id for listing in store.listings(snapshot)] == ["own:a:1"]


def test_a_damaged_list_is_never_read(store: ListStore, own: Path, tmp_path: Path) -> None:
    snapshot = store.load("own:a", own, at=NOON)
    (file,) = (tmp_path / "store" / "lists").iterdir()
    file.write_bytes(file.read_bytes().replace(b"HERON", b"EGRET"))
    with pytest.raises(ListError, match="damaged"):
        list(store.listings(snapshot))
    store.load("own:a", own, at=LATER)
    assert len(list(store.listings(snapshot))) == 1


def test_a_list_whose_file_is_gone_is_said_so(store: ListStore, own: Path, tmp_path: Path) -> None:
    snapshot = store.load("own:a", own, at=NOON)
    (file,) = (tmp_path / "store" / "lists").iterdir()
    file.unlink()
    with pytest.raises(ListError, match="gone"):
        list(store.listings(snapshot))


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[]", b'{"id": "x", "lists": [{}]}'])
def test_a_damaged_snapshot_is_no_empty_one(
    store: ListStore, own: Path, tmp_path: Path, content: bytes
) -> None:
    store.load("own:a", own, at=NOON)
    (tmp_path / "store" / "current.json").write_bytes(content)
    with pytest.raises(ListError, match="damaged"):
        store.in_force()


def test_an_unknown_snapshot_is_said_so(store: ListStore) -> None:
    with pytest.raises(ListError, match="not in the list store"):
        store.snapshot("0" * 32)


def test_a_download_must_be_whole(store: ListStore, ofac_set: Path) -> None:
    with pytest.raises(ListError, match="at least 8000"):
        store.load("us_ofac_sdn", ofac_set, at=NOON, downloaded=True)


def test_loaders_at_the_same_time_lose_no_list(store: ListStore, own: Path) -> None:
    ids = [f"own:n{number}" for number in range(8)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda name: store.load(name, own, at=NOON), ids))
    snapshot = store.in_force()
    assert snapshot is not None
    assert [state.source for state in snapshot.lists] == ids
