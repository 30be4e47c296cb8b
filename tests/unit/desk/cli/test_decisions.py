"""Commands about decisions, as people give them and read what they print."""

import json
from pathlib import Path
from typing import Any

import pytest
from desk_runs import Run
from records import LISTED, SOURCE, a_record, load_list, put

from customhouse.keys import Lane
from ledger.rows import ShipmentKey
from worker.service import Service

KEY = ShipmentKey(source=SOURCE, shipment_id="S1")


@pytest.fixture
def flagged(service: Service, tmp_path: Path) -> Service:
    """Return a service with one flagged shipment."""
    load_list(service, tmp_path, LISTED)
    put(service, a_record("S1", LISTED))
    service.drain().run(Lane.BULK)
    return service


def named(service: Service) -> tuple[str, str]:
    """Return the last alert of S1 and its first item."""
    with service.ledger.decisions() as read:
        alert = read.alerts_of(KEY)[0].alert_id
    (current,) = service.ledger.status("S1")
    return alert, json.loads(current.verdict)["hits"][0]["id"]


def waiting(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("decisions", "list", "--waiting", "--json").stdout)
    return found


def test_an_alert_shows_where_it_stands_and_what_can_be_decided(run: Run, flagged: Service) -> None:
    alert, item = named(flagged)
    text = run("alerts", "show", alert).stdout
    assert f"alert {alert}: open" in text
    assert f"item {item}" in text
    assert f"alert {alert}: assigned" in run("alerts", "assign", alert, "Ann Reed").stdout
    said = json.loads(run("alerts", "show", alert, "--json").stdout)
    assert (said["state"], said["assignee"], said["last"]) == ("assigned", "Ann Reed", alert)


def test_a_clearance_is_decided_confirmed_and_revoked(run: Run, flagged: Service) -> None:
    words = ("--false-positive", "--reason", "another city", "--by", "Ann")
    first = run("decide", *named(flagged), *words).stdout
    assert "decision 1: false positive, awaiting a second person: it is a clearance with" in first
    assert "S1 is FLAGGED\n" in first
    assert [each["decision"] for each in waiting(run)] == [1]
    confirmed = run("confirm", "1", "--by", "Bea").stdout
    assert waiting(run) == []
    assert "decision 1: false positive, in effect" in confirmed
    assert "S1 is CLEAR, it was FLAGGED" in confirmed
    revoked = run("decisions", "revoke", "1", "--reason", "they moved", "--by", "Cem").stdout
    assert "S1 is FLAGGED, it was CLEAR" in revoked
    shown = run("decisions", "show", "1").stdout
    assert "false positive, revoked" in shown
    assert "another city" in shown
    assert "they moved" in shown


def test_a_status_tells_a_decision_from_a_screening(run: Run, flagged: Service) -> None:
    words = ("--false-positive", "--reason", "x", "--by", "Ann")
    run("decide", *named(flagged), *words)
    run("confirm", "1", "--by", "Bea")
    said = json.loads(run("status", "S1", "--json").stdout)[0]
    assert [step["what"] for step in said["history"]] == ["record", "decided", "decided"]
    assert said["screening"]["at"] == said["history"][0]["at"]
    assert "decision 1: suppressed (false positive by Ann and Bea" in run("status", "S1").stdout


def test_a_release_draws_on_its_licence(run: Run, flagged: Service) -> None:
    added = run(
        "licences", "add", "GB-1", "--authority", "OTSI", "--expires", "2099-12-31",
        "--party", LISTED, "--value", "100", "--currency", "eur",
    )  # fmt: skip
    assert "licence GB-1 is registered" in added.stdout
    again = run("licences", "add", "GB-1", "--authority", "X", "--expires", "2099-12-31")
    assert "is there already" in str(again.exception)
    release = ("--true-match", "--reason", "x", "--by", "Ann", "--permitted-by", "licence:GB-1")
    decided = run("decide", *named(flagged), *release, "--valid-until", "2099-01-31", "--draws", 30)
    assert "awaiting a second person: it releases a true match" in decided.stdout
    assert "S1 is CLEAR" in run("confirm", "1", "--by", "Bea").stdout
    assert json.loads(run("licences", "show", "GB-1", "--json").stdout)["left"] == "70"
    assert "70 EUR" in run("licences", "list").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("--true-match",), "say why", id="without a reason"),
        pytest.param(("--reason", "x"), "say one of", id="without a word"),
        pytest.param(("--true-match", "--undecided", "--reason", "x"), "say one of", id="both"),
        pytest.param(("--false-positive", "--expires", "2020-01-31"), "is past", id="past"),
        pytest.param(("--false-positive", "--expires", "soon"), "no such date", id="no date"),
        pytest.param(("--true-match", "--permitted-by", "me"), "licence:NUMBER", id="no permit"),
        pytest.param(("--true-match", "--draws", "9"), "--permitted-by", id="drawn for nothing"),
        pytest.param(("--true-match", "--valid-until", "2099-01-31"), "--expires", id="no release"),
        pytest.param(
            ("--true-match", "--permitted-by", "licence:X", "--draws", "-5"), "more than 0",
            id="no amount",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(
    run: Run, flagged: Service, words: tuple[str, ...], said: str
) -> None:
    reason = () if said in ("say why", "say one of") else ("--reason", "x")
    result = run("decide", *named(flagged), *words, *reason)
    assert (result.exit_code, said in str(result.exception)) == (1, True), result.exception
    assert json.loads(run("decisions", "list", "--json").stdout) == []


def test_what_is_not_there_is_said(run: Run, flagged: Service) -> None:
    assert "no shipment has an alert x" in str(run("alerts", "show", "x").exception)
    assert "no shipment has an alert" in str(run("alerts", "assign", "x", "Ann").exception)
    assert "no decision 9" in str(run("decisions", "show", "9").exception)
    assert "no licence X" in str(run("licences", "show", "X").exception)
    assert flagged.ledger.counts()["decision"] == 0


def test_decisions_of_one_shipment_are_listed(run: Run, flagged: Service) -> None:
    words = ("--true-match", "--reason", "x", "--by", "Ann")
    run("decide", *named(flagged), *words)
    of_it = json.loads(run("decisions", "list", "--shipment", "S1", "--json").stdout)
    assert [(each["decision"], each["state"]) for each in of_it] == [(1, "in effect")]
    assert json.loads(run("decisions", "list", "--shipment", "S2", "--json").stdout) == []
    assert "true match" in run("decisions", "list").stdout
