"""FollowTheMoney entities, as OpenSanctions publishes them: full, with deltas, or nested."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from lists.ftm.vocabulary import (
    COUNTRIES,
    LEGAL_BASIS,
    READ,
    SHARED,
    TYPES,
    Noted,
    dates_of,
    from_notes,
    gender_of,
    identifiers_of,
    names_of,
    schema_of,
    values_of,
)
from lists.parsers.ftm.attached import LISTED, Attached, gather
from lists.parsers.ftm.files import Entity, read_entities
from lists.parsers.ftm.nesting import unnested
from lists.reading.building import Draft
from lists.reading.cleaning import clean
from lists.reading.parsed import Reading
from lists.sources import Source
from screening.facts.schemes import scheme_name
from screening.listing import EntityType, Listing, Measure, NameKind, RelationKind

_PLACED: Final = frozenset(
    {"address", "addressEntity", "birthPlace", "programId", "parent", "notes", "topics"}
)
_MEASURES: Final = frozenset(Measure)
# A scheme as we write it, not a document's name in any language.
_SCHEME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# They are about the record and its pages, not about the entity, and change by themselves.
IGNORED: Final = frozenset(
    {"createdAt", "modifiedAt", "retrievedAt", "sourceUrl", "publisher", "publisherUrl", "proof"}
)
_NOT_KEPT: Final = READ | _PLACED | IGNORED
_SANCTION_KEPT: Final = (
    "provisions", "reason", "summary", "status", "duration", "authorityId", "recordId", "unscId",
)  # fmt: skip
_ADDRESS_PARTS: Final = (
    "full", "street", "postOfficeBox", "city", "region", "state", "postalCode",
)  # fmt: skip
_DOCUMENT_SCHEME: Final = {"passport": "passport", "identification": "id"}


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the listed entities of an entities.ftm.json, alone or with its deltas, or nested."""
    del allow_incomplete  # a delta without its base is no list
    attached = gather(read_entities(path, source), reading)
    reading.counts["related entities"] = attached.related
    for whole in read_entities(path, source):
        entity = next(unnested(whole))
        if entity["id"] not in attached.listed or schema_of(entity) not in TYPES:
            continue
        _count(entity, reading)
        try:
            yield _draft(entity, attached, source).finish(source.id, entity["id"])
        except ValueError:
            reading.problem(entity["id"], "this entity has no name")


def _count(entity: Entity, reading: Reading) -> None:
    reading.parts.update(_datasets(entity))
    seen = entity.get("last_seen")
    if isinstance(seen, str):
        reading.published = max(seen, reading.published or "")


def _datasets(entity: Entity) -> list[str]:
    found = entity.get("datasets")
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _draft(entity: Entity, attached: Attached, source: Source) -> Draft:
    noted = next(from_notes(entity, Noted.GENDER), None)
    draft = Draft(type=TYPES[schema_of(entity)], gender=gender_of(entity, noted))
    _add_names(draft, entity)
    _add_numbers(draft, entity, attached)
    _add_addresses(draft, entity, attached)
    for name, relation in COUNTRIES.items():
        for country in values_of(entity, name):
            draft.tie(country.upper(), relation)
    for date in (*dates_of(entity), *from_notes(entity, Noted.DATE)):
        draft.date(date)
    draft.birth_places += values_of(entity, "birthPlace")
    draft.birth_places += from_notes(entity, Noted.BIRTH_PLACE)
    _add_programs(draft, entity, attached)
    _add_relations(draft, entity, attached, source)
    _keep_rest(draft, entity)
    return draft


def _add_names(draft: Draft, entity: Entity) -> None:
    """Add the names, the caption first: it is the one that its publisher shows."""
    names, caption = [*names_of(entity)], entity.get("caption")
    strong = {name.text for name in names if name.kind is not NameKind.WEAK_ALIAS}
    if isinstance(caption, str) and (not strong or caption in strong):
        draft.name(caption)
    elif not strong:
        # A wallet may be known by its key alone.
        draft.name(next(values_of(entity, "full", "publicKey"), None))
    for name in names:
        draft.name(name.text, name.kind)


def _add_numbers(draft: Draft, entity: Entity, attached: Attached) -> None:
    for document in attached.documents.get(entity["id"], ()):
        _add_document(draft, document)
    # A document says more of its number than the property that repeats it.
    told = {(SHARED.get(n.scheme, n.scheme), n.value) for n in draft.identifiers}
    for number in identifiers_of(entity):
        is_company = number.scheme == "imoNumber" and draft.type is not EntityType.VESSEL
        ways = {(number.scheme, number.value), (scheme_name(number.scheme), number.value)}
        if told.isdisjoint(ways):
            draft.number("imo_company" if is_company else number.scheme, number.value)


def _add_document(draft: Draft, document: Entity) -> None:
    """Add a document's numbers; a type such as "crypto_wallet" is a scheme, others are text."""
    kind = next(values_of(document, "type"), "")
    is_scheme = _SCHEME.fullmatch(kind) is not None
    scheme = kind if is_scheme else _DOCUMENT_SCHEME[schema_of(document)]
    for value in values_of(document, "number"):
        draft.number(scheme, value, _code(document))
        draft.remark(f"{kind}: {value}" if kind and not is_scheme else None)


def _add_addresses(draft: Draft, entity: Entity, attached: Attached) -> None:
    own = [entity] if draft.type is EntityType.ADDRESS else []
    parts = (attached.addresses.get(number) for number in values_of(entity, "addressEntity"))
    for address in [*own, *filter(None, parts)]:
        full, street, box, city, region, state, post = (
            next(values_of(address, name), None) for name in _ADDRESS_PARTS
        )
        rest = {"city": city, "region": region or state, "postal_code": post}
        if full:
            draft.whole_address(full, street=street, **rest, country=_code(address))
        else:
            draft.address(street, box, **rest, country=_code(address))
    told = {address.text for address in draft.addresses}
    for text in values_of(entity, "address"):
        draft.whole_address(text if clean(text) not in told else None)


def _code(entity: Entity) -> str | None:
    """Return the country's code in capitals: "na" would be a gap, "NA" is Namibia."""
    return next(values_of(entity, "country"), "").upper() or None


def _add_programs(draft: Draft, entity: Entity, attached: Attached) -> None:
    """Add the programmes; where none is named, the datasets say who lists the entity."""
    sanctions = attached.sanctions.get(entity["id"], [])
    imposed = "|".join(values_of(entity, "topics"))
    for sanction in sanctions:
        start, end = (
            next(values_of(sanction, *names), None)
            for names in (("startDate", "listingDate"), ("endDate",))
        )
        summaries = [*values_of(sanction, "summary")]
        basis = [text for text in summaries if text.startswith(LEGAL_BASIS)]
        scope = [*values_of(sanction, "provisions")]
        is_ours = bool(scope) and set(scope) <= _MEASURES
        draft.program(
            next(values_of(sanction, "program", "programId", "authority"), None),
            authority="; ".join(values_of(sanction, "authority")),
            legal_basis=basis[0].removeprefix(LEGAL_BASIS) if basis else None,
            start=start,
            end=end,
            imposed="|".join(scope) if is_ours else imposed,
        )
        _keep_sanction(draft, sanction, told=("summary",) if basis else ())
    told = {number for sanction in sanctions for number in values_of(sanction, "programId")}
    for program in values_of(entity, "programId"):
        draft.program(program if program not in told else None, imposed=imposed)
    if not draft.designations:
        for dataset in _datasets(entity):
            draft.program(dataset, imposed=imposed)


def _keep_sanction(draft: Draft, sanction: Entity, *, told: Collection[str]) -> None:
    for name in _SANCTION_KEPT:
        values = [text for text in values_of(sanction, name) if text not in _MEASURES]
        draft.remark("; ".join(values) if name not in told else None, label=name)


def _add_relations(draft: Draft, entity: Entity, attached: Attached, source: Source) -> None:
    edges = [(edge.kind, edge.other, edge.detail) for edge in attached.edges.get(entity["id"], ())]
    parents = [(RelationKind.SUBSIDIARY_OF, number, "") for number in values_of(entity, "parent")]
    for kind, number, detail in [*edges, *parents]:
        name = attached.captions.get(number) or number
        is_listed = number in attached.listed
        draft.relation(kind, name, f"{source.id}:{number}" if is_listed else None)
        draft.remark(f"{kind} {name}: {detail}" if detail else None)


def _keep_rest(draft: Draft, entity: Entity) -> None:
    properties = entity.get("properties")
    notes = [text for text in values_of(entity, "notes") if not text.startswith(tuple(Noted))]
    for note in notes:
        draft.remark(note)
    # What makes an entity listed is among its measures.
    topics = [text for text in values_of(entity, "topics") if text not in LISTED]
    draft.remark("; ".join(topics), label="topics")
    for name in sorted(properties) if isinstance(properties, dict) else ():
        # A gender that is neither of two is text.
        if name not in _NOT_KEPT or (name == "gender" and draft.gender is None):
            draft.remark("; ".join(values_of(entity, name)), label=name)
