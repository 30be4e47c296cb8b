"""What parties of traffic get: false alarms, misspelt names, variations, reliability of scores.

A part of benchmarks/quality.py. Innocents are from the half of the company names that the model was
not fitted on.
"""

import csv
import gzip
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from benchmarks.populations import all_listings, kept, listings_of, sdn_of_2025
from fitting.places import DATA
from fitting.samples import Name, innocent_companies, respelt
from screening.hit import Hit
from screening.judging.scoring import KIND_NUMBERS
from screening.listing import EntityType, Listing
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.validating.mutating.variations import VARIATIONS
from screening.validating.trials import strong_names
from screening.watchlist import Watchlist

LEAST = Policy().review
THRESHOLDS = (0.5, 0.7, 0.8, LEAST, 0.9, 0.95)


def best_hits(watchlist: Watchlist, subjects: Sequence[Subject]) -> list[tuple[Hit, ...]]:
    """Return the hits of each subject above a score of about 0.05."""
    policy, found = Policy(review=0.05), []
    for start in range(0, len(subjects), 400):
        found += watchlist.screen_subjects(subjects[start : start + 400], policy)
    return found


def print_false_alarms() -> None:
    """Print the share of innocent companies that hit, and how the score tells them from others."""
    names = innocent_companies(20_000, from_second_half=True)
    country = countries_of_companies()
    for label, watchlist in (
        ("SDN 2025", kept("sdn", sdn_of_2025())),
        ("all lists", kept("all", all_listings())),
    ):
        asked = [a_company(name.text, country[name.text]) for name in names]
        kinds = {
            "name, type, country": asked,
            "name, type": [replace(each, countries=()) for each in asked],
            "name": [replace(each, countries=(), type=EntityType.UNKNOWN) for each in asked],
        }
        for known, subjects in kinds.items():
            best = [found[0].score if found else 0.0 for found in best_hits(watchlist, subjects)]
            print_row(f"false alarms, {label}, {known}", best)


def print_row(label: str, best: Sequence[float]) -> None:
    """Print the share of scores that reach each threshold."""
    shares = (f"{at}: {share_of(score >= at for score in best):.3%}" for at in THRESHOLDS)
    print(f"{label}: {', '.join(shares)}")


def share_of(truths: Iterable[bool]) -> float:
    """Return the share that is true."""
    return float(np.mean([*truths]))


def a_company(name: str, *countries: str) -> Subject:
    """Return an organisation as a record names it."""
    return Subject(
        kind=SubjectKind.PARTY, type=EntityType.ORGANISATION, names=(name,), countries=countries
    )


def countries_of_companies() -> dict[str, str]:
    """Return the country of each company name."""
    path = DATA / "names" / "gleif_names_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {row["legal_name"]: row["country"] for row in csv.DictReader(file)}


def print_misspelt() -> None:
    """Print how many UN names with typos are hits on the UN list."""
    watchlist = Watchlist.of(listings_of("un_sc", "un/consolidated_2025-04-19.xml"))
    for treatment in ("treated", "untreated"):
        path = DATA / "quality" / f"positives_un_{treatment}_dev.csv"
        if not path.exists():
            continue
        asked = [a_person(row["full_name"]) for row in rows(path.name)]
        hits = sum(bool(found) and found[0].score >= LEAST for found in best_hits(watchlist, asked))
        print(f"UN names, {treatment}, that hit: {hits} of {len(asked)} = {hits / len(asked):.3f}")


def a_person(name: str) -> Subject:
    """Return a person known by name alone."""
    return Subject(kind=SubjectKind.PARTY, type=EntityType.PERSON, names=(name,))


def print_variations() -> None:
    """Print how many listed organisations are found by each class of variation, and by all."""
    watchlist = kept("sdn", sdn_of_2025())
    firms = [each for each in sdn_of_2025() if each.type is EntityType.ORGANISATION]
    rng, total = random.Random(17), []
    chosen = rng.sample(firms, 300)
    for variation in VARIATIONS:
        if EntityType.ORGANISATION not in variation.types or variation.countries:
            continue
        planted = [
            (listing.id, varied)
            for listing in chosen
            if (varied := variation.vary(rng.choice(strong_names(listing)), rng)) is not None
        ]
        found = best_hits(watchlist, [a_company(varied) for _, varied in planted])
        hits = [
            any(hit.score >= LEAST and hit.listing_id == number for hit in row)
            for (number, _), row in zip(planted, found, strict=True)
        ]
        total += hits
        if hits:
            print(f"organisations, {variation.label}: {share_of(hits):.3f} of {len(hits)}")
    print(f"organisations, all variations: {share_of(total):.3f} of {len(total)}")


def print_reliability() -> None:
    """Print how often hits of each score are right where one party in a thousand is listed."""
    watchlist, rng = kept("sdn", sdn_of_2025()), random.Random(23)
    listings = [each for each in sdn_of_2025() if strong_names(each)]
    planted = []
    for listing in rng.sample(listings, 3_000):
        name = Name(rng.choice(strong_names(listing)), 0, KIND_NUMBERS[listing.type])
        planted.append((listing, respelt(name, rng).text))
    innocent = [a_company(each.text) for each in innocent_companies(20_000, from_second_half=True)]
    wrong = [row[0].score for row in best_hits(watchlist, innocent) if row]
    right = []
    for (listing, _), row in zip(
        planted, best_hits(watchlist, [a_bearer(each, text) for each, text in planted]), strict=True
    ):
        right += [row[0].score] if row and row[0].listing_id == listing.id else []
    # The innocents stand for a thousand times as many as are planted.
    weight = 1_000 * len(planted) / len(innocent)
    for low, high in pairwise((0.05, 0.2, 0.5, 0.7, 0.85, 0.95, 0.99, 1.0001)):
        true, false = (sum(low <= x < high for x in scores) for scores in (right, wrong))
        share = true / max(true + weight * false, 1)
        print(
            f"scores {low} to {min(high, 1)}: {share:.0%} right ({true} planted, {false} innocent)"
        )


def a_bearer(listing: Listing, name: str) -> Subject:
    """Return a subject of the listing's kind under another name."""
    kind = SubjectKind.VESSEL if listing.type is EntityType.VESSEL else SubjectKind.PARTY
    return Subject(kind=kind, type=listing.type, names=(name,))


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of the quality sets."""
    with (DATA / "quality" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
