"""`customhouse lists refresh`, with publishers on this machine."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from desk_runs import Run
from publishers import Publisher, fetcher, ofac_set, offer, publisher

import desk.lists.loading
from lists.fetch.fetching import Fetcher
from lists.registry import source_of
from lists.sources import Source
from lists.store.list_store import ListStore

ID = "us_ofac_cons"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with publisher() as found:
        offer(found, ofac_set(310))

        def here(source_id: str) -> Source:
            source = source_of(source_id)
            return replace(source, urls={name: f"{found.url}/{name}" for name in source.urls})

        def impatient() -> AbstractContextManager[Fetcher]:
            return fetcher(attempts=1)

        monkeypatch.setattr(desk.lists.loading, "source_of", here)
        monkeypatch.setattr(desk.lists.loading, "open_fetcher", impatient)
        yield found


def test_a_list_that_fails_does_not_stop_the_others(
    run: Run, data: Path, office: Publisher
) -> None:
    result = run("lists", "refresh", "un_sc", "nowhere", ID)
    assert result.exit_code == 1
    assert "un_sc: failed" in result.stderr
    assert f"{ID}: updated" in result.stderr
    assert "us_ofac_cons is in force: 310 entries" in result.stdout
    assert "basis 1 is active" in result.stdout
    said = str(result.exception)
    assert "un_sc: " in said
    assert "the publisher answers 404" in said
    assert "unknown list" in said


def test_a_crash_on_a_list_does_not_stop_the_others(
    run: Run, office: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = ListStore.load

    def load(store: ListStore, source_id: str, *args: object, **options: object) -> object:
        if source_id == "us_bis_dpl":
            raise RuntimeError("a bug")
        return honest(store, source_id, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ListStore, "load", load)
    offer(office, {"dpl.txt": b"any"})
    result = run("lists", "refresh", "us_bis_dpl", ID)
    assert "us_bis_dpl: RuntimeError('a bug'); please report this" in str(result.exception)
    assert "us_ofac_cons is in force: 310 entries" in result.stdout


def test_a_list_that_is_unchanged_is_said_so(run: Run, office: Publisher) -> None:
    run("lists", "refresh", ID)
    result = run("lists", "refresh", ID)
    assert (result.exit_code, f"{ID}: unchanged" in result.stderr) == (0, True)
