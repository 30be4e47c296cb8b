"""The parts of an ADVANCED file of OFAC that its parties refer to by number.

Reference values and places come before the parties, relations and sanctions entries after them. So
a first pass reads all of these and keeps them in memory: some 20 MB for the whole SDN list.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lists.parsers.us_ofac.dates import date_of, period_of
from lists.parsers.us_ofac.labels import entity_type
from lists.parsers.us_ofac.names import part_kinds, written
from lists.reading.parsed import Reading
from lists.reading.xml_stream import Element, entries, local_name, whole_text
from lists.sources import Source
from screening.listing import EntityType

# Below the root; each is thrown away once it is read.
TAGS: Final = (
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
)
_PROGRAM: Final = "Program"


@dataclass(frozen=True, slots=True)
class Place:
    """An address or a country; parts by their type: {"CITY": "Havana"}."""

    country: str
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document; everything else said about it is in note."""

    label: str
    number: str
    country: str
    note: str


@dataclass(frozen=True, slots=True)
class Related:
    """A party's relation to another, given by the number of the other's profile."""

    kind: str
    profile: str
    note: str


@dataclass(frozen=True, slots=True)
class SanctionsEntry:
    """That a party stands on one of OFAC's lists."""

    list_name: str
    start: str | None
    legal_bases: tuple[str, ...]
    programs: tuple[str, ...]
    measures: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class References:
    """Everything that parties refer to.

    Attributes:
        values: by what they are and their number: {("FeatureType", "8"): "Birthdate"}.
        documents: by the number of an identity.
        relations, entries, names: by the number of a profile.
    """

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    types: dict[str, EntityType] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[str, list[Related]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, list[SanctionsEntry]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)
    shared: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def value(self, kind: str, number: str | None) -> str:
        """Return a reference value, "" where the file does not have it."""
        return self.values.get((kind, number or ""), "")

    def one_of(self, texts: Iterator[str]) -> tuple[str, ...]:
        """Return the texts without duplicates; equal results share one tuple."""
        found = tuple(dict.fromkeys(texts))
        return self.shared.setdefault(found, found)


def read_references(path: Path, source: Source, reading: Reading) -> References:
    """Read what parties refer to. It reads the whole file, so a truncated one is found here.

    Raises:
        ListError: not XML, or cut off.
    """
    found = References()
    for element in entries(path, source, *TAGS, keep_namespaces=True):
        name = local_name(element)
        number = element.get("ID") or ""
        if name == "DateOfIssue":
            reading.published = date_of(element)
        elif name == "ReferenceValueSets":
            _read_values(element, found, reading)
        elif name == "Location":
            found.places[number] = _place(element, found)
        elif name == "IDRegDocument":
            found.documents[element.get("IdentityID") or ""].append(_document(element, found))
        elif name == "DistinctParty":
            _name(element, found)
        elif name == "ProfileRelationship":
            _relate(element, found)
        elif name == "SanctionsEntry":
            found.entries[element.get("ProfileID") or ""].append(_entry(element, found))
        else:
            # OFAC publishes none, and their meaning is not documented.
            reading.unread(f"element {name}")
    return found


def _read_values(sets: Element, found: References, reading: Reading) -> None:
    for value in sets.iterchildren("{*}*"):
        for one in value.iterchildren("{*}*"):
            # Area codes are written "AF"; the country's name is in an attribute.
            text = one.get("Description") or one.text or ""
            found.values[local_name(one), one.get("ID") or ""] = text.strip()
            if local_name(one) == "PartySubType":
                found.values["PartyTypeOf", one.get("ID") or ""] = one.get("PartyTypeID") or ""
    for (kind, number), text in list(found.values.items()):
        if kind == "PartySubType":
            whole = found.value("PartyType", found.value("PartyTypeOf", number))
            is_named = text.lower() in ("vessel", "aircraft")
            found.types[number] = entity_type(text if is_named else whole or "not said", reading)


def _place(location: Element, found: References) -> Place:
    country = ""
    parts: dict[str, str] = {}
    for child in location.iterchildren(
        "{*}LocationAreaCode", "{*}LocationCountry", "{*}LocationPart"
    ):
        if (number := child.get("CountryID")) is not None:
            country = found.value("Country", number)
        elif (number := child.get("AreaCodeID")) is not None:
            country = country or found.value("AreaCode", number)
        else:
            kind = found.value("LocPartType", child.get("LocPartTypeID")).upper()
            for value in child.iterdescendants("{*}Value"):
                parts.setdefault(kind, (value.text or "").strip())
    return Place(country, parts)


def _document(document: Element, found: References) -> Document:
    number, notes = "", []
    for child in document.iterchildren("{*}*"):
        name, text = local_name(child), (child.text or "").strip()
        if name == "IDRegistrationNo":
            number = text
        elif name == "DocumentDate":
            kind = found.value("IDRegDocDateType", child.get("IDRegDocDateTypeID"))
            notes += [
                f"{kind} {period_of(period)}" for period in child.iterchildren("{*}DatePeriod")
            ]
        elif text:
            notes.append(text)
    validity = found.value("Validity", document.get("ValidityID"))
    if validity not in ("", "Valid"):
        notes.append(validity)
    place = found.places.get(document.get("IssuedIn-LocationID") or "")
    if place is not None:
        notes.append(f"issued in {', '.join([*place.parts.values(), place.country])}")
    country = found.value("Country", document.get("IssuedBy-CountryID"))
    label = found.value("IDRegDocType", document.get("IDRegDocTypeID"))
    return Document(label, number, country, "; ".join(notes))


def _relate(relationship: Element, found: References) -> None:
    notes = [*_texts(relationship, "Comment")]
    if relationship.get("Former") == "true":
        notes.append("former")
    notes += [period_of(period) for period in relationship.iterchildren("{*}DatePeriod")]
    related = Related(
        found.value("RelationType", relationship.get("RelationTypeID")),
        relationship.get("To-ProfileID") or "",
        "; ".join(filter(None, notes)),
    )
    found.relations[relationship.get("From-ProfileID") or ""].append(related)


def _entry(entry: Element, found: References) -> SanctionsEntry:
    starts, bases, programs, measures, notes = [], [], [], [], []
    for child in entry.iterchildren("{*}*"):
        name = local_name(child)
        if name == "EntryEvent":
            starts += [date_of(date) for date in child.iterchildren("{*}Date")]
            bases.append(found.value("LegalBasis", child.get("LegalBasisID")))
            notes += _texts(child, "Comment")
        elif name == "SanctionsMeasure":
            kind = found.value("SanctionsType", child.get("SanctionsTypeID"))
            comments = _texts(child, "Comment")
            if kind == _PROGRAM:
                programs += comments
            else:
                measures += [kind, *comments]
        else:
            notes.append(whole_text(child))
    return SanctionsEntry(
        found.value("List", entry.get("ListID")),
        min(filter(None, starts), default=None),
        found.one_of(filter(None, bases)),
        found.one_of(iter(programs)),
        found.one_of(filter(None, measures)),
        found.one_of(filter(None, notes)),
    )


def _texts(element: Element, name: str) -> list[str]:
    found = (child.text for child in element.iterchildren(f"{{*}}{name}"))
    return [text.strip() for text in found if text and text.strip()]


def _name(party: Element, found: References) -> None:
    """Keep the name of each profile, for the parties that are related to it."""
    for profile in party.iterchildren("{*}Profile"):
        for identity in profile.iterchildren("{*}Identity"):
            for alias in identity.iterchildren("{*}Alias"):
                if alias.get("Primary") == "true":
                    kinds = part_kinds(identity, found.values)
                    for name in written(alias, kinds, found.values):
                        found.names.setdefault(profile.get("ID") or "", name.text)
