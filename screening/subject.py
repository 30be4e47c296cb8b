"""What is screened: a party, a vessel, later a place or a good."""

from dataclasses import dataclass
from enum import StrEnum

from screening.listing import EntityType, Gender, ListedIdentifier


class SubjectKind(StrEnum):
    """What part of a shipment a subject is."""

    PARTY = "party"
    VESSEL = "vessel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What we know of one party or vessel, without its place on a shipment.

    Two shipments that say the same of a party give equal subjects, hence one fingerprint.

    Attributes:
        names: as given, in any script; may be empty for a vessel known by its number alone.
        identifiers: scheme in lower case ("imo", "lei" …).
        countries: ISO 3166-1 alpha-2, sorted.
        birth_date: "1965", "1965-04" or "1965-04-30"; of an organisation, when it was founded.
        gender: of a person; no record says it yet.
    """

    kind: SubjectKind
    type: EntityType = EntityType.UNKNOWN
    names: tuple[str, ...] = ()
    identifiers: tuple[ListedIdentifier, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    birth_date: str | None = None
    gender: Gender | None = None
