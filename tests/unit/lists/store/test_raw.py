from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from lists.fetch.fetched import Fetched, Validators
from lists.store.raw import Provenance, RawFiles

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LIST = "0" * 64


def arrived(folder: Path, content: bytes, etag: str = '"1"') -> Provenance:
    folder.mkdir(exist_ok=True)
    (folder / "list.txt").write_bytes(content)
    file = Fetched(
        url="https://list.example/list.txt",
        sha256=sha256(content).hexdigest(),
        size=len(content),
        validators=Validators(etag=etag),
        headers={"server": "test"},
    )
    return Provenance(source="un_sc", received_at=NOON, files={"list.txt": file})


def test_bytes_and_provenance_come_back(tmp_path: Path) -> None:
    raw, provenance = RawFiles(tmp_path / "raw"), arrived(tmp_path / "new", b"one")
    with raw.arrivals("un_sc"):
        raw.adopt(LIST, provenance, tmp_path / "new")
    assert RawFiles(tmp_path / "raw").provenance(LIST) == provenance
    assert raw.file(provenance.files["list.txt"].sha256).read_bytes() == b"one"


def test_later_bytes_of_the_same_list_are_only_recognised(tmp_path: Path) -> None:
    raw, first = RawFiles(tmp_path / "raw"), arrived(tmp_path / "new", b"one")
    with raw.arrivals("un_sc"):
        raw.adopt(LIST, first, tmp_path / "new")
        raw.adopt(LIST, arrived(tmp_path / "new", b"two", '"2"'), tmp_path / "new")
    found = raw.provenance(LIST)
    assert found is not None
    assert found.files["list.txt"].sha256 == first.files["list.txt"].sha256
    assert found.files["list.txt"].validators.etag == '"2"'
    assert len(list((tmp_path / "raw").iterdir())) == 2


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"source": 1, "received_at": 2}'], ids=repr)
def test_a_damaged_provenance_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / f"{LIST}.json").write_text(content, encoding="utf-8")
    assert RawFiles(tmp_path).provenance(LIST) is None


def test_what_a_killed_download_left_is_removed(tmp_path: Path) -> None:
    raw = RawFiles(tmp_path)
    (tmp_path / ".new-un_sc").mkdir()
    (tmp_path / ".new-un_sc" / "half").touch()
    with raw.arrivals("un_sc") as folder:
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
