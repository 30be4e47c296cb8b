"""Entities inside entities, as targets.nested.json has them, taken out of each other.

A property holds, in the place of an id, the whole other entity; what points back to the entity
around it may be left out.

    {"id": "a", …, "properties": {"sanctions": [{"id": "s", "schema": "Sanction", …}]}}
"""

from collections.abc import Iterator
from typing import Any, Final

from lists.ftm.vocabulary import schema_of

Entity = dict[str, Any]
# Schema → the property that names whom it belongs to.
OWNERS: Final = {"sanction": "entity", "identification": "holder", "passport": "holder"}
# Schema → the properties that name its two ends.
ENDS: Final = {
    "ownership": ("owner", "asset"),
    "directorship": ("director", "organization"),
    "membership": ("member", "organization"),
    "employment": ("employee", "employer"),
    "family": ("person", "relative"),
    "associate": ("person", "associate"),
    "representation": ("agent", "client"),
    "unknownlink": ("subject", "object"),
    "succession": ("predecessor", "successor"),
}


_POINTING_BACK: Final = OWNERS.keys() | ENDS.keys()


def unnested(entity: Entity) -> Iterator[Entity]:
    """Yield the entity with ids in the place of others, then the entities that were inside it.

    What points back to the entity, as a sanction does, leaves no id in it.
    """
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        yield entity
        return
    nested = [value for value in _values(properties) if isinstance(value, dict)]
    if not nested:
        yield entity
        return
    yield {**entity, "properties": {name: _ids(values) for name, values in properties.items()}}
    for inner in nested:
        if isinstance(inner.get("id"), str) and isinstance(inner.get("schema"), str):
            yield from unnested(_pointing_back(inner, entity["id"]))


def _values(properties: Entity) -> Iterator[Any]:
    for values in properties.values():
        yield from values if isinstance(values, list) else (values,)


def _ids(values: object) -> list[object]:
    found = values if isinstance(values, list) else [values]
    forward = [v for v in found if not isinstance(v, dict) or schema_of(v) not in _POINTING_BACK]
    return [value.get("id") if isinstance(value, dict) else value for value in forward]


def _pointing_back(inner: Entity, outer: str) -> Entity:
    """Return an inner entity that names the outer one where nobody else stands."""
    properties = inner.get("properties")
    known = dict(properties) if isinstance(properties, dict) else {}
    schema = schema_of(inner)
    if schema in OWNERS:
        known.setdefault(OWNERS[schema], [outer])
    elif schema in ENDS:
        missing = [end for end in ENDS[schema] if not known.get(end)]
        if len(missing) == 1:
            known[missing[0]] = [outer]
    return {**inner, "properties": known}
