"""The identity of a Swiss target: names in parts, dates, places, documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lists.parsers.xml_entries import joined_date
from lists.reading.building import Draft
from lists.reading.cleaning import clean
from lists.reading.parsed import Reading
from lists.reading.territories import country_code
from lists.reading.xml_stream import Element, text_at, texts_at
from screening.facts.schemes import scheme_name
from screening.listing import CountryRelation, EntityType, NameKind, NamePart, PartKind

_KINDS: Final = {
    "primary-name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "formerly-known-as": NameKind.PREVIOUS,
}
_PARTS: Final = {
    "title": PartKind.TITLE,
    "given-name": PartKind.GIVEN,
    "further-given-name": PartKind.MIDDLE,
    "father-name": PartKind.PATRONYMIC,
    "grand-father-name": PartKind.PATRONYMIC,
    "family-name": PartKind.FAMILY,
    "maiden-name": PartKind.MAIDEN,
    "tribal-name": PartKind.TRIBAL,
    "suffix": PartKind.SUFFIX,
    "whole-name": PartKind.OTHER,
    "other": PartKind.OTHER,
}
_SCHEMES: Final = {
    "id-card": "national_id",
    "identity-card": "national_id",
    "residence-permit": "national_id",
    "resident-permit": "national_id",
    "service-passport": "passport",
    "driving-license": "drivers_license",
    "driving-licence": "drivers_license",
    "driving-permit": "drivers_license",
    "other": "id",
}
_GOOD: Final = ("", "good")
# Nobody has more spellings of a name; the limit protects against hostile files.
_MOST_SPELLINGS: Final = 40
# A language and a script; ("", "") is the name as written.
_Spelling = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row of the table of places."""

    location: str = ""
    area: str = ""
    country: str = ""
    code: str = ""
    variants: tuple[str, ...] = ()


def add_identity(
    identity: Element, draft: Draft, places: Mapping[str, Place], reading: Reading
) -> None:
    """Add an identity; only the primary name of the main identity is primary for the listing."""
    is_main = (identity.get("main") or "true").lower() == "true"
    for name in identity.iterfind("name"):
        _add_name(name, draft, reading, is_main=is_main)
    for date in identity.iterfind("day-month-year"):
        _add_date(date, draft)
    for birth in identity.iterfind("place-of-birth"):
        place = _place(birth, draft, places, reading)
        said = (place.location, place.area, place.country or place.code)
        draft.birth_places.append(", ".join(text for text in said if text))
        draft.tie(place.code or place.country, CountryRelation.BIRTH)
        _tell_quality(birth, draft, place.location)
    for nationality in identity.iterfind("nationality"):
        _add_nationality(nationality, draft)
    for address in identity.iterfind("address"):
        _add_address(address, draft, _place(address, draft, places, reading))
    for document in identity.iterfind("identification-document"):
        _add_document(document, draft, places, reading)


def name_texts(target: Element) -> Iterator[str]:
    """Yield the primary names of a target, the main identity's first."""
    identities = target.findall("*/identity")
    for identity in sorted(identities, key=lambda each: each.get("main") == "false"):
        for name in identity.iterfind("name"):
            if name.get("name-type") == "primary-name":
                yield _whole(_parts(name))


def _add_name(name: Element, draft: Draft, reading: Reading, *, is_main: bool) -> None:
    kind = _kind(name, draft, reading, is_main=is_main)
    parts = _parts(name)
    language = clean(name.get("lang")).lower() or None
    named = [NamePart(kind=found, text=text) for found, text in parts]
    draft.name(_whole(parts), kind, language=language, parts=named if len(named) > 1 else ())
    for part in name.iterfind("name-part"):
        if part.get("name-part-type") not in _PARTS:
            reading.unread(f"name part {part.get('name-part-type')}")
            draft.remark(part.get("name-part-type"), label="name part")
    # A spelling of the primary name is another name of the same standing.
    spelt = NameKind.ALIAS if kind is NameKind.PRIMARY else kind
    for language, script, whole in _spellings(name):
        draft.name(whole, spelt, script=script or None, language=language or None)


def _kind(name: Element, draft: Draft, reading: Reading, *, is_main: bool) -> NameKind:
    said, quality = name.get("name-type") or "", clean(name.get("quality")).lower()
    kind = _KINDS.get(said)
    if kind is None:
        reading.unread(f"name type {said}")
        draft.remark(said, label="name type")
        kind = NameKind.ALIAS
    if kind is NameKind.PRIMARY and is_main:
        return kind
    if quality not in _GOOD:
        return NameKind.WEAK_ALIAS
    return NameKind.ALIAS if kind is NameKind.PRIMARY else kind


def _ordered(name: Element) -> list[Element]:
    def order(part: Element) -> int:
        said = part.get("order") or ""
        return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0

    return sorted(name.iterfind("name-part"), key=order)


def _parts(name: Element) -> list[tuple[PartKind, str]]:
    found = ((part.get("name-part-type") or "", text_at(part, "value")) for part in _ordered(name))
    return [(_PARTS.get(kind, PartKind.OTHER), text) for kind, text in found if text]


def _whole(parts: list[tuple[PartKind, str]]) -> str:
    """Return a name without its titles, unless it has nothing else."""
    texts = [text for kind, text in parts if kind is not PartKind.TITLE]
    return " ".join(texts or [text for _, text in parts])


def _spellings(name: Element) -> Iterator[tuple[str, str, str]]:
    """Yield (language, script, name) for each spelling; other parts stay as they are."""
    parts = _ordered(name)
    keys: dict[_Spelling, int] = {}
    for part in parts:
        counted: dict[_Spelling, int] = {}
        for variant in part.iterfind("spelling-variant"):
            counted[_spelling(variant)] = counted.get(_spelling(variant), 0) + 1
        keys = {key: max(keys.get(key, 0), counted.get(key, 0)) for key in keys | counted}
    spelt = [(key, rank) for key, most in keys.items() for rank in range(most)]
    for key, rank in spelt[:_MOST_SPELLINGS]:
        chosen = [
            (_PARTS.get(part.get("name-part-type") or ""), *_choose(part, key, rank))
            for part in parts
        ]
        texts = [(kind or PartKind.OTHER, text) for kind, text, _ in chosen if text]
        is_pure = all(is_variant for _, text, is_variant in chosen if text)
        yield key[0], key[1] if is_pure else "", _whole(texts)


def _choose(part: Element, key: _Spelling, rank: int) -> tuple[str, bool]:
    found = [each for each in part.iterfind("spelling-variant") if _spelling(each) == key]
    texts = [text for each in found if (text := text_at(each, "."))]
    return (texts[min(rank, len(texts) - 1)], True) if texts else (text_at(part, "value"), False)


def _spelling(variant: Element) -> _Spelling:
    return clean(variant.get("lang")).lower(), clean(variant.get("script")).title()


def _add_date(date: Element, draft: Draft) -> None:
    year, month, day = (clean(date.get(name)) for name in ("year", "month", "day"))
    whole = joined_date(year, month, day)
    calendar = clean(date.get("calendar"))
    if calendar.lower() in ("", "gregorian"):
        draft.date(whole)
    else:
        # A year of another calendar would be taken for one of ours.
        draft.remark(whole, label=f"date, {calendar} calendar")
    _tell_quality(date, draft, whole)


def _tell_quality(element: Element, draft: Draft, what: str) -> None:
    quality = clean(element.get("quality"))
    if quality.lower() not in _GOOD:
        draft.remark(f"{what} ({quality} quality)".strip(), label=str(element.tag))


def _place(element: Element, draft: Draft, places: Mapping[str, Place], reading: Reading) -> Place:
    number = element.get("place-id") or ""
    place = places.get(number)
    if place is None and number:
        reading.unread("reference to a place")
        draft.remark(number, label="place")
    if place is not None and place.variants:
        draft.remark(", ".join(place.variants), label=f"{place.location or place.area} also")
    return place or Place()


def _add_nationality(nationality: Element, draft: Draft) -> None:
    is_ship = draft.type in (EntityType.VESSEL, EntityType.AIRCRAFT)
    relation = CountryRelation.FLAG if is_ship else CountryRelation.NATIONALITY
    for country in nationality.iterfind("country"):
        code = country.get("iso-code") or ""
        draft.tie(code if country_code(code) else f"{text_at(country, '.')} {code}", relation)


def _add_address(address: Element, draft: Draft, place: Place) -> None:
    box, care = text_at(address, "p-o-box"), text_at(address, "c-o")
    draft.address(
        f"c/o {care}" if care else None,
        text_at(address, "address-details"),
        f"PO Box {box}" if box else None,
        city=place.location,
        region=place.area,
        postal_code=text_at(address, "zip-code"),
        country=place.country or place.code,
    )
    where = place.location or place.country or text_at(address, "address-details")
    for remark in texts_at(address, "remark"):
        draft.remark(remark, label=f"address {where}".strip())
    if (address.get("current") or "").lower() == "false":
        draft.remark("not current", label=f"address {where}".strip())
    _tell_quality(address, draft, where)


def _add_document(
    document: Element, draft: Draft, places: Mapping[str, Place], reading: Reading
) -> None:
    kind, number = document.get("document-type") or "", text_at(document, "number")
    issuer = document.find("issuer")
    code = clean(issuer.get("code")) if issuer is not None else ""
    named = text_at(document, "issuer")
    country = code if country_code(code) else named
    draft.number(_SCHEMES.get(kind) or scheme_name(kind or "id"), number, country)
    told = [text_at(document, name) for name in ("date-of-issue", "expiry-date", "remark")]
    for issue in document.iterfind("place-of-issue"):
        place = _place(issue, draft, places, reading)
        told.append(place.location or text_at(issue, "."))
    if any(told) or not number or not country_code(country):
        said = ", ".join(text for text in (number, named, code, *told) if text)
        draft.remark(said, label=kind or "document")
