"""The model: a sum of shapes, one a feature, whose table is reviewed data."""

import json
from importlib.resources import files
from math import exp, log
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from screening.kernels.features import FEATURES
from screening.kernels.shapes import Table, Tables, part_of

# The kinds of bearers by number; what is not known is taken for an organisation.
KINDS: Final = ("organisation", "person", "organisation", "vessel")
_MOST_KNOTS: Final = 8
# Beyond it four decimals are all nines.
_FARTHEST: Final = 20.0


def read_tables(data: dict[str, Any]) -> Tables:
    """Return the tables as compiled code reads them.

    Args:
        data: for each of KINDS {"intercept": -1.2, "shapes": {"edits": {"knots": [0, 1],
            "values": [0, -0.5]}}}; a feature without a shape adds nothing.
    """
    knots = np.zeros((len(FEATURES), _MOST_KNOTS))
    values = np.zeros((len(KINDS), len(FEATURES), _MOST_KNOTS))
    sizes = np.zeros(len(FEATURES), dtype=np.int64)
    for number, kind in enumerate(KINDS):
        for place, feature in enumerate(FEATURES):
            shape = data[kind]["shapes"].get(feature, {"knots": [], "values": []})
            sizes[place] = len(shape["knots"])
            knots[place, : sizes[place]] = shape["knots"]
            values[number, place, : sizes[place]] = shape["values"]
    intercepts = np.array([float(data[kind]["intercept"]) for kind in KINDS])
    return Tables(knots, values, sizes, intercepts)


TABLES: Final[Tables] = read_tables(
    json.loads((files("screening.tables") / "model.json").read_text(encoding="utf-8"))
)


def by_kind(tables: Tables) -> tuple[Table, ...]:
    """Return the table of each kind of bearer."""
    return tuple(
        Table(tables.knots, values, tables.sizes, float(intercept))
        for values, intercept in zip(tables.values, tables.intercepts, strict=True)
    )


TABLE_OF: Final = by_kind(TABLES)


def parts_of(features: npt.NDArray[np.float64], kind: int) -> dict[str, float]:
    """Return what each feature adds to the logit, in nats; "base" is the intercept.

    Args:
        features: float64[COUNT].
        kind: of the bearer, a place in KINDS.
    """
    table = TABLE_OF[kind]
    parts = {"base": table.intercept}
    for place, feature in enumerate(FEATURES):
        part = float(part_of(place, features[place], table))
        if part:
            parts[feature] = part
    return parts


def probability(logit: float) -> float:
    """Return the score of a logit: 0..1, rounded to six decimals."""
    return round(1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, logit)))), 6)


def logit_of_score(score: float) -> float:
    """Return the logit of a score; 0 and 1 give the farthest ones that are told apart."""
    if score <= 0.0:
        return -_FARTHEST
    return _FARTHEST if score >= 1.0 else log(score / (1.0 - score))
