"""The demo, as a stranger sees it."""

import json
import subprocess
import sys
from typing import Any

import pytest


def demo(*options: str) -> str:
    command = [sys.executable, "-m", "desk", "demo", "--offline", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(120)
def test_the_demo_flags_what_is_listed_and_clears_the_rest() -> None:
    said = demo()
    for word in ("Ural Civil Aviation Factory", "AKMETRON", "IMO"):
        assert word.casefold() in said.casefold()
    assert "What became of every record\n" in said
    rows = [line.strip("│").split("│") for line in said.splitlines() if line[:1] == "│"]
    found = {cells[0].strip(): cells[1].strip() for cells in rows}
    wanted = {"CLEAR": "20", "FLAGGED": "4", "duplicate": "1", "dead": "1", "received": "26"}
    assert found.items() >= wanted.items()


@pytest.mark.timeout(120)
def test_the_demo_tells_programs_one_object_and_heeds_no_other_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_PREFIX", "mine:")
    monkeypatch.setenv("CUSTOMHOUSE_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/mine")
    monkeypatch.setenv("CUSTOMHOUSE_REQUIRED_LISTS", "un_sc")
    found: dict[str, Any] = json.loads(demo("--json"))
    assert (found["received"], found["fates"]["clear"], found["fates"]["flagged"]) == (26, 20, 4)
