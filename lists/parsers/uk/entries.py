"""An entry of a British list, from its facts to a listing.

A row of the CSV files is one combination of a name, an address and so on, so facts repeat. The XML
states each fact once, in an element. Both arrive here as fields by name (lists.parsers.uk.columns);
each fact is kept once, in the order in which it first appeared.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lists.parsers.dates import add_dates, iso_day
from lists.parsers.labelled import labelled_numbers
from lists.parsers.number_cells import cell_numbers
from lists.parsers.remark_numbers import is_ship_number
from lists.parsers.uk.columns import GROUPS, UNKNOWN
from lists.reading.building import Draft
from lists.reading.cleaning import clean, value_or_none
from lists.reading.enumerations import values
from lists.reading.parsed import Reading
from lists.reading.scripts import SCRIPT_NAMES
from lists.reading.territories import country_code
from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    NameKind,
    NamePart,
    PartKind,
    RelationKind,
)

_TYPES: Final = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "ship": EntityType.VESSEL,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_KINDS: Final = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "a.k.a": NameKind.ALIAS,
    "fka": NameKind.PREVIOUS,
    "f.k.a": NameKind.PREVIOUS,
}
_LANGUAGES: Final = {
    "arabic": "ar", "belarusian": "be", "bosnian": "bs", "bulgarian": "bg", "burmese": "my",
    "chinese": "zh", "dari": "prs", "farsi": "fa", "georgian": "ka", "greek": "el",
    "hebrew": "he", "japanese": "ja", "kazakh": "kk", "korean": "ko", "kurdish": "ku",
    "macedonian": "mk", "pashto": "ps", "persian": "fa", "persian/farsi": "fa",
    "romanian": "ro", "russia": "ru", "russian": "ru", "serbian": "sr", "spanish": "es",
    "thai": "th", "turkish": "tr", "ukraine": "uk", "ukrainian": "uk", "urdu": "ur",
}  # fmt: skip
_TIES: Final = (
    ("nationality", CountryRelation.NATIONALITY),
    ("flag", CountryRelation.FLAG),
    ("previous flag", CountryRelation.FORMER_FLAG),
)
_RELATIONS: Final = (
    ("parent company", RelationKind.SUBSIDIARY_OF),
    ("subsidiary", RelationKind.OWNS),
    ("owner or operator", RelationKind.OWNED_BY),
)
# In this order whatever the format. Owners and companies too: they may say more than a name.
_TEXTS: Final = (
    "title", "position", "sanctions imposed", "type of entity", "parent company", "subsidiary",
    "owner or operator", "previous owner or operator", "type of ship", "tonnage", "length",
    "phone", "e-mail", "website", "un reference", "uk sanctions list reference", "ofsi group id",
    "last updated", "statement of reasons", "other information",
)  # fmt: skip
_DETAILED_COUNTRY: Final = re.compile(
    r"\W*(?:(?:issuing )?country:?)?\W*([A-Za-z' ]+?)"
    r"(?: (?:number|no|passport|diplomatic|expires|issued|identity|national)\b.*|[.,;:()].*)?",
    re.IGNORECASE | re.DOTALL,
)
_GROUPED: Final = frozenset[str]().union(*GROUPS.values())
# "730338534. 604751385" are two numbers.
_SEVERAL: Final = re.compile(r"[\w/-]+(?:[.;,]\s+[\w/-]+)+")
# "1067746244026 dated 27/07/1992. Tax ID: 7705713236" begins with one.
_LEADING: Final = re.compile(r"(?=\S*\d)[\w/-]{6,24}(?![\w/-])")
_IMO: Final = re.compile(r"(?<!\d)\d{7}(?!\d)")
# Characters; what is longer is a sentence about numbers.
_LONGEST: Final = 60


@dataclass(slots=True)
class Entry:
    """The facts of one entry: group or field → its distinct values, in order of appearance."""

    number: str
    facts: dict[str, dict[tuple[str, ...], None]] = field(default_factory=dict)
    unknown: dict[tuple[str, str], None] = field(default_factory=dict)

    def add(self, facts: Mapping[str, str]) -> None:
        """Add facts that are new."""
        for group, fields in GROUPS.items():
            if not facts.keys().isdisjoint(fields):
                self._keep(group, tuple([facts.get(name, "") for name in fields]))
        for name, text in facts.items():
            if name.startswith(UNKNOWN) and clean(text):
                self.unknown[name.removeprefix(UNKNOWN), clean(text)] = None
            elif name not in _GROUPED:
                self._keep(name, (text,))

    def first(self, name: str) -> str:
        """Return the first value of a field outside GROUPS, or ""."""
        return next(iter(self.facts.get(name, {("",): None})))[0]

    def _keep(self, name: str, fact: tuple[str, ...]) -> None:
        if any(text and not text.isspace() for text in fact):
            self.facts.setdefault(name, {})[fact] = None


def draft_of(entry: Entry, reading: Reading) -> Draft:
    """Return a draft of the entry; facts without a field of their own become remarks."""
    kind = clean(entry.first("type"))
    draft = Draft(type=_TYPES.get(kind.casefold(), EntityType.UNKNOWN))
    if draft.type is EntityType.UNKNOWN:
        reading.unread(f"type {kind!r}")
        draft.remark(kind, label="type")
    _add_names(draft, entry, reading)
    _add_addresses(draft, entry)
    _add_programs(draft, entry)
    _add_numbers(draft, entry)
    _add_person(draft, entry)
    for name, relation in _TIES:
        for country in _values(entry, name):
            draft.tie(country.strip("."), relation)
    for name, link in _RELATIONS:
        for company in _values(entry, name):
            draft.relation(link, company)
    for year in _values(entry, "year built"):
        add_dates(draft, year, "year built")
    _add_texts(draft, entry, reading)
    return draft


def _add_texts(draft: Draft, entry: Entry, reading: Reading) -> None:
    """Add what has no field of its own; the order in which a file repeats it means nothing."""
    for name in _TEXTS:
        for (text,) in sorted(entry.facts.get(name, ())):
            draft.remark(text.replace("|", "; "), label=name)
    for name in {name for name, _ in entry.unknown if name}:
        reading.unread(f"field {name}")
    for name, text in sorted(entry.unknown):
        draft.remark(text, label=name)


def _values(entry: Entry, name: str) -> list[str]:
    return [value for (text,) in entry.facts.get(name, ()) for value in values(text)]


def _add_names(draft: Draft, entry: Entry, reading: Reading) -> None:
    for *parts, kind, strength in entry.facts.get("name", ()):
        order = [clean(part) for part in parts]
        draft.name(
            " ".join(filter(None, order)),
            _kind(kind, strength, reading),
            parts=_parts(draft, order),
        )
    for text, script, language, strength in entry.facts.get("foreign name", ()):
        draft.name(
            text,
            _kind("alias", strength, reading),
            script=_known(draft, script, SCRIPT_NAMES, "script", reading),
            language=_known(draft, language, _LANGUAGES, "language", reading),
        )


def _kind(kind: str, strength: str, reading: Reading) -> NameKind:
    """Return the kind; the publisher's weak aliases are "Low quality", "Low Quality a.k.a."."""
    plain = clean(kind).casefold()
    if plain not in _KINDS:
        reading.unread(f"name type {plain!r}")
    found = _KINDS.get(plain, NameKind.ALIAS)
    is_weak = clean(strength).casefold().startswith(("low", "weak"))
    return NameKind.WEAK_ALIAS if is_weak and found is not NameKind.PRIMARY else found


def _parts(draft: Draft, order: list[str]) -> list[NamePart]:
    """Return a person's parts: Name 6, here the last, is the surname."""
    *given, family = order
    if draft.type is not EntityType.PERSON or not family or not any(given):
        return []
    kinds = [PartKind.GIVEN, *[PartKind.MIDDLE] * 4, PartKind.FAMILY]
    return [NamePart(kind=kind, text=text) for kind, text in zip(kinds, order, strict=True)]


def _known(
    draft: Draft, text: str, table: Mapping[str, str], what: str, reading: Reading
) -> str | None:
    plain = clean(text).casefold()
    if plain and plain not in table:
        reading.unread(f"{what} {plain!r}")
        draft.remark(text, label=what)
    return table.get(plain)


def _add_addresses(draft: Draft, entry: Entry) -> None:
    for *lines, city, postal_code, country in entry.facts.get("address", ()):
        draft.address(*lines, city=city, postal_code=postal_code, country=country)


def _add_programs(draft: Draft, entry: Entry) -> None:
    imposed = "|".join(text for (text,) in entry.facts.get("sanctions imposed", ()))
    for regime, authority, designated, listed in entry.facts.get("designation", ()):
        basis = regime if "regulations" in regime.casefold() else None
        start = iso_day(designated) or iso_day(listed)
        draft.program(regime, authority=authority, legal_basis=basis, start=start, imposed=imposed)
        if clean(listed) and iso_day(listed) != start:
            draft.remark(listed, label="listed on")


def _add_numbers(draft: Draft, entry: Entry) -> None:
    is_company = draft.type is EntityType.ORGANISATION
    for text in _values(entry, "imo"):
        for number in _IMO.findall(text) or [text.upper().removeprefix("IMO")]:
            scheme = "imo_company" if is_company and not is_ship_number(number) else "imo"
            draft.number(scheme, number)
    for text in _values(entry, "hull number"):
        draft.number("hull", text)
    for text in _values(entry, "business number"):
        _add_labelled(draft, text, "registration", None)
    for scheme in ("passport", "national id"):
        for numbers, details in entry.facts.get(scheme, ()):
            _add_detailed(draft, scheme, numbers, details)


def _add_labelled(draft: Draft, text: str, scheme: str, country: str | None) -> None:
    """Add the labelled numbers of a text and keep it; without a label the text is the number."""
    told = cell_numbers(text, scheme) if scheme != "passport" else None
    if told is not None:
        for each in told:
            draft.number(each.scheme, each.value, each.country or country)
        draft.remark(text, label=scheme)
        return
    found = list(labelled_numbers(text))
    first = _LEADING.match(text)
    if found and first is not None and first[0] not in {number for _, number in found}:
        found.append((scheme, first[0]))
    for labelled, number in found:
        draft.number(labelled, number, country)
    if found or len(text) > _LONGEST:
        draft.remark(text, label=scheme)
    else:
        for number in text.split(" ") if _SEVERAL.fullmatch(text) else [text]:
            draft.number(scheme, number.strip(".,;"), country)


def _add_detailed(draft: Draft, scheme: str, numbers: str, details: str) -> None:
    listed, said = values(numbers), values(details)
    said = said if len(said) == len(listed) else [""] * len(listed)
    for number, detail in zip(listed, said, strict=True):
        _add_labelled(draft, number, scheme, _country(detail))
    if value_or_none(details):
        draft.remark(details.replace("|", "; "), label=f"{scheme} details")


def _country(detail: str) -> str | None:
    found = _DETAILED_COUNTRY.fullmatch(clean(detail)[:200])
    return country_code(found[1]) if found else None


def _add_person(draft: Draft, entry: Entry) -> None:
    genders = {gender.casefold() for gender in _values(entry, "gender")}
    said = next(iter(genders)) if len(genders) == 1 else ""
    if said in ("male", "female"):
        draft.gender = Gender(said)
    else:
        draft.remark("; ".join(sorted(genders)), label="gender")
    for (text,) in entry.facts.get("date of birth", ()):
        add_dates(draft, text, "date of birth")
    for town, country in entry.facts.get("birth place", ()):
        draft.birth_places += [place for place in values(town) if value_or_none(place)]
        for place in values(country):
            draft.tie(place.strip("."), CountryRelation.BIRTH)
