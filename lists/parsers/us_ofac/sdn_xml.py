"""OFAC's sdn.xml schema, in the namespace used until May 2024 and in the one used since.

Every element of OFAC_xml.xsd below sdnEntry is read, except the uid of an id, aka, address or date,
to which nothing refers, and mainEntry, which marks the first of several.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.us_ofac.labels import AUTHORITY, alias_kind, entity_type, finish, keep, land
from lists.parsers.us_ofac.remarks import read_text_remarks
from lists.reading.building import Draft
from lists.reading.parsed import Reading
from lists.reading.xml_stream import Element, entries, local_name, text_at, texts_at, whole_text
from lists.sources import Source
from screening.listing import Listing, NameKind, NamePart, PartKind

# Elements below sdnEntry that are read; others are counted and kept as text.
READ: Final = frozenset(
    {
        "uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList",
        "akaList", "addressList", "nationalityList", "citizenshipList", "dateOfBirthList",
        "placeOfBirthList", "vesselInfo",
    }
)  # fmt: skip
# Path of the values and the label that OFAC's other formats give them.
_LABELLED: Final = {
    "dateOfBirthList/dateOfBirthItem/dateOfBirth": "DOB",
    "placeOfBirthList/placeOfBirthItem/placeOfBirth": "POB",
    "nationalityList/nationality/country": "nationality",
    "citizenshipList/citizenship/country": "citizen",
    "vesselInfo/callSign": "Vessel Call Sign",
    "vesselInfo/vesselFlag": "Vessel Flag",
    "vesselInfo/vesselOwner": "Vessel Owner",
}
_NOTED: Final = {
    "title": "title",
    "vesselInfo/vesselType": "vessel type",
    "vesselInfo/tonnage": "tonnage",
    "vesselInfo/grossRegisteredTonnage": "gross registered tonnage",
}


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entries of a file.

    Raises:
        ListError: not XML, or fewer entries than the file says, unless that is allowed.
    """
    said, found = "", 0
    for element in entries(path, source, "publshInformation", "sdnEntry"):
        if local_name(element) == "publshInformation":
            reading.published = text_at(element, "Publish_Date") or None
            said = text_at(element, "Record_Count")
            continue
        found += 1
        try:
            yield finish(_draft(element, reading), source, text_at(element, "uid"))
        except ValueError as exc:
            reading.problem(f"{path.name}, uid {text_at(element, 'uid')}", str(exc))
    if said and said != str(found):
        reading.incomplete = True
        if not allow_incomplete:
            reason = f"it says {said} entries and has {found}; --allow-incomplete loads it"
            raise ListError(source.id, path.name, reason)
    if found == 0:
        raise ListError(source.id, path.name, "the file has no entries")


def _draft(entry: Element, reading: Reading) -> Draft:
    draft = Draft(type=entity_type(text_at(entry, "sdnType") or "not said", reading))
    _name(draft, entry, NameKind.PRIMARY)
    for alias in entry.iterfind("akaList/aka"):
        is_weak = text_at(alias, "category").lower() == "weak"
        _name(draft, alias, alias_kind(text_at(alias, "type"), reading, is_weak=is_weak))
    for program in texts_at(entry, "programList/program"):
        draft.program(program, authority=AUTHORITY)
    for address in entry.iterfind("addressList/address"):
        _address(draft, address)
    _fields(draft, entry, reading)
    read_text_remarks(draft, text_at(entry, "remarks"))
    return draft


def _name(draft: Draft, element: Element, kind: NameKind) -> None:
    last, first = text_at(element, "lastName"), text_at(element, "firstName")
    parts = [NamePart(kind=PartKind.FAMILY, text=last), NamePart(kind=PartKind.GIVEN, text=first)]
    # As the CSV has it.
    text = f"{last}, {first}" if last and first else last or first
    draft.name(text, kind, parts=parts if last and first else ())


def _address(draft: Draft, address: Element) -> None:
    draft.address(
        *(text_at(address, f"address{number}") for number in (1, 2, 3)),
        city=text_at(address, "city"),
        region=text_at(address, "stateOrProvince"),
        postal_code=text_at(address, "postalCode"),
        # A few have a region of the world in the place of a country.
        country=land(text_at(address, "country") or text_at(address, "region")),
    )


def _fields(draft: Draft, entry: Element, reading: Reading) -> None:
    for path, label in _LABELLED.items():
        for text in texts_at(entry, path):
            keep(draft, reading, label, text)
    for path, label in _NOTED.items():
        draft.remark(text_at(entry, path), label=label)
    for number in entry.iterfind("idList/id"):
        _number(draft, number, reading)
    for child in entry:
        if local_name(child) not in READ:
            reading.unread(f"element {local_name(child)}")
            draft.remark(whole_text(child), label=local_name(child))


def _number(draft: Draft, number: Element, reading: Reading) -> None:
    label, value = text_at(number, "idType"), text_at(number, "idNumber")
    country = text_at(number, "idCountry")
    keep(draft, reading, label, value, country)
    terms = [
        f"{word} {text_at(number, path)}"
        for path, word in (("issueDate", "issued"), ("expirationDate", "expires"))
        if text_at(number, path)
    ]
    if terms:
        draft.remark(" ".join([f"{label} {value}", *terms]))
