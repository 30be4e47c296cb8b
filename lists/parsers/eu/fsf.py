"""The EU's consolidated list, Financial Sanctions Files in XML 1.1.

The stable number is logicalId, which the schema requires; euReferenceNumber may be missing. An
entity has one regulation, so an entity under two programmes may appear twice. Entities with one
logicalId become one listing with everything that either of them says.
Source: the publisher's schema FULL-schema-1_1.xsd.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from lists.parsers.eu.fsf_treatment import TREATMENT
from lists.parsers.remark_numbers import add_numbers, has_ship_number, is_ship_number
from lists.parsers.repeated import merged
from lists.parsers.xml_entries import (
    day_of,
    joined_date,
    keep_unknown,
    root_named,
    with_primary,
)
from lists.reading.building import Draft
from lists.reading.cleaning import clean, value_or_none
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.reading.scripts import script_code
from lists.reading.territories import country_code
from lists.reading.xml_stream import Element, entries, text_at
from lists.sources import Source
from screening.facts.schemes import scheme_name
from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    Listing,
    NameKind,
    NamePart,
    PartKind,
)

_AUTHORITY: Final = "European Union"
_TYPES: Final = {
    "person": EntityType.PERSON,
    "enterprise": EntityType.ORGANISATION,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_CLASSES: Final = {"P": EntityType.PERSON, "E": EntityType.ORGANISATION}
_PARTS: Final = {
    "firstName": PartKind.GIVEN,
    "middleName": PartKind.MIDDLE,
    "lastName": PartKind.FAMILY,
}
_GENDERS: Final = {"M": Gender.MALE, "F": Gender.FEMALE}
# Codes that say less than they mean; the others are read as schemes.
_SCHEMES: Final = {
    "id": "national_id",
    "birthcert": "national_id",
    "ssn": "national_id",
    "residentperm": "national_id",
    "electionnr": "national_id",
    "driver": "drivers_license",
    "other": "id",
}
_FLAGS: Final = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
_TOLD: Final = ("issuedBy", "issueDate", "validFrom", "validTo", "nameOnDocument", "region")
# The schema knows no ships; those on the list are enterprises with a remark like "IMO 9074729".
_SHIP: Final = re.compile(r"\(?(?:vessel|ship|imo)\b", re.IGNORECASE)


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the listings of the full list in XML 1.1."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".xml",))
    reading.published = root_named(file, source, "export").get("generationDate")
    numbers = Counter(
        _said(entity, "logicalId")
        for entity in entries(file, source, "sanctionEntity", keep_namespaces=True)
    )
    drafts = (
        (_said(entity, "logicalId"), _draft(entity, reading))
        for entity in entries(file, source, "sanctionEntity")
    )
    yield from merged(drafts, numbers, source, reading)


def _draft(entity: Element, reading: Reading) -> Draft:
    draft = Draft()
    _add_type(entity, draft, reading)
    _add_names(entity, draft)
    for citizenship in entity.iterfind("citizenship"):
        draft.tie(_country(citizenship), CountryRelation.CITIZENSHIP)
        _tell(citizenship, draft, "region", "acquisitionDate", "disenfranchisementDate")
    for birth in entity.iterfind("birthdate"):
        _add_birth(birth, draft)
    for address in entity.iterfind("address"):
        _add_address(address, draft)
    for identification in entity.iterfind("identification"):
        _add_identification(identification, draft)
    for regulation in entity.iterfind("regulation"):
        _add_regulation(regulation, entity, draft)
        reading.parts[_said(regulation, "programme") or "(none)"] += 1
    _add_rest(entity, draft)
    keep_unknown(entity, TREATMENT, draft, reading)
    return draft


def _said(element: Element, name: str) -> str:
    return clean(element.get(name))


def _tell(element: Element, draft: Draft, *names: str) -> None:
    """Keep attributes as text: "citizenship region: …"."""
    for name in names:
        draft.remark(element.get(name), label=f"{element.tag} {name}")


def _country(element: Element) -> str:
    """Return the country's name if we know it, else its code; "" for 00 and UNKNOWN."""
    code, name = _said(element, "countryIso2Code"), _said(element, "countryDescription")
    if code in ("", "00"):
        return "" if name.upper() == "UNKNOWN" else name
    if country_code(code) is None:
        return f"{name} ({code})".strip()
    return name if country_code(name) == country_code(code) else code


def _add_type(entity: Element, draft: Draft, reading: Reading) -> None:
    subject = entity.find("subjectType")
    code = _said(subject, "code") if subject is not None else ""
    letter = _said(subject, "classificationCode") if subject is not None else ""
    draft.type = _TYPES.get(code.lower()) or _CLASSES.get(letter) or EntityType.UNKNOWN
    if code.lower() not in _TYPES:
        reading.unread(f"subject type {code}")
        draft.remark(f"{code} {letter}".strip(), label="subject type")
    if draft.type is EntityType.ORGANISATION and _is_ship(entity):
        draft.type = EntityType.VESSEL


def _is_ship(entity: Element) -> bool:
    for identification in entity.iterfind("identification"):
        if scheme_name(_said(identification, "identificationTypeCode")) == "imo":
            return is_ship_number(_said(identification, "number"))
    remarks = [clean(remark.text) for remark in entity.iterfind("remark")]
    return any(_SHIP.match(remark) and has_ship_number(remark) for remark in remarks)


def _add_names(entity: Element, draft: Draft) -> None:
    genders = set()
    for alias in entity.iterfind("nameAlias"):
        parts = [NamePart(kind=kind, text=_said(alias, name)) for name, kind in _PARTS.items()]
        whole = _said(alias, "wholeName") or " ".join(part.text for part in parts if part.text)
        # A name that is not said to be weak is no weak one.
        is_weak = _said(alias, "strong").lower() in ("false", "0")
        kind = NameKind.WEAK_ALIAS if is_weak else NameKind.ALIAS
        language = _said(alias, "nameLanguage").lower() or None
        draft.name(whole, kind, script=script_code(whole), language=language, parts=parts)
        genders.add(_said(alias, "gender"))
        _tell(alias, draft, "title", "function")
    draft.names = with_primary(draft.names)
    known = genders & _GENDERS.keys()
    draft.gender = _GENDERS[known.pop()] if len(known) == 1 else None
    if len(known) > 1 or genders - _GENDERS.keys() - {"", "?"}:
        draft.remark(", ".join(sorted(genders)), label="gender")


def _add_birth(birth: Element, draft: Draft) -> None:
    said = partial(_said, birth)
    years = [year for name in ("yearRangeFrom", "yearRangeTo") if (year := said(name))]
    date = said("birthdate") or joined_date(said("year"), said("monthOfYear"), said("dayOfMonth"))
    about = "about " if said("circa").lower() in ("true", "1") else ""
    calendar = said("calendarType").upper()
    for found in (date, " to ".join(years)):
        if calendar in ("", "GREGORIAN"):
            draft.date(f"{about}{found}" if found else None)
        else:
            # A year of another calendar would be taken for one of ours.
            draft.remark(f"{about}{found}" if found else None, label=f"date of birth, {calendar}")
    country = _country(birth)
    place = [said(name) for name in ("place", "city", "zipCode", "region")] + [country]
    draft.birth_places.append(", ".join(text for text in place if value_or_none(text)))
    draft.tie(country, CountryRelation.BIRTH)


def _add_address(address: Element, draft: Draft) -> None:
    said = partial(_said, address)
    box = value_or_none(said("poBox"))
    draft.address(
        said("street"),
        f"PO Box {box}" if box else None,
        said("place"),
        city=said("city"),
        region=said("region"),
        postal_code=said("zipCode"),
        country=_country(address),
    )
    if said("asAtListingTime").lower() in ("true", "1"):
        where = said("city") or _country(address)
        draft.remark("as at the time of listing", label=f"address {where}".strip())
    for contact in address.iterfind("contactInfo"):
        draft.remark(contact.get("value"), label=_said(contact, "key").lower())


def _add_identification(identification: Element, draft: Draft) -> None:
    said = partial(_said, identification)
    code = said("identificationTypeCode").lower()
    numbers = [number for name in ("number", "latinNumber") if (number := said(name))]
    country = _country(identification)
    for number in dict.fromkeys(numbers):
        draft.number(_scheme(code, number, draft), number, country)
    told = [] if country_code(country) else [country]
    told += [name for name in _FLAGS if said(name).lower() in ("true", "1")]
    told += [f"{name} {text}" for name in _TOLD if (text := said(name))]
    kind = said("identificationTypeDescription") or code
    draft.remark(", ".join(text for text in (*numbers, *told) if text), label=kind)


def _scheme(code: str, number: str, draft: Draft) -> str:
    scheme = _SCHEMES.get(code) or scheme_name(code or "id")
    is_company = scheme == "imo" and draft.type is not EntityType.VESSEL
    return "imo_company" if is_company and not is_ship_number(number) else scheme


def _add_regulation(regulation: Element, entity: Element, draft: Draft) -> None:
    said = partial(_said, regulation)
    start = _said(entity, "designationDate") or said("entryIntoForceDate")
    draft.program(
        said("programme") or "EU",
        authority=_AUTHORITY,
        legal_basis=said("numberTitle"),
        start=day_of(draft, start, "designated"),
        end=day_of(draft, _said(entity, "delistingDate"), "delisted"),
    )
    told = [
        f"{said('organisationType')} {said('regulationType')} {said('numberTitle')}".strip(),
        f"published {said('publicationDate')}",
        f"in force {said('entryIntoForceDate')}",
        text_at(regulation, "publicationUrl"),
    ]
    draft.remark(", ".join(text for text in told if text), label="regulation")
    for corrigendum in regulation.iterfind("corrigendum"):
        draft.remark(
            " ".join(map(clean, map(str, corrigendum.attrib.values()))), label="corrigendum"
        )


def _add_rest(entity: Element, draft: Draft) -> None:
    draft.remark(entity.get("euReferenceNumber"), label="EU reference")
    draft.remark(entity.get("unitedNationId"), label="UN reference")
    draft.remark(entity.get("designationDetails"), label="designation")
    for remark in entity.iter("remark"):
        add_numbers(draft, clean(remark.text))
        draft.remark(remark.text)
    for more in entity.iter("additionalInformation"):
        draft.remark(more.get("value"), label=_said(more, "key"))
