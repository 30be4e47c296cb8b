"""OFAC's ENHANCED XML: one element per entity, with its names in all scripts and its relations.

Programmes and legal authorities are two separate lists, and the file does not say which belong
together: each designation carries all authorities.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.us_ofac.labels import (
    AUTHORITY,
    NAME_PARTS,
    alias_kind,
    entity_type,
    finish,
    keep,
    land,
    relation_kind,
)
from lists.parsers.us_ofac.remarks import read_text_remarks
from lists.reading.building import Draft
from lists.reading.parsed import Reading
from lists.reading.scripts import SCRIPT_NAMES
from lists.reading.xml_stream import Element, entries, local_name, text_at, texts_at, whole_text
from lists.sources import Source
from screening.listing import Listing, NameKind, NamePart

# Elements below entity that are read; others are counted and kept as text.
READ: Final = frozenset(
    {
        "generalInfo", "sanctionsLists", "sanctionsPrograms", "sanctionsTypes",
        "legalAuthorities", "names", "addresses", "features", "identityDocuments",
        "relationships",
    }
)  # fmt: skip
# referenceValues and featureTypes name the values that each entity writes out again.
_TAGS: Final = ("publicationInfo", "referenceValue", "featureType", "entity")
_FALSE: Final = "False"
_SDN: Final = "SDN List"


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the entities of a file.

    Raises:
        ListError: not XML, without entities, or an export of a part, unless that is allowed.
    """
    whole = entries(path, source, *_TAGS, keep_namespaces=True)
    known = {entity.get("id") or "" for entity in whole if local_name(entity) == "entity"}
    if not known:
        raise ListError(source.id, path.name, "the file has no entities")
    for entity in _entities(path, source, reading, allow_incomplete=allow_incomplete):
        number = entity.get("id") or ""
        try:
            draft = _draft(entity, source, reading)
            _relate(draft, entity, source, known, reading)
            yield finish(draft, source, number)
        except ValueError as exc:
            reading.problem(f"{path.name}, entity {number}", str(exc))


def _entities(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Element]:
    for element in entries(path, source, *_TAGS):
        if local_name(element) == "entity":
            yield element
        elif local_name(element) == "publicationInfo":
            reading.published = text_at(element, "dataAsOf") or None
            lacks = _left_out(element, source)
            reading.incomplete = bool(lacks)
            if lacks and not allow_incomplete:
                reason = f"{lacks}; --allow-incomplete loads it all the same"
                raise ListError(source.id, path.name, reason)


def _left_out(info: Element, source: Source) -> str:
    """Return what the file says that it leaves out, "" for a whole list.

    A whole list is an export that is filtered by list and by nothing else.
    """
    filters = [*info.iterfind("filters/*")]
    narrowing = [each for each in filters if local_name(each) != "sanctionsLists"]
    if narrowing:
        said = ", ".join(f"{local_name(each)} {whole_text(each)}" for each in narrowing)
        return f"this is an export filtered by {said}, not the whole list"
    lists = texts_at(info, "filters/sanctionsLists/sanctionsList")
    is_sdn = source.id == "us_ofac_sdn"
    if lists and not any((name == _SDN) == is_sdn for name in lists):
        return f"this is the {', '.join(lists)} and not {source.title}"
    return ""


def _draft(entity: Element, source: Source, reading: Reading) -> Draft:
    kind = text_at(entity, "generalInfo/entityType") or "not said"
    draft = Draft(type=entity_type(kind, reading))
    for name in entity.iterfind("names/name"):
        _name(draft, name, reading)
    for address in entity.iterfind("addresses/address"):
        _address(draft, address)
    _designate(draft, entity, source)
    for feature in entity.iterfind("features/feature"):
        _feature(draft, feature, reading)
    for document in entity.iterfind("identityDocuments/identityDocument"):
        _document(draft, document, reading)
    draft.remark(text_at(entity, "generalInfo/title"), label="title")
    read_text_remarks(draft, text_at(entity, "generalInfo/remarks"))
    for child in entity:
        if local_name(child) not in READ:
            reading.unread(f"element {local_name(child)}")
            draft.remark(whole_text(child), label=local_name(child))
    return draft


def _name(draft: Draft, name: Element, reading: Reading) -> None:
    is_primary = text_at(name, "isPrimary") == "true"
    is_weak = text_at(name, "isLowQuality") == "true"
    kind = NameKind.PRIMARY
    if not is_primary:
        kind = alias_kind(text_at(name, "aliasType"), reading, is_weak=is_weak)
    written = name.findall("translations/translation")
    # The Latin one is what the entry is known by.
    for translation in sorted(written, key=lambda one: text_at(one, "isPrimary") != "true"):
        parts = [
            NamePart(kind=NAME_PARTS[part], text=text_at(found, "value"))
            for found in translation.iterfind("nameParts/namePart")
            if (part := text_at(found, "type").lower()) in NAME_PARTS
        ]
        text = text_at(translation, "formattedFullName") or " ".join(
            texts_at(translation, "nameParts/namePart/value")
        )
        draft.name(text, kind, script=_script(translation, reading), parts=parts)


def _script(translation: Element, reading: Reading) -> str | None:
    written = text_at(translation, "script")
    script = SCRIPT_NAMES.get(written.lower())
    if script is None:
        reading.unread(f"script {written}")
    # Not None: a name in a script that we do not know is no Latin one.
    return script or written or None


def _address(draft: Draft, address: Element) -> None:
    country = text_at(address, "country")
    written = address.findall("translations/translation")
    for translation in written:
        parts = {
            text_at(part, "type").upper(): text_at(part, "value")
            for part in translation.iterfind("addressParts/addressPart")
        }
        if text_at(translation, "isPrimary") == "true" or len(written) == 1:
            draft.address(
                *(parts.get(f"ADDRESS{number}") for number in (1, 2, 3)),
                city=parts.get("CITY"),
                region=parts.get("STATE/PROVINCE"),
                postal_code=parts.get("POSTAL CODE"),
                country=land(country or parts.get("REGION", "")),
            )
        else:
            # Only this format has addresses in other scripts, and they have no field.
            draft.remark(", ".join(parts.values()), label=f"address in {_latin(translation)}")


def _latin(translation: Element) -> str:
    return text_at(translation, "script") or "another script"


def _designate(draft: Draft, entity: Element, source: Source) -> None:
    lists = entity.findall("sanctionsLists/sanctionsList")
    is_sdn = source.id == "us_ofac_sdn"
    ours = [one for one in lists if (one.text == _SDN) == is_sdn] or lists
    dates = sorted(date for one in ours if (date := one.get("datePublished")))
    legal_basis = "; ".join(dict.fromkeys(texts_at(entity, "legalAuthorities/legalAuthority")))
    for program in texts_at(entity, "sanctionsPrograms/sanctionsProgram"):
        draft.program(
            program,
            authority=AUTHORITY,
            legal_basis=legal_basis,
            start=dates[0] if dates else None,
        )
    for one in lists:
        draft.remark(f"{one.text} since {one.get('datePublished')}", label="list")
    for measure in texts_at(entity, "sanctionsTypes/sanctionsType"):
        draft.remark(measure, label="measure")


def _feature(draft: Draft, feature: Element, reading: Reading) -> None:
    label, value = text_at(feature, "type"), text_at(feature, "value")
    comment = text_at(feature, "comments")
    if text_at(feature, "reliability") == _FALSE:
        draft.remark(f"{label} {value} {comment}", label="false")
        return
    keep(draft, reading, label, value)
    draft.remark(comment, label=f"{label} {value}")


def _document(draft: Draft, document: Element, reading: Reading) -> None:
    label, value = text_at(document, "type"), text_at(document, "documentNumber")
    keep(draft, reading, label, value, text_at(document, "issuingCountry"))
    for path, word in (
        ("issueDate", "issued"),
        ("expirationDate", "expires"),
        ("issuingAuthority", "by"),
        ("issuingLocation", "in"),
        ("comments", "-"),
    ):
        if text := text_at(document, path):
            draft.remark(f"{label} {value} {word} {text}")
    if text_at(document, "isValid") == "false":
        draft.remark(f"{label} {value} is not valid")


def _relate(
    draft: Draft, entity: Element, source: Source, known: set[str], reading: Reading
) -> None:
    for relationship in entity.iterfind("relationships/relationship"):
        other = relationship.find("relatedEntity")
        number = other.get("entityId") if other is not None else None
        # Who is related may stand on another of OFAC's lists.
        listing_id = f"{source.id}:{number}" if number in known else None
        kind = relation_kind(text_at(relationship, "type"), reading)
        draft.relation(kind, text_at(relationship, "relatedEntity"), listing_id)
        draft.remark(text_at(relationship, "comments"), label="relation")
