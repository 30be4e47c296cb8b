import json
from pathlib import Path

from desk_runs import Run

from desk.finding import find_place


def test_a_loaded_list_is_in_force_and_active(run: Run, data: Path, own_list: Path) -> None:
    result = run("lists", "load", "own:test", own_list)
    assert (result.exit_code, "2 entries" in result.stdout) == (0, True)
    assert "basis 1 is active" in result.stdout
    with find_place(data=data).ledger() as ledger:
        assert ledger.unfinished_run() is not None


def test_the_lists_in_force_are_shown(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    expected = {"source": "own:test", "entries": 2, "names": 2, "weak_names": 0, "in_force": True}
    assert {key: found[key] for key in expected} == expected
    assert len(found["sha256"]) == 64
    assert found["age_s"] < 60
    assert found["sha256"][:12] in run("lists", "show").stdout


def test_loading_the_same_again_activates_nothing(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    assert "basis" not in run("lists", "load", "own:test", own_list).stdout


def test_a_dropped_list_is_no_longer_in_force(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:a", own_list)
    run("lists", "load", "own:b", own_list)
    assert "basis 3 is active" in run("lists", "drop", "own:a").stdout
    found = json.loads(run("lists", "show", "--json").stdout)
    assert [each["source"] for each in found] == ["own:b"]
    assert run("lists", "drop", "own:a").exit_code == 1


def test_without_lists_it_says_how_to_load_one(run: Run) -> None:
    assert run("lists", "show", "--json").stdout == "[]\n"
    assert "customhouse lists load" in str(run("lists", "show").exception)


def test_an_unknown_source_is_an_error(run: Run, own_list: Path) -> None:
    assert "unknown list" in str(run("lists", "load", "nowhere", own_list).exception)


def test_the_template_can_be_loaded(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    # The template needs no data folder, so it has no such option.
    path.write_text(template(), encoding="utf-8")
    assert run("lists", "load", "own:mine", path).exit_code == 0


def template() -> str:
    from typer.testing import CliRunner  # noqa: PLC0415  only the template is asked for bare

    from desk.app import app  # noqa: PLC0415

    return CliRunner().invoke(app, ["lists", "template"]).stdout
