"""`customhouse receipt` and `customhouse replay`."""

import json
import sqlite3
from pathlib import Path

import pytest
from desk_runs import Run
from records import SOURCE, a_record, put

from customhouse.keys import Lane
from worker.service import Service


@pytest.fixture
def flagged(run: Run, service: Service, own_list: Path) -> str:
    """Return the receipt of a flagged shipment as JSON."""
    run("lists", "load", "own:test", own_list)
    put(service, a_record("S1", "Grey Heron Trading"))
    put(service, {**a_record("S1", "Grey Heron Trading"), "source": "urn:other"})
    service.drain().run(Lane.BULK)
    return run("receipt", "S1", "--source", SOURCE, "--json").stdout


def test_a_receipt_is_shown_to_people(run: Run, flagged: str) -> None:
    text = run("receipt", "S1", "--source", SOURCE).stdout
    for said in ("receipt of S1: FLAGGED", "own:test, 2 entries", "sha256", "version 1", "engine"):
        assert said in text


def test_the_same_verdict_is_identical_with_exit_code_0(run: Run, flagged: str) -> None:
    found = run("replay", "-", stdin=flagged)
    assert (found.exit_code, "identical, FLAGGED with 1 hit" in found.stdout) == (0, True)
    told = json.loads(run("replay", "-", "--json", stdin=flagged).stdout)
    assert (told["identical"], told["same_engine"]) == (True, True)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        pytest.param(('"outcome":"FLAGGED"', '"outcome":"CLEAR"'), 4, "CLEAR then, FLAGGED now",
                     id="differs"),
        pytest.param(('"engine":"', '"engine":"0'), 3, "engine is another version", id="engine"),
    ],
)  # fmt: skip
def test_another_end_has_a_code_of_its_own(
    run: Run, flagged: str, change: tuple[str, str], code: int, said: str
) -> None:
    found = run("replay", "-", stdin=flagged.replace(*change))
    assert (found.exit_code, said in found.stdout) == (code, True)


def test_what_is_no_receipt_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    assert "this is no receipt" in str(run("replay", path).exception)


def test_a_list_that_is_gone_is_said(run: Run, flagged: str, data: Path) -> None:
    (path,) = (data / "lists" / "lists").glob("*.ndjson")
    path.unlink()
    assert "the stored file is gone" in str(run("replay", "-", stdin=flagged).exception)


def test_a_verdict_that_there_is_not_is_said(run: Run, flagged: str) -> None:
    assert "no revision 7; there are 0" in str(run("receipt", "S1", "--revision", 7).exception)
    assert "no verdict 9; there are 1" in str(run("receipt", "S1", "--sequence", 9).exception)
    assert "does not know it" in str(run("receipt", "NOPE").exception)


def test_one_document_is_of_one_source(run: Run, flagged: str) -> None:
    assert "add --source" in str(run("receipt", "S1", "--json").exception)


def test_a_receipt_shows_what_was_decided_and_is_replayed_with_it(
    run: Run, flagged: str, service: Service, tmp_path: Path
) -> None:
    (current,) = service.ledger.status("S1", SOURCE)
    with service.ledger.decisions() as read:
        alert = read.alerts_of(current.key)[0].alert_id
    item = json.loads(current.verdict)["hits"][0]["id"]
    words = ("--false-positive", "--reason", "another city", "--this-shipment")
    run("decide", alert, item, *words, "--by", "Ann")
    run("confirm", 1, "--by", "Ben")
    cleared = run("receipt", "S1", "--source", SOURCE, "--json").stdout
    assert json.loads(cleared)["outcome"] == "CLEAR"
    assert json.loads(cleared)["hits"][0]["decision"]["reason"] == "another city"
    found = run("replay", "-", stdin=cleared)
    assert "identical, CLEAR with 1 hit" in found.stdout, found.stdout
    # What was found before anybody decided is replayed without it.
    assert run("replay", "-", stdin=flagged).exit_code == 0
    assert "another city" in run("receipt", "S1", "--source", SOURCE).stdout
    service.auditing.run()
    assert run("audit", "verify").exit_code == 0
    told = run("audit", "export", tmp_path / "out", "--from", "2026-01-01", "--json")
    counts = json.loads(told.stdout)["entries"]
    assert (counts["decision"], counts["confirmation"]) == (1, 1)
    with sqlite3.connect(service.settings.data_dir / "ledger.sqlite") as connection:
        connection.execute("UPDATE decision SET reason = 'x'")
        connection.execute("DELETE FROM confirmation")
    told = run("audit", "verify").stdout
    assert "decision 1 was altered" in told
    assert "confirmation 1 was removed" in told
