import json
from pathlib import Path

import pytest

from desk.errors import CommandError
from desk.service.place import find_place, masked


def leave(folder: Path, url: str) -> None:
    (folder / "endpoints.json").write_text(json.dumps({"redis_url": url, "pids": {}}))


def test_an_option_goes_before_what_the_running_service_left(data: Path) -> None:
    leave(data, "redis://left:1/0")
    assert find_place(data=data).settings.redis_url == "redis://left:1/0"
    assert find_place(data=data, redis="redis://said:1/0").settings.redis_url == "redis://said:1/0"


def test_the_default_stands_where_nothing_is_said(data: Path) -> None:
    assert find_place(data=data).settings.redis_url == "redis://127.0.0.1:6379/0"


def test_a_broken_endpoints_file_is_named(data: Path) -> None:
    (data / "endpoints.json").write_text("{")
    with pytest.raises(CommandError, match=r"endpoints\.json: not JSON"):
        find_place(data=data)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://user:secret@host:1/0", "redis://host:1/0"),
        ("redis://host:1/0", "redis://host:1/0"),
        ("sqlite:///a@b", "sqlite://b"),
    ],
)
def test_a_password_is_not_shown(url: str, shown: str) -> None:
    assert masked(url) == shown
