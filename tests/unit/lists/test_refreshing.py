import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from publishers import Handler, Publisher, fetcher, ofac_set, offer, publisher

from lists.errors import BusyError
from lists.refreshing import refresh
from lists.registry import source_of
from lists.snapshot import Dating, ListState, Snapshot
from lists.store.attempts import Attempt, Ending
from lists.store.list_store import ListStore

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)
ID = "us_ofac_cons"
FILES = ofac_set(310)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with publisher() as found:
        offer(found, FILES)
        yield found


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "lists")


def ask(store: ListStore, office: Publisher, at: datetime = NOON, *, query: str = "") -> Attempt:
    urls = {name: f"{office.url}/{name}{query}" for name in FILES}
    source = replace(source_of(ID), urls=urls, redirect_hosts=("127.0.0.1",))
    with fetcher() as asking:
        return refresh(store, source, asking, at=at)


def in_force(store: ListStore) -> ListState:
    state = store.state(ID)
    assert state is not None
    return state


def test_a_first_list_comes_into_force(store: ListStore, office: Publisher) -> None:
    attempt = ask(store, office)
    assert (attempt.ending, attempt.before, attempt.after) == (Ending.UPDATED, None, 310)
    assert store.attempts.last(ID) == attempt
    assert in_force(store).fetched_at == NOON


def test_the_publishers_bytes_are_kept_with_how_they_came(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    provenance = store.raw.provenance(in_force(store).sha256)
    assert provenance is not None
    kept = {
        name: store.raw.file(file.sha256).read_bytes() for name, file in provenance.files.items()
    }
    assert kept == FILES
    assert provenance.files["cons_alt.csv"].url == f"{office.url}/cons_alt.csv"


def test_an_unchanged_list_is_not_sent_and_gets_younger(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    asked = len(office.asked)
    assert ask(store, office, LATER).ending is Ending.UNCHANGED
    assert in_force(store).fetched_at == LATER
    assert [bool(each["If-None-Match"]) for each in office.asked[asked:]] == [True] * 4


def test_a_publisher_is_believed_for_a_day_that_nothing_changed(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    asked = len(office.asked)
    assert ask(store, office, NOON + timedelta(hours=25)).ending is Ending.UNCHANGED
    assert [each["If-None-Match"] for each in office.asked[asked:]] == [None] * 4
    assert ask(store, office, NOON + timedelta(hours=26)).ending is Ending.UNCHANGED
    assert office.asked[-1]["If-None-Match"]


def test_other_bytes_of_the_same_list_are_not_kept_again(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    before = sorted(Path(store.raw.file("")).iterdir())
    offer(office, {"cons_alt.csv": FILES["cons_alt.csv"] + b"\x1a"})
    assert ask(store, office, LATER).ending is Ending.UNCHANGED
    assert sorted(Path(store.raw.file("")).iterdir()) == before
    # The version that the publisher has now is known all the same.
    assert ask(store, office, LATER).ending is Ending.UNCHANGED
    assert office.asked[-1]["If-None-Match"]


def test_a_changed_list_comes_into_force(store: ListStore, office: Publisher) -> None:
    ask(store, office)
    offer(office, ofac_set(311))
    attempt = ask(store, office, LATER)
    assert (attempt.ending, attempt.before, attempt.after) == (Ending.UPDATED, 310, 311)


def test_a_list_that_lost_much_is_rejected_and_asked_for_again(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    offer(office, ofac_set(20))
    for hours in (3, 6):
        attempt = ask(store, office, NOON + timedelta(hours=hours))
        assert attempt.ending is Ending.REJECTED
        assert "20 entries" in attempt.reason
    assert (in_force(store).entries, in_force(store).fetched_at) == (310, NOON)


def test_the_bytes_of_a_rejected_list_are_kept_for_who_accepts_it(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    offer(office, ofac_set(20))
    ask(store, office, LATER)
    store.accept(ID, reason="so they announced", by="test", at=LATER)
    provenance = store.raw.provenance(in_force(store).sha256)
    assert provenance is not None
    assert ask(store, office, LATER).ending is Ending.UNCHANGED


def test_a_web_page_with_status_200_is_rejected(store: ListStore, office: Publisher) -> None:
    ask(store, office)
    offer(office, {"cons_prim.csv": b"<!DOCTYPE html><html><title>Sorry</title></html>"})
    attempt = ask(store, office, LATER)
    assert attempt.ending is Ending.REJECTED
    assert "web page" in attempt.reason
    assert in_force(store).fetched_at == NOON


def test_a_publisher_out_of_reach_rejects_nothing(store: ListStore, office: Publisher) -> None:
    ask(store, office)
    office.answers["/cons_add.csv"] = [lambda to: to.send(500)]
    attempt = ask(store, office, LATER)
    assert attempt.ending is Ending.FAILED
    assert "answers 500" in attempt.reason
    assert in_force(store).fetched_at == NOON


def test_one_at_a_time_asks_for_a_list(store: ListStore, office: Publisher) -> None:
    with store.attempts.alone(ID), pytest.raises(BusyError):
        ask(store, office)
    assert office.asked == []


def test_a_list_loaded_by_hand_is_fetched_without_regard_to_an_older_download(
    store: ListStore, office: Publisher, tmp_path: Path
) -> None:
    ask(store, office)
    by_hand(store, tmp_path / "hand", 312)
    assert ask(store, office, LATER).after == 310


def by_hand(store: ListStore, folder: Path, entries: int) -> str:
    """Load a set of so many entries from disk, and return its hash."""
    folder.mkdir(exist_ok=True)
    for name, content in ofac_set(entries).items():
        (folder / name).write_bytes(content)
    (state,) = store.load(ID, folder, at=LATER).lists
    return state.sha256


def test_a_list_loaded_by_hand_during_a_refresh_gets_no_provenance(
    store: ListStore, office: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, loaded = store.load, []

    def load_then_another(*args: object, **how: object) -> Snapshot:
        snapshot = load(*args, **how)  # type: ignore[arg-type]
        monkeypatch.undo()
        loaded.append(by_hand(store, tmp_path / "hand", 312))
        return snapshot

    monkeypatch.setattr(store, "load", load_then_another)
    assert ask(store, office).after == 310
    assert in_force(store).sha256 == loaded[0]
    assert store.raw.provenance(in_force(store).sha256) is None


def test_a_list_loaded_by_hand_during_a_refresh_is_not_confirmed_by_it(
    store: ListStore, office: Publisher, tmp_path: Path
) -> None:
    ask(store, office)
    offered = office.answers["/cons_comments.csv"][0]

    def answer_after_a_load(to: Handler) -> None:
        by_hand(store, tmp_path / "hand", 312)
        offered(to)

    office.answers["/cons_comments.csv"] = [answer_after_a_load]
    attempt = ask(store, office, LATER)
    assert (attempt.ending, in_force(store).dating) == (Ending.FAILED, Dating.UNKNOWN)
    assert "another version was loaded meanwhile" in attempt.reason


def test_a_damaged_file_is_repaired_by_the_next_refresh(
    store: ListStore, office: Publisher, tmp_path: Path
) -> None:
    ask(store, office)
    (file,) = (tmp_path / "lists" / "lists").iterdir()
    file.write_bytes(b"{}")
    assert ask(store, office, LATER).ending is Ending.UNCHANGED
    assert store.is_whole(in_force(store))


def test_what_came_from_its_publisher_is_as_old_as_the_last_good_answer(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    assert (in_force(store).as_of, in_force(store).dating) == (NOON, Dating.PUBLISHER)
    ask(store, office, LATER)
    assert in_force(store).as_of == LATER
    office.answers["/cons_add.csv"] = [lambda to: to.send(500)]
    ask(store, office, LATER + timedelta(hours=3))
    assert in_force(store).as_of == LATER


def test_a_publisher_that_moved_is_asked_for_everything(
    store: ListStore, office: Publisher
) -> None:
    ask(store, office)
    office.answers |= {f"{path}?v=2": found for path, found in office.answers.items()}
    assert ask(store, office, LATER, query="?v=2").ending is Ending.UNCHANGED
    assert office.asked[-1]["If-None-Match"] is None


def test_a_crash_leaves_a_note_that_it_began(
    store: ListStore, office: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "load", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask(store, office)
    last = store.attempts.last(ID)
    assert last is not None
    assert last.ending is Ending.BEGUN


def test_nothing_of_a_download_is_left_over(store: ListStore, office: Publisher) -> None:
    ask(store, office)
    offer(office, ofac_set(20))
    ask(store, office, LATER)
    assert not list(Path(store.raw.file("")).glob(".new-*"))


def test_a_provenance_says_when_the_files_came(store: ListStore, office: Publisher) -> None:
    ask(store, office)
    path = store.raw.file(f"{in_force(store).sha256}.json")
    assert json.loads(path.read_bytes())["received_at"] == NOON.isoformat()
