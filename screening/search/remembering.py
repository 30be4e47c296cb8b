"""Answers that were worked out before."""

from collections import OrderedDict
from typing import Any

import numpy.typing as npt

Array = npt.NDArray[Any]


class Remembered:
    """Keeps the latest answers, so that they need not be worked out again.

    It only saves work: any answer may be gone when it is asked for next, even the one just kept.
    So whoever works one out hands it on as a value, and never by way of here.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[str, Array] = OrderedDict()

    def get(self, question: str) -> Array | None:
        """Return the answer, if it is still kept."""
        return self._answers.get(question)

    def keep(self, question: str, answer: Array) -> None:
        """Keep an answer; the oldest one goes where there are too many."""
        self._answers[question] = answer
        while len(self._answers) > self._most:
            self._answers.popitem(last=False)
