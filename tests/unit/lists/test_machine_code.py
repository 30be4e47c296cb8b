from pathlib import Path

import pytest

import lists.machine_code
from lists.machine_code import drop_stale_code


class Compiled:
    """Stands for a compiled function whose code lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.stats = self
        self.cache_path = str(folder)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    drop_stale_code.cache_clear()
    monkeypatch.setattr(lists.machine_code, "compare_all", Compiled(tmp_path))
    (tmp_path / "comparing.compare-1.py311.nbi").touch()
    (tmp_path / "comparing.compare-1.py311.1.nbc").touch()
    (tmp_path / "comparing.cpython-311.pyc").touch()
    return tmp_path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_code_of_unknown_sources_is_thrown_away_and_nothing_else(folder: Path) -> None:
    drop_stale_code()
    assert names(folder) == {"comparing.cpython-311.pyc", "customhouse-sources"}


def test_code_of_these_sources_is_kept(folder: Path) -> None:
    drop_stale_code()
    drop_stale_code.cache_clear()
    (folder / "comparing.compare-1.py311.nbi").touch()
    drop_stale_code()
    assert "comparing.compare-1.py311.nbi" in names(folder)


def test_code_of_other_sources_is_thrown_away(folder: Path) -> None:
    (folder / "customhouse-sources").write_text("another version", encoding="ascii")
    drop_stale_code()
    assert "comparing.compare-1.py311.nbi" not in names(folder)


def test_a_folder_that_cannot_be_made_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop_stale_code.cache_clear()
    (tmp_path / "file").touch()
    monkeypatch.setattr(lists.machine_code, "compare_all", Compiled(tmp_path / "file" / "sub"))
    drop_stale_code()
    assert names(tmp_path) == {"file"}
