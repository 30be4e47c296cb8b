"""Recall and speed of the matcher, beside brute force with rapidfuzz, in one run.

    python benchmarks/match.py [--names 100000] [--queries 200] [--data ../shared/data]

Names listed: the SDN of 2025, filled up with real company names; asked: other company names,
listed names respelt, and names of the commonest words. Prints figures for docs/benchmarks.md.
"""

import argparse
import os
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from fitting.samples import Name, innocent_companies, listed_names, respelt
from lists.canonical import to_json
from lists.mapped import open_index, write_index
from screening.analysis import analyse
from screening.index import NameIndex
from screening.listing import EntityType, ListedName, Listing
from screening.policy import Policy
from screening.spelling import WordKind, word_of
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

LEAST = 80.0


def main() -> None:
    """Measure and print."""
    options = arguments()
    rng = random.Random(7)
    listed = [name.text for name in listed_names()][: options.names]
    fillers = [name.text for name in innocent_companies(98_000)]
    asked = fillers[:4_000]
    rest = fillers[4_000:]
    while len(listed) < options.names:
        # Beyond the real names there are, the first half of one and the rest of another.
        room = options.names - len(listed)
        listed += rest[:room] if rest else recombined(fillers, room, rng)
        rest = []
    print(f"{len(listed):,} names, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}")
    begun = time.perf_counter()
    analysed = [analyse(name) for name in listed]
    index = NameIndex.of(analysed)
    size = sum(array.nbytes for array in index.arrays().values())
    print(f"build {time.perf_counter() - begun:.1f} s; index {size / 1e6:.1f} MB")
    index.candidates([analyse("warm up")])
    spelt = [" ".join(word.letters for word in name.words) for name in analysed]
    for label, names in questions(spelt, listed, asked, options.queries).items():
        recall(index, spelt, label, names)
    speed(listed, asked, options.folder)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path(".demo/benchmark"))
    return parser.parse_args()


def recombined(names: list[str], count: int, rng: random.Random) -> list[str]:
    """Return new names of the words of real ones."""
    made = []
    for _ in range(count):
        left, right = rng.choice(names).split(), rng.choice(names).split()
        made.append(" ".join(left[: len(left) // 2 + 1] + right[len(right) // 2 :]))
    return made


def questions(
    spelt: list[str], listed: list[str], asked: list[str], count: int
) -> dict[str, list[str]]:
    """Return names to ask for, by kind."""
    rng = random.Random(8)
    commonest = [word for word, _ in Counter(w for n in spelt for w in n.split()).most_common(150)]
    return {
        "company names": rng.sample(asked, count),
        "listed names respelt": [respelt_text(rng.choice(listed), rng) for _ in range(count)],
        "commonest words only": [
            " ".join(rng.sample(commonest, rng.randrange(2, 5))) for _ in range(count)
        ],
    }


def recall(index: NameIndex, spelt: list[str], label: str, names: list[str]) -> None:
    """Print how many of the pairs that brute force finds the index finds."""
    queries = [analyse(name) for name in names]
    found = [set(numbers.tolist()) for numbers in index.candidates(queries)]
    wanted = brute_force([" ".join(w.letters for w in n.words) for n in queries], spelt)
    pairs = sum(map(len, wanted))
    missed = sum(len(want - have) for want, have in zip(wanted, found, strict=True))
    candidates = np.mean([len(have) for have in found])
    print(
        f"recall, {label}: {pairs - missed:,} of {pairs:,} pairs = "
        f"{1 - missed / max(pairs, 1):.5f}; {candidates:.0f} candidates a name"
    )


def respelt_text(name: str, rng: random.Random) -> str:
    """Return a name misspelt as the training program does it."""
    return respelt(Name(name, 0, 2), rng).text


def brute_force(queries: list[str], names: list[str]) -> list[set[int]]:
    """Return for each query the names at 80 by any of the three ratios.

    Legal forms count in the ratios of whole names; two companies that share "trading" and "ltd"
    share one word.
    """
    sorted_names = [" ".join(sorted(name.split())) for name in names]
    plain_names = [name.replace(" ", "") for name in names]
    bare_names = [said(name) for name in names]
    sets = [set(name.split()) for name in bare_names]
    found = []
    for query in queries:
        by_word = " ".join(sorted(query.split()))
        rows = (
            process.cdist([by_word], sorted_names, scorer=fuzz.ratio, score_cutoff=LEAST)[0],
            process.cdist(
                [query.replace(" ", "")], plain_names, scorer=fuzz.ratio, score_cutoff=LEAST
            )[0],
        )
        near = {int(n) for row in rows for n in np.flatnonzero(row >= LEAST)}
        bare = said(query)
        row = process.cdist(
            [bare], bare_names, scorer=fuzz.token_set_ratio, score_cutoff=LEAST / 0.95
        )
        words = set(bare.split())
        near |= {int(n) for n in np.flatnonzero(row[0]) if len(words & sets[int(n)]) >= 2}
        found.append(near)
    return found


def said(name: str) -> str:
    """Return the words of a name but for its legal forms, or all if there are no others."""
    words = [word for word in name.split() if word_of(word).kind is not WordKind.FORM]
    return " ".join(words) or name


def speed(listed: list[str], asked: list[str], folder: Path) -> None:
    """Print microseconds a party: brute force, alone, in batches, seen before."""
    target = folder / f"index-{len(listed)}"
    if not target.exists():
        write_index(target, ((to_json(each), each) for each in map(as_listing, enumerate(listed))))
    begun = time.perf_counter()
    watchlist = open_index(target)
    print(f"ready from disk in {time.perf_counter() - begun:.2f} s")
    policy = Policy()
    subjects = [
        Subject(kind=SubjectKind.PARTY, type=EntityType.ORGANISATION, names=(name,))
        for name in asked
    ]
    watchlist.screen_subjects(subjects[:5], policy)
    batches = timed(watchlist, [subjects[at : at + 400] for at in range(100, 2_100, 400)], policy)
    alone = [timed(watchlist, [[subject]], policy) for subject in subjects[2_100:3_100]]
    begun = time.process_time()
    for name in asked[:10]:
        process.extract(name, listed, scorer=fuzz.token_sort_ratio, score_cutoff=80, limit=None)
    brute = (time.process_time() - begun) / 10 * 1e6
    each = batches / 2_000
    print(f"never seen, batches of 200 shipments (400 parties): {each:.0f} µs a party")
    print(
        f"never seen, alone: mean {np.mean(alone):.0f} µs, p50 {np.percentile(alone, 50):.0f}, "
        f"p99 {np.percentile(alone, 99):.0f}, most {max(alone):.0f}"
    )
    print(f"process.extract(token_sort_ratio, 80): {brute:,.0f} µs; ratio {brute / each:,.0f}×")
    again = timed(watchlist, [subjects[100:500]], policy) / 400
    print(f"the same parties again, without the party cache: {again:.0f} µs")


def timed(watchlist: Watchlist, batches: list[list[Subject]], policy: Policy) -> float:
    """Return microseconds of processor time for all batches."""
    begun = time.process_time()
    for batch in batches:
        watchlist.screen_subjects(batch, policy)
    return (time.process_time() - begun) * 1e6


def as_listing(row: tuple[int, str]) -> Listing:
    """Return a listing of one name."""
    number, name = row
    return Listing(
        id=f"own:bench:{number}",
        source="own:bench",
        type=EntityType.ORGANISATION,
        names=(ListedName(text=name),),
    )


if __name__ == "__main__":
    main()
