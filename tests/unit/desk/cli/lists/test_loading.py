import getpass
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_runs import Run

from desk.service.opening import open_ledger
from desk.service.place import find_place

TWO = ("--by", "Anna", "--second", "Ben")


def test_a_loaded_list_is_in_force_and_active(run: Run, data: Path, own_list: Path) -> None:
    result = run("lists", "load", "own:test", own_list)
    assert (result.exit_code, "2 entries" in result.stdout) == (0, True)
    assert "basis 1 is active" in result.stdout
    with open_ledger(find_place(data=data)) as ledger:
        assert ledger.runs.unfinished() is not None


def test_the_lists_in_force_are_shown(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    expected = {"source": "own:test", "entries": 2, "names": 2, "weak_names": 0, "in_force": True}
    assert {key: found[key] for key in expected} == expected
    assert len(found["sha256"]) == 64
    assert found["age_s"] < 60
    assert "own:test" in run("lists", "show").stdout


def test_loading_the_same_again_activates_nothing(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    assert "basis" not in run("lists", "load", "own:test", own_list).stdout


def test_a_dropped_list_is_no_longer_in_force(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:a", own_list)
    run("lists", "load", "own:b", own_list)
    assert run("lists", "drop", "own:a").exit_code == 2
    said = run("lists", "drop", "own:a", "--reason", "replaced by own:b", *TWO).stdout
    assert "basis 3 is active" in said
    found = json.loads(run("lists", "show", "--json").stdout)
    assert [each["source"] for each in found] == ["own:b"]
    assert run("lists", "drop", "own:a", "--reason", "again", *TWO).exit_code == 1
    assert "replaced by own:b" in run("lists", "snapshots").stdout


@pytest.fixture
def refused(run: Run, tmp_path: Path) -> Path:
    """Return an OFAC file that the gate refused, since most of its entries are gone."""
    big, small = tmp_path / "big" / "sdn.csv", tmp_path / "small" / "sdn.csv"
    for path, count in ((big, 30), (small, 10)):
        path.parent.mkdir()
        rows = (f'{n},"HERON {n}",-0- ,"TEST"{",-0- " * 8}' for n in range(1, count + 1))
        path.write_text("\r\n".join(rows), encoding="utf-8")
    assert run("lists", "load", "us_ofac_sdn", big, "--allow-incomplete").exit_code == 0
    assert run("lists", "load", "us_ofac_sdn", small, "--allow-incomplete").exit_code == 1
    return small


def test_a_refused_list_is_shown_with_what_to_do(run: Run, refused: Path) -> None:
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["entries"], found["rejected"]["entries"]) == (30, 10)
    assert "more than 10% gone" in found["rejected"]["objections"][0]
    assert "lists accept us_ofac_sdn" in run("lists", "show").stdout


def test_a_refused_list_is_shown_where_none_is_in_force(run: Run, refused: Path) -> None:
    run("lists", "drop", "us_ofac_sdn", "--reason", "a test", *TWO)
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["in_force"], found["rejected"]["entries"]) == (False, 10)
    assert run("lists", "show").stdout.startswith("us_ofac_sdn: refused on")


def test_a_refused_list_is_accepted_with_who_and_why(run: Run, refused: Path) -> None:
    result = run("lists", "accept", "us_ofac_sdn", "--reason", "publisher confirms", *TWO)
    assert "10 entries" in result.stdout
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["entries"], found["rejected"]) == (10, None)
    accepted = found["accepted"]
    assert (accepted["reason"], accepted["by"]) == (
        "publisher confirms",
        f"Anna and Ben, as {getpass.getuser()}",
    )
    assert "publisher confirms" in run("lists", "show").stdout


def test_nothing_is_accepted_without_a_reason(run: Run, refused: Path) -> None:
    assert run("lists", "accept", "us_ofac_sdn").exit_code == 2
    assert run("lists", "accept", "us_ofac_sdn", "--reason", " ").exit_code == 2
    forced = ("lists", "load", "us_ofac_sdn", refused, "--allow-incomplete", "--force")
    assert run(*forced).exit_code == 2
    assert run(*forced, "--reason", "publisher confirms", *TWO).exit_code == 0


@pytest.mark.parametrize(
    ("second", "said"), [("", "--second NAME"), ("anna", "must be another one")]
)
def test_nobody_lets_a_list_pass_or_takes_one_out_alone(
    run: Run, refused: Path, second: str, said: str
) -> None:
    one = ("--reason", "it is right", "--by", "Anna", "--second", second)
    for command in (("accept",), ("drop",)):
        assert said in str(run("lists", *command, "us_ofac_sdn", *one).exception)
    loading = ("load", "us_ofac_sdn", refused, "--allow-incomplete", "--force")
    assert said in str(run("lists", *loading, *one).exception)
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert found["entries"] == 30


def test_what_was_not_refused_cannot_be_accepted(run: Run) -> None:
    result = run("lists", "accept", "us_ofac_sdn", "--reason", "none", *TWO)
    assert "no refused list waits" in str(result.exception)


def test_an_old_list_is_as_old_as_it_is_said_to_be(run: Run, refused: Path) -> None:
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["age_s"], found["dating"]) == (None, "unknown")
    shown = run("lists", "show").stdout
    assert "unknown" in shown
    assert "excerpt" in shown
    day = f"{datetime.now(UTC) - timedelta(days=3):%Y-%m-%d}"
    big = refused.parents[1] / "big" / "sdn.csv"
    loaded = run("lists", "load", "us_ofac_sdn", big, "--allow-incomplete", "--published", day)
    assert "nobody knows" not in loaded.stdout
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["age_s"] // 86_400, found["dating"]) == (3, "said")


def test_what_a_list_does_not_tell_is_said_as_it_is_loaded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sdn.csv"
    file.write_text(f'1,"HERON",-0- ,"TEST"{",-0- " * 8}', encoding="utf-8")
    said = run("lists", "load", "us_ofac_sdn", file, "--allow-incomplete").stdout
    assert "an excerpt: it never stands for the whole list" in said
    assert "nobody knows how old it is" in said


def test_the_list_that_ships_is_an_excerpt(run: Run) -> None:
    run("lists", "load", "eu_annexes")
    (found,) = json.loads(run("lists", "show", "--json").stdout)
    assert (found["entries"], found["excerpt"]) == (2, True)


def test_a_folder_of_lists_is_imported(run: Run, tmp_path: Path, own_list: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "own:b").mkdir(parents=True)
    shutil.copy(own_list, folder / "own_a.ndjson")
    (folder / ".hidden").write_text("no list", encoding="utf-8")
    shutil.copy(own_list, folder / "readme.ndjson")
    result = run("lists", "import", folder)
    assert "own:a is in force" in result.stdout
    said = str(result.exception)
    assert result.exit_code == 1
    assert "readme.ndjson: readme: unknown list" in said
    assert "own:b" in said
    assert "hidden" not in said


def test_a_list_may_be_in_a_folder_once(run: Run, tmp_path: Path, own_list: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "own_a").mkdir(parents=True)
    shutil.copy(own_list, folder / "own_a.ndjson")
    shutil.copy(own_list, folder / "own_b.ndjson")
    result = run("lists", "import", folder)
    assert "own:a is here more than once" in str(result.exception)
    assert "own:b is in force" in result.stdout
    assert "own:a" not in run("lists", "show").stdout


def test_an_empty_folder_is_no_import(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert "nothing is here" in str(run("lists", "import", folder).exception)


def test_only_the_list_that_ships_needs_no_path(run: Run) -> None:
    assert "name its file" in str(run("lists", "load", "un_sc").exception)
    assert run("lists", "load", "eu_annexes").exit_code == 0


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

    from desk.cli.commands import app  # noqa: PLC0415

    return CliRunner().invoke(app, ["lists", "template"]).stdout
