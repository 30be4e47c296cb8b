"""Made-up listings and subjects for tests of screening."""

from typing import Any

from lists.canonical import with_content
from screening.hit import Hit
from screening.listing import EntityType, ListedIdentifier, ListedName, Listing, NameKind
from screening.policy import REVIEW, Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist


def a_listing(*names: str, weak: tuple[str, ...] = (), **rest: Any) -> Listing:
    strong = tuple(ListedName(text=text) for text in names)
    weak_names = tuple(ListedName(text=text, kind=NameKind.WEAK_ALIAS) for text in weak)
    fields = {"id": f"own:test:{names[0]}", "source": "own:test", "type": EntityType.ORGANISATION}
    return with_content(Listing(names=strong + weak_names, **(fields | rest)))


def a_party(*names: str, **rest: Any) -> Subject:
    return Subject(kind=SubjectKind.PARTY, names=names, **rest)


def a_vessel(*names: str, imo: str | None = None, **rest: Any) -> Subject:
    numbers = (ListedIdentifier(scheme="imo", value=imo),) if imo else ()
    kind = SubjectKind.VESSEL
    return Subject(kind=kind, type=EntityType.VESSEL, names=names, identifiers=numbers, **rest)


def hits(subject: Subject, *listings: Listing, threshold: float = REVIEW) -> tuple[Hit, ...]:
    return Watchlist.of(listings).screen_subject(subject, Policy(review=threshold))
