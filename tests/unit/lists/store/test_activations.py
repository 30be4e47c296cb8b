from datetime import UTC, datetime
from pathlib import Path

import pytest

from lists.errors import ListError
from lists.store.activations import Activation, Activations, Drop

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LOADED = Activation(at=NOON, snapshot="a" * 32)
DROPPED = Activation(
    at=NOON, snapshot="b" * 32, drop=Drop(source="own:a", reason="replaced", by="operator")
)


def test_the_log_comes_back_in_order(tmp_path: Path) -> None:
    log = Activations(tmp_path)
    assert log.newest() is None
    for activation in (LOADED, DROPPED):
        log.add(activation)
    assert list(Activations(tmp_path)) == [LOADED, DROPPED]
    assert log.newest() == DROPPED


def test_an_entry_of_an_older_version_is_read(tmp_path: Path) -> None:
    text = '{"at": "2026-01-01T12:00:00+00:00", "snapshot": "%s"}'
    (tmp_path / "00000001.json").write_text(text % ("a" * 32), encoding="utf-8")
    assert list(Activations(tmp_path)) == [LOADED]


@pytest.mark.parametrize("content", ["", "{}", '{"at": 1}', "[]"], ids=repr)
def test_a_damaged_entry_is_said_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "00000001.json").write_text(content, encoding="utf-8")
    with pytest.raises(ListError, match="damaged"):
        Activations(tmp_path).newest()
