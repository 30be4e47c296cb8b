"""Recall by kind of writing beside OpenSanctions' logic-v2 and rapidfuzz's WRatio, in one run.

    python -m benchmarks.peers --python ../nomenklatura/bin/python [--sample 100] [--innocents 600]

Names and questions are those of benchmarks.kinds. nomenklatura stands in an environment of its
own, whose interpreter is named. A peer scores the innocents against the ten listed names that are
most alike by token_set_ratio, and each question against its own listing: that is more than it would
find by itself. For each matcher the level is set at the same shares of false alarms.
"""

import argparse
import json
import subprocess
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks.kinds import (
    RATES,
    Question,
    best_scores,
    level_at,
    plan,
    subject_of,
    weighed_innocents,
)
from lists.machine_code import drop_stale_code
from screening.listing import EntityType, Listing, NameKind
from screening.watchlist import Watchlist

KINDS = (
    "alias left out, organisation", "alias left out, person", "given and family name",
    "second family name dropped", "family name and initials", "own city behind",
    "one word abbreviated", "cut at 36",
)  # fmt: skip
NEAREST = 10
SCHEMATA = {EntityType.PERSON: "Person", EntityType.VESSEL: "Vessel"}
# Read pairs as [left schema, left name, right schema, right name] and print a score a line.
PEER = """
import json, sys
from followthemoney import model
from nomenklatura.matching import LogicV2
config = LogicV2.default_config()
def entity(schema, name):
    return model.get_proxy({"id": name, "schema": schema, "properties": {"name": [name]}})
for line in sys.stdin:
    left_schema, left, right_schema, right = json.loads(line)
    result = LogicV2.compare(entity(left_schema, left), entity(right_schema, right), config)
    print(result.score)
"""
Pair = tuple[str, str, str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", required=True, help="interpreter that has nomenklatura")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--innocents", type=int, default=600)
    options = parser.parse_args()
    drop_stale_code()
    listings, questions = plan(options.sample)
    questions = [question for question in questions if question.kind in KINDS]
    by_id = {listing.id: listing for listing in listings}
    names, weights = weighed_innocents(options.innocents)
    rows = {
        "customhouse": ours(listings, names, questions),
        "WRatio": by_letters(listings, names, questions, by_id),
        "logic-v2": by_logic(options.python, listings, names, questions, by_id),
    }
    print(f"| kind | matcher | {' | '.join(f'{100 * rate:.1f} %' for rate in RATES)} |")
    for kind in KINDS:
        places = [place for place, each in enumerate(questions) if each.kind == kind]
        for matcher, (alarms, own) in rows.items():
            levels = [level_at(alarms, weights, rate) for rate in RATES]
            cells = [f"{(own[places] >= level).mean():.2f}" for level in levels]
            print(f"| {kind} ({len(places)}) | {matcher} | {' | '.join(cells)} |")


def ours(
    listings: Sequence[Listing], names: Sequence[str], questions: Sequence[Question]
) -> tuple[np.ndarray, np.ndarray]:
    """Return our best scores of the innocents, and of each question for its own listing."""
    watchlist = Watchlist.of(listings)
    alarms = best_scores(watchlist, [subject_of(name) for name in names])
    found = best_scores(watchlist, [subject_of(q.text, q.type, q.countries) for q in questions])
    own = [scores[q.listing] for scores, q in zip(found, questions, strict=True)]
    return np.array([max(each.values(), default=0.0) for each in alarms]), np.array(own)


def by_letters(
    listings: Sequence[Listing],
    names: Sequence[str],
    questions: Sequence[Question],
    by_id: dict[str, Listing],
) -> tuple[np.ndarray, np.ndarray]:
    """Return the same of WRatio, 0..100."""
    listed = [utils.default_process(text) for _, text in strong_names(listings)]
    asked = [utils.default_process(name) for name in names]
    alarms = [best[1] if (best := process.extractOne(name, listed, scorer=fuzz.WRatio)) else 0.0
              for name in asked]  # fmt: skip
    own = [max(fuzz.WRatio(utils.default_process(q.text), utils.default_process(text))
               for _, text in strong_names([by_id[q.listing]])) for q in questions]  # fmt: skip
    return np.array(alarms), np.array(own)


def by_logic(
    python: str,
    listings: Sequence[Listing],
    names: Sequence[str],
    questions: Sequence[Question],
    by_id: dict[str, Listing],
) -> tuple[np.ndarray, np.ndarray]:
    """Return the same of logic-v2."""
    listed = list(strong_names(listings))
    plain = [utils.default_process(text) for _, text in listed]
    pairs: list[Pair] = []
    sizes = []
    for name in names:
        near = process.extract(
            utils.default_process(name), plain, scorer=fuzz.token_set_ratio, limit=NEAREST
        )
        found = [(*("LegalEntity", name), *listed[place]) for _, _, place in near]
        pairs += found
        sizes.append(len(found))
    for question in questions:
        schema = SCHEMATA.get(question.type, "Organization")
        found = [(schema, question.text, *each) for each in strong_names([by_id[question.listing]])]
        pairs += found
        sizes.append(len(found))
    scores = iter(scored(python, pairs))
    best = [max((next(scores) for _ in range(size)), default=0.0) for size in sizes]
    return np.array(best[: len(names)]), np.array(best[len(names) :])


def strong_names(listings: Iterable[Listing]) -> Iterable[tuple[str, str]]:
    """Yield the schema and text of each name that may make a hit."""
    for listing in listings:
        schema = SCHEMATA.get(listing.type, "Organization")
        yield from ((schema, n.text) for n in listing.names if n.kind is not NameKind.WEAK_ALIAS)


def scored(python: str, pairs: Sequence[Pair]) -> list[float]:
    """Return what logic-v2 says of each pair."""
    asked = "\n".join(json.dumps(pair) for pair in pairs)
    command = [python, "-c", PEER]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return [float(line) for line in answer.stdout.split()]


if __name__ == "__main__":
    main()
