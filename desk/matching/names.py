"""Names asked by hand, with no shipment."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from desk.matching.schemata import type_of
from desk.rows import read_rows
from screening.hit import Hit
from screening.listing import EntityType
from screening.names.analysis import analyse
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist

_UNREADABLE: Final = "there is nothing to look for: say a name, with letters in it"


class NameType(StrEnum):
    """What a name may be the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A name that somebody asks for.

    Attributes:
        id: whatever the asker calls it.
        type: a NameType, or a schema of FollowTheMoney; "": nobody says.
        country: ISO 3166-1 alpha-2, in any case; "": nobody says.
    """

    name: str
    id: str | None = None
    type: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a name hits, the surest first.

    Attributes:
        problem: why it could not be asked for, which is no "no hit"; "": it could.
    """

    asked: Asked
    hits: tuple[Hit, ...]
    problem: str = ""


def read_asked(path: Path, *, kind: NameType | None, country: str | None) -> Iterator[Asked]:
    """Yield the names of a CSV file.

    Args:
        kind: of rows that say none; country likewise.

    Raises:
        CommandError: it is no CSV, or has no column of names.
    """
    for row in read_rows(path, {"name"}):
        yield Asked(
            name=row.get("name", ""),
            id=row.get("id") or None,
            type=row.get("type") or kind or "",
            country=row.get("country") or country or "",
        )


def ask(watchlist: Watchlist, asked: Asked, policy: Policy) -> Answer:
    """Return what a name hits."""
    if not analyse(asked.name).tokens:
        return Answer(asked=asked, hits=(), problem=_UNREADABLE)
    return Answer(asked=asked, hits=watchlist.screen_subject(_subject(asked), policy))


def _subject(asked: Asked) -> Subject:
    kind = type_of(asked.type)
    name, country = asked.name.strip(), asked.country.strip().upper()
    return Subject(
        kind=SubjectKind.VESSEL if kind is EntityType.VESSEL else SubjectKind.PARTY,
        type=kind,
        names=(name,) if name else (),
        countries=(country,) if country else (),
    )
