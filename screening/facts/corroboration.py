"""What besides the name speaks for or against a match, in nats of log odds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from screening.facts import weights
from screening.facts.addresses import NOTHING, Address, AddressMatch, read_address, same_address
from screening.facts.countries import are_neighbours
from screening.facts.dates import DateMatch, PartialDate, compare_dates, parse_dates
from screening.facts.identifiers import with_country
from screening.facts.numbers import NumberSet, compare_numbers, number_set
from screening.listing import EntityType, Gender, Listing, NameKind
from screening.names.samename import fold_words
from screening.subject import Subject, SubjectKind

_PEOPLE_AND_FIRMS: Final = frozenset({EntityType.PERSON, EntityType.ORGANISATION})
_CRAFT: Final = frozenset({EntityType.VESSEL, EntityType.AIRCRAFT})
# A listing may have hundreds of addresses; these are enough to find the nearest.
_MAX_ADDRESSES: Final = 40
_SAID: Final = {
    DateMatch.MONTH: "the same year and month",
    DateMatch.SWAPPED: "day and month swapped",
    DateMatch.YEAR: "the same year",
    DateMatch.YEAR_OTHER_DAY: "the same year, another day",
    DateMatch.YEAR_SLIP: "the same day, the year perhaps a slip",
    DateMatch.ABOUT: "the years meet",
    DateMatch.NEAR: "a year apart",
    DateMatch.SLIP: "the year perhaps a slip",
}


@dataclass(frozen=True, slots=True)
class Corroboration:
    """One fact for or against a match.

    Attributes:
        feature: "country", "address", "birth date", "founded", "gender", "type", "identifier" or
            "weak alias".
        logit: nats of log odds; positive supports, negative contradicts.
        text: a short phrase for a reviewer: "country RU agrees".
    """

    feature: str
    logit: float
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one side says besides its names, read once; the weak names of a listing."""

    type: EntityType
    countries: frozenset[str]
    numbers: NumberSet
    addresses: tuple[Address, ...]
    dates: tuple[PartialDate, ...]
    gender: Gender | None
    names: frozenset[str]


def corroborate(subject: Subject, listing: Listing) -> tuple[Corroboration, ...]:
    """Return every fact for or against, always in the same order; none for what is not known."""
    return compare_facts(facts_of_subject(subject), facts_of_listing(listing))


def compare_facts(asked: Facts, listed: Facts) -> tuple[Corroboration, ...]:
    """Return what corroborate() does, of facts that were read before."""
    return tuple(_compare(asked, listed))


def most_support(subject: Subject) -> float:
    """Return the most nats that what is known of a subject may add to a name's."""
    known = (
        (subject.countries, weights.same_country("")),
        (subject.addresses, max(weights.ADDRESS.values())),
        (subject.birth_date, max(weights.BIRTH_DATE.values())),
        (subject.gender, weights.GENDER["same"]),
        (len(subject.names) > 1, weights.WEAK_ALIAS),
    )
    return sum(logit for fact, logit in known if fact)


def can_be(subject: Subject, listed: EntityType) -> bool:
    """Tell whether a subject of its kind may be an entity of that type at all."""
    if subject.kind is SubjectKind.VESSEL:
        return listed in (EntityType.VESSEL, EntityType.UNKNOWN)
    # A ship is written into the field of a party whose type nobody says.
    return listed not in _CRAFT or subject.type is EntityType.UNKNOWN


def type_evidence(asked: EntityType, listed: EntityType) -> Corroboration | None:
    """Return what speaks against a person being an organisation; None: nothing does."""
    if asked is listed or not {asked, listed} <= _PEOPLE_AND_FIRMS:
        return None
    logit = weights.TYPE["person and organisation"]
    return Corroboration("type", logit, f"{asked} asked, {listed} listed")


@lru_cache(maxsize=20_000)
def facts_of_subject(subject: Subject) -> Facts:
    """Return the facts of a subject."""
    return Facts(
        type=subject.type,
        countries=frozenset(subject.countries),
        numbers=number_set(with_country(subject.identifiers, subject.countries)),
        addresses=tuple(read_address(text) for text in sorted(subject.addresses)[:_MAX_ADDRESSES]),
        dates=_ordered_dates((subject.birth_date or "",)),
        gender=subject.gender,
        names=frozenset(fold_words(name) for name in subject.names),
    )


@lru_cache(maxsize=20_000)
def facts_of_listing(listing: Listing) -> Facts:
    """Return the facts of a listing."""
    weak = (name.text for name in listing.names if name.kind is NameKind.WEAK_ALIAS)
    streets = sorted(listing.addresses, key=lambda found: found.text)[:_MAX_ADDRESSES]
    return Facts(
        type=listing.type,
        countries=frozenset(listing.countries),
        numbers=number_set(listing.identifiers),
        addresses=tuple(read_address(found.text, found.city) for found in streets),
        dates=_ordered_dates(listing.dates),
        gender=listing.gender,
        names=frozenset(fold_words(name) for name in weak),
    )


def _ordered_dates(texts: tuple[str, ...]) -> tuple[PartialDate, ...]:
    found = {date for text in texts for date in parse_dates(text)}
    return tuple(sorted(found, key=str))


def _compare(asked: Facts, listed: Facts) -> Iterator[Corroboration]:
    if asked.numbers.by_scheme and listed.numbers.by_scheme:
        for found in compare_numbers(asked.numbers, listed.numbers):
            yield Corroboration("identifier", found.logit, found.text)
    if asked.countries and listed.countries:
        yield from _countries(asked, listed)
    if asked.addresses and listed.addresses:
        yield from _addresses(asked, listed)
    if asked.dates and listed.dates:
        yield from _dates(asked, listed)
    if asked.gender is not None and listed.gender is not None:
        yield _gender(asked.gender, listed.gender)
    if (types := type_evidence(asked.type, listed.type)) is not None:
        yield types
    if listed.names and asked.names & listed.names - {""}:
        yield Corroboration("weak alias", weights.WEAK_ALIAS, "a weak alias agrees")


def _countries(asked: Facts, listed: Facts) -> Iterator[Corroboration]:
    shared = sorted(asked.countries & listed.countries)
    if shared:
        # Several shared countries are one fact: the rarest speaks.
        logit = max(weights.same_country(code) for code in shared)
        yield Corroboration("country", logit, f"country {', '.join(shared)} agrees")
    elif not are_neighbours(asked.countries, listed.countries):
        logit = weights.OTHER_COUNTRY[listed.type]
        text = f"country {_listed(asked.countries)} asked, {_listed(listed.countries)} listed"
        yield Corroboration("country", logit, text)


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes))


def _addresses(asked: Facts, listed: Facts) -> Iterator[Corroboration]:
    best = NOTHING
    for left in asked.addresses:
        for right in listed.addresses:
            best = max(best, same_address(left, right), key=_rank)
    if best.degree > 0:
        yield Corroboration("address", weights.ADDRESS[best.words], best.words)


def _rank(match: AddressMatch) -> tuple[float, str]:
    return match.degree, match.words


def _dates(asked: Facts, listed: Facts) -> Iterator[Corroboration]:
    is_firm = listed.type is EntityType.ORGANISATION
    # A ship's year of build is no date of birth, and a person's birth no founding.
    if listed.type in _CRAFT or {asked.type, listed.type} >= _PEOPLE_AND_FIRMS:
        return
    feature, logits = (
        ("founded", weights.FOUNDED) if is_firm else ("birth date", weights.BIRTH_DATE)
    )
    # The dates stand in order, so that of equally good pairs always the same one is said.
    pairs = [(compare_dates(a, b), a, b) for a in asked.dates for b in listed.dates]
    match, left, right = max(pairs, key=lambda pair: logits[pair[0]])
    if logits[match] == 0:
        return
    if match is DateMatch.DAY:
        text = f"{feature} {left} agrees"
    else:
        text = f"{feature} {left} asked, {right} listed"
        text += f": {_SAID[match]}" if match in _SAID else ""
    yield Corroboration(feature, logits[match], text)


def _gender(asked: Gender, listed: Gender) -> Corroboration:
    if asked is listed:
        return Corroboration("gender", weights.GENDER["same"], f"{asked}, as listed")
    return Corroboration("gender", weights.GENDER["different"], f"{asked} asked, {listed} listed")
