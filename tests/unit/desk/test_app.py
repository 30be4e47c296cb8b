import sys
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings, SettingsConfigDict
from typer.testing import CliRunner

import desk.cli.commands
from desk.app import main
from desk.cli.commands import app
from desk.errors import CommandError


def say(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["customhouse", *words])
    return main()


def test_an_expected_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = say(monkeypatch, "status", "S1", "--data", str(tmp_path))
    text = capsys.readouterr().err
    assert (code, text.count("\n"), text.startswith("error: no service in")) == (1, 1, True)


def test_a_bad_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_THRESHOLD", "7")
    assert say(monkeypatch, "lists", "show") == 1
    assert "CUSTOMHOUSE_THRESHOLD" in capsys.readouterr().err


def test_a_misspelt_setting_is_said_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_TRESHOLD", "0.9")
    with pytest.raises(SystemExit):
        say(monkeypatch, "--help")
    assert "did you mean CUSTOMHOUSE_THRESHOLD?" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_at_all_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Numbers(BaseSettings):
        model_config = SettingsConfigDict(env_prefix="CUSTOMHOUSE_")
        numbers: tuple[int, ...]

    monkeypatch.setenv("CUSTOMHOUSE_NUMBERS", "secret")
    monkeypatch.setattr(desk.cli.commands, "app", Numbers)
    assert say(monkeypatch) == 1
    text = capsys.readouterr().err
    assert "CUSTOMHOUSE_NUMBERS" in text
    assert "secret" not in text


def test_every_command_has_help() -> None:
    text = CliRunner().invoke(app, ["--help"]).stdout
    names = ("up", "demo", "migrate", "submit", "status", "shipment", "alerts", "groups", "lists")
    assert all(name in text for name in (*names, "match", "rescreen", "doctor", "lane", "dead"))


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["nonsense"]).exit_code == 2


def test_an_error_of_several_lines_keeps_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise CommandError("one\ntwo")

    monkeypatch.setattr(desk.cli.commands, "app", fail)
    assert say(monkeypatch) == 1
    assert capsys.readouterr().err == "error: one\ntwo\n"


def test_ctrl_c_at_once_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.cli.commands, "app", interrupted)
    assert say(monkeypatch) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "S1", "--redis", "127.0.0.1:56379"], "write it like redis://HOST:6379/0"),
        (["status", "S1", "--database", "mysql://h/d"], "write it like postgresql://"),
        (["status", "S1", "--database", "postgresql://u@127.0.0.1:1/d"], "refused"),
        (["lane", "show", "--redis", "redis://127.0.0.1:1/0"], "no Redis at"),
    ],
    ids=["no scheme", "another database", "a database that is away", "a Redis that is away"],
)
def test_a_wrong_or_dead_address_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: list[str],
    said: str,
) -> None:
    assert say(monkeypatch, *words, "--data", str(tmp_path)) == 1
    text = capsys.readouterr().err
    assert said in text
    assert text.count("\n") == 1
