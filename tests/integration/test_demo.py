"""The demo, as a stranger sees it."""

import subprocess
import sys

import pytest


@pytest.mark.timeout(120)
def test_the_demo_flags_what_is_listed_and_clears_the_rest() -> None:
    command = [sys.executable, "-m", "desk", "demo", "--offline"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    for said in ("Ural Civil Aviation Factory", "AKMETRON", "IMO"):
        assert said.casefold() in done.stdout.casefold()
    rows = [line.strip("│").split("│") for line in done.stdout.splitlines() if line[:1] == "│"]
    found = {cells[0].strip(): cells[1].strip() for cells in rows}
    wanted = {"CLEAR": "20", "FLAGGED": "4", "duplicate": "1", "dead": "1", "received": "26"}
    assert found.items() >= wanted.items()
