"""Make screening/tables/model.json: the weights of the matcher's features.

A logistic regression for each kind of bearer, on straight lines between knots, each bound to move
the score in the direction that its feature means. What is learnt from is traffic: a score is the
probability that a hit is right where one party in a thousand is listed. A few rounds, since the
choice between pairings, and of the surest listed name, uses the table.

    python -m fitting.model           fit and write the table
    python -m fitting.model --check   fit, and say how far the table in the repository is from it
"""

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fitting.entities import read_entities
from fitting.places import TABLES
from fitting.sampling import LEARNT_AS, Sample, joined, labelled_sample, traffic_sample
from fitting.solving import solve
from lists.machine_code import drop_stale_code
from screening.kernels.features import FEATURES
from screening.kernels.model import by_kind, logit_of_score, read_tables
from screening.kernels.shapes import Table, logit_of
from screening.policy import Policy

Array = npt.NDArray[Any]
KNOTS: Final[dict[str, list[float]]] = {
    "worst pair": [0, 0.6, 0.7, 0.8, 0.9, 1],
    "coverage of the worse side": [0, 0.3, 0.5, 0.65, 0.8, 0.9, 1],
    "coverage of the better side": [0, 0.4, 0.6, 0.8, 1],
    "coverage by at most one edit": [0, 0.3, 0.5, 0.7, 0.85, 1],
    "left over on both sides": [0, 0.1, 0.3, 0.6, 1, 2],
    "left over asked": [0, 0.1, 0.3, 0.6, 1, 2, 3],
    "left over listed": [0, 0.1, 0.3, 0.6, 1, 2, 3],
    "rarest pair": [0, 0.3, 0.5, 0.7, 0.85, 1, 1.2, 1.4],
    "all pairs": [0, 0.5, 1, 1.5, 2, 2.5, 3, 4],
    "order": [0, 0.5, 1],
    "written as one": [0.75, 0.85, 0.9, 0.95, 1],
    "edits as one": [0, 1, 2, 3, 4],
    "most edits in a pair": [0, 1, 2, 3],
    "edits": [0, 1, 2, 3, 5],
    "edits in short words": [0, 1, 2],
    "first letters changed": [0, 1, 2],
    "legal form": [-1, 0, 1],
    "legal form asked alone": [0, 1],
    "one pair": [0, 1],
    "numbers left over": [0, 1, 2],
    "initials": [0, 1, 2],
    "by sound": [0, 0.5, 1],
    "telling words": [0, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2],
    "telling words left over asked": [0, 0.2, 0.4, 0.7, 1, 1.5],
    "telling words left over listed": [0, 0.2, 0.4, 0.7, 1, 1.5],
    "edits where little tells": [0, 0.5, 1, 2, 3],
    "initials left over": [0, 1, 2],
    "cut off": [0, 0.1, 0.5, 1, 2],
    "father and son swapped": [0, 1],
    "the same words": [0, 1],
    "common words alone": [0, 1],
}
# What the first round chooses pairings by.
_FIRST: Final = {
    "worst pair": 2.0, "coverage of the worse side": 3.0, "left over on both sides": -2.0,
    "left over asked": -1.0, "left over listed": -1.5, "all pairs": 1.0, "edits": -1.0,
    "rarest pair": 1.0,
}  # fmt: skip
# The features of a copy of a name of one common word.
_COPY: Final = {
    "worst pair": 1.0, "coverage of the worse side": 1.0, "coverage of the better side": 1.0,
    "coverage by at most one edit": 1.0, "order": 1.0, "written as one": 1.0, "one pair": 1.0,
}  # fmt: skip
_MARGIN: Final = 0.05
# Names that share only their trade need support; too few pairs show it for it to be learnt.
_LEAST_OF_COMMON: Final = -4.0
# From which value on persons lose how much more.
_OF_PERSONS: Final = {"left over on both sides": (0.3, -1.2), "initials left over": (1.0, -4.5),
               "father and son swapped": (1.0, -3.0)}  # fmt: skip
LEARNT: Final = {"person": 1, "organisation": 2, "vessel": 3}
# Of a thousand parties one is listed; the intercept is set for that.
_LISTED: Final = 0.001
_SHRINKAGE: Final = 0.5
# The share of the questions that each round asks.
_ROUNDS: Final = (0.25, 1.0)
_CHOICES: Final = 3


def main(arguments: Sequence[str]) -> int:
    """Fit; write the table, or compare it with the one that is there."""
    drop_stale_code()
    tables = fit()
    path = TABLES / "model.json"
    if "--check" not in arguments:
        path.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
        return 0
    known, made = (read_tables(data) for data in (json.loads(path.read_text("utf-8")), tables))
    apart = float(np.abs(known.values - made.values).max())
    apart = max(apart, float(np.abs(known.intercepts - made.intercepts).max()))
    print(f"the table differs by {apart:.4f} at most")
    return int(apart > 0.05)


def fit() -> dict[str, Any]:
    """Return the tables that the data give."""
    entities = read_entities()
    data = first_tables()
    for share in _ROUNDS:
        tables = read_tables(data)
        sample = joined(traffic_sample(entities, tables, share), labelled_sample(tables))
        data = {kind: fit_kind(sample, number) for kind, number in LEARNT.items()}
        for table in data.values():
            table["shapes"]["the same words"]["values"][-1] += worth_of_same(table)
    harden(data["person"])
    return data


def harden(person: dict[str, Any]) -> None:
    """Make other names and other initials of persons count more than trade parties teach.

    Few parties of trade are persons, so that what tells two persons apart is hardly seen there:
    two patronymics, or an initial that no name begins with.
    """
    for feature, (start, most) in _OF_PERSONS.items():
        shape = person["shapes"][feature]
        shares = [min(1.0, knot / start) for knot in shape["knots"]]
        shape["values"] = [
            round(value + most * share, 4)
            for value, share in zip(shape["values"], shares, strict=True)
        ]


def worth_of_same(table: dict[str, Any]) -> float:
    """Return what a name of the same words lacks to be a hit by itself, however common they are."""
    copy = np.array([_COPY.get(feature, 0.0) for feature in FEATURES])
    copy[list(FEATURES).index("the same words")] = 1.0
    only = by_kind(read_tables(dict.fromkeys(LEARNT, table)))[0]
    missing = logit_of_score(Policy().review) - score(copy, only)
    return round(max(0.0, missing + _MARGIN), 4)


def first_tables() -> dict[str, Any]:
    """Return tables of straight lines to begin with."""
    shapes = {}
    for feature, knots in KNOTS.items():
        share = (np.array(knots) - knots[0]) / (knots[-1] - knots[0])
        values = _FIRST.get(feature, 0.5 * FEATURES[feature]) * share
        shapes[feature] = {"knots": knots, "values": values.tolist()}
    return {kind: {"intercept": -8.0, "shapes": shapes} for kind in LEARNT}


def fit_kind(sample: Sample, kind: int) -> dict[str, Any]:
    """Return the table of the likeliest shapes for one kind of bearer.

    Of each question only the surest listed name counts, as a hit does.
    """
    is_kind = (sample.kind == kind) | ((sample.kind == 0) & (kind == LEARNT["organisation"]))
    columns, owners, signs = _steps(sample.features[is_kind])
    is_match, weight = sample.is_match[is_kind], sample.weight[is_kind]
    question = sample.question[is_kind]
    surest = np.zeros(len(question))
    for _ in range(_CHOICES):
        rows = _surest(question, surest)
        rises, intercept = solve(
            columns[rows], is_match[rows].astype(float), weight[rows], _SHRINKAGE
        )
        surest = columns @ rises.astype(np.float32) + intercept
    shapes = {}
    for number, (feature, knots) in enumerate(KNOTS.items()):
        own = owners == number
        changes = np.zeros(len(knots) - 1)
        for place, change in zip(_places(own, len(knots) - 1), (rises * signs)[own], strict=True):
            changes[place] += change
        values = np.concatenate([[0.0], np.cumsum(changes)])
        if feature == "common words alone":
            values[-1] = min(values[-1], _LEAST_OF_COMMON)
        shapes[feature] = {"knots": knots, "values": [round(float(v), 4) for v in values]}
    intercept += np.log(_LISTED / LEARNT_AS)
    return {"intercept": round(float(intercept), 4), "shapes": shapes}


def _places(own: Array, count: int) -> list[int]:
    """Return which rise each column of a feature is: of one that goes either way there are two."""
    return [place // (2 if own.sum() > count else 1) for place in range(int(own.sum()))]


def _surest(question: Array, logits: Array) -> Array:
    """Return of each question the place of its surest row."""
    order = np.lexsort((-logits, question))
    ordered = question[order]
    is_first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    return order[is_first]


def score(features: Array, table: Table) -> float:
    """Return the logit of one row of features."""
    return float(logit_of(features.astype(np.float64), table))


def _steps(features: Array) -> tuple[Array, Array, Array]:
    """Return how far each value has come between two knots, 0..1, whose knots, and the sign."""
    columns, owners, signs = [], [], []
    for number, (feature, knots) in enumerate(KNOTS.items()):
        for low, high in pairwise(knots):
            column = np.clip((features[:, number] - low) / (high - low), 0, 1)
            for sign in (FEATURES[feature],) if FEATURES[feature] else (1, -1):
                columns.append(sign * column)
                owners.append(number)
                signs.append(sign)
    return np.stack(columns, axis=1).astype(np.float32), np.array(owners), np.array(signs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
