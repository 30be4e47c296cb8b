"""What a list says about one entity, in the form every source is brought to."""

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """What a listed entity is; the words are FollowTheMoney's, made plain."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    ADDRESS = "address"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """How an authority publishes a name."""

    PRIMARY = "primary"
    ALIAS = "alias"
    PREVIOUS = "previous"
    # Confirms a hit, never makes one: OFAC FAQ 124.
    WEAK_ALIAS = "weak"


class Gender(StrEnum):
    """A person's gender, as lists say it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of a listing, as published."""

    text: str
    kind: NameKind = NameKind.PRIMARY


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIdentifier:
    """A number of a listing: scheme in lower case ("imo", "lei", "inn", "passport" …)."""

    scheme: str
    value: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAddress:
    """An address of a listing, as published; country as ISO 3166-1 alpha-2 where it is known."""

    text: str
    city: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entity on a list.

    Attributes:
        id: stable, "source:authority-id": "us_ofac_sdn:40236".
        countries: ISO 3166-1 alpha-2, sorted.
        programs: as the authority writes them: "RUSSIA-EO14024".
        dates: of birth, of a founding or of a building, by type; as published, partial ones too.
        remarks: text that was kept as text.
        gender: of a person, where it is said.
        content: hash (32 hex digits) of all the above in canonical JSON.
    """

    id: str
    source: str
    type: EntityType
    names: tuple[ListedName, ...]
    identifiers: tuple[ListedIdentifier, ...] = ()
    addresses: tuple[ListedAddress, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    remarks: str = ""
    content: str = ""
    gender: Gender | None = None

    @property
    def primary_name(self) -> str:
        """The name that people know the listing by."""
        return self.names[0].text
