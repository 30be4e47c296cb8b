"""Quality of the matcher: pairs, false alarms, misspelt names, other scripts.

    python benchmarks/quality.py

Development pairs by grouped cross-validation: the model is fitted anew without each fold. False
alarms on the half of the company names that the model was not fitted on. Other scripts with a
table fitted on four fifths of the rows, and names made of the last fifth.
"""

import csv
import json
import random
import zlib
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt

from fitting import model as fitting
from fitting import transliteration as scripts
from fitting.places import DATA
from fitting.samples import Name, innocent_companies, labelled_pairs, listed_names
from screening import transliteration
from screening.analysis import analyse
from screening.comparing import compare_all
from screening.index import NameIndex
from screening.listing import EntityType
from screening.model import TABLE, logit_of_score, read_table
from screening.pairing import work
from screening.policy import Policy
from screening.scoring import compare_names

Array = npt.NDArray[np.float64]
FOLDS = 5
LEAST = logit_of_score(Policy().threshold)


def main() -> None:
    """Measure and print."""
    print_pairs()
    print_false_alarms()
    print_misspelt()
    print_scripts()


def print_pairs() -> None:
    """Print the area under the curve and the best F1 of the development pairs."""
    pairs = list(labelled_pairs())
    rights = sorted({pair.right for pair in pairs}, key=lambda text: text[::-1])
    folds = np.array([rights.index(pair.right) % FOLDS for pair in pairs])
    traffic, innocents = fitting.traffic_sample(TABLE)
    rows = [fitting.features_of(pair, TABLE) for pair in pairs]
    features = np.array([row[0] for row in rows])
    part = np.array([row[1] for row in rows])
    is_match = np.array([pair.is_match for pair in pairs])
    weight = np.array([fitting.LABELLED * pair.weight for pair in pairs])
    scores = np.zeros(len(pairs))
    for fold in range(FOLDS):
        kept = (folds != fold) & (part == 0)
        sample = fitting.Sample(features[kept], is_match[kept], weight[kept])
        table = read_table(fitting.fit_table(fitting.joined(traffic, sample)))
        for place in np.flatnonzero(folds == fold):
            scores[place] = fitting.score(features[place], table) + part[place]
    del innocents
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


def best_logits(index: NameIndex, kinds: list[int], asked: list[Name]) -> list[dict[int, float]]:
    """Return for each name what it scores with each listed name above a score of about 0."""
    found: list[dict[int, float]] = [{} for _ in asked]
    for start in range(0, len(asked), 400):
        batch = asked[start : start + 400]
        packed, numbers, places, rare = index.search([analyse(name.text) for name in batch])
        near, logits, owners = compare_all(
            packed, numbers, places, rare, np.array([name.kind for name in batch]), index.names,
            np.array(kinds, dtype=np.uint8), TABLE, work(), np.full(len(batch), -4.0),
        )  # fmt: skip
        for owner, number, logit in zip(owners, near, logits, strict=True):
            found[start + owner][int(number)] = float(logit)
    return found


def print_false_alarms() -> None:
    """Print the share of innocent company names that hit the SDN of 2025 by name alone."""
    listed = listed_names()
    index = NameIndex.of([analyse(name.text) for name in listed])
    asked = innocent_companies(20_000, from_second_half=True)
    for label, kind in (("known organisations", 2), ("kind not known", 0)):
        names = [Name(name.text, -1, kind) for name in asked]
        found = best_logits(index, [name.kind for name in listed], names)
        for score in (0.5, 0.7, 0.8, Policy().threshold, 0.9, 0.95):
            reached = sum(max(row.values(), default=-9) >= logit_of_score(score) for row in found)
            print(f"false alarms, {label}, at {score}: {reached / len(asked):.4%}")


def print_misspelt() -> None:
    """Print how many UN names with typos are hits on the UN list."""
    names = [analyse(text) for text in un_names()]
    asked = [Name(row["full_name"], -1, 1) for row in rows("positives_un_treated_dev.csv")]
    found = best_logits(NameIndex.of(names), [1] * len(names), asked)
    hits = sum(max(row.values(), default=-9) >= LEAST for row in found)
    share = hits / len(asked)
    print(f"UN names with typos that hit the UN list: {hits} of {len(asked)} = {share:.3f}")


def un_names() -> Iterator[str]:
    """Yield the names and aliases of the persons on the UN list of 2025-04-19."""
    path = DATA / "lists" / "un" / "consolidated_2025-04-19.xml"
    root = ElementTree.parse(path).getroot()  # noqa: S314  (a file of our own data folder)
    for person in root.iter("INDIVIDUAL"):
        parts = (person.findtext(f"{part}_NAME") for part in ("FIRST", "SECOND", "THIRD", "FOURTH"))
        yield " ".join(part.strip() for part in parts if part and part.strip())
        yield from (alias.text for alias in person.iter("ALIAS_NAME") if alias.text)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of the quality sets."""
    with (DATA / "quality" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
