"""The short form of benchmarks/faults.py: real processes, real kills."""

import random
from pathlib import Path

import pytest

from benchmarks.faults import Trial, run


@pytest.mark.timeout(240)
def test_kills_at_random_lose_nothing_and_tell_nothing_twice(tmp_path: Path) -> None:
    trial = Trial(
        data=tmp_path, records=1500, duplicates=40, poison=8, kills=6, rng=random.Random(11)
    )
    found = run(trial, deadline_s=200)
    assert found["problems"] == []
    assert trial.log
