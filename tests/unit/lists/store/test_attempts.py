import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lists.errors import BusyError
from lists.store.attempts import Attempt, Attempts, Ending

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
REJECTED = Attempt(
    source="us_ofac_cons", at=NOON, ending=Ending.REJECTED, reason="too small", before=4
)


def test_the_last_attempt_is_remembered(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path)
    assert attempts.last("us_ofac_cons") is None
    attempts.note(REJECTED)
    assert Attempts(tmp_path).last("us_ofac_cons") == REJECTED


@pytest.mark.parametrize("content", ["", "{}", '{"at": 1}', "[]"], ids=repr)
def test_a_damaged_note_is_no_attempt(tmp_path: Path, content: str) -> None:
    (tmp_path / "us_ofac_cons.json").write_text(content, encoding="utf-8")
    assert Attempts(tmp_path).last("us_ofac_cons") is None


def test_two_do_not_ask_for_the_same_list(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path)
    with attempts.alone("us_ofac_cons"):
        with attempts.alone("un_sc"):
            pass
        with pytest.raises(BusyError, match="already being refreshed"):
            attempts.alone("us_ofac_cons").__enter__()


def test_a_kill_frees_the_list(tmp_path: Path) -> None:
    dies = f"""
import os, signal, pathlib
from lists.store.attempts import Attempts
with Attempts(pathlib.Path({str(tmp_path)!r})).alone("un_sc"):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", dies], check=False).returncode == -9
    with Attempts(tmp_path).alone("un_sc"):
        pass
