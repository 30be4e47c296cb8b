"""The entities of FollowTheMoney that become fields of a listing.

Addresses, sanctions, documents and the edges between parties are entities of their own. A first
pass collects them, because they may come before or after the party they belong to.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lists.ftm.vocabulary import TYPES, schema_of, values_of
from lists.parsers.ftm.files import Entity
from lists.parsers.ftm.nesting import ENDS, OWNERS, unnested
from lists.reading.parsed import Reading
from screening.listing import RelationKind

# Topics of OpenSanctions that make an entity listed: a measure, or the trade that it restricts.
# Other topics ("role.pep", "crime", "poi", "corp.disqual") do not make a party listed.
LISTED: Final = frozenset(
    {
        "sanction", "sanction.linked", "sanction.counter", "asset.frozen", "debarment",
        "export.control", "export.control.linked", "export.risk", "trade.risk",
    }
)  # fmt: skip

# Schema → what its first end is to the second, and the second to the first.
_RELATIONS: Final = {
    "ownership": (RelationKind.OWNS, RelationKind.OWNED_BY),
    "directorship": (RelationKind.LEADS, RelationKind.OTHER),
    "membership": (RelationKind.OTHER, RelationKind.OTHER),
    "employment": (RelationKind.OTHER, RelationKind.OTHER),
    "family": (RelationKind.FAMILY, RelationKind.FAMILY),
    "associate": (RelationKind.LINKED_TO, RelationKind.LINKED_TO),
    "representation": (RelationKind.ACTS_FOR, RelationKind.OTHER),
    "unknownlink": (RelationKind.LINKED_TO, RelationKind.LINKED_TO),
    "succession": (RelationKind.OTHER, RelationKind.OTHER),
}
_DETAILS: Final = ("role", "relationship", "percentage", "startDate", "endDate")
_KEPT: Final = ("id", "schema", "caption", "properties")


@dataclass(frozen=True, slots=True)
class Edge:
    """What an entity is to another; detail as text: "percentage 51, startDate 2020"."""

    kind: RelationKind
    other: str
    detail: str


@dataclass(slots=True)
class Attached:
    """What belongs to the entities of a set, by their ids.

    Attributes:
        captions: the name of each party, listed or not.
        listed: parties that are listed.
        related: how many parties are not.
    """

    captions: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    addresses: dict[str, Entity] = field(default_factory=dict)
    sanctions: defaultdict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    documents: defaultdict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    edges: defaultdict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    related: int = 0


def gather(entities: Iterable[Entity], reading: Reading) -> Attached:
    """Return what is attached to each party, and which parties are listed.

    A party is listed if it has one of the topics LISTED, or if it has no topic at all but a
    sanction is attached. Other parties appear only by name, in relations.
    """
    found = Attached()
    bare: set[str] = set()
    for whole in (inner for outer in entities for inner in unnested(outer)):
        # Most entities of a set are attached ones, so only the fields that are read are kept.
        entity: Entity = {name: whole.get(name) for name in _KEPT}
        schema = schema_of(entity)
        if schema in TYPES:
            _add_party(found, entity, bare)
        if schema == "address":
            found.addresses[entity["id"]] = entity
        elif schema in ENDS:
            _add_edge(found, entity, schema)
        elif schema in OWNERS:
            kept = found.sanctions if schema == "sanction" else found.documents
            _attach(kept, entity, OWNERS[schema])
        elif schema not in TYPES:
            reading.unread(f"schema {entity['schema']}")
    found.listed |= bare & found.sanctions.keys()
    found.related = len(found.captions) - len(found.listed)
    return found


def _add_party(found: Attached, entity: Entity, bare: set[str]) -> None:
    topics = set(values_of(entity, "topics"))
    if topics & LISTED:
        found.listed.add(entity["id"])
    elif schema_of(entity) == "address":
        return
    elif not topics:
        bare.add(entity["id"])
    caption = entity.get("caption")
    name = caption if isinstance(caption, str) else next(values_of(entity, "name"), "")
    found.captions[entity["id"]] = name


def _add_edge(found: Attached, entity: Entity, schema: str) -> None:
    (first, second), (forward, back) = ENDS[schema], _RELATIONS[schema]
    detail = ", ".join(f"{name} {value}" for name in _DETAILS for value in values_of(entity, name))
    for one in values_of(entity, first):
        for other in values_of(entity, second):
            found.edges[one].append(Edge(forward, other, detail))
            found.edges[other].append(Edge(back, one, detail))


def _attach(kept: defaultdict[str, list[Entity]], entity: Entity, owner: str) -> None:
    for number in values_of(entity, owner):
        kept[number].append(entity)
