"""How many listed entities are found in each kind of writing, at fixed false alarms.

    python -m benchmarks.kinds [--sample 300] [--innocents 6000]

Asked are entities of the SDN list of 2023-12-28 that nothing was learnt from, by name and type.
For the kinds "alias left out" one alias of each is taken off the list. False alarms are counted on
names that are on no list, by name alone: real company names of the half that nothing was learnt
from, and made-up trading firms, weighed so that engine 3 alarms on as many as on real trade parties
(0.25 % reach 0.85, 0.53 % reach 0.5, 0.97 % reach 0.25).
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rigour.territories import get_territory

from benchmarks.populations import listings_of
from fitting.entities import read_entities
from fitting.tradelike import INNOCENT_WEIGHTS, innocents, recombined, with_initials
from lists.machine_code import drop_stale_code
from screening.listing import EntityType, Listing, NameKind
from screening.names.samename import fold_words
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.validating.mutating.shortening import (
    abbreviated,
    cut_at,
    family_and_initials,
    given_and_family,
    second_family_dropped,
)
from screening.validating.mutating.wording import name_parts
from screening.watchlist import Watchlist

PERSON, FIRM, VESSEL = EntityType.PERSON, EntityType.ORGANISATION, EntityType.VESSEL
LOWEST = 0.0005
BATCH = 400
RATES = (0.003, 0.005, 0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A name asked, and the listing that it is; kind: of writing."""

    kind: str
    text: str
    type: EntityType
    listing: str
    countries: tuple[str, ...] = ()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--innocents", type=int, default=6000)
    parser.add_argument("--dump", type=Path)
    options = parser.parse_args()
    drop_stale_code()
    listings, questions = plan(options.sample)
    watchlist = Watchlist.of(listings)
    kinds = {listing.id: listing.type for listing in listings}
    names, weights = weighed_innocents(options.innocents)
    alarms = best_scores(watchlist, [subject_of(name) for name in names])
    asked = [subject_of(q.text, q.type, q.countries) for q in questions]
    found = best_scores(watchlist, asked)
    own = np.array([score[q.listing] for score, q in zip(found, questions, strict=True)])
    by_all = np.array([max(score.values(), default=0.0) for score in alarms])
    by_person = np.array(
        [max((s for i, s in score.items() if kinds[i] is PERSON), default=0.0) for score in alarms]
    )
    print_alarms(by_all, by_person, weights)
    print_kinds(questions, own, by_all, by_person, weights)
    print_persons(watchlist, listings)
    if options.dump:
        rows = [{"kind": q.kind, "text": q.text, "listing": q.listing, "score": s}
                for q, s in zip(questions, own.tolist(), strict=True)]  # fmt: skip
        rows += [{"kind": "innocent", "text": n, "score": s, "w": w,
                  "listing": max(f, key=lambda k: f[k], default="")}
                 for n, s, w, f in zip(
                     names, by_all.tolist(), weights.tolist(), alarms, strict=True)]  # fmt: skip
        options.dump.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows))


def plan(sample: int) -> tuple[list[Listing], list[Question]]:
    """Return the list with one alias of each measured entity taken off, and what is asked."""
    held = {number for each in read_entities() if each.is_held_out for number in each.ids}
    listings = listings_of("us_ofac_sdn", "ofac/2023-12-28")
    rng = random.Random(20)
    kept, questions = [], []
    for listing in listings:
        if listing.id not in held or listing.type not in (PERSON, FIRM, VESSEL):
            kept.append(listing)
            continue
        without, alias = one_left_out(listing, rng)
        kept.append(without)
        if alias is not None:
            questions.append(Question(
                kind=f"alias left out, {listing.type}", text=alias, type=listing.type,
                listing=listing.id,
            ))  # fmt: skip
        questions += written(without, rng)
    chosen: dict[str, list[Question]] = defaultdict(list)
    rng.shuffle(questions)
    for question in questions:
        if len(chosen[question.kind]) < sample:
            chosen[question.kind].append(question)
    return kept, [question for kind in sorted(chosen) for question in chosen[kind]]


def one_left_out(listing: Listing, rng: random.Random) -> tuple[Listing, str | None]:
    """Return the listing without one of its aliases, and the alias; None: it has none."""
    own = fold_words(listing.primary_name)
    strong = [n for n in listing.names if n.kind is not NameKind.WEAK_ALIAS]
    aliases = [n for n in strong if fold_words(n.text) not in (own, "")]
    if not aliases:
        return listing, None
    chosen = rng.choice(aliases)
    folded = fold_words(chosen.text)
    rest = tuple(name for name in listing.names if fold_words(name.text) != folded)
    return replace(listing, names=rest), chosen.text


def written(listing: Listing, rng: random.Random) -> Iterator[Question]:
    """Yield the listing's main name in the kinds of writing that it can be written in."""
    text, kind = listing.primary_name, listing.type
    cities = sorted({each.city for each in listing.addresses if each.city})
    forms: list[tuple[str, str | None, tuple[str, ...]]] = [("as listed", text, ())]
    if kind is PERSON:
        family, given = name_parts(text)
        short = given_and_family(text, rng)
        own, other = listing.countries[:1], ("SE",)
        forms += [("given and family name", short, ())]
        forms += [("given and family name, own country", short, own)] if own else []
        forms += [("given and family name, another country", short, other)]
        forms += [("second family name dropped", second_family_dropped(text, rng), ())]
        forms += [("family name and initials", family_and_initials(text, rng), ())]
        forms += [("title before", f"{rng.choice(TITLES)} {' '.join([*given, family])}", ())]
    if kind is FIRM:
        forms += [(f"cut at {room}", cut_at(room)(text, rng), ()) for room in (30, 36, 40, 60)]
        forms += [("one word abbreviated", abbreviated(text, rng), ())]
        if cities:
            forms += [("own city behind", f"{text}, {rng.choice(cities)}", ())]
        if listing.countries:
            country = country_name(rng.choice(listing.countries))
            forms += [("own country behind", f"{text} {country}", ())]
    for label, form, countries in forms:
        if form is not None and fold_words(form):
            yield Question(
                kind=f"{label}, {kind}" if label == "as listed" else label, text=form,
                type=kind, listing=listing.id, countries=countries,
            )  # fmt: skip


TITLES = ("General", "Mullah", "Haji", "Sheikh", "Dr.", "Engineer", "Colonel", "Mr", "Director")


def country_name(code: str) -> str:
    """Return the English name of a country."""
    territory = get_territory(code.lower())
    return territory.name if territory is not None else code


def subject_of(
    text: str, kind: EntityType = EntityType.UNKNOWN, countries: Sequence[str] = ()
) -> Subject:
    """Return a subject by name alone, or with what else is known."""
    role = SubjectKind.VESSEL if kind is VESSEL else SubjectKind.PARTY
    return Subject(kind=role, type=kind, names=(text,), countries=tuple(countries))


def best_scores(watchlist: Watchlist, subjects: Sequence[Subject]) -> list[defaultdict[str, float]]:
    """Return for each subject the score of each listing that is not far from it."""
    policy, found = Policy(review=LOWEST), []
    for start in range(0, len(subjects), BATCH):
        screened = watchlist.screen_subjects(subjects[start : start + BATCH], policy)
        scores = ({hit.listing_id: hit.score for hit in hits} for hits in screened)
        found += [defaultdict(float, each) for each in scores]
    return found


def weighed_innocents(count: int) -> tuple[list[str], np.ndarray]:
    """Return names that nobody lists, and how much each weighs."""
    groups = innocents(count)
    names = [name for group in groups.values() for name in group]
    weights = [INNOCENT_WEIGHTS[key] / len(group) for key, group in groups.items() for _ in group]
    return names, np.array(weights) / sum(weights)


def share_above(scores: np.ndarray, weights: np.ndarray, at: float) -> float:
    """Return the share of the weight that reaches a score."""
    return float(weights[scores >= at].sum())


def level_at(scores: np.ndarray, weights: np.ndarray, rate: float) -> float:
    """Return the least score that no larger share of the innocents reaches."""
    order = np.argsort(-scores)
    total = np.cumsum(weights[order])
    place = int(np.searchsorted(total, rate, side="right"))
    return float(np.nextafter(scores[order][min(place, len(order) - 1)], 2.0))


def print_alarms(by_all: np.ndarray, by_person: np.ndarray, weights: np.ndarray) -> None:
    """Print what share of the innocents reaches which score."""
    print(f"default level: {Policy().review}")
    for at in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.9, Policy().review):
        print(f"innocents at {at:.3f}: {100 * share_above(by_all, weights, at):.2f} %, on persons "
              f"alone {100 * share_above(by_person, weights, at):.2f} %")  # fmt: skip


def print_kinds(
    questions: Sequence[Question], own: np.ndarray, by_all: np.ndarray, by_person: np.ndarray,
    weights: np.ndarray,
) -> None:  # fmt: skip
    """Print recall by kind at the default and at fixed shares of false alarms."""
    levels = [Policy().review, *(level_at(by_all, weights, rate) for rate in RATES)]
    print(f"| kind | asked | default | {' | '.join(f'{100 * r:.1f} %' for r in RATES)} | "
          "0.5 % on persons alone | candidates |")  # fmt: skip
    alone = level_at(by_person, weights, 0.005)
    for kind in sorted({question.kind for question in questions}):
        mine = own[[place for place, q in enumerate(questions) if q.kind == kind]]
        cells = [f"{(mine >= level).mean():.3f}" for level in levels]
        cells += [f"{(mine >= alone).mean():.3f}", f"{(mine >= LOWEST).mean():.3f}"]
        print(f"| {kind} | {len(mine)} | {' | '.join(cells)} |")
    print(f"levels: {', '.join(f'{level:.4f}' for level in levels)}; persons alone {alone:.4f}")


def print_persons(watchlist: Watchlist, listings: Sequence[Listing]) -> None:
    """Print the share of persons recombined of two listed ones that reach each score."""
    listed = [each.primary_name for each in listings if each.type is PERSON]
    for label, made in (
        ("recombined of two listed persons", recombined(listed, 400, 32)),
        ("innocents as family name and initials", with_initials(listed, 400, 33)),
    ):
        scores = best_scores(watchlist, [subject_of(name, PERSON) for name in made])
        best = np.array([max(score.values(), default=0.0) for score in scores])
        cells = [f"{100 * float((best >= at).mean()):.1f} % at {at:g}"
                 for at in (0.002, 0.005, 0.01, 0.02, 0.05, 0.25, Policy().review)]  # fmt: skip
        print(f"{label}: {', '.join(cells)}")


if __name__ == "__main__":
    main()
