from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from publishers import ofac_set

from lists.errors import ListError
from lists.fetch.fetching import Fetcher
from lists.store.attempts import Attempt, Ending
from lists.store.list_store import ListStore
from worker.chores.refreshing import Refreshing

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ID = "us_ofac_cons"  # its cadence is two hours


def refreshing(
    store: ListStore, *names: str, now: Callable[[], datetime] = lambda: NOON, files: int = 310
) -> Refreshing:
    content = ofac_set(files)

    def answer(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition("/")[2].lower()
        known = name in content
        return httpx.Response(200 if known else 404, content=iter([content.get(name, b"")]))

    def fetchers() -> "_Offline":
        return _Offline(httpx.Client(transport=httpx.MockTransport(answer)))

    return Refreshing(store, names, now=now, fetchers=fetchers)


class _Offline:
    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def __enter__(self) -> Fetcher:
        return Fetcher(self._client, attempts=1)

    def __exit__(self, *_: object) -> None:
        self._client.close()


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    """Return a store with a published list of yesterday in force."""
    found = ListStore(tmp_path / "lists")
    for name, content in ofac_set(300).items():
        (tmp_path / name).write_bytes(content)
    for name in ofac_set(1):
        (tmp_path / "set").mkdir(exist_ok=True)
        (tmp_path / name).rename(tmp_path / "set" / name)
    found.load(ID, tmp_path / "set", at=NOON - timedelta(days=1))
    return found


def tried(store: ListStore, ending: Ending, ago: timedelta) -> None:
    store.attempts.note(Attempt(source=ID, at=NOON - ago, ending=ending))


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        pytest.param((), [ID], id="those in force"),
        pytest.param(("un_sc", ID), ["un_sc", ID], id="those that are named"),
        pytest.param(("own:mine",), [], id="nobody publishes it"),
        pytest.param(("none",), [], id="none"),
    ],
)
def test_the_setting_says_which_lists_are_kept(
    store: ListStore, names: tuple[str, ...], kept: list[str]
) -> None:
    assert [source.id for source in refreshing(store, *names).sources()] == kept


def test_a_misspelt_list_is_an_error(store: ListStore) -> None:
    with pytest.raises(ListError, match="unknown list"):
        refreshing(store, "un_cs").run(60)


@pytest.mark.parametrize(
    ("ending", "ago", "is_due"),
    [
        pytest.param(Ending.UPDATED, timedelta(minutes=119), False, id="within its cadence"),
        pytest.param(Ending.UNCHANGED, timedelta(hours=2), True, id="after its cadence"),
        pytest.param(Ending.FAILED, timedelta(minutes=59), False, id="failed just now"),
        pytest.param(Ending.FAILED, timedelta(hours=1), True, id="failed an hour ago"),
        pytest.param(Ending.REJECTED, timedelta(minutes=59), False, id="rejected just now"),
        pytest.param(Ending.BEGUN, timedelta(minutes=1), False, id="died just now"),
    ],
)
def test_a_list_is_asked_for_at_its_cadence(
    store: ListStore, ending: Ending, ago: timedelta, is_due: bool
) -> None:
    tried(store, ending, ago)
    assert bool(refreshing(store).run(60)) is is_due


def test_a_list_that_was_never_asked_for_is_due(store: ListStore) -> None:
    (attempt,) = refreshing(store).run(60)
    assert (attempt.ending, attempt.before, attempt.after) == (Ending.UPDATED, 300, 310)


def test_a_list_that_fails_does_not_keep_the_others_back(store: ListStore) -> None:
    attempts = refreshing(store, "un_sc", ID).run(60)
    assert [(each.source, each.ending) for each in attempts] == [
        ("un_sc", Ending.FAILED),
        (ID, Ending.UPDATED),
    ]


def test_a_list_that_another_process_refreshes_is_left_to_it(store: ListStore) -> None:
    with store.attempts.alone(ID):
        assert refreshing(store).run(60) == []


def test_no_list_is_begun_once_the_budget_is_spent(store: ListStore) -> None:
    clock = iter(NOON + timedelta(seconds=40 * number) for number in range(100))
    attempts = refreshing(store, "un_sc", ID, now=lambda: next(clock)).run(60)
    assert [each.source for each in attempts] == ["un_sc"]
