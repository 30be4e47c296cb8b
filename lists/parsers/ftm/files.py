"""Files of FollowTheMoney entities: a full set, and the deltas that update it.

A folder holds entities.ftm.json and, for each later version, VERSION/entities.delta.json; versions
are named after their time, so their names sort. delta.json, where it is there, names them all.
targets.nested.json, the listed entities with the others inside them, is a set of its own.
Source: OpenSanctions, "Delta updates" and "FollowTheMoney-based JSON format".
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from lists.errors import ListError
from lists.reading.formats import HEAD, refuse_foreign
from lists.sources import Source

Entity = dict[str, Any]
FULL: Final = "entities.ftm.json"
NESTED: Final = "targets.nested.json"
DELTA: Final = "entities.delta.json"
INDEX: Final = "delta.json"


def read_entities(path: Path, source: Source) -> Iterator[Entity]:
    """Yield the entities of a file, or of a folder's full set with its deltas applied, as a stream.

    Raises:
        ListError: a line is no entity, a delta has no base, or a version is missing.
    """
    if not path.is_dir():
        return _full(path, source)
    base = path / FULL
    deltas = _deltas(path, source)
    if not base.is_file() and not deltas and (path / NESTED).is_file():
        return _full(path / NESTED, source)
    if not base.is_file():
        found = f"{len(deltas)} deltas without their base" if deltas else "no list"
        reason = f"{found}: put the {FULL} of the version that they lead on from here"
        raise ListError(source.id, str(path), reason)
    return _applied(_full(base, source), deltas, source) if deltas else _full(base, source)


def apply_delta(base: Iterable[Entity], delta: Path, source: Source) -> Iterator[Entity]:
    """Yield the next full set: the base with what the delta adds, modifies and deletes.

    Example:
        apply_delta(read_entities(Path("entities.ftm.json"), source), Path("d1.json"), source)

    Raises:
        ListError: the delta changes an entity that the base lacks: it belongs to another base.
    """
    return _applied(base, [delta], source)


def _applied(base: Iterable[Entity], deltas: list[Path], source: Source) -> Iterator[Entity]:
    changed, expected = _changes(deltas, source)
    for entity in base:
        number = entity["id"]
        expected.discard(number)
        now = changed.pop(number, entity)
        if now is not None:
            yield now
    if expected:
        example = min(expected)
        reason = f"{len(expected)} changed entities are not in the base, such as {example}"
        raise ListError(source.id, deltas[0].parent.name, f"{reason}: fetch the full set again")
    yield from (entity for entity in changed.values() if entity is not None)


def _changes(deltas: list[Path], source: Source) -> tuple[dict[str, Entity | None], set[str]]:
    """Return the changed entities (None: deleted), and the ids that the base must hold."""
    changed: dict[str, Entity | None] = {}
    expected: set[str] = set()
    for delta in deltas:
        for place, data in _lines(delta, source):
            operation, entity = data.get("op"), data.get("entity")
            number = entity.get("id") if isinstance(entity, dict) else None
            if operation not in ("ADD", "MOD", "DEL") or not isinstance(number, str):
                raise ListError(source.id, place, "a delta's line has op ADD, MOD or DEL")
            if operation != "ADD" and changed.get(number) is None:
                if number in changed:
                    raise ListError(source.id, place, f"{number} was deleted before")
                expected.add(number)
            is_gone = operation == "DEL"
            changed[number] = None if is_gone else _checked(entity, place, source)
    return changed, expected


def _deltas(folder: Path, source: Source) -> list[Path]:
    """Return the deltas in the order of their versions."""
    index = folder / INDEX
    versions = {found.parent.name for found in folder.glob(f"*/{DELTA}")}
    if index.is_file():
        named = _index(index, source)
        missing = sorted(named - versions)
        if missing:
            raise ListError(source.id, INDEX, f"the delta of version {missing[0]} is not here")
        versions &= named
    lone = folder / DELTA
    if lone.is_file():
        if versions:
            raise ListError(source.id, DELTA, "a delta needs the folder of its version here")
        return [lone]
    return [folder / version / DELTA for version in sorted(versions)]


def _index(file: Path, source: Source) -> set[str]:
    try:
        found = orjson.loads(file.read_bytes())
    except ValueError as exc:
        raise ListError(source.id, file.name, f"not JSON: {exc}") from exc
    versions = found.get("versions") if isinstance(found, dict) else None
    if not isinstance(versions, dict):
        raise ListError(source.id, file.name, 'there is no object "versions"')
    return set(versions)


def _full(file: Path, source: Source) -> Iterator[Entity]:
    is_empty = True
    for place, data in _lines(file, source):
        is_empty = False
        if "op" in data and "entity" in data:
            reason = f"this is a delta: load a folder with it and the {FULL} before it"
            raise ListError(source.id, place, reason)
        yield _checked(data, place, source)
    if is_empty:
        raise ListError(source.id, file.name, "the file is empty")


def _checked(entity: object, place: str, source: Source) -> Entity:
    if not isinstance(entity, dict) or not all(
        isinstance(entity.get(name), str) and entity[name] for name in ("id", "schema")
    ):
        raise ListError(source.id, place, "an entity needs an id and a schema")
    return entity


def _lines(file: Path, source: Source) -> Iterator[tuple[str, Entity]]:
    if not file.is_file():
        raise ListError(source.id, str(file), "there is no such file")
    with file.open("rb") as stream:
        refuse_foreign(stream.read(HEAD), file, source)
        stream.seek(0)
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            place = f"{file.name}, line {number}"
            try:
                data = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except ValueError as exc:
                raise ListError(source.id, place, f"not JSON: {exc}") from exc
            if not isinstance(data, dict):
                raise ListError(source.id, place, "not an object")
            yield place, data
