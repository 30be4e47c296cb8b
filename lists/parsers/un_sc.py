"""The Consolidated List of the UN Security Council, consolidated.xml.

The stable number is DATAID. REFERENCE_NUMBER, which people cite, becomes a remark: in 2025 six
entries of the Haiti committee were replaced by new ones under the old references.
Source: the publisher's UN_consolidated.xsd.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.parsers.remark_numbers import add_numbers
from lists.parsers.repeated import merged
from lists.parsers.xml_entries import day_of, keep_unknown, root_named, with_primary
from lists.reading.building import Draft
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.reading.scripts import script_code
from lists.reading.territories import country_code
from lists.reading.xml_stream import Element, entries, text_at, texts_at
from lists.sources import Source
from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    Listing,
    NameKind,
    NamePart,
    PartKind,
)

_AUTHORITY: Final = "UN Security Council"
_ENTRIES: Final = ("INDIVIDUAL", "ENTITY")
_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_KINDS: Final = {
    "good": NameKind.ALIAS,
    "low": NameKind.WEAK_ALIAS,
    "a.k.a.": NameKind.ALIAS,
    "f.k.a.": NameKind.PREVIOUS,
    "": NameKind.ALIAS,
}
_SORTING: Final = "ignored: how the publisher sorts"
_PLACE: Final = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
_DETAILS: Final = {
    "ALIAS": {
        "QUALITY": "kind of the name",
        "ALIAS_NAME": "name",
        "DATE_OF_BIRTH": "date",
        "CITY_OF_BIRTH": "birth place",
        "COUNTRY_OF_BIRTH": "birth place, country",
        "NOTE": "text; names in other scripts as aliases; labelled numbers",
    },
    "ADDRESS": dict.fromkeys((*_PLACE, "ZIP_CODE"), "address") | {"NOTE": "text"},
    "DATE_OF_BIRTH": dict.fromkeys(
        ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"), "date"
    ),
    "PLACE_OF_BIRTH": dict.fromkeys((*_PLACE, "NOTE"), "birth place"),
    "DOCUMENT": {
        "TYPE_OF_DOCUMENT": "identifier, scheme",
        "TYPE_OF_DOCUMENT2": "identifier, scheme; text",
        "NUMBER": "identifier",
        "ISSUING_COUNTRY": "identifier, country",
        "COUNTRY_OF_ISSUE": "identifier, country",
        "DATE_OF_ISSUE": "text",
        "CITY_OF_ISSUE": "text",
        "NOTE": "text",
    },
}
# What becomes of each element below an entry. A test compares it with the publisher's schema.
TREATMENT: Final = {
    "DATAID": "number of the listing",
    "VERSIONNUM": "ignored: it never changes, though the content does",
    **dict.fromkeys(_PARTS, "name"),
    "UN_LIST_TYPE": "programme, sub-list",
    "REFERENCE_NUMBER": "text",
    "LISTED_ON": "start of the designation",
    "GENDER": "gender",
    "NAME_ORIGINAL_SCRIPT": "name",
    "COMMENTS1": "text; labelled numbers",
    "TITLE/VALUE": "text",
    "DESIGNATION/VALUE": "text",
    "NATIONALITY/VALUE": "country",
    "LIST_TYPE/VALUE": 'text, where it is not "UN List", which says nothing',
    "LAST_DAY_UPDATED/VALUE": "text",
    "SORT_KEY": _SORTING,
    "SORT_KEY_LAST_MOD": _SORTING,
    **dict.fromkeys(
        ("TITLE", "DESIGNATION", "NATIONALITY", "LIST_TYPE", "LAST_DAY_UPDATED"), "holds others"
    ),
    **{
        f"{kind}_{detail}": "holds others"
        for kind in ("INDIVIDUAL", "ENTITY")
        for detail in _DETAILS
    },
    **{
        f"{kind}_{detail}/{name}": how
        for kind in ("INDIVIDUAL", "ENTITY")
        for detail, names in _DETAILS.items()
        for name, how in names.items()
    },
}
# The type of a document is free text: "Afghan national identification card (tazkira) number".
_DOCUMENTS: Final = (
    ("passport", re.compile(r"pass[ae]?port", re.IGNORECASE)),
    ("tax", re.compile(r"fiscal|tax", re.IGNORECASE)),
    ("drivers_license", re.compile(r"driver|driving", re.IGNORECASE)),
    ("national_id", re.compile(r"national|ident|tazkira|social sec|card|birth", re.IGNORECASE)),
)
# "French passport number 05AT521433", "Libya 428720", "563210184 (Expires 18 Jun. 2018)".
_WORDED: Final = re.compile(
    r"(?P<words>.*(?:\bnumber|\b[Nn]o\.|:|\)) ?|(?:[^\W\d]{3,}\.? )+)?"
    r"(?P<number>(?:[A-Z]{1,3} )?[^\s(,]*\d[^(,]*)(?P<rest>.*)"
)
# A longer "number" is a text; splitting it would cost the square of its length.
_LONGEST: Final = 120
_NATIVE: Final = re.compile(r"\b(?:original script|in [A-Z]\w+(?: script)?) ?: ?([^;]+)")
_FORMERLY: Final = re.compile(r"(?:previously|formerly) listed as", re.IGNORECASE)


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the listings of consolidated.xml."""
    del allow_incomplete  # the list is one file
    file = lone_file(path, source, (".xml",))
    reading.published = root_named(file, source, "CONSOLIDATED_LIST").get("dateGenerated")
    times = Counter(_number(entry) for entry in entries(file, source, *_ENTRIES))
    drafts = (
        (_number(entry), _draft(entry, reading)) for entry in entries(file, source, *_ENTRIES)
    )
    for listing in merged(drafts, times, source, reading):
        reading.parts.update(listing.programs)
        yield listing


def _number(entry: Element) -> str:
    return text_at(entry, "DATAID")


def _draft(entry: Element, reading: Reading) -> Draft:
    tag = str(entry.tag)
    draft = Draft(type=EntityType.PERSON if tag == "INDIVIDUAL" else EntityType.ORGANISATION)
    _add_names(entry, draft)
    for alias in entry.iterfind(f"{tag}_ALIAS"):
        _add_alias(alias, draft, reading)
    draft.names = with_primary(draft.names)
    for address in entry.iterfind(f"{tag}_ADDRESS"):
        _add_address(address, draft)
    for birth in entry.iterfind(f"{tag}_DATE_OF_BIRTH"):
        _add_date(birth, draft)
    for place in entry.iterfind(f"{tag}_PLACE_OF_BIRTH"):
        _add_birth_place(draft, [text_at(place, part) for part in (*_PLACE, "NOTE")])
        draft.tie(text_at(place, "COUNTRY"), CountryRelation.BIRTH)
    for document in entry.iterfind(f"{tag}_DOCUMENT"):
        _add_document(document, draft)
    _add_rest(entry, draft)
    keep_unknown(entry, TREATMENT, draft, reading)
    return draft


def _add_names(entry: Element, draft: Draft) -> None:
    parts = [text for part in _PARTS if (text := text_at(entry, part))]
    # The list does not say which of a person's names is the family's.
    kept = [NamePart(kind=PartKind.OTHER, text=text) for text in parts] if len(parts) > 1 else []
    draft.name(" ".join(parts), parts=kept)
    native = text_at(entry, "NAME_ORIGINAL_SCRIPT")
    draft.name(native, NameKind.ALIAS, script=script_code(native))


def _add_alias(alias: Element, draft: Draft, reading: Reading) -> None:
    name, note = text_at(alias, "ALIAS_NAME"), text_at(alias, "NOTE")
    kind = _kind(text_at(alias, "QUALITY"), note, draft, reading)
    if name:
        draft.name(name, kind, script=script_code(name))
    else:
        reading.counts["empty_aliases"] += 1
    for native in _NATIVE.findall(note):
        if (script := script_code(native)) is not None:
            draft.name(native, kind, script=script)
    add_numbers(draft, note)
    draft.remark(note, label=f"alias {name}".strip())
    draft.date(text_at(alias, "DATE_OF_BIRTH"))
    country = text_at(alias, "COUNTRY_OF_BIRTH")
    _add_birth_place(draft, [text_at(alias, "CITY_OF_BIRTH"), country])
    draft.tie(country, CountryRelation.BIRTH)


def _kind(quality: str, note: str, draft: Draft, reading: Reading) -> NameKind:
    kind = _KINDS.get(quality.lower())
    if kind is None:
        reading.unread(f"alias quality {quality}")
        draft.remark(quality, label="alias quality")
    if kind is not NameKind.WEAK_ALIAS and _FORMERLY.search(note):
        return NameKind.PREVIOUS
    return kind or NameKind.ALIAS


def _add_address(address: Element, draft: Draft) -> None:
    draft.address(
        text_at(address, "STREET"),
        city=text_at(address, "CITY"),
        region=text_at(address, "STATE_PROVINCE"),
        postal_code=text_at(address, "ZIP_CODE"),
        country=text_at(address, "COUNTRY"),
    )
    where = text_at(address, "CITY") or text_at(address, "COUNTRY")
    draft.remark(text_at(address, "NOTE"), label=f"address {where}".strip())


def _add_date(birth: Element, draft: Draft) -> None:
    kind, note = text_at(birth, "TYPE_OF_DATE").upper(), text_at(birth, "NOTE")
    first, last = text_at(birth, "FROM_YEAR"), text_at(birth, "TO_YEAR")
    years = " to ".join(year for year in (first, last) if year)
    dates = [d for d in (text_at(birth, "DATE"), text_at(birth, "YEAR"), years) if d]
    for date in dates or [note]:
        draft.date(f"about {date}" if kind == "APPROXIMATELY" and date else date)
    if dates:
        draft.remark(note, label="date of birth")
    if kind not in ("", "EXACT", "APPROXIMATELY", "BETWEEN"):
        draft.remark(kind, label="type of date")


def _add_birth_place(draft: Draft, parts: list[str]) -> None:
    draft.birth_places.append(", ".join(part for part in parts if part))


def _add_document(document: Element, draft: Draft) -> None:
    kinds = [text_at(document, name) for name in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2")]
    number, around = _split(text_at(document, "NUMBER"))
    issuers = [text_at(document, name) for name in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")]
    country = next(filter(country_code, (*issuers, *around)), None)
    draft.number(_scheme(kinds), number, country)
    unsaid = [text for text in (*issuers, *around) if text and text != country]
    told = [text_at(document, name) for name in ("DATE_OF_ISSUE", "CITY_OF_ISSUE", "NOTE")]
    more = ", ".join(text for text in (kinds[1], *unsaid, *told) if text)
    if more or not number:
        draft.remark(more, label=f"{kinds[0] or 'document'} {number}".strip())


def _split(text: str) -> tuple[str, list[str]]:
    """Return a number, and the words before and after it: "428720", ["Libya", ""]."""
    found = _WORDED.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return text, []
    words = (found["words"] or "").strip(" :"), found["rest"].strip(" (),")
    return found["number"].strip(), list(words)


def _scheme(kinds: list[str]) -> str:
    """Return the scheme that the second, finer type says, else the first."""
    for kind in reversed(kinds):
        for scheme, pattern in _DOCUMENTS:
            if pattern.search(kind):
                return scheme
    return "id"


def _add_rest(entry: Element, draft: Draft) -> None:
    gender = text_at(entry, "GENDER").lower()
    if gender in tuple(Gender):
        draft.gender = Gender(gender)
    else:
        draft.remark(gender, label="gender")
    for nationality in texts_at(entry, "NATIONALITY/VALUE"):
        draft.tie(nationality, CountryRelation.NATIONALITY)
    listed = day_of(draft, text_at(entry, "LISTED_ON"), "listed on")
    program = text_at(entry, "UN_LIST_TYPE")
    draft.program(program or "UN", authority=_AUTHORITY, start=listed)
    draft.remark(text_at(entry, "REFERENCE_NUMBER"), label="reference")
    for label in ("TITLE", "DESIGNATION"):
        for text in texts_at(entry, f"{label}/VALUE"):
            draft.remark(text, label=label.lower())
    comments = text_at(entry, "COMMENTS1")
    add_numbers(draft, comments)
    draft.remark(comments)
    for kind in texts_at(entry, "LIST_TYPE/VALUE"):
        if kind != "UN List":
            draft.remark(kind, label="list")
    draft.remark(", ".join(texts_at(entry, "LAST_DAY_UPDATED/VALUE")), label="updated")
