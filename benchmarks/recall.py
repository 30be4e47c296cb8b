"""Recall of candidates beside brute force, and speed beside rapidfuzz, at so many names."""

import random
import time
from collections import Counter

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.populations import kept
from benchmarks.timing import cpu_us
from fitting.samples import Name, innocent_companies, listed_names, respelt
from screening.listing import EntityType, ListedName, Listing
from screening.names.analysis import AnalysedName, analyse
from screening.names.spelling import WordKind, word_of
from screening.policy import Policy
from screening.search.index import NameIndex
from screening.subject import Subject, SubjectKind

LEAST = 80.0
BATCH = 400
BATCHES = 5
BRUTE = 10


def print_recall(sizes: list[int], queries: int) -> None:
    """Print recall and ratio for each number of names listed."""
    for size in sizes:
        listed, asked = population(size)
        analysed = [analyse(name) for name in listed]
        begun = time.process_time()
        index = NameIndex.of(analysed)
        megabytes = sum(array.nbytes for array in index.arrays().values()) / 1e6
        per_100k = megabytes / size * 1e5
        print(
            f"{size:,} names: indexed in {time.process_time() - begun:.1f} s, "
            f"{megabytes:.1f} MB = {per_100k:.1f} MB per 100,000 names"
        )
        index.candidates([analyse("warm up")])
        spelt = [spelling(name) for name in analysed]
        for label, names in questions(spelt, listed, asked, queries).items():
            compare_with_brute_force(index, spelt, label, names)
        print_ratio(listed, asked)


def population(size: int) -> tuple[list[str], list[str]]:
    """Return so many names listed, and company names that are not among them."""
    listed = [name.text for name in listed_names()][:size]
    companies = [name.text for name in innocent_companies(98_000)]
    others = [name.text for name in innocent_companies(98_000, from_second_half=True)]
    asked, rest = companies[:4_000], companies[4_000:] + others
    listed += rest[: size - len(listed)]
    # Beyond the real names there are, the first half of one and the rest of another.
    return listed + recombined(rest, size - len(listed), random.Random(7)), asked


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
        "listed names respelt": [
            respelt(Name(rng.choice(listed), 0, 2), rng).text for _ in range(count)
        ],
        "commonest words only": [
            " ".join(rng.sample(commonest, rng.randrange(2, 5))) for _ in range(count)
        ],
    }


def compare_with_brute_force(
    index: NameIndex, spelt: list[str], label: str, names: list[str]
) -> None:
    """Print how many of the pairs that brute force finds the index finds."""
    queries = [analyse(name) for name in names]
    found = [set(numbers.tolist()) for numbers in index.candidates(queries)]
    wanted = brute_force([spelling(name) for name in queries], spelt)
    pairs = sum(map(len, wanted))
    missed = sum(len(want - have) for want, have in zip(wanted, found, strict=True))
    candidates = np.mean([len(have) for have in found])
    print(
        f"  recall, {label}: {pairs - missed:,} of {pairs:,} pairs = "
        f"{1 - missed / max(pairs, 1):.5f}; {candidates:.0f} candidates a name"
    )


def brute_force(queries: list[str], names: list[str]) -> list[set[int]]:
    """Return for each query the names at 80 by any of the three ratios.

    Legal forms count in the ratios of whole names; two companies that share "trading" and "ltd"
    share one word.
    """
    by_words = [" ".join(sorted(name.split())) for name in names]
    unspaced = [name.replace(" ", "") for name in names]
    bare_names = [said(name) for name in names]
    words_of = [set(name.split()) for name in bare_names]
    found = []
    for query in queries:
        near = at_least(" ".join(sorted(query.split())), by_words, fuzz.ratio, LEAST)
        near |= at_least(query.replace(" ", ""), unspaced, fuzz.ratio, LEAST)
        bare = said(query)
        words = set(bare.split())
        by_set = at_least(bare, bare_names, fuzz.token_set_ratio, LEAST / 0.95)
        near |= {number for number in by_set if len(words & words_of[number]) >= 2}
        found.append(near)
    return found


def at_least(query: str, names: list[str], scorer: object, least: float) -> set[int]:
    """Return the numbers of the names that a scorer gives as much."""
    row = process.cdist([query], names, scorer=scorer, score_cutoff=least)[0]  # type: ignore[call-overload]  (any scorer of rapidfuzz)
    return {int(number) for number in np.flatnonzero(row >= least)}


def spelling(name: AnalysedName) -> str:
    """Return the words of a name as they are compared."""
    return " ".join(word.letters for word in name.words)


def said(name: str) -> str:
    """Return the words of a name but for its legal forms, or all if there are no others."""
    words = [word for word in name.split() if word_of(word).kind is not WordKind.FORM]
    return " ".join(words) or name


def print_ratio(listed: list[str], asked: list[str]) -> None:
    """Print the time a party takes, hits included, and the time that rapidfuzz takes."""
    watchlist = kept(f"names-{len(listed)}", map(as_listing, range(len(listed)), listed))
    subjects = [
        Subject(kind=SubjectKind.PARTY, type=EntityType.ORGANISATION, names=(name,))
        for name in asked
    ]
    watchlist.screen_subjects(subjects[:100], Policy())
    batches = [subjects[at : at + BATCH] for at in range(100, 100 + BATCHES * BATCH, BATCH)]
    ours = sum(cpu_us(watchlist.screen_subjects, batch, Policy()) for batch in batches)
    each = ours / (BATCHES * BATCH)
    brute = sum(cpu_us(extract, name, listed) for name in asked[:BRUTE]) / BRUTE
    print(f"  a party never seen, batches of {BATCH}: {each:.0f} µs; "
          f"process.extract(token_sort_ratio, score_cutoff=80): {brute:,.0f} µs; "
          f"ratio {brute / each:,.0f}")  # fmt: skip


def extract(name: str, listed: list[str]) -> None:
    """Do what people do today."""
    process.extract(name, listed, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST, limit=None)


def as_listing(number: int, name: str) -> Listing:
    """Return a listing of one name."""
    return Listing(
        id=f"own:bench:{number}",
        source="own:bench",
        type=EntityType.ORGANISATION,
        names=(ListedName(text=name),),
    )
