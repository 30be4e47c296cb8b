import json
from pathlib import Path

import pytest

from desk.errors import CommandError
from desk.service.place import find_place, leave_endpoints, masked
from worker.settings import Settings


def leave(folder: Path, url: str) -> None:
    (folder / "endpoints.json").write_text(json.dumps({"redis_url": url, "pids": {}}))


def test_an_option_goes_before_what_the_running_service_left(data: Path) -> None:
    leave(data, "redis://left:1/0")
    assert find_place(data=data).settings.redis_url == "redis://left:1/0"
    assert find_place(data=data, redis="redis://said:1/0").settings.redis_url == "redis://said:1/0"


def test_without_a_service_in_the_folder_no_server_is_guessed(data: Path) -> None:
    place = find_place(data=data)
    with pytest.raises(CommandError, match="no service runs in"):
        place.require_queue()


def test_a_server_in_the_environment_is_known(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_REDIS_URL", "redis://said:1/0")
    assert find_place(data=data).has_queue


def test_a_command_judges_as_the_running_service_does(data: Path) -> None:
    settings = Settings(data_dir=data, threshold=0.9, prefix="a:", required_lists=("own:x",))
    leave_endpoints(settings, {})
    found = find_place(data=data).settings
    assert (found.threshold, found.prefix, found.required_lists) == (0.9, "a:", ("own:x",))


def test_what_a_service_left_is_for_its_owner_alone(data: Path) -> None:
    leave_endpoints(Settings(data_dir=data), {})
    assert (data / "endpoints.json").stat().st_mode & 0o077 == 0


def test_a_broken_endpoints_file_is_named(data: Path) -> None:
    (data / "endpoints.json").write_text("{")
    with pytest.raises(CommandError, match=r"endpoints\.json: not JSON"):
        find_place(data=data)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        pytest.param({"redis": "127.0.0.1:56379"}, "redis://HOST:6379/0", id="no scheme"),
        pytest.param({"redis": "redis://h:port/0"}, "redis://HOST:6379/0", id="no port"),
        pytest.param({"database": "mysql://u:secret@h/d"}, "mysql://h/d", id="another database"),
    ],
)
def test_what_is_no_address_is_said(data: Path, option: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as failed:
        find_place(data=data, **option)
    assert "secret" not in str(failed.value)


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
