"""The index of a snapshot on disk."""

from pathlib import Path

import orjson
import pytest
from listed import a_listing, a_party

from lists.canonical import to_json
from lists.store.mapped import open_index, write_index
from screening.policy import Policy
from screening.watchlist import Watchlist

LISTINGS = [a_listing("Quillon Harrow", "Kestrel Works"), a_listing("Tilehaven Trading")]


def written(folder: Path, count: int = 2) -> Path:
    write_index(folder / "index", ((to_json(each), each) for each in LISTINGS[:count]))
    return folder / "index"


def test_what_is_opened_screens_like_what_was_written(tmp_path: Path) -> None:
    opened, kept = open_index(written(tmp_path)), Watchlist.of(LISTINGS)
    for name in ("Quillon Harow", "Kestrel Factory", "Tilehaven", "Bellwether"):
        asked = a_party(name)
        assert opened.screen_subject(asked, Policy()) == kept.screen_subject(asked, Policy())


def test_an_index_of_nothing_hits_nothing(tmp_path: Path) -> None:
    assert open_index(written(tmp_path, count=0)).screen_subject(a_party("Kestrel"), Policy()) == ()


@pytest.mark.parametrize("name", ["listings.ndjson", "names.letters.npy", "lines.npy"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    file = written(tmp_path) / name
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ValueError, match="damaged"):
        open_index(file.parent)


@pytest.mark.parametrize("hashes", [b"{}", b"[]", b'{"kind.npy": "0"}'])
def test_damaged_hashes_are_told(tmp_path: Path, hashes: bytes) -> None:
    folder = written(tmp_path)
    (folder / "hashes.json").write_bytes(hashes)
    with pytest.raises(ValueError, match="damaged"):
        open_index(folder)


def test_an_index_of_another_version_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "postings.bones.npy").unlink()
    hashes = orjson.loads((folder / "hashes.json").read_bytes())
    del hashes["postings.bones.npy"]
    (folder / "hashes.json").write_bytes(orjson.dumps(hashes))
    with pytest.raises(ValueError, match="another version"):
        open_index(folder)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_index(tmp_path / "none")


def test_listings_read_as_they_were_written(tmp_path: Path) -> None:
    opened = open_index(written(tmp_path))
    assert len(opened) == 2
