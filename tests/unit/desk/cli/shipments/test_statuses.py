import json
from datetime import UTC, datetime
from pathlib import Path

from desk_runs import Run

from customhouse.keys import Lane
from customhouse.verdict import HitView, Outcome, ShipmentView, SubjectRef
from ledger.rows import ShipmentKey, ShipmentRow
from screening.policy import REVIEW
from worker.service import Service

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def record(service: Service, *, named: str = "Example Trading") -> None:
    hit = HitView(
        subject=SubjectRef(kind="party", ref="parties.0", role="consignee", name=named),
        listing_id="own:test:1",
        listing_name="Example Trading",
        matched_name="Example Trading",
        source="own:test",
        score=0.97,
        reason="the names are equal",
    )
    key = {"source": "urn:test", "shipment_id": "S1"}
    view = ShipmentView(**key, revision=0, content="c", outcome=Outcome.UNSCREENED, hits=(hit,))
    row = ShipmentRow(
        key=ShipmentKey(**key), sequence=1, revision=0, content="c", outcome=Outcome.UNSCREENED,
        basis=None, receipt=b"{}", open_until=None, verdict=view.model_dump_json().encode(), at=AT,
    )  # fmt: skip
    with service.ledger.batch(None) as book:
        book.add([row])


def test_a_status_shows_outcome_and_hits(run: Run, service: Service) -> None:
    record(service)
    text = run("status", "S1").stdout
    assert all(word in text for word in ("UNSCREENED", "urn:test", "own:test:1", "0.9700"))


def test_a_status_as_json_is_an_array_of_views(run: Run, service: Service) -> None:
    record(service)
    (found,) = json.loads(run("status", "S1", "--json").stdout)
    assert (found["outcome"], found["closed"]) == ("UNSCREENED", False)
    assert found["hits"][0]["score"] == 0.97


def test_a_name_cannot_steer_the_terminal(run: Run, service: Service) -> None:
    record(service, named="Example \x1b[2J[red]Trading")
    text = run("status", "S1").stdout
    assert "\x1b" not in text
    assert "[red]" in text


def test_a_closed_shipment_says_so(run: Run, service: Service) -> None:
    record(service)
    assert run("shipment", "close", "S1", stdin="n\n").exit_code == 1
    assert "urn:test: UNSCREENED" in run("shipment", "close", "S1", stdin="n\n").stdout
    assert "closed 1" in run("shipment", "close", "S1", "--yes").stdout
    assert "closed already" in run("shipment", "close", "S1").stdout
    assert json.loads(run("status", "S1", "--json").stdout)[0]["closed"] is True


def test_an_unknown_shipment_is_an_error(run: Run, service: Service) -> None:
    result = run("status", "S9", "--source", "urn:test")
    assert result.exit_code == 1
    assert "S9 of urn:test" in str(result.exception)


def test_without_a_ledger_it_says_how_to_start(run: Run) -> None:
    assert "customhouse up" in str(run("status", "S1").exception)


PARTY = {"role": "consignee", "names": [{"text": "Grey Heron Trading"}], "country": "PA"}


def screen(service: Service, **fields: object) -> None:
    """Submit a shipment, and screen it as a worker does."""
    record = {"shipment_id": "S1", "source": "urn:test", "parties": [PARTY], **fields}
    service.redis.xadd(service.keys.intake(Lane.BULK), {"record": json.dumps(record)})
    service.drain().run(Lane.BULK)


def test_a_status_says_when_against_which_lists_and_by_which_threshold(
    run: Run, service: Service, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    screen(service)
    text = run("status", "S1").stdout
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    against = (f"threshold {REVIEW}", "lists     own:test,")
    for said in ("FLAGGED", f"screened  {today}", *against, " UTC"):
        assert said in text, text
    (found,) = json.loads(run("status", "S1", "--json").stdout)
    assert found["screening"]["threshold"] == REVIEW
    assert [each["source"] for each in found["screening"]["lists"]] == ["own:test"]
    assert found["record"]["parties"][0]["country"] == "PA"


def test_a_status_tells_what_a_list_update_did_and_when(
    run: Run, service: Service, own_list: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.ndjson"
    other.write_text('{"id": "1", "type": "person", "names": [{"text": "Nobody Much"}]}')
    run("lists", "load", "own:other", other)
    screen(service)
    run("lists", "load", "own:test", own_list)
    run("rescreen", "--here")
    text = run("status", "S1").stdout
    assert "record: CLEAR, revision 0, basis 1" in text
    assert "screened again: FLAGGED, revision 0, basis 2, because of listing added, alert " in text
    (found,) = json.loads(run("status", "S1", "--json").stdout)
    assert [step["what"] for step in found["history"]] == ["record", "screened again"]
    assert len(found["history"][1]["alert_id"]) == 32


def test_a_shipment_that_stays_clear_is_said_to_be_screened_again(
    run: Run, service: Service, own_list: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.ndjson"
    other.write_text('{"id": "1", "type": "person", "names": [{"text": "Nobody Much"}]}')
    run("lists", "load", "own:other", other)
    parties = [{"role": "consignee", "names": [{"text": "Petalwise Florists"}]}]
    screen(service, parties=parties)
    run("lists", "load", "own:test", own_list)
    run("rescreen", "--here")
    (found,) = json.loads(run("status", "S1", "--json").stdout)
    assert (found["outcome"], found["screening"]["is_confirmed"]) == ("CLEAR", True)
    assert [each["source"] for each in found["screening"]["lists"]] == ["own:other", "own:test"]
    assert "again with the same result" in run("status", "S1").stdout


def test_a_list_that_flags_shipments_is_dropped_only_on_somebodys_word(
    run: Run, service: Service, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    screen(service)
    drop = ("lists", "drop", "own:test", "--reason", "retired", "--second", "Ben")
    asked = run(*drop, stdin="n\n")
    assert asked.exit_code == 1
    assert "1 flagged shipment hangs on own:test and may turn CLEAR" in asked.stdout
    assert run(*drop, "--yes").exit_code == 0
