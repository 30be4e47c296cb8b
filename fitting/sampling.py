"""What the model is fitted to: rows of features, which of them are matches, and what they weigh."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fitting.entities import Entity
from fitting.questions import negatives, positives
from fitting.rows import Asker, Rows
from fitting.samples import LabelledPair, Name, labelled_pairs
from screening.kernels.buffers import comparison_buffers
from screening.kernels.comparing import compare
from screening.kernels.model import by_kind
from screening.kernels.shapes import Table, Tables
from screening.names.analysis import analyse
from screening.scripts.adapting import adapt, other_letters
from screening.search.packing import pack

Array = npt.NDArray[Any]
# While learning, matches count more than in traffic, so that the shapes are learnt well.
LEARNT_AS: Final = 0.2
# What parties are that nobody lists; trade parties are firms far more often than persons.
TRAFFIC: Final = {
    "company": 0.82, "trading": 0.14, "person": 0.01, "recombined": 0.004, "initials": 0.004,
    "sibling": 0.015, "sister": 0.005,
}  # fmt: skip
_QUESTIONS: Final = 28_000
_POSITIVES: Final = 18_000
# The labelled pairs count as so many questions in all.
_LABELLED: Final = 0.02


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of features, of which question and kind each is, which are matches, and weights."""

    features: Array
    question: Array
    kind: Array
    is_match: Array
    weight: Array


def traffic_sample(entities: Sequence[Entity], tables: Tables, share: float) -> Sample:
    """Return listed names written otherwise with their own, and innocents with the nearest ones."""
    rng = random.Random(11)
    listed = [
        Name(text, owner, entity.kind)
        for owner, entity in enumerate(entities)
        if not entity.is_held_out
        for text in entity.names
    ]
    asker = Asker(listed, tables)
    asked = list(positives(entities, rng))
    asked = rng.sample(asked, min(len(asked), round(share * _POSITIVES)))
    innocent = list(negatives(entities, rng, round(share * _QUESTIONS)))
    own = _only(asker.ask(asked), is_own=True)
    others = _only(asker.ask(innocent), is_own=False)
    counts = Counter(question.sort for question in innocent)
    shares = np.array([TRAFFIC[q.sort] / counts[q.sort] for q in innocent])
    return Sample(
        features=np.concatenate([own.features, others.features]),
        question=np.concatenate([own.question, len(asked) + others.question]),
        kind=np.concatenate([own.kind, others.kind]),
        is_match=np.arange(len(own.kind) + len(others.kind)) < len(own.kind),
        weight=np.concatenate(
            [np.full(len(own.kind), LEARNT_AS / len(asked)), shares[others.question]]
        ),
    )


def _only(rows: Rows, *, is_own: bool) -> Rows:
    kept = rows.is_own == is_own
    return Rows(rows.question[kept], rows.kind[kept], rows.is_own[kept], rows.features[kept])


def labelled_sample(tables: Tables, pairs: Sequence[LabelledPair] | None = None) -> Sample:
    """Return the development pairs; a price for doubt is no feature, so such pairs are left out."""
    given = labelled_pairs() if pairs is None else pairs
    kept = [(pair, *features_of(pair, by_kind(tables))) for pair in given]
    plain = [(pair, features) for pair, features, part in kept if not part]
    weight = np.array([pair.weight for pair, _ in plain])
    is_match = np.array([pair.is_match for pair, _ in plain])
    total = np.where(is_match, LEARNT_AS, 1.0) * _LABELLED
    return Sample(
        features=np.array([features for _, features in plain], dtype=np.float32),
        question=-1 - np.arange(len(plain)),
        kind=np.array([pair.kind for pair, _ in plain]),
        is_match=is_match,
        weight=total * weight / weight.sum(),
    )


def features_of(pair: LabelledPair, tables: Sequence[Table]) -> tuple[Array, float]:
    """Return a pair's features, and what its scripts add to the logit."""
    left, right, part = analyse(pair.left), analyse(pair.right), 0.0
    if left.native and right.native:
        part = other_letters(left, right)
    elif left.native and (found := adapt(left, right)) is not None:
        left, part = found
    elif right.native and (found := adapt(right, left)) is not None:
        right, part = found
    buffers = comparison_buffers()
    compare(pack([left]), 0, pack([right]), 0, tables[pair.kind], buffers, 0.0, -np.inf)
    return buffers.best_features.copy(), part


def joined(*samples: Sample) -> Sample:
    """Return all samples as one."""
    parts = zip(
        *((s.features, s.question, s.kind, s.is_match, s.weight) for s in samples), strict=True
    )
    return Sample(*(np.concatenate(part) for part in parts))
