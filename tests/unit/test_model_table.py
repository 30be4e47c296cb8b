"""The model's tables and the program that makes them say the same."""

import json
import os
from itertools import pairwise

import pytest

from fitting.model import KNOTS, fit_kind, main
from fitting.places import DATA, TABLES
from fitting.sampling import labelled_sample
from screening.kernels.features import FEATURES
from screening.kernels.model import TABLES as SHAPES_OF_KINDS

MODEL = json.loads((TABLES / "model.json").read_text(encoding="utf-8"))
BOTH = [(kind, feature) for kind in MODEL for feature in FEATURES]


@pytest.mark.parametrize("kind", MODEL)
def test_table_program_and_matcher_have_the_same_features_in_the_same_order(kind: str) -> None:
    assert list(MODEL[kind]["shapes"]) == list(KNOTS) == list(FEATURES)


@pytest.mark.parametrize(("kind", "feature"), BOTH)
def test_a_feature_moves_the_score_only_in_its_direction(kind: str, feature: str) -> None:
    shape = MODEL[kind]["shapes"][feature]
    steps = [after - before for before, after in pairwise(shape["values"])]
    assert all(step * FEATURES[feature] >= 0 for step in steps)
    assert shape["knots"] == KNOTS[feature]


@pytest.mark.skipif(not DATA.exists(), reason="needs the data folder beside the project")
def test_the_program_gives_the_same_table_twice() -> None:
    sample = labelled_sample(SHAPES_OF_KINDS)
    assert fit_kind(sample, 2) == fit_kind(sample, 2)


@pytest.mark.skipif(
    "CUSTOMHOUSE_TEST_REFIT" not in os.environ or not DATA.exists(),
    reason="takes four minutes: set CUSTOMHOUSE_TEST_REFIT=1, or python -m fitting.model --check",
)
@pytest.mark.timeout(1200)
def test_the_table_is_what_the_program_makes_of_the_data() -> None:
    assert main(["--check"]) == 0
