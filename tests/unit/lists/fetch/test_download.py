from collections.abc import Iterator
from pathlib import Path

import pytest
from publishers import Publisher, fetcher, offer, publisher

from lists.errors import FetchError, ListError
from lists.fetch.download import download
from lists.fetch.fetched import Fetched, Validators
from lists.registry import source_of

FILES = {"a.csv": b"first\n", "b.csv": b"second\n"}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with publisher() as found:
        offer(found, FILES)
        yield found


def fetch(
    office: Publisher, folder: Path, known: dict[str, Validators] | None = None
) -> dict[str, Fetched] | None:
    with fetcher() as asking:
        return download(office.source(*FILES), folder, asking, known=known)


def versions(found: dict[str, Fetched] | None) -> dict[str, Validators]:
    assert found is not None
    return {name: file.validators for name, file in found.items()}


def test_all_files_come_together(office: Publisher, tmp_path: Path) -> None:
    found = fetch(office, tmp_path / "new")
    assert {file.name: file.read_bytes() for file in (tmp_path / "new").iterdir()} == FILES
    assert found is not None
    assert found["a.csv"].url == f"{office.url}/a.csv"


def test_what_is_known_is_not_fetched(office: Publisher, tmp_path: Path) -> None:
    known = versions(fetch(office, tmp_path / "one"))
    assert fetch(office, tmp_path / "two", known) is None
    assert list((tmp_path / "two").iterdir()) == []


def test_one_new_file_brings_the_others(office: Publisher, tmp_path: Path) -> None:
    known = versions(fetch(office, tmp_path / "one"))
    offer(office, {"b.csv": b"changed\n"})
    assert set(versions(fetch(office, tmp_path / "two", known))) == set(FILES)
    assert (tmp_path / "two" / "a.csv").read_bytes() == b"first\n"


def test_one_failure_fails_the_set(office: Publisher, tmp_path: Path) -> None:
    office.answers["/b.csv"] = [lambda to: to.send(404)]
    with pytest.raises(FetchError, match=r"b\.csv.* answers 404"):
        fetch(office, tmp_path)


def test_a_folder_that_cannot_be_made_is_said_so(office: Publisher, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FetchError, match="cannot be written"):
        fetch(office, tmp_path / "file")


def test_an_own_list_has_no_publisher(tmp_path: Path) -> None:
    with fetcher() as asking, pytest.raises(ListError, match="no publisher"):
        download(source_of("own:a"), tmp_path, asking)
