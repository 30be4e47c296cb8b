import json
from datetime import UTC, datetime

from desk_runs import Run

from customhouse.alert import HitView, Outcome, ShipmentView, SubjectRef
from ledger.rows import ShipmentKey, ShipmentRow
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
    assert "closed 1" in run("shipment", "close", "S1").stdout
    assert "closed already" in run("shipment", "close", "S1").stdout
    assert json.loads(run("status", "S1", "--json").stdout)[0]["closed"] is True


def test_an_unknown_shipment_is_an_error(run: Run, service: Service) -> None:
    result = run("status", "S9", "--source", "urn:test")
    assert result.exit_code == 1
    assert "S9 of urn:test" in str(result.exception)


def test_without_a_ledger_it_says_how_to_start(run: Run) -> None:
    assert "customhouse up" in str(run("status", "S1").exception)
