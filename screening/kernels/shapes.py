"""The shapes of the model, compiled: what each feature adds to the logit."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from screening.kernels.compiled import kernel
from screening.kernels.features import COUNT


class Table(NamedTuple):
    """The model's shapes: each goes straight from knot to knot, and is level beyond them.

    Attributes:
        knots: float64[features, 8], values of a feature in ascending order.
        values: float64[features, 8], what the feature adds there to the logit, in nats.
        sizes: int64[features], how many knots are used; a feature with none adds nothing.
        intercept: the logit before any feature is looked at.
    """

    knots: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.int64]
    intercept: float


@kernel
def logit_of(features, table):
    """Return the intercept and what the features add to it.

    Args:
        features: float64[COUNT].
        table: Table.
    """
    total = table.intercept
    for feature in range(COUNT):
        total += part_of(feature, features[feature], table)
    return total


@kernel
def part_of(feature, value, table):
    """Return what a feature of this value adds to the logit, in nats; table: Table."""
    knots, values, size = table.knots[feature], table.values[feature], table.sizes[feature]
    if size == 0:
        return 0.0
    if value <= knots[0]:
        return values[0]
    for place in range(1, size):
        if value <= knots[place]:
            share = (value - knots[place - 1]) / (knots[place] - knots[place - 1])
            return values[place - 1] + share * (values[place] - values[place - 1])
    return values[size - 1]
