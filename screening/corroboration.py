"""What speaks for or against a match besides the name, in nats."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from screening.findings import check_identifier
from screening.identifiers import EXCLUSIVE, scheme_of, value_of
from screening.listing import EntityType, ListedIdentifier, Listing, NameKind
from screening.subject import Subject, SubjectKind

_COUNTRY: Final = 0.7
_OTHER_COUNTRY: Final = -0.7
# Sinks the surest name below the default threshold, yet it stays to be seen with a lower one.
_OTHER_NUMBER: Final = -7.0
_WEAK_ALIAS: Final = 1.0
# What all support together may add; names that it could not lift are left out before.
MOST_SUPPORT: Final = 2.5


@dataclass(frozen=True, slots=True)
class Corroboration:
    """One thing that supports (positive) or contradicts (negative) a match.

    Attributes:
        logit: in nats.
        text: for a reviewer: "country RU agrees".
    """

    feature: str
    logit: float
    text: str


def can_be(subject: Subject, listed: EntityType) -> bool:
    """Tell whether a subject of its kind may be an entity of that type at all."""
    if EntityType.UNKNOWN in (subject.type, listed):
        return subject.kind is SubjectKind.VESSEL or listed not in (
            EntityType.VESSEL,
            EntityType.AIRCRAFT,
        )
    return subject.type is listed


def corroborate(subject: Subject, listing: Listing) -> tuple[Corroboration, ...]:
    """Return what supports and what contradicts; what is not known on both sides says nothing."""
    return (
        *_countries(subject, listing),
        *_numbers(subject.identifiers, listing.identifiers),
        *_weak_aliases(subject, listing),
    )


def _countries(subject: Subject, listing: Listing) -> Iterable[Corroboration]:
    shared = sorted(set(subject.countries) & set(listing.countries))
    if shared:
        yield Corroboration("country", _COUNTRY, f"country {', '.join(shared)} agrees")
    elif subject.countries and listing.countries:
        asked, listed = ", ".join(subject.countries), ", ".join(listing.countries)
        text = f"country {asked} asked, {listed} listed"
        yield Corroboration("country", _OTHER_COUNTRY, text)


def _numbers(
    asked: Iterable[ListedIdentifier], listed: Iterable[ListedIdentifier]
) -> Iterable[Corroboration]:
    mine, theirs = _by_scheme(asked), _by_scheme(listed)
    for scheme in sorted(EXCLUSIVE & mine.keys() & theirs.keys()):
        if not mine[scheme] & theirs[scheme]:
            both = ", ".join(sorted(mine[scheme])), ", ".join(sorted(theirs[scheme]))
            text = f"{scheme.upper()} {both[0]} asked, {both[1]} listed"
            yield Corroboration(scheme, _OTHER_NUMBER, text)


def _by_scheme(identifiers: Iterable[ListedIdentifier]) -> dict[str, set[str]]:
    """Return the valid numbers by scheme: "N/A" or a slip of the pen says nothing."""
    found: dict[str, set[str]] = {}
    for identifier in identifiers:
        scheme, value = scheme_of(identifier), value_of(identifier)
        if check_identifier(scheme, value) is None:
            found.setdefault(scheme, set()).add(value)
    return found


def _weak_aliases(subject: Subject, listing: Listing) -> Iterable[Corroboration]:
    known = {name.text.casefold() for name in listing.names if name.kind is NameKind.WEAK_ALIAS}
    if known & {name.casefold() for name in subject.names}:
        yield Corroboration("weak alias", _WEAK_ALIAS, "a weak alias agrees")
