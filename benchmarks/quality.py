"""Quality of the matcher: pairs, false alarms, misspelt names, variations, other scripts.

    python -m benchmarks.quality [pairs alarms misspelt variations reliability native scripts]

Development pairs by grouped cross-validation: the model is fitted anew without each fold. False
alarms on the half of the company names that the model was not fitted on. Other scripts with a
table fitted on four fifths of the rows, and names made of the last fifth.
"""

import json
import random
import sys
import zlib
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from benchmarks import traffic
from benchmarks.populations import listings_of
from fitting import model as fitting
from fitting import sampling
from fitting import transliteration as scripts
from fitting.entities import read_entities
from fitting.samples import labelled_pairs
from lists.machine_code import drop_stale_code
from lists.reading.scripts import script_code
from screening.judging.scoring import compare, compare_names
from screening.kernels.model import TABLES, by_kind, read_tables
from screening.listing import EntityType
from screening.names.analysis import analyse
from screening.scripts import transliteration

Array = npt.NDArray[np.float64]
FOLDS = 5


def main() -> None:
    """Measure and print what is asked for, or all."""
    drop_stale_code()
    sections = {
        "pairs": print_pairs,
        "alarms": traffic.print_false_alarms,
        "misspelt": traffic.print_misspelt,
        "variations": traffic.print_variations,
        "reliability": traffic.print_reliability,
        "native": print_native,
        "scripts": print_scripts,
    }
    for name in sys.argv[1:] or sections:
        sections[name]()


def print_pairs() -> None:
    """Print the area under the curve and the best F1 of the development pairs."""
    pairs = list(labelled_pairs())
    rights = sorted({pair.right for pair in pairs}, key=lambda text: text[::-1])
    folds = np.array([rights.index(pair.right) % FOLDS for pair in pairs])
    rest = sampling.traffic_sample(read_entities(), TABLES, 0.5)
    is_match = np.array([pair.is_match for pair in pairs])
    scores = np.zeros(len(pairs))
    for fold in range(FOLDS):
        learnt = [pair for pair, own in zip(pairs, folds, strict=True) if own != fold]
        sample = sampling.joined(rest, sampling.labelled_sample(TABLES, learnt))
        tables = {kind: fitting.fit_kind(sample, number) for kind, number in fitting.LEARNT.items()}
        fitted = by_kind(read_tables(tables))
        for place in np.flatnonzero(folds == fold):
            features, part = sampling.features_of(pairs[place], fitted)
            scores[place] = fitting.score(features, fitted[pairs[place].kind]) + part
    for label, measure in (("AUC", auc), ("best F1", best_f1)):
        low, high = interval(scores, is_match, measure)
        found = measure(scores, is_match)
        print(f"development pairs, {label}: {found:.3f} (95 %: {low:.3f} to {high:.3f})")


def auc(scores: Array, is_match: npt.NDArray[np.bool_]) -> float:
    """Return the chance that a match scores above another pair."""
    ours, others = scores[is_match], scores[~is_match]
    wins = (ours[:, None] > others).sum() + 0.5 * (ours[:, None] == others).sum()
    return float(wins / (len(ours) * len(others)))


def best_f1(scores: Array, is_match: npt.NDArray[np.bool_]) -> float:
    """Return the F1 at the best threshold."""
    return max(
        float(2 * (is_match & (scores >= at)).sum() / ((scores >= at).sum() + is_match.sum()))
        for at in np.unique(scores)
    )


def interval(
    scores: Array,
    is_match: npt.NDArray[np.bool_],
    measure: Callable[[Array, npt.NDArray[np.bool_]], float],
) -> tuple[float, float]:
    """Return the 95 % interval by resampling pairs."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(200):
        chosen = rng.integers(0, len(scores), len(scores))
        found.append(measure(scores[chosen], is_match[chosen]))
    return float(np.percentile(found, 2.5)), float(np.percentile(found, 97.5))


def print_native() -> None:
    """Print recall at 1 % false positives of native names against their Latin ones."""
    listings = [
        *listings_of("uk_conlist", "uk/ConList_2025-04-14.xlsx"),
        *listings_of("un_sc", "un/consolidated_2026-02-27.xml"),
    ]
    rng = random.Random(5)
    for kind in (EntityType.PERSON, EntityType.ORGANISATION):
        same = [each for each in listings if each.type is kind]
        for script in ("Cyrl", "Arab"):
            right, wrong = [], []
            for listing in same:
                latin = [name.text for name in listing.names if name.text.isascii()]
                for name in listing.names:
                    if script_code(name.text) != script or not latin:
                        continue
                    right.append(max(logit(name.text, text, kind) for text in latin))
                    for other in rng.sample(same, 3):
                        texts = [n.text for n in other.names if n.text.isascii()]
                        if other is not listing and texts:
                            wrong.append(max(logit(name.text, text, kind) for text in texts))
            print(f"{kind} names in {script}: {recall(right, wrong):.3f} of {len(right)}")


def logit(left: str, right: str, kind: EntityType) -> float:
    """Return how surely two names are one, in nats."""
    return compare(analyse(left), analyse(right), kind).logit


def print_scripts() -> None:
    """Print recall at 1 % false positives for names of two parts in other scripts."""
    tables, held = {}, {}
    for script, pairs in scripts.read_pairs().items():
        held[script] = [pair for pair in pairs if zlib.crc32(pair[0].encode()) % 5 == 0]
        learnt = [pair for pair in pairs if zlib.crc32(pair[0].encode()) % 5]
        tables[script] = scripts.fit(learnt, script)
    transliteration.use_tables(json.loads(json.dumps(tables)))
    for script, pairs in held.items():
        rng = random.Random(3)
        right, hard, other = [], [], []
        for _ in range(1_000):
            one, two, three, four = (rng.choice(pairs) for _ in range(4))
            near = [x for x, _ in pairs if x != two[0] and is_near(x, two[0])]
            if not near:
                continue
            native = f"{one[1]} {two[1]}"
            right.append(person_score(native, f"{one[0]} {two[0]}"))
            hard.append(person_score(native, f"{one[0]} {rng.choice(near)}"))
            other.append(person_score(native, f"{three[0]} {four[0]}"))
        print(
            f"{script}: recall at 1 % false positives {recall(right, hard):.3f} against hard "
            f"negatives, {recall(right, other):.3f} against random names"
        )


def is_near(left: str, right: str) -> bool:
    """Tell whether a word may replace another one in a hard negative."""
    return left[0] == right[0] and abs(len(left) - len(right)) <= 2


def person_score(native: str, latin: str) -> float:
    """Return the score of two persons' names."""
    return compare_names(native, latin, EntityType.PERSON)


def recall(right: list[float], wrong: list[float]) -> float:
    """Return the share of matches above the score that 1 % of the others reach."""
    bound = sorted(wrong, reverse=True)[len(wrong) // 100]
    return sum(score > bound for score in right) / len(right)


if __name__ == "__main__":
    main()
