"""The table of commands, and that it costs nothing to look at."""

import subprocess
import sys
import tomllib
from inspect import getdoc
from pathlib import Path

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
