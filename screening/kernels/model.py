"""The model: a sum of shapes, one a feature, whose table is reviewed data."""

import json
from importlib.resources import files
from math import exp, log
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.kernels.features import FEATURES
from screening.kernels.shapes import Table, part_of

_MOST_KNOTS: Final = 8
# Beyond it four decimals are all nines.
_FARTHEST: Final = 20.0


def read_table(data: dict[str, Any]) -> Table:
    """Return the table as compiled code reads it.

    Args:
        data: {"intercept": -1.2, "shapes": {"edits": {"knots": [0, 1], "values": [0, -0.5]}}};
            a feature without a shape adds nothing.
    """
    knots = np.zeros((len(FEATURES), _MOST_KNOTS))
    values = np.zeros((len(FEATURES), _MOST_KNOTS))
    sizes = np.zeros(len(FEATURES), dtype=np.int64)
    for place, feature in enumerate(FEATURES):
        shape = data["shapes"].get(feature, {"knots": [], "values": []})
        sizes[place] = len(shape["knots"])
        knots[place, : sizes[place]] = shape["knots"]
        values[place, : sizes[place]] = shape["values"]
    return Table(knots, values, sizes, float(data["intercept"]))


TABLE: Final[Table] = read_table(
    json.loads((files("screening.tables") / "model.json").read_text(encoding="utf-8"))
)


def parts_of(features: npt.NDArray[np.float64]) -> dict[str, float]:
    """Return what each feature adds to the logit, in nats; "base" is the intercept.

    Args:
        features: float64[COUNT].
    """
    parts = {"base": TABLE.intercept}
    for place, feature in enumerate(FEATURES):
        part = float(part_of(place, features[place], TABLE))
        if part:
            parts[feature] = part
    return parts


def probability(logit: float) -> float:
    """Return the score of a logit: 0..1, rounded to four decimals."""
    return round(1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, logit)))), 4)


def logit_of_score(score: float) -> float:
    """Return the logit of a score; 0 and 1 give the farthest ones that are told apart."""
    if score <= 0.0:
        return -_FARTHEST
    return _FARTHEST if score >= 1.0 else log(score / (1.0 - score))
