from pathlib import Path
from typing import Any

import orjson
import pytest

from lists.errors import ListError
from lists.parsers.ftm.files import apply_delta, read_entities
from lists.registry import source_of

SOURCE = source_of("ftm:test")


def an_entity(number: str, name: str = "X") -> dict[str, Any]:
    return {"id": number, "schema": "Company", "properties": {"name": [name]}}


def change(op: str, number: str, name: str = "X") -> dict[str, Any]:
    return {"op": op, "entity": {"id": number} if op == "DEL" else an_entity(number, name)}


def write(file: Path, *lines: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return file


def a_set(folder: Path, **deltas: list[dict[str, Any]]) -> Path:
    """Return a folder of a full set with the entities a and b, and deltas by version."""
    write(folder / "entities.ftm.json", an_entity("a"), an_entity("b"))
    for version, lines in deltas.items():
        write(folder / version / "entities.delta.json", *lines)
    return folder


def named(path: Path) -> dict[str, str]:
    return {e["id"]: e["properties"]["name"][0] for e in read_entities(path, SOURCE)}


def test_a_delta_adds_modifies_and_deletes(tmp_path: Path) -> None:
    delta = write(tmp_path / "d", change("ADD", "c"), change("MOD", "a", "Y"), change("DEL", "b"))
    after = apply_delta([an_entity("a"), an_entity("b")], delta, SOURCE)
    assert list(after) == [an_entity("a", "Y"), an_entity("c")]


def test_deltas_apply_one_after_the_other(tmp_path: Path) -> None:
    one = write(tmp_path / "1", change("ADD", "c"))
    two = write(tmp_path / "2", change("DEL", "c"), change("MOD", "a", "Z"))
    after = apply_delta(apply_delta([an_entity("a")], one, SOURCE), two, SOURCE)
    assert list(after) == [an_entity("a", "Z")]


def test_a_folder_applies_its_deltas_in_the_order_of_versions(tmp_path: Path) -> None:
    later = [change("MOD", "c", "2"), change("DEL", "a")]
    assert named(a_set(tmp_path, v2=later, v1=[change("ADD", "c", "1")])) == {"b": "X", "c": "2"}


def test_a_lone_delta_needs_no_folder(tmp_path: Path) -> None:
    write(a_set(tmp_path) / "entities.delta.json", change("DEL", "a"))
    assert named(tmp_path) == {"b": "X"}


def test_an_empty_delta_changes_nothing(tmp_path: Path) -> None:
    assert named(a_set(tmp_path, v1=[])) == {"a": "X", "b": "X"}


def test_a_version_that_the_index_names_must_be_there(tmp_path: Path) -> None:
    folder = a_set(tmp_path, v1=[change("DEL", "a")])
    write(folder / "delta.json", {"versions": {"v1": "https://…", "v2": "https://…"}})
    with pytest.raises(ListError, match=r"delta\.json: the delta of version v2 is not here"):
        named(folder)


def test_a_version_that_the_index_does_not_name_is_left_out(tmp_path: Path) -> None:
    folder = a_set(tmp_path, v1=[change("DEL", "a")], v2=[change("DEL", "b")])
    write(folder / "delta.json", {"versions": {"v1": "https://…"}})
    assert named(folder) == {"b": "X"}


def test_a_lone_delta_beside_versions_has_no_place(tmp_path: Path) -> None:
    folder = a_set(tmp_path, v1=[])
    write(folder / "entities.delta.json", change("DEL", "a"))
    with pytest.raises(ListError, match="needs the folder of its version"):
        named(folder)


@pytest.mark.parametrize("index", [b"{", b"[]", b'{"versions": []}'], ids=["cut", "array", "list"])
def test_an_index_that_is_none_is_refused(tmp_path: Path, index: bytes) -> None:
    folder = a_set(tmp_path, v1=[])
    (folder / "delta.json").write_bytes(index)
    with pytest.raises(ListError, match=r"delta\.json: "):
        named(folder)


@pytest.mark.parametrize(
    ("deltas", "message"),
    [
        pytest.param({"v1": [change("MOD", "z")]}, "such as z: fetch the full", id="unknown"),
        pytest.param({"v1": [change("DEL", "z")]}, "such as z: fetch the full", id="deletes"),
        pytest.param(
            {"v1": [change("DEL", "a")], "v2": [change("MOD", "a")]},
            "line 1: a was deleted before",
            id="deleted before",
        ),
        pytest.param({"v1": [{"op": "SET", "entity": {"id": "a"}}]}, "op ADD, MOD", id="op"),
        pytest.param({"v1": [{"op": "ADD", "entity": {"id": "a"}}]}, "and a schema", id="bare"),
        pytest.param({"v1": [an_entity("a")]}, "op ADD, MOD or DEL", id="no delta"),
    ],
)
def test_a_delta_that_does_not_fit_is_refused(
    tmp_path: Path, deltas: dict[str, list[dict[str, Any]]], message: str
) -> None:
    with pytest.raises(ListError, match=message):
        named(a_set(tmp_path, **deltas))


def test_deltas_without_their_base_are_refused(tmp_path: Path) -> None:
    folder = a_set(tmp_path, v1=[])
    (folder / "entities.ftm.json").unlink()
    with pytest.raises(ListError, match=r"1 deltas without their base: put the entities\.ftm"):
        named(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\n\n", "empty", id="blank"),
        pytest.param(b"<!DOCTYPE html>", "web page", id="web page"),
        pytest.param(b"PK\x03\x04", "line 1: not JSON", id="zip"),
        pytest.param(orjson.dumps(an_entity("a"))[:-9], "line 1: not JSON", id="cut off"),
        pytest.param(b"[" * 100_000, "line 1: not JSON", id="deep"),
        pytest.param(b"7", "line 1: not an object", id="no object"),
        pytest.param(b'{"id": 7, "schema": "Company"}', "an id and a schema", id="no text"),
        pytest.param(orjson.dumps(change("ADD", "a")), "this is a delta", id="delta"),
    ],
)
def test_a_broken_set_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "entities.ftm.json"
    file.write_bytes(content)
    with pytest.raises(ListError, match=message):
        named(file)


def test_a_set_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no such file"):
        named(tmp_path / "gone.json")
