"""What stands on the lists."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_runs import Run

from lists.store.list_store import ListStore


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "entries.ndjson"
    heron = {"id": "1", "type": "organisation", "names": [{"text": "Grey Heron Trading"}]}
    egret = {
        "id": "2",
        "type": "vessel",
        "names": [{"text": "Blue Egret"}, {"text": "The Bird", "kind": "weak"}],
        "identifiers": [{"scheme": "imo", "value": "9074729"}],
        "programs": ["TEST"],
    }
    path.write_text("\n".join(map(json.dumps, (heron, egret))), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _loaded(data: Path, entries: Path) -> None:
    ListStore(data / "lists").load("own:test", entries, at=datetime.now(UTC))


def test_a_listing_is_shown_with_all_its_fields(run: Run) -> None:
    shown = run("lists", "listing", "own:test:2").stdout
    for value in ("Blue Egret (primary)", "The Bird (weak)", "imo 9074729", "TEST", "vessel"):
        assert value in shown
    found = json.loads(run("lists", "listing", "own:test:2", "--json").stdout)
    assert (found["id"], found["type"]) == ("own:test:2", "vessel")


def test_a_listing_is_shown_as_it_was(run: Run, own_list: Path) -> None:
    first = json.loads(run("lists", "snapshots", "--json").stdout)[0]["snapshot"]
    assert run("lists", "load", "own:test", own_list).exit_code == 0
    assert "Blue Cormorant" in run("lists", "listing", "own:test:2").stdout
    then = run("lists", "listing", "own:test:2", "--as-of", first[:8])
    assert "Blue Egret" in then.stdout


@pytest.mark.parametrize("extra", [(), ("--as-of", "2099-01-01")])
def test_a_listing_that_is_not_there_is_an_error(run: Run, extra: tuple[str, ...]) -> None:
    assert "lists history own:test:9" in str(
        run("lists", "listing", "own:test:9", *extra).exception
    )


@pytest.mark.parametrize(
    ("text", "listing", "field"),
    [
        ("grey heronn", "own:test:1", "name"),
        ("blue egret", "own:test:2", "name"),
        ("the bird", "own:test:2", "names"),
        ("907472", "own:test:2", "identifiers"),
    ],
)
def test_search_finds_names_as_they_sound_and_text_as_it_stands(
    run: Run, text: str, listing: str, field: str
) -> None:
    found = json.loads(run("lists", "search", text, "--json").stdout)
    assert (found[0]["id"], found[0]["field"]) == (listing, field)
    assert listing in run("lists", "search", text).stdout


def test_search_for_nothing_is_an_error(run: Run) -> None:
    assert "say what to look for" in str(run("lists", "search", " ").exception)


def test_search_says_when_nothing_is_found(run: Run) -> None:
    assert "nothing is listed like that" in run("lists", "search", "Zwyxzwyx").stdout


def test_search_shows_no_more_than_asked(run: Run) -> None:
    result = run("lists", "search", "e", "--limit", "1")
    assert "1 more" in result.stderr


def exported(text: str) -> list[tuple[str, str]]:
    entities = map(json.loads, text.splitlines())
    return [("".join(each.get("referents", ())), each["schema"]) for each in entities]


def test_lists_are_exported_as_entities(run: Run, tmp_path: Path) -> None:
    expected = [("own:test:1", "Organization"), ("own:test:2", "Vessel"), ("", "Sanction")]
    assert exported(run("lists", "export").stdout) == expected
    assert exported(run("lists", "export", "own:test", "--format", "ftm").stdout) == expected
    for args in (("out.json",), ("own:test", "out2.json")):
        run("lists", "export", *args[:-1], tmp_path / args[-1])
        assert exported((tmp_path / args[-1]).read_text("utf-8")) == expected


def test_a_list_that_is_not_in_force_is_not_exported(run: Run, tmp_path: Path) -> None:
    result = run("lists", "export", "own:other", tmp_path / "out.json")
    assert "not in force" in str(result.exception)
    assert not (tmp_path / "out.json").exists()


def test_lists_are_exported_as_they_are_kept(run: Run) -> None:
    lines = run("lists", "export", "--format", "ndjson").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["own:test:1", "own:test:2"]


def test_a_misspelt_list_becomes_no_file(run: Run, tmp_path: Path) -> None:
    assert "not in force" in str(run("lists", "export", "un_cs").exception)
    assert not (tmp_path / "un_cs").exists()
