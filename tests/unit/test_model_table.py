"""The model's table and the program that makes it say the same."""

import json
from itertools import pairwise

import pytest

from fitting.model import KNOTS, fit_table, joined, labelled_sample, main
from fitting.places import DATA, TABLES
from screening.kernels.features import FEATURES
from screening.kernels.model import TABLE

SHAPES = json.loads((TABLES / "model.json").read_text(encoding="utf-8"))["shapes"]


def test_table_program_and_matcher_have_the_same_features_in_the_same_order() -> None:
    assert list(SHAPES) == list(KNOTS) == list(FEATURES)


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_moves_the_score_only_in_its_direction(feature: str) -> None:
    values = SHAPES[feature]["values"]
    steps = [after - before for before, after in pairwise(values)]
    assert all(step * FEATURES[feature] >= 0 for step in steps)
    assert SHAPES[feature]["knots"] == KNOTS[feature]


@pytest.mark.skipif(not DATA.exists(), reason="needs the data folder beside the project")
def test_the_program_gives_the_same_table_twice() -> None:
    sample = joined(labelled_sample(TABLE))
    assert fit_table(sample) == fit_table(sample)


@pytest.mark.skipif(not DATA.exists(), reason="needs the data folder beside the project")
@pytest.mark.timeout(600)
def test_the_table_is_what_the_program_makes_of_the_data() -> None:
    assert main(["--check"]) == 0
