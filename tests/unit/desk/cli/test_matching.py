import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk_runs import Run

from screening.policy import REVIEW


def test_a_listed_name_hits(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    found = json.loads(run("match", "Grey Heron Trading", "--json").stdout)
    assert [hit["listing_id"] for hit in found["hits"]] == ["own:test:1"]
    assert {"listing_name", "matched_name", "score", "evidence"} <= found["hits"][0].keys()
    assert "own:test:1" in run("match", "Grey Heron Trading").stdout


def test_another_name_hits_nothing(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    assert "no hit" in run("match", "Quite Another Company").stdout


def test_a_file_of_names_gives_a_line_each(run: Run, own_list: Path, tmp_path: Path) -> None:
    run("lists", "load", "own:test", own_list)
    names = tmp_path / "names.csv"
    names.write_text("id,name,type\n7,Blue Cormorant,vessel\n8,Nobody Listed,\n", encoding="utf-8")
    lines = run("match", "--file", names, "--json").stdout.splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["id"], first["hits"][0]["listing_id"]) == ("7", "own:test:2")
    assert (second["id"], second["name"], second["hits"]) == ("8", "Nobody Listed", [])


def test_pairs_get_a_score_and_need_no_lists(run: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    text = 'schema,name1,name2,is_match\nCompany,"Heron, Ltd","Heron, Ltd",true\nPerson,A,Z,false\n'
    pairs.write_text(text, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("match", "--pairs", pairs).stdout)))
    assert list(rows[0]) == ["schema", "name1", "name2", "is_match", "score"]
    assert float(rows[0]["score"]) > REVIEW
    assert float(rows[1]["score"]) < 0.5


def test_a_file_without_names_says_where(run: Run, own_list: Path, tmp_path: Path) -> None:
    run("lists", "load", "own:test", own_list)
    names = tmp_path / "names.csv"
    names.write_text("id,title\n1,A\n", encoding="utf-8")
    assert "line 1: no column name" in str(run("match", "--file", names).exception)


def test_without_lists_it_says_how_to_load_one(run: Run) -> None:
    assert "customhouse lists load" in str(run("match", "Anyone").exception)


def test_asking_for_nothing_is_a_usage_error(run: Run) -> None:
    assert run("match").exit_code == 2


def test_what_is_no_country_code_is_a_usage_error(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    assert run("match", "Grey Heron Trading", "--country", "Panama").exit_code == 2
    assert run("match", "Grey Heron Trading", "--country", "pa").exit_code == 0


def test_hits_beyond_the_limit_are_counted(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    text = run("match", "Grey Heron Trading", "--all-candidates", "--limit", 1).stdout
    shown = sum(line.startswith("  ") and "[own:test:" in line for line in text.splitlines())
    assert shown == 1


def test_an_explanation_stands_below_its_hit(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    text = run("match", "Grey Heron Trading", "--explain").stdout
    assert text.index("[own:test:1]") < text.index("sum, in nats")


def test_a_name_of_a_kind_that_nobody_says_may_be_a_ships(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    found = json.loads(run("match", "Blue Cormorant", "--json").stdout)
    assert [hit["listing_id"] for hit in found["hits"]] == ["own:test:2"]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b'name,type\n"GREY HERON,vessel\n', "not CSV"), (b"name\nH\xe9ron\n", "not UTF-8")],
    ids=["a quote that never ends", "another encoding"],
)
def test_a_damaged_file_of_names_is_refused(
    run: Run, own_list: Path, tmp_path: Path, data: bytes, said: str
) -> None:
    run("lists", "load", "own:test", own_list)
    names = tmp_path / "names.csv"
    names.write_bytes(data)
    assert said in str(run("match", "--file", names).exception)


def test_no_hit_says_against_what_and_by_which_threshold(run: Run, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    text = run("match", "Petalwise Florists").stdout
    assert "Petalwise Florists: no hit" in text
    for said in (f"threshold {REVIEW}", "lists     own:test, 2 entries", "asked     20", " UTC"):
        assert said in text
    found = json.loads(run("match", "Petalwise Florists", "--threshold", "0.9", "--json").stdout)
    assert (found["hits"], found["threshold"], found["at"][:2]) == ([], 0.9, "20")
    assert [(each["source"], each["entries"]) for each in found["lists"]] == [("own:test", 2)]


@pytest.mark.parametrize("name", ["", "  ", "????", "-"])
def test_what_cannot_be_read_as_a_name_is_an_error_and_no_answer(
    run: Run, own_list: Path, name: str
) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("match", name)
    assert (result.exit_code, "no hit" in result.stdout) == (1, False)
    assert "there is nothing to look for" in result.stdout


def test_a_nameless_row_of_a_file_is_told_and_the_others_are_asked(
    run: Run, own_list: Path, tmp_path: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    names = tmp_path / "names.csv"
    names.write_text("id,name\n1,\n2,Grey Heron Trading\n", encoding="utf-8")
    result = run("match", "--file", names, "--json")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 1
    assert "nothing to look for" in first["problem"]
    assert (second["problem"], len(second["hits"])) == (None, 1)


def test_one_entity_on_two_lists_is_one_hit_with_a_line_each(
    run: Run, own_list: Path, tmp_path: Path
) -> None:
    ship = {
        "id": "9", "type": "vessel", "names": [{"text": "Blue Cormorant"}],
        "identifiers": [{"scheme": "imo", "value": "9074729"}],
    }  # fmt: skip
    for name in ("own:a", "own:b"):
        path = tmp_path / f"{name[4:]}.ndjson"
        path.write_text(json.dumps(ship), encoding="utf-8")
        run("lists", "load", name, path)
    text = run("match", "Blue Cormorant").stdout
    assert "the same entity on 2 lists or entries:" in text
    assert "own:a:9  Blue Cormorant" in text
    assert "own:b:9  Blue Cormorant" in text


def test_the_first_time_it_is_said_that_the_matcher_is_compiled(
    run: Run, own_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("lists", "load", "own:test", own_list)
    assert "compiling" not in run("match", "Grey Heron Trading").stderr
    monkeypatch.setattr("desk.cli.compiling.must_compile", lambda: True)
    assert "compiling the matcher" in run("match", "Grey Heron Trading").stderr


def test_that_the_matcher_must_be_compiled_is_known_beforehand(tmp_path: Path) -> None:
    ask = "from lists.machine_code import must_compile; print(must_compile())"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", ask]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
