"""Make screening/tables/model.json: the weights of the matcher's features.

A logistic regression on straight lines between knots, each bound to move the score in the
direction that its feature means. Two rounds, since the choice between pairings uses the table.

    python -m fitting.model           fit and write the table
    python -m fitting.model --check   fit, and say how far the table in the repository is from it
"""

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fitting.places import TABLES
from fitting.samples import (
    LabelledPair,
    Name,
    innocent_companies,
    innocent_persons,
    labelled_pairs,
    listed_names,
    respelt,
)
from lists.machine_code import drop_stale_code
from screening.kernels.buffers import comparison_buffers
from screening.kernels.comparing import compare
from screening.kernels.features import FEATURES
from screening.kernels.model import logit_of_score, read_table
from screening.kernels.shapes import Table, logit_of
from screening.names.analysis import analyse
from screening.policy import Policy
from screening.scripts.adapting import adapt, other_letters
from screening.search.index import NameIndex
from screening.search.packing import pack

Array = npt.NDArray[Any]
KNOTS: Final[dict[str, list[float]]] = {
    "worst pair": [0, 0.6, 0.7, 0.8, 0.9, 1],
    "coverage of the worse side": [0, 0.3, 0.5, 0.65, 0.8, 0.9, 1],
    "coverage of the better side": [0, 0.4, 0.6, 0.8, 1],
    "coverage by at most one edit": [0, 0.3, 0.5, 0.7, 0.85, 1],
    "left over on both sides": [0, 0.1, 0.3, 0.6, 1, 2],
    "left over asked": [0, 0.1, 0.3, 0.6, 1, 2, 3],
    "left over listed": [0, 0.1, 0.3, 0.6, 1, 2, 3],
    "rarest pair": [0, 0.3, 0.5, 0.7, 0.85, 1],
    "all pairs": [0, 0.5, 1, 1.5, 2, 3, 4],
    "order": [0, 0.5, 1],
    "written as one": [0.75, 0.85, 0.9, 0.95, 1],
    "edits as one": [0, 1, 2, 3, 4],
    "most edits in a pair": [0, 1, 2, 3],
    "edits": [0, 1, 2, 3, 5],
    "edits in short words": [0, 1, 2],
    "first letters changed": [0, 1, 2],
    "legal form": [-1, 0, 1],
    "one pair": [0, 1],
    "numbers left over": [0, 1, 2],
    "initials": [0, 1, 2],
    "by sound": [0, 0.5, 1],
    "edits, organisation": [0, 1, 2, 4],
    "one pair, organisation": [0, 1],
    "left over on both sides, person": [0, 0.3, 1],
    "numbers left over, vessel": [0, 1],
    "left over listed, person": [0, 0.3, 1, 2],
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
# The features of a copy of a name of one common word that a company bears.
_COPY: Final = {
    "worst pair": 1.0, "coverage of the worse side": 1.0, "coverage of the better side": 1.0,
    "coverage by at most one edit": 1.0, "order": 1.0, "written as one": 1.0, "one pair": 1.0,
    "one pair, organisation": 1.0,
}  # fmt: skip
_MARGIN: Final = 0.05
# Names that share only their trade need support; too few pairs show it for it to be learnt.
_LEAST_OF_COMMON: Final = -4.0
LABELLED: Final = 12.0
_POSITIVES, _COMPANIES, _PERSONS, _SISTERS = 5_000, 12_000, 5_000, 4_000
_NEAREST: Final = 3
_FALSE_ALARMS: Final = 0.002
_ROUNDS: Final = 800
_SHRINKAGE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of features, which are matches, and how much each counts."""

    features: Array
    is_match: Array
    weight: Array


def main(arguments: Sequence[str]) -> int:
    """Fit; write the table, or compare it with the one that is there."""
    drop_stale_code()
    table = fit()
    path = TABLES / "model.json"
    if "--check" not in arguments:
        path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        return 0
    known, made = (read_table(data) for data in (json.loads(path.read_text("utf-8")), table))
    apart = max(float(np.abs(known[1] - made[1]).max()), abs(known[3] - made[3]))
    print(f"the table differs by {apart:.4f} at most")
    return int(apart > 0.05)


def fit() -> dict[str, Any]:
    """Return the table that the data give."""
    table = first_table()
    for _ in range(2):
        traffic, innocents = traffic_sample(read_table(table))
        table = fit_table(joined(traffic, labelled_sample(read_table(table))))
        table["intercept"] = levelled(table, innocents)
        table["shapes"]["the same words"]["values"][-1] = worth_of_same(table)
    return table


def worth_of_same(table: dict[str, Any]) -> float:
    """Return what a name of the same words needs to be a hit by itself, however common they are."""
    worst = np.array([_COPY.get(feature, 0.0) for feature in FEATURES])
    missing = logit_of_score(Policy().threshold) - score(worst, read_table(table))
    return round(max(0.0, missing + _MARGIN), 4)


def levelled(table: dict[str, Any], innocents: Array) -> float:
    """Return the intercept that lets two innocent companies in a thousand reach the threshold.

    Shapes are learnt from matches and others in equal parts; in traffic matches are rare, and the
    level is set there.
    """
    logits = sorted((score(row, read_table(table)) for row in innocents), reverse=True)
    reached = logits[round(_FALSE_ALARMS * _COMPANIES)]
    return round(float(table["intercept"]) + logit_of_score(Policy().threshold) - reached, 4)


def first_table() -> dict[str, Any]:
    """Return a table of straight lines to begin with."""
    shapes = {}
    for feature, knots in KNOTS.items():
        share = (np.array(knots) - knots[0]) / (knots[-1] - knots[0])
        values = _FIRST.get(feature, 0.5 * FEATURES[feature]) * share
        shapes[feature] = {"knots": knots, "values": values.tolist()}
    return {"intercept": -4.0, "shapes": shapes}


def traffic_sample(table: Table) -> tuple[Sample, Array]:
    """Return listed names respelt with their own, and innocents with the nearest listed ones.

    Second: the rows of the innocent companies alone.
    """
    listed = listed_names()
    index = NameIndex.of([analyse(name.text) for name in listed])
    rng = random.Random(11)
    positives = [respelt(rng.choice(listed), rng) for _ in range(_POSITIVES)]
    sisters = [rng.choice(listed) for _ in range(_SISTERS)]
    own = _nearest(index, listed, positives, table, most=1, own=True)
    others = [
        _nearest(index, listed, names, table, most=_NEAREST, own=False)
        for names in (innocent_companies(_COMPANIES), innocent_persons(_PERSONS), sisters)
    ]
    weights = (1.0, 1.0, 0.3)
    weight = np.concatenate([np.full(len(x), w) for x, w in zip(others, weights, strict=True)])
    features = np.concatenate([own, *others])
    is_match = np.arange(len(features)) < len(own)
    # Matches weigh half of what innocents weigh together: far more than in traffic, so that the
    # shapes are learnt well; the labelled pairs set the level.
    each = 0.5 * weight.sum() / len(own)
    sample = Sample(features, is_match, np.concatenate([np.full(len(own), each), weight]))
    return sample, others[0]


def _nearest(
    index: NameIndex, listed: list[Name], asked: list[Name], table: Table, *, most: int, own: bool
) -> Array:
    """Return the features of each name with the surest listed ones of its own, or of others."""
    buffers, kinds = comparison_buffers(), np.array([name.kind for name in listed])
    rows = []
    for start in range(0, len(asked), 400):
        batch = asked[start : start + 400]
        near = index.search([analyse(name.text) for name in batch])
        for place, name in enumerate(batch):
            scored = []
            for number in near.found[near.found_at[place] : near.found_at[place + 1]].tolist():
                if (listed[number].owner == name.owner) is own:
                    kind = name.kind or int(kinds[number])
                    logit, _, _ = compare(
                        near.asked, place, index.names, number, kind, table, buffers, 0.0, -np.inf
                    )
                    scored.append((-logit, number, buffers.best_features.copy()))
            scored.sort(key=lambda row: row[:2])
            rows += [row[2] for row in scored[:most]]
    return np.array(rows)


def labelled_sample(table: Table) -> Sample:
    """Return the development pairs; a price for doubt is no feature, so such pairs are left out."""
    kept = [(pair, *features_of(pair, table)) for pair in labelled_pairs()]
    plain = [(pair, features) for pair, features, part in kept if not part]
    return Sample(
        np.array([features for _, features in plain]),
        np.array([pair.is_match for pair, _ in plain]),
        np.array([LABELLED * pair.weight for pair, _ in plain]),
    )


def features_of(pair: LabelledPair, table: Table) -> tuple[Array, float]:
    """Return a pair's features, and what its scripts add to the logit."""
    left, right, part = analyse(pair.left), analyse(pair.right), 0.0
    if left.native and right.native:
        part = other_letters(left, right)
    elif left.native and (found := adapt(left, right)) is not None:
        left, part = found
    elif right.native and (found := adapt(right, left)) is not None:
        right, part = found
    buffers = comparison_buffers()
    compare(pack([left]), 0, pack([right]), 0, pair.kind, table, buffers, 0.0, -np.inf)
    return buffers.best_features, part


def joined(*samples: Sample) -> Sample:
    """Return all samples as one."""
    return Sample(
        np.concatenate([sample.features for sample in samples]),
        np.concatenate([sample.is_match for sample in samples]),
        np.concatenate([sample.weight for sample in samples]),
    )


def fit_table(sample: Sample) -> dict[str, Any]:
    """Return the table of the likeliest shapes."""
    steps, owners = _steps(sample.features)
    signs = np.array([list(FEATURES.values())[owner] for owner in owners], dtype=np.float32)
    rises, intercept = _solve(steps * signs, sample)
    shapes = {}
    for number, (feature, knots) in enumerate(KNOTS.items()):
        values = np.concatenate([[0.0], np.cumsum((rises * signs)[owners == number])])
        if feature == "common words alone":
            values[-1] = min(values[-1], _LEAST_OF_COMMON)
        rounded = [round(float(value), 4) for value in values]
        shapes[feature] = {"knots": knots, "values": rounded}
    return {"intercept": round(float(intercept), 4), "shapes": shapes}


def score(features: Array, table: Table) -> float:
    """Return the logit of one row of features."""
    return float(logit_of(features.astype(np.float64), table))


def _steps(features: Array) -> tuple[Array, Array]:
    """Return how far each value has come between each two knots, 0..1, and whose knots they are."""
    columns, owners = [], []
    for number, knots in enumerate(KNOTS.values()):
        for low, high in pairwise(knots):
            columns.append(np.clip((features[:, number] - low) / (high - low), 0, 1))
            owners.append(number)
    return np.stack(columns, axis=1).astype(np.float32), np.array(owners)


def _solve(steps: Array, sample: Sample) -> tuple[Array, float]:
    """Return rises of at least 0 and the intercept, by accelerated projected gradients."""
    weight = (sample.weight / sample.weight.sum() * len(sample.weight)).astype(np.float32)
    wanted = sample.is_match.astype(np.float32)
    scale = 2.0 * (steps * steps * weight[:, None]).sum(0) + _SHRINKAGE
    rises = ahead = np.full(steps.shape[1], 0.1, dtype=np.float32)
    level = ahead_level = -1.0
    momentum = 1.0
    for number in range(_ROUNDS):
        logit = np.clip(steps @ ahead + ahead_level, -30, 30)
        error = (1 / (1 + np.exp(-logit)) - wanted) * weight
        new = np.maximum(ahead - (steps.T @ error + _SHRINKAGE * ahead) / scale, 0)
        new_level = ahead_level - float(error.sum()) / (2.0 * float(weight.sum()))
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = (new + (momentum - 1) / grown * (new - rises)).astype(np.float32)
        ahead_level = new_level + (momentum - 1) / grown * (new_level - level)
        rises, level, momentum = new, new_level, 1.0 if number % 300 == 299 else float(grown)
    return rises, level


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
