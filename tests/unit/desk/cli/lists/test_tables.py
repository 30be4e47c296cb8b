"""The lists as tables."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_runs import Run

from desk.cli.lists.tables import _age_style
from lists.store.list_store import ListStore


def test_every_source_is_shown_and_which_are_in_force(run: Run) -> None:
    found = {row["source"]: row for row in json.loads(run("lists", "sources", "--json").stdout)}
    assert (found["un_sc"]["cadence_s"], found["un_sc"]["in_force"]) == (4 * 3600, False)
    assert found["eu_annexes"]["cadence_s"] is None
    assert "United Nations Security Council" in run("lists", "sources").stdout


def test_counts_are_a_table_for_a_document(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    head, _, row = run("lists", "counts", "--markdown").stdout.splitlines()
    assert head.startswith("| list | entries | names |")
    assert row == "| `own:test` | 2 | 2 | 0 | 0 | 0 | 0 |"
    (found,) = json.loads(run("lists", "counts", "--json").stdout)
    assert (found["source"], found["entries"]) == ("own:test", 2)
    assert "own:test" in run("lists", "counts").stdout


@pytest.mark.parametrize(
    ("age", "style"), [(49, ""), (51, "yellow"), (100, "yellow"), (101, "bold red")]
)
def test_half_of_its_limit_warns_of_a_lists_age(age: int, style: str) -> None:
    assert _age_style(age, 100) == style
    assert not _age_style(age, None)


def test_age_and_limit_are_shown(run: Run, data: Path, own_list: Path) -> None:
    past = datetime.now(UTC) - timedelta(days=3)
    ListStore(data / "lists").load("own:test", own_list, at=past)
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["age_s"] // 86_400, found["max_age_s"]) == (3, None)
    shown = run("lists", "show").stdout
    assert "3 d 0 h" in shown
    assert "none" in shown
