"""The Swiss sanctions list (SESAM) of SECO, the whole list in XML.

The stable number is the target's ssid. Places and programmes are in tables of their own, before or
after the targets, so the file is read twice. De-listed targets stay in the file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.ch.identities import Place, add_identity, name_texts
from lists.parsers.ch.treatment import TREATMENT
from lists.parsers.remark_numbers import add_numbers
from lists.parsers.repeated import merged
from lists.parsers.xml_entries import day_of, keep_unknown, root_named, with_primary
from lists.reading.building import Draft
from lists.reading.files import lone_file
from lists.reading.parsed import Reading
from lists.reading.xml_stream import Element, entries, local_name, text_at, texts_at
from lists.sources import Source
from screening.listing import EntityType, Gender, Listing, RelationKind

_ROOT: Final = "swiss-sanctions-list"
_AUTHORITY: Final = "SECO"
_BODIES: Final = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "object": EntityType.UNKNOWN,
}
_OBJECTS: Final = {"vessel": EntityType.VESSEL, "aircraft": EntityType.AIRCRAFT}
_RELATIONS: Final = {
    "owned-by": RelationKind.OWNED_BY,
    "controlled-by": RelationKind.OWNED_BY,
    "owner-of": RelationKind.OWNS,
    "acting-on-behalf-of": RelationKind.ACTS_FOR,
    "family-member-of": RelationKind.FAMILY,
    "subsidiary-of": RelationKind.SUBSIDIARY_OF,
    "related-to": RelationKind.OTHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    """One set of measures of a programme: "Belarus", the ordinance, its article."""

    key: str
    name: str
    measures: str
    origin: str


@dataclass(slots=True)
class _Tables:
    """What targets refer to, by number; and how often each target stands in the file."""

    programs: dict[str, _Program] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the targets that are in force."""
    file = lone_file(path, source, (".xml",))
    root = root_named(file, source, _ROOT)
    kind, date = root.get("list-type") or "whole-list", root.get("date") or ""
    if kind != "whole-list" and not allow_incomplete:
        reason = f"this is the {kind!r}, not the whole list; --allow-incomplete loads it"
        raise ListError(source.id, file.name, reason)
    reading.published, reading.incomplete = date or None, kind != "whole-list"
    tables = _tables(file, source, date)
    drafts = _drafts(file, source, date, tables, reading)
    yield from merged(drafts, tables.times, source, reading)


def _drafts(
    file: Path, source: Source, date: str, tables: _Tables, reading: Reading
) -> Iterator[tuple[str, Draft]]:
    for target in filter(_is_whole, entries(file, source, "target")):
        number = target.get("ssid") or ""
        body = next((child for child in target if child.tag in _BODIES), None)
        if _is_delisted(target, date):
            reading.counts["de-listed"] += 1
        elif body is None:
            reading.problem(f"target {number}", "it is no individual, entity or object")
        else:
            yield number, _draft(target, body, source, tables, reading)


def _is_whole(element: Element) -> bool:
    """Tell whether the target is one of its own, not the old state inside a <modification>."""
    parent = element.getparent()
    return parent is not None and local_name(parent) == _ROOT


def _tables(file: Path, source: Source, date: str) -> _Tables:
    tables = _Tables()
    for element in entries(file, source, "sanctions-program", "place", "target"):
        number = element.get("ssid") or ""
        if element.tag == "place":
            tables.places[number] = _place(element)
        elif element.tag == "sanctions-program":
            tables.programs |= _programs(element)
        elif _is_whole(element) and not _is_delisted(element, date):
            tables.names[number] = next(iter(name_texts(element)), "")
            tables.times[number] += 1
    return tables


def _place(element: Element) -> Place:
    country = element.find("country")
    variants = [*texts_at(element, "location-variant"), *texts_at(element, "area-variant")]
    return Place(
        location=text_at(element, "location"),
        area=text_at(element, "area"),
        country=text_at(element, "country"),
        code=(country.get("iso-code") or "") if country is not None else "",
        variants=tuple(variants),
    )


def _programs(element: Element) -> dict[str, _Program]:
    key, name = (_english(element, tag) for tag in ("program-key", "program-name"))
    numbers = dict.fromkeys(found.get("ssid") or "" for found in element.iterfind("sanctions-set"))
    return {
        number: _Program(
            key=key or name,
            name=name,
            measures=_english(element, "sanctions-set", ssid=number),
            origin=text_at(element, "origin"),
        )
        for number in numbers
    }


def _english(element: Element, tag: str, ssid: str | None = None) -> str:
    """Return an element's English text, else its first one."""
    found = [each for each in element.iterfind(tag) if ssid in (None, each.get("ssid") or "")]
    ranked = sorted(found, key=lambda each: each.get("lang") != "eng")
    return text_at(ranked[0], ".") if ranked else ""


def _is_delisted(target: Element, date: str) -> bool:
    """Tell whether the latest change took the target off the list by the list's own day."""
    last = _latest(target.findall("modification"))
    if last is None or last.get("modification-type") != "de-listed":
        return False
    return not (date and _effective(last) > date)


def _latest(changes: list[Element]) -> Element | None:
    """Return the change of the latest date; of one day the one that the file has first.

    Mostly the last change comes first, but an amendment may stand before a later de-listing.
    """
    return max(changes, key=_effective, default=None)


def _effective(change: Element) -> str:
    names = ("effective-date", "publication-date", "enactment-date")
    return next((text for name in names if (text := change.get(name))), "")


def _draft(
    target: Element, body: Element, source: Source, tables: _Tables, reading: Reading
) -> Draft:
    draft = Draft(type=_type(body, reading))
    _add_programs(target, draft, tables, reading)
    for identity in body.iterfind("identity"):
        add_identity(identity, draft, tables.places, reading)
    draft.names = with_primary(draft.names)
    _add_body(body, draft)
    for relation in body.iterfind("relation"):
        _add_relation(relation, draft, source, tables)
    for change in target.findall("modification"):
        target.remove(change)
    keep_unknown(target, TREATMENT, draft, reading)
    return draft


def _type(body: Element, reading: Reading) -> EntityType:
    kind = body.get("object-type")
    if kind and kind not in _OBJECTS:
        reading.unread(f"object type {kind}")
    return _OBJECTS.get(kind or "", _BODIES[str(body.tag)])


def _add_programs(target: Element, draft: Draft, tables: _Tables, reading: Reading) -> None:
    changes = target.findall("modification")
    last = _latest(changes)
    listed = _latest([each for each in changes if each.get("modification-type") == "listed"])
    start = None if listed is None else day_of(draft, _effective(listed), "listed")
    is_ending = last is not None and last.get("modification-type") == "de-listed"
    end = day_of(draft, _effective(last), "de-listed") if last is not None and is_ending else None
    own = [target.get("sanctions-set-id") or "", *texts_at(target, "sanctions-set-id")]
    for number in filter(None, own):
        found = tables.programs.get(number)
        if found is None:
            reading.unread("reference to a sanctions set")
            found = _Program(key=f"sanctions set {number}", name="", measures="", origin="")
        draft.program(
            found.key,
            authority=_AUTHORITY,
            legal_basis="; ".join(text for text in (found.name, found.measures) if text),
            start=start,
            end=end,
            imposed=found.measures,
        )
        draft.remark(found.origin, label="origin")
        reading.parts[found.key] += 1
    draft.remark(text_at(target, "foreign-identifier"), label="foreign identifier")
    for attribute in target.iterfind("generic-attribute"):
        draft.remark(text_at(attribute, "."), label=attribute.get("name") or "attribute")


def _add_body(body: Element, draft: Draft) -> None:
    sex = (body.get("sex") or "").lower()
    if sex in tuple(Gender):
        draft.gender = Gender(sex)
    else:
        draft.remark(sex, label="sex")
    if draft.type is EntityType.UNKNOWN:
        draft.remark(body.get("object-type"), label="object")
    for text in texts_at(body, "justification"):
        draft.remark(text)
    for text in texts_at(body, "other-information"):
        add_numbers(draft, text)
        draft.remark(text)


def _add_relation(relation: Element, draft: Draft, source: Source, tables: _Tables) -> None:
    number, kind = relation.get("target-id") or "", relation.get("relation-type") or ""
    name = tables.names.get(number)
    draft.relation(
        _RELATIONS.get(kind, RelationKind.OTHER),
        name or f"target {number}",
        f"{source.id}:{number}" if name else None,
    )
    if kind not in _RELATIONS:
        draft.remark(kind, label="relation")
    draft.remark(text_at(relation, "remark"), label="relation")
