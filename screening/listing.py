"""What a list says about one entity, in the form every source is brought to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

# "source:authority-id": "us_ofac_sdn:40236".
ListingId = NewType("ListingId", str)
# Of what matching and reviewers rely on, 32 hex digits.
ContentHash = NewType("ContentHash", str)


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


class PartKind(StrEnum):
    """What a part of a person's name is."""

    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    PATRONYMIC = "patronymic"
    MATRONYMIC = "matronymic"
    MAIDEN = "maiden"
    TRIBAL = "tribal"
    TITLE = "title"
    SUFFIX = "suffix"
    OTHER = "other"


class Gender(StrEnum):
    """A person's gender, as lists say it."""

    MALE = "male"
    FEMALE = "female"


class CountryRelation(StrEnum):
    """What ties an entity to a country."""

    NATIONALITY = "nationality"
    CITIZENSHIP = "citizenship"
    BIRTH = "birth"
    RESIDENCE = "residence"
    REGISTRATION = "registration"
    FLAG = "flag"
    FORMER_FLAG = "former flag"
    ADDRESS = "address"
    OTHER = "other"


class RelationKind(StrEnum):
    """How one listed entity is related to another."""

    OWNED_BY = "owned by"
    OWNS = "owns"
    ACTS_FOR = "acts for"
    LINKED_TO = "linked to"
    FAMILY = "family of"
    SUPPORTS = "supports"
    LEADS = "leads"
    SUBSIDIARY_OF = "subsidiary of"
    OTHER = "related to"


class Measure(StrEnum):
    """What being listed means for who deals with the entity."""

    FREEZE = "freeze"
    # Dealings of some kinds, or in some sectors, are prohibited: SSI.
    SECTORAL = "sectoral"
    # Its securities may not be bought or sold: NS-CMIC.
    SECURITIES = "securities"
    # Banks may not keep accounts for it, or carry out its payments: CAPTA.
    CORRESPONDENT_ACCOUNT = "correspondent_account"
    # Some sanctions of a menu, without a freeze: NS-MBS.
    MENU = "menu"
    EXPORT_LICENCE = "export_licence"
    EXPORT_DENIAL = "export_denial"
    # Nobody could verify who it is: no licence exceptions, and a statement is needed.
    UNVERIFIED = "unverified"
    # A vessel, port or aircraft that may not be served, or enter.
    TRANSPORT = "transport"
    # A warning, which prohibits nothing.
    ADVISORY = "advisory"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePart:
    """One part of a name, where the publisher tells them apart."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of a listing, as published.

    Attributes:
        script: ISO 15924 ("Cyrl"), where it is said.
        language: ISO 639 ("ru", "rus"), where it is said.
    """

    text: str
    kind: NameKind = NameKind.PRIMARY
    script: str | None = None
    language: str | None = None
    parts: tuple[NamePart, ...] = ()


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
    street: str | None = None
    region: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTie:
    """A country of a listing, and what ties it: code as ISO 3166-1 alpha-2."""

    code: str
    relation: CountryRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """That an authority put the entity under a programme.

    Attributes:
        program: as the authority writes it: "RUSSIA-EO14024".
        authority: who decided, where the publisher passes on the lists of several.
        legal_basis: regulation, order or notice.
        start: ISO date from which it holds; may lie in the future.
        end: ISO date until which it holds, where it ends.
        measures: what it means, sorted; what nobody knows counts as a freeze.
    """

    program: str
    authority: str | None = None
    legal_basis: str | None = None
    start: str | None = None
    end: str | None = None
    measures: tuple[Measure, ...] = (Measure.FREEZE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Another entity that this one is related to.

    Attributes:
        name: as published.
        listing_id: of the same list, where the publisher says which entry it is.
    """

    kind: RelationKind
    name: str
    listing_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One entity on a list.

    Attributes:
        id: stable, "source:authority-id": "us_ofac_sdn:40236".
        countries: ISO 3166-1 alpha-2, sorted; of all ties and addresses.
        programs: as the authority writes them: "RUSSIA-EO14024".
        dates: of birth, of a founding or of a building, by type: "1965-03-07", "1965-03", "1965",
            "about 1965", "1960 to 1965"; as published where it is none of these.
        remarks: text that was kept as text.
        gender: of a person, where it is said.
        birth_places: of a person, as published.
        measures: what being listed means, sorted; of all designations.
        content: hash (32 hex digits) of what matching and reviewers rely on: names, identifiers,
            addresses, countries, dates, gender, type, programmes, measures and relations.
    """

    id: ListingId
    source: str
    type: EntityType
    names: tuple[ListedName, ...]
    identifiers: tuple[ListedIdentifier, ...] = ()
    addresses: tuple[ListedAddress, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    remarks: str = ""
    content: ContentHash = ContentHash("")
    gender: Gender | None = None
    ties: tuple[CountryTie, ...] = ()
    birth_places: tuple[str, ...] = ()
    designations: tuple[Designation, ...] = ()
    relations: tuple[Relation, ...] = ()
    measures: tuple[Measure, ...] = (Measure.FREEZE,)

    @property
    def primary_name(self) -> str:
        """The name that people know the listing by."""
        return self.names[0].text
