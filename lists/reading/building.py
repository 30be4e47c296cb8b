"""One listing from what a parser found: cleaned, without doublets, in one order."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from lists.canonical import with_content
from lists.reading.cleaning import clean, value_or_none
from lists.reading.territories import country_code
from screening.facts.dates import parse_dates
from screening.facts.schemes import scheme_name
from screening.listing import (
    CountryRelation,
    CountryTie,
    Designation,
    EntityType,
    Gender,
    ListedAddress,
    ListedIdentifier,
    ListedName,
    Listing,
    ListingId,
    NameKind,
    NamePart,
    Relation,
    RelationKind,
)

# Characters; the longest on real lists, the address of a wallet, has 95.
_LONGEST: Final = 500
_BY_KIND = list(NameKind).index


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a parser fills in for one entry, in any order; finish() makes a listing of it.

    Example:
        draft = Draft(type=EntityType.ORGANISATION)
        draft.name("Akmetron AO")
        draft.number("tax", "7702000000", "Russia")
        draft.finish("us_ofac_sdn", "49964")
    """

    type: EntityType = EntityType.UNKNOWN
    names: list[ListedName] = field(default_factory=list)
    identifiers: list[ListedIdentifier] = field(default_factory=list)
    addresses: list[ListedAddress] = field(default_factory=list)
    ties: list[CountryTie] = field(default_factory=list)
    designations: list[Designation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    gender: Gender | None = None

    def name(
        self,
        text: str | None,
        kind: NameKind = NameKind.PRIMARY,
        *,
        script: str | None = None,
        language: str | None = None,
        parts: Iterable[NamePart] = (),
    ) -> None:
        """Add a name; an empty one, or "-0-", is none. "N/A" may be somebody's name: it stays."""
        cleaned = clean(text)
        if cleaned and cleaned != "-0-":
            kept = tuple(replace(part, text=clean(part.text)) for part in parts if clean(part.text))
            self.names.append(
                ListedName(text=cleaned, kind=kind, script=script, language=language, parts=kept)
            )

    def number(self, scheme: str, value: str | None, country: str | None = None) -> None:
        """Add an identifier under its scheme's one name; country is a name or a code.

        What is longer than any number is a text.
        """
        found = value_or_none(value)
        if found is not None and len(found) > _LONGEST:
            self.remark(found, label=scheme)
        elif found is not None:
            code = country_code(clean(country))
            self.identifiers.append(
                ListedIdentifier(scheme=scheme_name(clean(scheme)), value=found, country=code)
            )

    def address(
        self,
        *lines: str | None,
        city: str | None = None,
        region: str | None = None,
        postal_code: str | None = None,
        country: str | None = None,
    ) -> None:
        """Add an address: lines of the street, then its parts; country is a name or a code."""
        street = ", ".join(line for line in map(value_or_none, lines) if line) or None
        place, area, post = map(value_or_none, (city, region, postal_code))
        named = _country(country)
        text = ", ".join(part for part in (street, place, area, post, named) if part)
        if text:
            self.addresses.append(
                ListedAddress(
                    text=text,
                    city=place,
                    country=country_code(named or ""),
                    street=street if text != street else None,
                    region=area,
                    postal_code=post,
                )
            )

    def whole_address(
        self, text: str | None, *, city: str | None = None, country: str | None = None
    ) -> None:
        """Add an address that the publisher writes as one text; country is a name or a code."""
        whole = value_or_none(text)
        if whole is not None:
            code = country_code(_country(country) or "")
            place = value_or_none(city)
            self.addresses.append(ListedAddress(text=whole, city=place, country=code))

    def tie(self, country: str | None, relation: CountryRelation) -> None:
        """Add a country, by name or code; one that is not known is kept as text."""
        named = _country(country)
        if named is None:
            return
        code = country_code(named)
        if code is None:
            self.remark(named, label=relation.value)
        else:
            self.ties.append(CountryTie(code=code, relation=relation))

    def date(self, text: str | None) -> None:
        """Add a date of birth, of building or of founding, in any form a publisher writes."""
        found = value_or_none(text)
        if found is not None:
            # Only so much of a text is read for dates; all of it would be kept in a cache.
            self.dates += [str(date) for date in parse_dates(found[:_LONGEST])] or [found]

    def program(
        self,
        program: str | None,
        *,
        authority: str | None = None,
        legal_basis: str | None = None,
        start: str | None = None,
        end: str | None = None,
    ) -> None:
        """Add what the entity is listed under; start and end as ISO dates."""
        named = value_or_none(program)
        if named is not None:
            self.designations.append(
                Designation(
                    program=named,
                    authority=value_or_none(authority),
                    legal_basis=value_or_none(legal_basis),
                    start=value_or_none(start),
                    end=value_or_none(end),
                )
            )

    def relation(self, kind: RelationKind, name: str | None, listing_id: str | None = None) -> None:
        """Add a related entity; listing_id is whole: "us_ofac_sdn:40236"."""
        named = value_or_none(name)
        if named is not None:
            self.relations.append(Relation(kind=kind, name=named, listing_id=listing_id))

    def remark(self, text: str | None, *, label: str = "") -> None:
        """Keep as text what has no field of its own; label says what it is: "title"."""
        kept = value_or_none(text)
        if kept is not None:
            self.remarks.append(f"{label}: {kept}" if label else kept)

    def finish(self, source: str, number: str) -> Listing:
        """Return the listing "source:number" with its content hash.

        Raises:
            ValueError: there is no name but weak aliases, or no number.
        """
        names = _ordered(self.names)
        if not number or not any(name.kind is not NameKind.WEAK_ALIAS for name in names):
            raise ValueError("an entry needs a number and a name that is no weak alias")
        addresses = tuple(sorted(set(self.addresses), key=_address_order))
        codes = {tie.code for tie in self.ties} | {a.country for a in addresses if a.country}
        return with_content(
            Listing(
                id=ListingId(f"{source}:{number}"),
                source=source,
                type=self.type,
                names=_without_doublets(names),
                identifiers=_sorted(self.identifiers),
                addresses=addresses,
                countries=tuple(sorted(codes)),
                programs=tuple(sorted({found.program for found in self.designations})),
                dates=tuple(sorted(set(self.dates))),
                remarks="; ".join(dict.fromkeys(self.remarks)),
                gender=self.gender,
                ties=tuple(sorted(set(self.ties), key=lambda tie: (tie.relation, tie.code))),
                birth_places=tuple(sorted(set(filter(None, map(clean, self.birth_places))))),
                designations=tuple(sorted(set(self.designations), key=_designation_order)),
                relations=tuple(sorted(set(self.relations), key=_relation_order)),
            )
        )


def _country(text: str | None) -> str | None:
    """Return a country as written; "NA" in capitals is Namibia, not a gap."""
    return "NA" if clean(text) == "NA" else value_or_none(text)


def _ordered(names: list[ListedName]) -> list[ListedName]:
    """Return the names by kind and text; the first primary one, which people know, stays first."""
    primary = [name for name in names if name.kind is NameKind.PRIMARY][:1]
    return primary + sorted(set(names) - set(primary), key=_name_order)


def _name_order(name: ListedName) -> tuple[object, ...]:
    """Of two equal texts the one of which more is said comes first: it is the one that stays."""
    parts = tuple((part.kind, part.text) for part in name.parts)
    said = (name.script or "", name.language or "", parts)
    return _BY_KIND(name.kind), name.text, *(field for each in said for field in (not each, each))


def _address_order(address: ListedAddress) -> tuple[str, ...]:
    rest = (address.country, address.city, address.street, address.region, address.postal_code)
    return address.text, *(part or "" for part in rest)


def _designation_order(found: Designation) -> tuple[str, ...]:
    rest = (found.authority, found.start, found.end, found.legal_basis)
    return found.program, *(part or "" for part in rest)


def _relation_order(relation: Relation) -> tuple[str, ...]:
    return relation.kind, relation.name, relation.listing_id or ""


def _without_doublets(names: list[ListedName]) -> tuple[ListedName, ...]:
    """Return each text once, the first of its kinds: a strong alias is no weak one as well."""
    kept: dict[str, ListedName] = {}
    for name in names:
        kept.setdefault(name.text.casefold(), name)
    return tuple(kept.values())


def _sorted(numbers: list[ListedIdentifier]) -> tuple[ListedIdentifier, ...]:
    return tuple(sorted(set(numbers), key=lambda n: (n.scheme, n.value, n.country or "")))
