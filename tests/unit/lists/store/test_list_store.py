import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.snapshot import Snapshot
from lists.store.activations import Drop
from lists.store.list_store import ListStore

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


def load(store: ListStore, path: Path, at: datetime = NOON, **how: object) -> Snapshot:
    """Load a made-up SDN list, which is smaller than a whole one ever was."""
    options = {"at": at, "allow_incomplete": True} | how
    return store.load("us_ofac_sdn", path, **options)  # type: ignore[arg-type]


def drop(store: ListStore, source_id: str, at: datetime = LATER) -> Snapshot:
    return store.drop(source_id, reason="no longer needed", by="operator", at=at)


def test_nothing_is_in_force_at_first(store: ListStore) -> None:
    assert store.in_force() is None


def test_a_loaded_list_is_in_force(store: ListStore, ofac_set: Path) -> None:
    snapshot = load(store, ofac_set)
    assert store.in_force() == snapshot
    assert store.snapshot(snapshot.id) == snapshot
    (state,) = snapshot.lists
    assert (state.entries, state.names, state.weak_names) == (2, 5, 1)


def test_equal_content_keeps_the_id_and_renews_the_age(store: ListStore, ofac_set: Path) -> None:
    first = load(store, ofac_set, published=NOON.date())
    second = load(store, ofac_set, LATER, published=LATER.date())
    assert second.id == first.id
    assert second.lists[0].age_s(LATER) == 12 * 3600


def test_two_lists_are_in_force_together(store: ListStore, ofac_set: Path, own: Path) -> None:
    load(store, ofac_set)
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


@pytest.fixture
def shrunken(ofac_set: Path, tmp_path: Path) -> Path:
    """Return the set without its second entry, which no gate lets pass."""
    folder = tmp_path / "shrunken"
    folder.mkdir()
    for file in ofac_set.iterdir():
        lines = file.read_bytes().splitlines(keepends=True)
        (folder / file.name).write_bytes(lines[0])
    return folder


def refuse(store: ListStore, path: Path) -> None:
    with pytest.raises(ListError, match="lists accept us_ofac_sdn"):
        load(store, path, LATER)


def test_a_shrunken_list_is_kept_aside(store: ListStore, ofac_set: Path, shrunken: Path) -> None:
    good = load(store, ofac_set)
    refuse(store, shrunken)
    assert store.in_force() == good
    (found,) = store.rejected.all()
    assert (found.state.entries, found.state.fetched_at) == (1, LATER)
    assert "1 entries where the one in force has 2" in found.objections[0]


def test_a_list_of_other_entries_is_kept_aside(store: ListStore, tmp_path: Path) -> None:
    header = (
        "regulation,annex,entry,name,aliases,native_names,type,country,identifiers,addresses,"
        "listed_on,effective_from,source,remarks\n"
    )
    file = tmp_path / "annexes.csv"
    rows = [f"833/2014,IV,{{}}{n},Heron {n},,,organisation,,,,2026-01-01,,OJ,\n" for n in range(30)]
    file.write_text(header + "".join(row.format("1") for row in rows), encoding="utf-8")
    store.load("eu_annexes", file, at=NOON, allow_incomplete=True)
    file.write_text(header + "".join(row.format("9") for row in rows), encoding="utf-8")
    with pytest.raises(ListError, match="30 of the 30 entries in force are gone"):
        store.load("eu_annexes", file, at=LATER, allow_incomplete=True)


def test_force_is_written_down(store: ListStore, ofac_set: Path, shrunken: Path) -> None:
    load(store, ofac_set)
    snapshot = load(store, shrunken, LATER, force=True, reason="checked", by="reviewer")
    accepted = snapshot.lists[0].accepted
    assert accepted is not None
    assert (accepted.reason, accepted.by, accepted.at) == ("checked", "reviewer", LATER)
    assert store.snapshot(snapshot.id) == snapshot


def test_force_that_was_not_needed_is_not_written_down(store: ListStore, own: Path) -> None:
    assert store.load("own:a", own, at=NOON, force=True).lists[0].accepted is None


def test_an_accepted_list_is_in_force(store: ListStore, ofac_set: Path, shrunken: Path) -> None:
    load(store, ofac_set)
    refuse(store, shrunken)
    (state,) = store.accept("us_ofac_sdn", reason="delisted", by="reviewer", at=LATER).lists
    assert (state.entries, store.rejected.all()) == (1, ())
    assert state.accepted is not None
    assert state.accepted.objections


def test_loading_an_accepted_list_again_needs_no_second_word(
    store: ListStore, ofac_set: Path
) -> None:
    with pytest.raises(ListError, match="at least 8,000"):
        store.load("us_ofac_sdn", ofac_set, at=NOON, downloaded=True)
    accepted = store.accept("us_ofac_sdn", reason="a small test", by="reviewer", at=NOON)
    again = store.load("us_ofac_sdn", ofac_set, at=LATER, downloaded=True)
    assert again.lists[0].accepted == accepted.lists[0].accepted
    assert again.lists[0].fetched_at == LATER


def test_a_good_list_takes_the_place_of_a_refused_one(
    store: ListStore, ofac_set: Path, shrunken: Path
) -> None:
    load(store, ofac_set)
    refuse(store, shrunken)
    load(store, ofac_set, LATER)
    with pytest.raises(ListError, match="no refused list waits"):
        store.accept("us_ofac_sdn", reason="too late", by="reviewer", at=LATER)


def test_a_damaged_refused_list_is_not_accepted(
    store: ListStore, ofac_set: Path, shrunken: Path, tmp_path: Path
) -> None:
    good = load(store, ofac_set)
    refuse(store, shrunken)
    (lines,) = (tmp_path / "store" / "rejected" / "us_ofac_sdn").glob("*.ndjson")
    lines.write_bytes(b"{}\n")
    with pytest.raises(ListError, match="damaged"):
        store.accept("us_ofac_sdn", reason="checked", by="reviewer", at=LATER)
    assert store.in_force() == good
    assert len(list((tmp_path / "store" / "lists").iterdir())) == 1


def test_a_list_that_did_not_change_is_renewed(store: ListStore, own: Path) -> None:
    first = store.load("own:a", own, at=NOON)
    renewed = store.renew("own:a", first.lists[0].sha256, at=LATER)
    assert (renewed.id, renewed.lists[0].fetched_at) == (first.id, LATER)
    with pytest.raises(ListError, match="not in force"):
        store.renew("own:b", first.lists[0].sha256, at=LATER)


def test_many_lists_come_into_force_at_once_and_bad_ones_do_not(
    store: ListStore, own: Path, ofac_set: Path, tmp_path: Path
) -> None:
    files = [("own:a", own), ("nowhere", own), ("us_ofac_sdn", ofac_set), ("own:b", tmp_path)]
    refused = store.load_all(files, at=NOON, allow_incomplete=True)
    snapshot = store.in_force()
    assert snapshot is not None
    assert [state.source for state in snapshot.lists] == ["own:a", "us_ofac_sdn"]
    assert len(list(store.activations)) == 1
    assert refused.keys() == {"nowhere", "own:b"}


def test_each_coming_into_force_is_written_down_once(
    store: ListStore, own: Path, ofac_set: Path
) -> None:
    first = store.load("own:a", own, at=NOON)
    store.load("own:a", own, at=LATER)
    second = load(store, ofac_set, LATER)
    drop(store, "us_ofac_sdn")
    noted = [(each.snapshot, each.at) for each in store.activations]
    assert noted == [(first.id, NOON), (second.id, LATER), (first.id, LATER)]


def test_a_coming_into_force_that_a_dying_process_left_out_is_made_good(
    store: ListStore, own: Path, ofac_set: Path, tmp_path: Path
) -> None:
    first = store.load("own:a", own, at=NOON)
    (tmp_path / "store" / "activations" / "00000001.json").unlink()
    second = load(store, ofac_set, LATER)
    assert [each.snapshot for each in store.activations] == [first.id, second.id]


def test_a_dropped_list_is_out_of_force(store: ListStore, ofac_set: Path, own: Path) -> None:
    load(store, ofac_set)
    store.load("own:a", own, at=NOON)
    assert [state.source for state in drop(store, "us_ofac_sdn").lists] == ["own:a"]
    drop(store, "own:a")
    assert store.in_force() is None


def test_a_list_that_is_not_in_force_cannot_be_dropped(store: ListStore) -> None:
    with pytest.raises(ListError, match="not in force"):
        drop(store, "own:a")


def test_files_left_aside_are_ignored(store: ListStore, own: Path, tmp_path: Path) -> None:
    snapshot = store.load("own:a", own, at=NOON)
    for name in (".current.json.new", f"lists/.{snapshot.lists[0].sha256}.ndjson.new"):
        (tmp_path / "store" / name).write_bytes(b"half a li")
    assert store.in_force() == snapshot
    assert [listing.id for listing in store.listings(snapshot)] == ["own:a:1"]


def test_a_damaged_list_is_never_read(store: ListStore, own: Path, tmp_path: Path) -> None:
    snapshot = store.load("own:a", own, at=NOON)
    file = only_file(tmp_path / "store" / "lists")
    file.write_bytes(file.read_bytes().replace(b"HERON", b"EGRET"))
    with pytest.raises(ListError, match="damaged"):
        list(store.listings(snapshot))
    store.load("own:a", own, at=LATER)
    assert len(list(store.listings(snapshot))) == 1


def test_a_list_whose_file_is_gone_is_said_so(store: ListStore, own: Path, tmp_path: Path) -> None:
    snapshot = store.load("own:a", own, at=NOON)
    file = only_file(tmp_path / "store" / "lists")
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


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_loading_an_accepted_list_again_repairs_its_file(
    store: ListStore, ofac_set: Path, tmp_path: Path
) -> None:
    with pytest.raises(ListError, match="at least 8,000"):
        load(store, ofac_set, allow_incomplete=False)
    store.accept("us_ofac_sdn", reason="a small test", by="reviewer", at=NOON)
    only_file(tmp_path / "store" / "lists").write_bytes(b"{}")
    snapshot = load(store, ofac_set, LATER, allow_incomplete=False)
    assert len(list(store.listings(snapshot))) == 2
    assert snapshot.lists[0].accepted


def test_a_list_is_loaded_over_one_whose_file_is_damaged(
    store: ListStore, own: Path, tmp_path: Path
) -> None:
    store.load("own:a", own, at=NOON)
    only_file(tmp_path / "store" / "lists").write_bytes(b"{}")
    own.write_text('{"id": "2", "names": [{"text": "GREY EGRET"}]}\n', encoding="utf-8")
    snapshot = store.load("own:a", own, at=LATER)
    assert [listing.id for listing in store.listings(snapshot)] == ["own:a:2"]


def test_no_other_loader_comes_between_judging_and_bringing_into_force(
    store: ListStore, own: Path, tmp_path: Path
) -> None:
    """While many lists are imported another loader waits, so that what was judged holds."""

    def files() -> Iterator[tuple[str, Path]]:
        yield "own:a", own
        # By now the first list is judged.
        loading = threading.Thread(target=store.load, args=("own:b", own), kwargs={"at": LATER})
        loading.start()
        threads.append(loading)
        loading.join(0.2)
        assert store.in_force() is None
        yield "own:c", own

    threads: list[threading.Thread] = []
    store.load_all(files(), at=NOON)
    threads[0].join()
    in_force = [each.snapshot for each in store.activations]
    assert [state.source for state in store.snapshot(in_force[0]).lists] == ["own:a", "own:c"]


def test_another_version_than_the_one_in_force_is_not_renewed(store: ListStore, own: Path) -> None:
    asked_for = store.load("own:a", own, at=NOON).lists[0].sha256
    own.write_text('{"id": "2", "names": [{"text": "GREY EGRET"}]}\n', encoding="utf-8")
    store.load("own:a", own, at=NOON)
    with pytest.raises(ListError, match="another version was loaded meanwhile"):
        store.renew("own:a", asked_for, at=LATER)


def test_who_dropped_a_list_and_why_is_written_down(store: ListStore, own: Path) -> None:
    store.load("own:a", own, at=NOON)
    with pytest.raises(ListError, match="says why"):
        store.drop("own:a", reason=" ", by="operator", at=LATER)
    drop(store, "own:a")
    loaded, dropped = store.activations
    assert loaded.drop is None
    assert dropped.drop == Drop(source="own:a", reason="no longer needed", by="operator")


def test_an_excerpt_says_so_and_a_whole_list_after_it_does_not(
    store: ListStore, ofac_set: Path, tmp_path: Path
) -> None:
    excerpt = load(store, ofac_set)
    assert excerpt.lists[0].excerpt
    with pytest.raises(ListError, match="takes it as an excerpt"):
        load(store, ofac_set, allow_incomplete=False)
    whole = store.accept("us_ofac_sdn", reason="that is all there is", by="reviewer", at=LATER)
    assert not whole.lists[0].excerpt
    assert whole.id != excerpt.id


def test_the_non_sdn_list_does_not_pass_for_the_sdn_list(
    store: ListStore, ofac_set: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cons"
    folder.mkdir()
    for file in ofac_set.iterdir():
        name = {"sdn.csv": "prim.csv", "sdn_comments.csv": "comments.csv"}.get(file.name, file.name)
        shutil.copy(file, folder / f"cons_{name}")
    with pytest.raises(ListError, match=r"cons_add\.csv is a file of us_ofac_cons"):
        load(store, folder)
    store.load("us_ofac_cons", folder, at=NOON, allow_incomplete=True)
    with pytest.raises(ListError, match="2 of its 2 entries are those of us_ofac_cons"):
        load(store, ofac_set)


def test_a_renamed_programme_passes(store: ListStore, tmp_path: Path) -> None:
    def sdn(*programs: str) -> Path:
        rows = (f'{n},"HERON {n}",-0- ,"{name}"{",-0- " * 8}' for n, name in enumerate(programs))
        file = tmp_path / "sdn.csv"
        file.write_text("\r\n".join(rows), encoding="utf-8")
        return file

    load(store, sdn(*["ALPHA-EO"] * 25, *["BETA"] * 25))
    assert load(store, sdn(*["ALPHA-EO14038"] * 25, *["BETA"] * 25), LATER).lists[0].entries == 50
    with pytest.raises(ListError, match="BETA: 3 of its 25 entries are gone"):
        load(store, sdn(*["ALPHA-EO14038"] * 25, *["BETA"] * 22), LATER)


def test_an_unknown_snapshot_is_said_so(store: ListStore) -> None:
    with pytest.raises(ListError, match="not in the list store"):
        store.snapshot("0" * 32)


def test_a_download_must_be_whole(store: ListStore, ofac_set: Path) -> None:
    with pytest.raises(ListError, match="at least 8,000"):
        store.load("us_ofac_sdn", ofac_set, at=NOON, downloaded=True)


def test_loaders_at_the_same_time_lose_no_list(store: ListStore, own: Path) -> None:
    ids = [f"own:n{number}" for number in range(8)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda name: store.load(name, own, at=NOON), ids))
    snapshot = store.in_force()
    assert snapshot is not None
    assert [state.source for state in snapshot.lists] == ids
