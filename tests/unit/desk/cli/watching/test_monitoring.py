"""Who is watched without a shipment, from the command line to the ledger."""

import json
from pathlib import Path
from typing import Any

import pytest
from desk_runs import Run
from records import LISTED, load_list

from customhouse.keys import Lane
from worker.service import Service

ADD = ("monitor", "add")


def watched(run: Run, service: Service) -> list[dict[str, Any]]:
    service.drain().run(Lane.BULK)
    found: list[dict[str, Any]] = json.loads(run("monitor", "list", "--json").stdout)
    return found


def outcomes(run: Run, service: Service) -> dict[str, str]:
    return {each["id"]: each["shipment"]["outcome"] for each in watched(run, service)}


def test_a_customer_is_watched_until_removed(run: Run, service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, "Radiline Limited")
    run(*ADD, "C-1", "--as", "customer", "--name", LISTED, "--country", "RU")
    assert outcomes(run, service) == {"C-1": "CLEAR"}
    load_list(service, tmp_path, "Radiline Limited", LISTED)
    service.rescreening.run(5)
    assert outcomes(run, service) == {"C-1": "FLAGGED"}
    assert "not watched any more" in run("monitor", "remove", "C-1", "--yes").stdout
    assert outcomes(run, service) == {}
    assert "C-1 is not watched" in str(run("monitor", "remove", "C-1", "--yes").exception)


def test_who_was_removed_can_be_put_on_record_again(
    run: Run, service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    words = (*ADD, "C-1", "--name", "Petalwise Florists")
    assert json.loads(run(*words, "--json").stdout) == {"submitted": ["C-1"], "as_before": 0}
    assert len(watched(run, service)) == 1
    assert json.loads(run(*words, "--json").stdout) == {"submitted": [], "as_before": 1}
    run("monitor", "remove", "C-1", "--yes")
    assert json.loads(run(*words, "--json").stdout)["submitted"] == ["C-1"]
    assert len(watched(run, service)) == 1


def test_what_has_changed_is_screened_again_and_is_no_reused_revision(
    run: Run, service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    run(*ADD, "C-1", "--name", "Petalwise Florists")
    assert outcomes(run, service) == {"C-1": "CLEAR"}
    run(*ADD, "C-1", "--name", LISTED)
    (found,) = watched(run, service)
    assert (found["name"], found["shipment"]["outcome"]) == (LISTED, "FLAGGED")
    assert (found["shipment"]["revision"], found["shipment"]["findings"]) == (1, [])


def test_a_vessel_is_screened_as_a_vessel(run: Run, service: Service, tmp_path: Path) -> None:
    path = tmp_path / "own.ndjson"
    entry = {
        "id": "gull", "type": "vessel", "names": [{"text": "Morning Gull"}],
        "identifiers": [{"scheme": "imo", "value": "9074729"}],
    }  # fmt: skip
    path.write_text(json.dumps(entry), encoding="utf-8")
    assert run("lists", "load", "own:test", path).exit_code == 0
    run(*ADD, "V-1", "--as", "vessel", "--name", "Grey Egret", "--identifier", "imo:9074729")
    (found,) = watched(run, service)
    assert found["shipment"]["hits"][0]["subject"]["kind"] == "vessel"


BOOK = """id,as,name,country,address,identifier_scheme,identifier_value
C-1,customer,Petalwise Florists,NL,1 Quay,,
C-1,customer,Petalwise BV,,2 Quay,lei,5493001KJTIIGC8Y1R12
P-7,staff,Ira Example,DE,,,
"""


def test_an_address_book_is_put_on_record_at_once(
    run: Run, service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    book = tmp_path / "book.csv"
    book.write_text(BOOK, encoding="utf-8")
    assert "2 on record" in run(*ADD, "--file", book).stdout
    assert [(each["id"], each["as"]) for each in watched(run, service)] == [
        ("C-1", "customer"), ("P-7", "staff"),
    ]  # fmt: skip
    record = json.loads(run("status", "C-1", "--json").stdout)[0]["record"]
    (party,) = record["parties"]
    assert [name["text"] for name in party["names"]] == ["Petalwise Florists", "Petalwise BV"]
    assert [address["full"] for address in party["addresses"]] == ["1 Quay", "2 Quay"]
    assert party["identifiers"] == [{"scheme": "lei", "value": "5493001KJTIIGC8Y1R12"}]


@pytest.mark.parametrize(
    ("book", "said"),
    [
        pytest.param("id,name\nC-1,Heron\n", "no column as", id="no column"),
        pytest.param("id,as,name,nmae\n", "unknown column nmae", id="a typo in a column"),
        pytest.param("id,as,name\nC-1,friend,Heron\n", "friend is none of", id="no such word"),
        pytest.param("id,as,name\n,staff,Heron\n", "has no id", id="no id"),
        pytest.param("id,as,name\nC-1,staff,\n", "no name that can be read", id="no name"),
        pytest.param("id,as,name\nC-1,staff,TBA\n", "no name that can be read", id="no real name"),
        pytest.param("id,as,name\nA,staff,H\nB,staff,G\nA,staff,I\n", "together", id="apart"),
        pytest.param("id,as,name\nC-1,staff,Heron,x\n", "too many cells", id="too many cells"),
        pytest.param("id,as,name,kind\nC,staff,Heron,robot\n", "kind", id="no such kind"),
    ],
)
def test_a_book_that_cannot_be_read_is_refused_whole(
    run: Run, service: Service, tmp_path: Path, book: str, said: str
) -> None:
    path = tmp_path / "book.csv"
    path.write_text(book, encoding="utf-8")
    result = run(*ADD, "--file", path)
    assert (result.exit_code, said in str(result.exception)) == (1, True), result.exception
    assert service.redis.xlen(service.keys.intake(Lane.BULK)) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param((), "an ID with --name", id="nothing"),
        pytest.param(("C-1",), "no name", id="no name"),
        pytest.param(("C-1", "--name", "X", "--file", "b.csv"), "an ID with", id="both"),
        pytest.param(("C-1", "--name", "Heron", "--identifier", "9"), "imo:9074729", id="number"),
        pytest.param(("--file", "none.csv"), "no such file", id="no such file"),
    ],
)
def test_what_names_nobody_is_refused(
    run: Run, service: Service, words: tuple[str, ...], said: str
) -> None:
    result = run(*ADD, *words)
    assert (result.exit_code, said in str(result.exception)) == (1, True), result.exception
    assert service.redis.xlen(service.keys.intake(Lane.BULK)) == 0
