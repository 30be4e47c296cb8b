"""What changed on the lists, and when."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_runs import Run

from lists.store.list_store import ListStore


@pytest.fixture
def versions(data: Path, tmp_path: Path) -> list[str]:
    """Load three versions of a list and return their snapshots."""
    store, path = ListStore(data / "lists"), tmp_path / "list.ndjson"
    found = []
    for names in ({"1": "Heron"}, {"1": "Heron", "2": "Egret"}, {"1": "Herons"}):
        lines = [json.dumps({"id": k, "names": [{"text": name}]}) for k, name in names.items()]
        path.write_text("\n".join(lines), encoding="utf-8")
        found.append(store.load("own:a", path, at=datetime.now(UTC)).id)
    return found


def test_the_last_change_is_shown_by_default(run: Run, versions: list[str]) -> None:
    shown = run("lists", "diff").stdout
    assert "~ own:a:1  Herons" in shown
    assert "names         - Heron (primary)" in shown
    assert "- own:a:2  Egret" in shown
    assert shown.splitlines()[-1].startswith("own:a: +0 -1 ~1; 0 of them")


def test_two_snapshots_are_compared(run: Run, versions: list[str]) -> None:
    found = json.loads(run("lists", "diff", versions[0][:8], versions[1], "--json").stdout)
    assert (found["added"], found["changed"], found["removed"]) == (1, 0, 0)
    (change,) = found["changes"]
    assert (change["id"], change["change"], change["can_alter_results"]) == (
        "own:a:2",
        "added",
        True,
    )


def test_a_change_is_told_field_by_field(run: Run, versions: list[str]) -> None:
    found = json.loads(run("lists", "diff", versions[0], "--json").stdout)
    (change,) = found["changes"]
    assert change["fields"] == {
        "names": {"removed": ["Heron (primary)"], "added": ["Herons (primary)"]}
    }


def test_versions_of_one_list_are_compared(run: Run, versions: list[str], own_list: Path) -> None:
    run("lists", "load", "own:b", own_list)
    found = json.loads(run("lists", "diff", f"own:a@{versions[1][:8]}", "--json").stdout)
    assert {change["id"] for change in found["changes"]} == {"own:a:1", "own:a:2"}


def test_two_lists_are_not_compared(run: Run, versions: list[str]) -> None:
    result = run("lists", "diff", f"own:a@{versions[0]}", "own:b@2099-01-01")
    assert result.exit_code == 1


def test_a_snapshot_does_not_differ_from_itself(run: Run, versions: list[str]) -> None:
    assert "no difference" in run("lists", "diff", versions[0], versions[0]).stdout


def test_there_may_be_no_snapshot_before(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:a", own_list)
    assert "no snapshot before" in str(run("lists", "diff").exception)


def test_snapshots_are_told_apart_by_their_lists_hashes(run: Run, versions: list[str]) -> None:
    found = json.loads(run("lists", "snapshots", "--json").stdout)
    assert [each["snapshot"] for each in found] == versions
    assert len({each["lists"]["own:a"] for each in found}) == 3


def test_snapshots_are_shown_with_their_lists(run: Run, versions: list[str]) -> None:
    shown = run("lists", "snapshots").stdout
    assert all(snapshot in shown for snapshot in versions)
    assert "own:a@" in shown


def test_a_listing_has_a_history(run: Run, versions: list[str]) -> None:
    found = json.loads(run("lists", "history", "own:a:2", "--json").stdout)
    assert [(each["change"], each["snapshot"]) for each in found] == [
        ("added", versions[1]),
        ("removed", versions[2]),
    ]
    assert "names         + Herons" in run("lists", "history", "own:a:1").stdout


def test_what_never_was_in_force_has_no_history(run: Run, versions: list[str]) -> None:
    assert "never was in force" in str(run("lists", "history", "own:a:9").exception)
