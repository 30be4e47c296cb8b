"""Spoilt lists, as many as a little time allows; benchmarks/fuzz.py is the long run."""

import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.errors import ListError
from lists.reading.parsed import read_list
from lists.registry import parser_of, source_of
from tests.fuzzing import Fuzz, GarbageError
from tests.list_samples import SAMPLES
from tests.mutations import mutated

SEED = 7
# Seconds of processor time for each format, and what must fit in whatever the machine is.
BUDGET_S = 1.2
LEAST = 200


@pytest.mark.parametrize("name", SAMPLES)
def test_a_spoilt_list_is_read_or_refused_and_never_slips_through_the_gate(
    name: str, tmp_path: Path
) -> None:
    fuzz, number = Fuzz(name, SEED, tmp_path), 0
    deadline = time.process_time() + BUDGET_S
    while number < LEAST or time.process_time() < deadline:
        try:
            fuzz.run(number)
        except BaseException as exc:
            exc.add_note(f"Fuzz({name!r}, {SEED}, folder).input({number})")
            raise
        number += 1


@pytest.mark.parametrize("name", SAMPLES)
@settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(chance=st.randoms(note_method_calls=False))
def test_a_list_spoilt_as_hypothesis_likes_is_read_or_refused(
    name: str, tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    sample = SAMPLES[name]
    files, source = sample.files(3), source_of(sample.source)
    spoilt = {file: mutated(data, chance) for file, data in files.items()}
    path = sample.path(tmp_path_factory.mktemp("spoilt"), spoilt)
    with suppress(ListError):
        read_list(parser_of(source), path, source)


def test_a_list_that_lost_half_of_its_entries_would_not_pass_for_accepted(tmp_path: Path) -> None:
    fuzz = Fuzz("un_sc", SEED, tmp_path)
    half = SAMPLES["un_sc"].path(tmp_path, SAMPLES["un_sc"].files(15))
    source = source_of("un_sc")
    with pytest.raises(GarbageError, match="15 of 30 entries are gone"):
        fuzz.check(read_list(parser_of(source), half, source))
