"""Logistic regression with coefficients that may not be negative, by Newton's method.

Each step minimises the quadratic that touches the loss, coordinate by coordinate within the bounds;
a dozen steps do what gradients need hundreds for.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
_STEPS: Final = 14
_SWEEPS: Final = 60
_LEAST_STEP: Final = 0.02
_LEAST_GAIN: Final = 1e-4
_CLOSE: Final = 1e-4


def solve(columns: Array, is_match: Array, weight: Array, shrinkage: float) -> tuple[Array, float]:
    """Return coefficients of at least 0, and the intercept.

    Args:
        columns: float32[rows, k].
        weight: how much each row counts; only their ratios matter.
        shrinkage: what keeps coefficients small, as that many rows would.
    """
    rows = np.concatenate([columns, np.ones((len(columns), 1), np.float32)], axis=1)
    weight = weight / weight.sum() * len(weight)
    found = np.append(np.full(columns.shape[1], 0.05), -1.0)
    penalty = np.append(np.full(columns.shape[1], shrinkage), 1e-3)
    logits = _logits(rows, found)
    loss = _loss(logits, is_match, weight, penalty, found)
    for _ in range(_STEPS):
        step = _step(rows, logits, is_match, weight, penalty, found)
        size = 1.0
        while size > _LEAST_STEP:
            tried = found + size * step
            logits = _logits(rows, tried)
            now = _loss(logits, is_match, weight, penalty, tried)
            if now < loss:
                break
            size /= 2
        if now >= loss:
            break
        gain, loss, found = loss - now, now, tried
        if gain < _LEAST_GAIN * loss:
            break
    return found[:-1], float(found[-1])


def _logits(rows: Array, found: Array) -> Array:
    return (rows @ found.astype(np.float32)).astype(np.float64)


def _loss(logits: Array, is_match: Array, weight: Array, penalty: Array, found: Array) -> float:
    fit = weight * (np.logaddexp(0, logits) - is_match * logits)
    return float(fit.sum() + 0.5 * (penalty * found * found).sum())


def _step(
    rows: Array, logits: Array, is_match: Array, weight: Array, penalty: Array, found: Array
) -> Array:
    chance = 1 / (1 + np.exp(-np.clip(logits, -35, 35)))
    slope = rows.T @ ((chance - is_match) * weight).astype(np.float32) + penalty * found
    spread = rows * np.sqrt(weight * chance * (1 - chance) + 1e-9).astype(np.float32)[:, None]
    bend = (spread.T @ spread).astype(np.float64) + np.diag(penalty)
    lowest = -found.copy()
    lowest[-1] = -np.inf
    step, pull = np.zeros(len(found)), slope.astype(np.float64)
    for _ in range(_SWEEPS):
        moved = 0.0
        for place in range(len(step)):
            wanted = max(step[place] - pull[place] / bend[place, place], lowest[place])
            change = wanted - step[place]
            if change:
                step[place] = wanted
                pull += bend[:, place] * change
                moved = max(moved, abs(change))
        if moved < _CLOSE:
            break
    return step
