"""The US Consolidated Screening List: a dozen lists of three departments, as CSV or JSON.

Treasury's entries have a number. The same number occurs on several sub-lists, so the sub-list's
letters come before it: "SDN-906". For other entries the publisher's `id` is a hash whose recipe has
changed twice since 2022, so the number is made here from sub-list, name and the countries of the
addresses. Entries that share these are ordered by start date and text.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.us.csl_files import ADDRESS_PARTS, Entry, Number, csv_entries, json_entries
from lists.parsers.us.csl_names import split_names
from lists.parsers.us.dates import us_date
from lists.parsers.us_ofac.labels import keep
from lists.reading.building import Draft
from lists.reading.files import lone_file
from lists.reading.numbering import content_number, numbered
from lists.reading.parsed import Reading
from lists.sources import Source
from screening.listing import CountryRelation, EntityType, Listing, RelationKind

_TYPES: Final = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_MAPPED: Final = frozenset(
    {
        "source", "entity_number", "type", "name", "federal_register_notice", "start_date",
        "end_date", "call_sign", "vessel_flag", "vessel_owner", "remarks", "country",
    }
)  # fmt: skip
_KEPT: Final = (
    "title", "standard_order", "license_requirement", "license_policy", "vessel_type",
    "gross_tonnage", "gross_registered_tonnage",
)  # fmt: skip
# The publisher's own hash, which differs between formats, and web pages that are the same for a
# whole sub-list.
IGNORED: Final = frozenset({"_id", "id", "source_list_url", "source_information_url"})
FIELDS: Final = _MAPPED | frozenset(_KEPT) | IGNORED
_TIES: Final = {
    "citizenships": CountryRelation.CITIZENSHIP,
    "nationalities": CountryRelation.NATIONALITY,
}
# "Entity List (EL) - Bureau of Industry and Security", "… (NS-MBS List) - Treasury Department".
_SUB_LIST: Final = re.compile(r"(.+\(([\w-]+)(?: List)?\).*?) - \S.*")
# Characters; matching would cost the square of a longer text.
_LONGEST: Final = 300
_LINKED: Final = re.compile(r"Linked To: ([^;]+)")
# The Entity List numbers addresses: a licence is needed for whoever is there.
_ADDRESS_NUMBER: Final = re.compile(r"Address(?:es)? (?:No\. ?)?#?\d+\b[,:. ]*", re.IGNORECASE)
_US_ADDRESS: Final = re.compile(r".*, [A-Z]{2}, \d{5}(?:-\d{4})?")


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the list in a .csv or .json file."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".csv", ".json"))
    is_json = file.read_bytes()[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    entries = json_entries(file, source, reading) if is_json else csv_entries(file, source)
    for number, entry in numbered(_keyed(entries, reading)):
        try:
            yield _draft(entry, reading).finish(source.id, number)
        except ValueError as exc:
            raise ListError(source.id, entry.place, str(exc)) from exc


def _keyed(
    entries: Iterator[Entry], reading: Reading
) -> Iterator[tuple[str, tuple[str, ...], Entry]]:
    for entry in entries:
        found = _SUB_LIST.fullmatch(entry.texts.get("source", "")[:_LONGEST])
        if found is None or not _name(entry):
            reading.problem(entry.place, "an entry needs a name, and a source as X (Y) - Z")
            continue
        reading.parts[entry.texts["source"]] += 1
        number = entry.texts.get("entity_number") or content_number(
            entry.texts["name"], *sorted({each.get("country", "") for each in entry.addresses})
        )
        yield f"{found[2]}-{number}", _rank(entry), entry


def _name(entry: Entry) -> str:
    return entry.texts.get("name", "").strip(" ,;-")


def _rank(entry: Entry) -> tuple[str, ...]:
    """Return the key that orders entries with one name and country; the first keeps the number."""
    texts = (entry.texts.get(name, "") for name in ("start_date", "federal_register_notice"))
    return (*texts, *map(_text, entry.addresses), *entry.several["alt_names"])


def _text(address: Mapping[str, str]) -> str:
    return address.get("whole") or ", ".join(address[p] for p in ADDRESS_PARTS if p in address)


def _draft(entry: Entry, reading: Reading) -> Draft:
    texts = entry.texts
    draft = Draft(type=_TYPES.get(texts.get("type", "").lower(), EntityType.UNKNOWN))
    _add_names(draft, entry)
    for address in entry.addresses:
        _add_address(draft, address)
    for number in entry.numbers:
        _add_number(draft, reading, number)
    _add_person(draft, entry)
    draft.number("call_sign", texts.get("call_sign"))
    draft.tie(texts.get("vessel_flag"), CountryRelation.FLAG)
    draft.tie(texts.get("country"), CountryRelation.OTHER)
    draft.relation(RelationKind.OWNED_BY, texts.get("vessel_owner"))
    _add_programs(draft, entry, reading)
    _add_remarks(draft, entry, reading)
    return draft


def _add_names(draft: Draft, entry: Entry) -> None:
    """Add the names; a listed address is its own name."""
    listed = _listed_address(entry)
    if listed:
        draft.type = EntityType.ADDRESS
        draft.name(listed)
        draft.remark(entry.texts["name"] if listed != _name(entry) else None, label="listed as")
    else:
        first, *rest = split_names(_name(entry))
        draft.name(first[0])
        for text, kind in rest:
            draft.name(text, kind)
    for alias in entry.several["alt_names"]:
        for text, kind in split_names(alias):
            draft.name(text, kind)


def _listed_address(entry: Entry) -> str:
    """Return the listed address, or "" where a party is listed."""
    name, addresses = _name(entry), [*map(_text, entry.addresses)]
    numbered_as = _ADDRESS_NUMBER.match(name)
    if numbered_as is not None:
        return name[numbered_as.end() :] or (addresses[0] if addresses else name)
    is_address = any(char.isdigit() for char in name) and "," in name
    return name if is_address and any(text.startswith(name) for text in addresses) else ""


def _add_address(draft: Draft, address: Mapping[str, str]) -> None:
    country = address.get("country")
    if "whole" in address:
        draft.whole_address(address["whole"], country=country)
    else:
        draft.address(
            address.get("address"),
            city=address.get("city"),
            region=address.get("state"),
            postal_code=address.get("postal_code"),
            country=country,
        )
    if not country and _US_ADDRESS.fullmatch(_text(address)):
        draft.tie("US", CountryRelation.ADDRESS)


def _add_number(draft: Draft, reading: Reading, number: Number) -> None:
    if not number.label:
        draft.remark(number.value)
        return
    keep(draft, reading, number.label, number.value, number.country)
    if number.dates:
        draft.remark(f"{number.label} {number.value}: {', '.join(sorted(number.dates))}")


def _add_person(draft: Draft, entry: Entry) -> None:
    for field, relation in _TIES.items():
        for country in entry.several[field]:
            draft.tie(country, relation)
    for date in entry.several["dates_of_birth"]:
        draft.date(date)
    draft.birth_places += entry.several["places_of_birth"]


def _add_programs(draft: Draft, entry: Entry, reading: Reading) -> None:
    """Add the programmes; without any, the sub-list is the programme."""
    texts = entry.texts
    dates = {name: us_date(texts.get(name, "")) for name in ("start_date", "end_date")}
    for name, date in dates.items():
        if date is None and name in texts:
            reading.unread(f"date in {name}")
            draft.remark(texts[name], label=name.replace("_", " "))
    sub_list = texts["source"].partition(" - ")[0]
    for program in entry.several["programs"] or (sub_list,):
        draft.program(
            program,
            authority=texts["source"],
            legal_basis=texts.get("federal_register_notice"),
            start=dates["start_date"],
            end=dates["end_date"],
        )


def _add_remarks(draft: Draft, entry: Entry, reading: Reading) -> None:
    remarks = entry.texts.get("remarks", "")
    for linked in _LINKED.findall(remarks):
        draft.relation(RelationKind.LINKED_TO, _without_bracket(linked))
    for field in _KEPT:
        draft.remark(entry.texts.get(field), label=field.replace("_", " "))
    draft.remark(remarks)
    for field in sorted(entry.texts.keys() - FIELDS):
        reading.unread(f"field {field}")
        draft.remark(entry.texts[field], label=field)


def _without_bracket(name: str) -> str:
    """Return "X (Y)" for "X (Y))", where the last bracket is the remark's own."""
    bare = name.strip().removesuffix(".")
    return bare[:-1] if bare.endswith(")") and bare.count(")") > bare.count("(") else bare
