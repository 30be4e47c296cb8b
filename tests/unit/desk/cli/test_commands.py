"""The table of commands, and that it costs nothing to look at."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desk.cli.commands import COMMANDS, LISTS, app
from desk.cli.late import Late, load
from desk.version import VERSION

PYPROJECT = Path(__file__).resolve().parents[4] / "pyproject.toml"
# What takes long to import, or much memory.
HEAVY = {"celery", "lxml", "numba", "numpy", "redis", "rigour", "sqlalchemy", "structlog"}
ASK = """
import sys
sys.argv = ["customhouse", sys.argv[1]]
from desk.app import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("row", [*COMMANDS, *LISTS], ids=lambda row: row.name)
def test_the_table_says_of_a_command_what_it_says_itself(row: Late) -> None:
    command = load(row.name, row.target)
    assert (command.help or getdoc(command.callback) or "").startswith(row.help)


# Print what other programs read, in a form of its own.
OTHER_FORM = {"metrics", "schema", "lists template", "lists export"}


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with its name."""
    for row in COMMANDS:
        found = load(row.name, row.target)
        if row.name == "lists":
            yield from ((f"lists {each.name}", load(each.name, each.target)) for each in LISTS)
            continue
        yield row.name, found
        for name, command in getattr(found, "commands", {}).items():
            yield f"{row.name} {name}", command


def test_every_command_answers_programs_in_json() -> None:
    without = [
        name
        for name, command in commands()
        if command.params and not any("--json" in each.opts for each in command.params)
    ]
    assert set(without) == OTHER_FORM


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    command = [sys.executable, "-c", ASK, option]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stderr.split())


def test_the_version_is_said_and_is_the_packages() -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert (
        CliRunner().invoke(app, ["--version"]).stdout.startswith(f"customhouse {VERSION}, engine")
    )


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    assert "Did you mean 'status'" in CliRunner().invoke(app, ["statsu"]).stderr
