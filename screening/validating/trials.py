"""What a validation asks the matcher: listed names varied, and innocents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from random import Random
from typing import Final

from stdnum import imo

from screening.facts.identifiers import EXCLUSIVE, read_number
from screening.listing import EntityType, ListedIdentifier, Listing, NameKind
from screening.names.samename import fold_words
from screening.subject import Subject, SubjectKind
from screening.validating.innocents import made_up_names, sibling
from screening.validating.mutating.variations import PLANTED, VARIATIONS, Variation

# Rates of false alarms are small: they need more names than detection does.
INNOCENTS_PER_SAMPLE: Final = 4
# Made-up names that are listed, or came before, are drawn again, at most so often for each.
_DRAWS: Final = 20
OWN_KEYS: Final = {"own_unknown": EntityType.UNKNOWN, "own_firms": EntityType.ORGANISATION}
_MADE_UP: Final = {
    "made_up_persons": EntityType.PERSON,
    "made_up_firms": EntityType.ORGANISATION,
    "made_up_vessels": EntityType.VESSEL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One question to the matcher.

    Attributes:
        key: the class of variation or of innocents.
        type: of the listing or innocent that is asked for.
        listing: that has to be found, or, of an innocent, must not be; None: nothing must be.
        name: of the listing, as it was before it was varied.
        is_innocent: a hit is a false alarm.
        knows_country: the subject says a country besides name and type.
    """

    key: str
    type: EntityType
    subject: Subject
    listing: Listing | None = None
    name: str = ""
    is_innocent: bool = False
    knows_country: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All trials of a validation; passed_over: names that a class could not be applied to."""

    trials: list[Trial] = field(default_factory=list)
    passed_over: Counter[tuple[str, EntityType]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The listings that trials are drawn from.

    Attributes:
        listings: of the lists that are validated.
        taken: folded names of everything in force; no innocent is made up to bear one.
        seed: equal seeds give equal trials.
    """

    listings: Sequence[Listing]
    taken: frozenset[str]
    seed: int

    def rng(self, *purpose: str) -> Random:
        """Return chances of their own for a purpose, the same in every process."""
        return Random(" ".join((str(self.seed), *purpose)))  # noqa: S311  no secret

    def shuffled(self, kind: EntityType) -> list[tuple[Listing, str]]:
        """Return the listings of a type in the seed's order, each with one of its strong names."""
        found = [listing for listing in self.listings if listing.type is kind]
        self.rng("order", kind).shuffle(found)
        drawn = ((listing, strong_names(listing)) for listing in found)
        return [
            (listing, self.rng("name", listing.id).choice(names))
            for listing, names in drawn
            if names
        ]

    def made_up(self, kind: EntityType, count: int, purpose: str) -> list[str]:
        """Return so many made-up names of a type, none of them twice and none listed."""
        drawn = islice(made_up_names(kind, self.rng(purpose, kind)), _DRAWS * count)
        fresh = (name for name in dict.fromkeys(drawn) if fold_words(name) not in self.taken)
        return list(islice(fresh, count))


def population_of(planted: Iterable[Listing], in_force: Iterable[Listing], seed: int) -> Population:
    """Return what trials are drawn from; a name counts as listed whatever list it is on."""
    taken = frozenset(fold_words(name.text) for listing in in_force for name in listing.names)
    return Population(listings=tuple(planted), taken=taken, seed=seed)


def strong_names(listing: Listing) -> list[str]:
    """Return the names that make a hit by themselves; a weak alias only confirms."""
    return [
        name.text
        for name in listing.names
        if name.kind is not NameKind.WEAK_ALIAS and fold_words(name.text)
    ]


def plan_trials(population: Population, sample: int, own: Sequence[str] | None) -> Plan:
    """Return the trials: so many names a class, and innocents.

    Args:
        sample: names a class of variation, in equal parts of each type that it is for.
        own: names of the user's own traffic in place of made-up innocents.
    """
    plan = Plan()
    drawn = {kind: population.shuffled(kind) for kind in PLANTED}
    for variation in VARIATIONS:
        for kind in PLANTED:
            if kind in variation.types:
                quota = max(1, sample // len(variation.types))
                _plant(plan, population, variation, drawn[kind], quota)
    plan.trials.extend(_numbers(population, drawn, sample))
    plan.trials.extend(_made_up(population, sample) if own is None else _own(own))
    plan.trials.extend(_siblings(population, drawn[EntityType.ORGANISATION], sample))
    plan.trials.extend(_other_numbers(population, drawn[EntityType.VESSEL], sample))
    return plan


def _plant(
    plan: Plan,
    population: Population,
    variation: Variation,
    drawn: Sequence[tuple[Listing, str]],
    quota: int,
) -> None:
    planted = 0
    for listing, name in drawn:
        if planted == quota:
            break
        if variation.countries and variation.countries.isdisjoint(listing.countries):
            continue
        rng = population.rng(variation.key, listing.id)
        varied = variation.vary(name, rng)
        if varied is None:
            plan.passed_over[variation.key, listing.type] += 1
            continue
        planted += 1
        trial = Trial(
            key=variation.key,
            type=listing.type,
            subject=_subject(listing.type, varied),
            listing=listing,
            name=name,
        )
        plan.trials.append(trial)
        if listing.countries:
            plan.trials.append(_with_country(trial, rng.choice(listing.countries)))


def _with_country(trial: Trial, country: str) -> Trial:
    subject = replace(trial.subject, countries=(country,))
    return replace(trial, subject=subject, knows_country=True)


def _numbers(
    population: Population, drawn: dict[EntityType, list[tuple[Listing, str]]], sample: int
) -> Iterator[Trial]:
    """Yield listings asked for by a number of theirs and a name that is not theirs."""
    planted: Counter[str] = Counter()
    names = {kind: iter(population.made_up(kind, 5 * sample, "number")) for kind in PLANTED}
    for listing, _ in chain.from_iterable(drawn.values()):
        for scheme, identifier in _exclusive_numbers(listing).items():
            name = next(names[listing.type], None)
            if planted[scheme] == sample or name is None:
                continue
            planted[scheme] += 1
            yield Trial(
                key=f"number_{scheme}",
                type=listing.type,
                subject=replace(_subject(listing.type, name), identifiers=(identifier,)),
                listing=listing,
                name=listing.primary_name,
            )


def _exclusive_numbers(listing: Listing) -> dict[str, ListedIdentifier]:
    """Return a valid number of each scheme under which a bearer has exactly one."""
    read = ((read_number(identifier), identifier) for identifier in listing.identifiers)
    return {
        number.scheme: identifier
        for number, identifier in read
        if number.scheme in EXCLUSIVE and number.strong and number.valid
    }


def _made_up(population: Population, sample: int) -> Iterator[Trial]:
    for key, kind in _MADE_UP.items():
        for name in population.made_up(kind, INNOCENTS_PER_SAMPLE * sample, key):
            yield Trial(key=key, type=kind, subject=_subject(kind, name), is_innocent=True)


def _own(names: Sequence[str]) -> Iterator[Trial]:
    for key, kind in OWN_KEYS.items():
        for name in names:
            yield Trial(key=key, type=kind, subject=_subject(kind, name), is_innocent=True)


def _siblings(
    population: Population, drawn: Sequence[tuple[Listing, str]], sample: int
) -> Iterator[Trial]:
    """Yield organisations that share all words but one with a listed one."""
    found = ((sibling(name, population.rng("sibling", each.id)), each) for each, name in drawn)
    fresh = (
        Trial(
            key="siblings",
            type=listing.type,
            subject=_subject(listing.type, name),
            is_innocent=True,
        )
        for name, listing in found
        if name is not None and fold_words(name) not in population.taken
    )
    return islice(fresh, INNOCENTS_PER_SAMPLE * sample)


def _other_numbers(
    population: Population, drawn: Sequence[tuple[Listing, str]], sample: int
) -> Iterator[Trial]:
    """Yield vessels of a listed name with another valid IMO number: another ship."""
    listed = {
        read_number(each).value for listing in population.listings for each in listing.identifiers
    }
    bearing = [pair for pair in drawn if "imo" in _exclusive_numbers(pair[0])]
    for listing, name in bearing[:sample]:
        rng = population.rng("other imo", listing.id)
        other = next(number for number in _imo_numbers(rng) if number not in listed)
        subject = _subject(EntityType.VESSEL, name)
        yield Trial(
            key="other_imo",
            type=EntityType.VESSEL,
            subject=replace(subject, identifiers=(ListedIdentifier(scheme="imo", value=other),)),
            listing=listing,
            name=name,
            is_innocent=True,
        )


def _imo_numbers(rng: Random) -> Iterator[str]:
    while True:
        digits = str(rng.randrange(900_000, 1_000_000))
        yield digits + imo.calc_check_digit(digits)


def _subject(kind: EntityType, name: str) -> Subject:
    is_vessel = kind is EntityType.VESSEL
    role = SubjectKind.VESSEL if is_vessel else SubjectKind.PARTY
    return Subject(kind=role, type=kind, names=(name,))
