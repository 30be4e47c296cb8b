"""Builds one listing from what a parser found: cleaned, without duplicates, in a fixed order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lists.canonical import with_content
from lists.measures import measures_of
from lists.reading.cleaning import clean, value_or_none
from lists.reading.names.written import WrittenName, written_names
from lists.reading.ordering import (
    ordered_addresses,
    ordered_designations,
    ordered_names,
    ordered_numbers,
    ordered_relations,
    ordered_ties,
)
from lists.reading.scripts import script_code
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
    Measure,
    NameKind,
    NamePart,
    Relation,
    RelationKind,
)

# Characters; the longest on real lists, the address of a wallet, has 95.
_LONGEST: Final = 500


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a parser found for one entry, added in any order; finish() makes it a listing.

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
    # Each with what the publisher says is imposed: "Asset freeze|Travel Ban".
    designations: list[tuple[Designation, str]] = field(default_factory=list)
    # Whoever writes a list himself may say what it means; else the table of measures does.
    measures: tuple[Measure, ...] = ()
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
        """Add the names that a text holds: "X (Y)" may be two; "" and "-0-" are none.

        "N/A" may be somebody's name and stays. The whole text becomes a remark where no name is.
        """
        whole = clean(text)
        if not whole or whole == "-0-":
            return
        first, *others = written_names(whole, self.type)
        kept = tuple(_cleaned_parts(parts, self.type))
        said = _kind_of(first, kind, kind)
        self._add_name(first.text, said, _script_of(first, whole, script), language, kept)
        other_kind = NameKind.ALIAS if kind is NameKind.PRIMARY else kind
        for name in others:
            said = _kind_of(name, other_kind, kind)
            self._add_name(name.text, said, _script_of(name, whole, script), language)
        if first.text != whole:
            self.remark(whole, label="name as published")

    def _add_name(
        self,
        text: str,
        kind: NameKind,
        script: str | None,
        language: str | None,
        parts: tuple[NamePart, ...] = (),
    ) -> None:
        self.names.append(
            ListedName(text=text, kind=kind, script=script, language=language, parts=parts)
        )

    def number(self, scheme: str, value: str | None, country: str | None = None) -> None:
        """Add an identifier under the scheme's canonical name; country is a name or a code.

        A value longer than any number becomes a remark.
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
        self,
        text: str | None,
        *,
        street: str | None = None,
        city: str | None = None,
        region: str | None = None,
        postal_code: str | None = None,
        country: str | None = None,
    ) -> None:
        """Add an address that the publisher writes as one text; country is a name or a code."""
        whole = value_or_none(text)
        if whole is not None:
            self.addresses.append(
                ListedAddress(
                    text=whole,
                    street=value_or_none(street),
                    city=value_or_none(city),
                    region=value_or_none(region),
                    postal_code=value_or_none(postal_code),
                    country=country_code(_country(country) or ""),
                )
            )

    def tie(self, country: str | None, relation: CountryRelation) -> None:
        """Add a country by name or code; an unknown one becomes a remark."""
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
            # The reader of dates caches its texts, so a long one is cut.
            self.dates += [str(date) for date in parse_dates(found[:_LONGEST])] or [found]

    def program(
        self,
        program: str | None,
        *,
        authority: str | None = None,
        legal_basis: str | None = None,
        start: str | None = None,
        end: str | None = None,
        imposed: str = "",
    ) -> None:
        """Add what the entity is listed under; start and end as ISO dates.

        Args:
            imposed: what the publisher says that it means, parts between "|".
        """
        named = value_or_none(program)
        if named is not None:
            designation = Designation(
                program=named,
                authority=value_or_none(authority),
                legal_basis=value_or_none(legal_basis),
                start=value_or_none(start),
                end=value_or_none(end),
            )
            self.designations.append((designation, clean(imposed)))

    def relation(self, kind: RelationKind, name: str | None, listing_id: str | None = None) -> None:
        """Add a related entity; listing_id is whole: "us_ofac_sdn:40236"."""
        named = value_or_none(name)
        if named is not None:
            self.relations.append(Relation(kind=kind, name=named, listing_id=listing_id))

    def remark(self, text: str | None, *, label: str = "") -> None:
        """Keep a text that has no field of its own; label says what it is: "title"."""
        kept = value_or_none(text)
        if kept is not None:
            self.remarks.append(f"{label}: {kept}" if label else kept)

    def finish(self, source: str, number: str) -> Listing:
        """Return the listing "source:number" with its content hash.

        Raises:
            ValueError: there is no name but weak aliases, or no number.
        """
        names = ordered_names(self.names)
        if not number or not any(name.kind is not NameKind.WEAK_ALIAS for name in names):
            raise ValueError("an entry needs a number and a name that is no weak alias")
        addresses = ordered_addresses(self.addresses)
        designations = ordered_designations(
            self._meaning(source, *each) for each in self.designations
        )
        measures = {each for found in designations for each in found.measures}
        codes = {tie.code for tie in self.ties} | {a.country for a in addresses if a.country}
        return with_content(
            Listing(
                id=ListingId(f"{source}:{number}"),
                source=source,
                type=self.type,
                names=names,
                identifiers=ordered_numbers(self.identifiers),
                addresses=addresses,
                countries=tuple(sorted(codes)),
                programs=tuple(sorted({found.program for found in designations})),
                dates=tuple(sorted(set(self.dates))),
                remarks="; ".join(dict.fromkeys(self.remarks)),
                gender=self.gender,
                ties=ordered_ties(self.ties),
                birth_places=tuple(sorted(set(filter(None, map(clean, self.birth_places))))),
                designations=designations,
                relations=ordered_relations(self.relations),
                measures=tuple(sorted(measures)) or self.measures or (Measure.FREEZE,),
            )
        )

    def _meaning(self, source: str, found: Designation, imposed: str) -> Designation:
        """Return a designation with its measures."""
        measures = self.measures or measures_of(source, found, imposed)
        return found if found.measures == measures else replace(found, measures=measures)


def _kind_of(name: WrittenName, otherwise: NameKind, whole: NameKind) -> NameKind:
    """Return a name's kind: nothing in a weak name is stronger, and a primary one stays primary."""
    if name.kind is None or whole is NameKind.WEAK_ALIAS:
        return otherwise
    return whole if otherwise is NameKind.PRIMARY else name.kind


def _script_of(name: WrittenName, whole: str, script: str | None) -> str | None:
    """Return a name's script, which may be another one than that of the whole text."""
    if name.text == whole or script_code(name.text) == script_code(whole):
        return script
    return script_code(name.text)


def _cleaned_parts(parts: Iterable[NamePart], kind: EntityType) -> Iterator[NamePart]:
    """Yield the parts of a name, without the notes in them."""
    for part in parts:
        if text := clean(part.text):
            yield replace(part, text=written_names(text, kind)[0].text)


def _country(text: str | None) -> str | None:
    """Return a country as written; "NA" in capitals is Namibia, not a gap."""
    return "NA" if clean(text) == "NA" else value_or_none(text)
