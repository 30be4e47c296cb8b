"""Decisions in the whole service: records in, lists that change, alerts out."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from decisions import asked, signed
from records import LISTED, SOURCE, a_record, alert_types, alerts, put

from customhouse.client import Client
from customhouse.decision import DecisionWord
from customhouse.keys import Lane
from customhouse.verdict import HitView, ShipmentView
from ledger.rows import Carried, ShipmentKey
from worker.chores.activation import activate_if_moved
from worker.deciding.asked import Asked
from worker.deciding.deciding import Deciding
from worker.deciding.four_eyes import FourEyes
from worker.service import Service
from worker.verdicts.screener import Hits, Screener
from worker.verdicts.standing import Standing

ENTRY = {"id": "akmetron", "type": "organisation", "names": [{"text": LISTED}], "countries": ["RU"]}
ALONE = FourEyes(measures=frozenset(), endless=False)
KEY = ShipmentKey(source=SOURCE, shipment_id="S1")


def load(service: Service, folder: Path, **changes: Any) -> None:
    """Bring a list of one entry into force, as its publisher changed it, and screen again."""
    path = folder / "own.ndjson"
    path.write_text(json.dumps(ENTRY | changes) + "\n", encoding="utf-8")
    at = datetime.now(UTC)
    service.store.load("own:test", path, at=at)
    activate_if_moved(service.ledger, service.store, service.screener.policy, at)
    service.rescreening.run(5)


def drain(service: Service, *records: Any) -> None:
    put(service, *records)
    service.drain().run(Lane.BULK)


def party(shipment_id: str, street: str = "1 Reed St", **rest: Any) -> dict[str, Any]:
    record = a_record(shipment_id, LISTED, **rest)
    record["parties"][0] |= {"country": "RU", "addresses": [{"full": street}]}
    return record


def deciding(service: Service) -> Deciding:
    return Deciding(service.ledger, service.deciding._listing_in, ALONE)


def question(service: Service, **changes: Any) -> Asked:
    """Return a decision on the only hit of S1, as it stands."""
    with service.ledger.decisions() as read:
        alert = read.alerts_of(KEY)[0].alert_id
        (current,) = read.in_force([KEY]).values()
    view = ShipmentView.model_validate_json(current.verdict)
    at = datetime.now(UTC)
    return asked(alert, view.hits[0].id, **({"signed": signed(at=at)} | changes))


def hit_of(service: Service, shipment_id: str) -> tuple[str, HitView]:
    (current,) = service.ledger.status(shipment_id)
    view = ShipmentView.model_validate_json(current.verdict)
    return view.outcome, view.hits[0]


@pytest.fixture
def cleared(service: Service, tmp_path: Path) -> Service:
    """Return a service in which the party of S1 is cleared."""
    load(service, tmp_path)
    drain(service, party("S1"))
    deciding(service).decide(question(service))
    service.relay().run()
    return service


def test_a_decision_is_published_and_renews_the_result(cleared: Service) -> None:
    assert alert_types(cleared) == ["shipment.flagged", "shipment.cleared", "hit.decided"]
    told = alerts(cleared)[2]["data"]
    assert (told["outcome"], told["state"], told["act"]) == ("CLEAR", "decided", "decided")
    assert told["alert"] == alerts(cleared)[0]["id"]
    assert told["decision"]["effect"] == "suppressed"
    with Client(cleared.settings.redis_url) as client:
        result = client.status("S1", source=SOURCE)
    assert result is not None
    assert (result.outcome, result.hits[0].is_settled) == ("CLEAR", True)


def test_the_next_shipment_of_the_party_is_clear_and_says_why(cleared: Service) -> None:
    drain(cleared, party("S2"))
    outcome, hit = hit_of(cleared, "S2")
    assert (outcome, hit.decision and hit.decision.decision) == ("CLEAR", 1)
    assert len(alerts(cleared)) == 3


def test_a_clearance_survives_an_irrelevant_list_update(cleared: Service, tmp_path: Path) -> None:
    load(cleared, tmp_path, remarks="seen in port")
    assert hit_of(cleared, "S1")[0] == "CLEAR"
    drain(cleared, party("S2"))
    assert hit_of(cleared, "S2")[0] == "CLEAR"
    assert len(alerts(cleared)) == 3


def test_a_clearance_dies_when_an_address_is_added_to_the_listing(
    cleared: Service, tmp_path: Path
) -> None:
    load(cleared, tmp_path, addresses=[{"text": "1 Reed St"}])
    told = alerts(cleared)[3]
    assert (told["type"], told["data"]["causes"]) == (
        "customhouse.shipment.flagged.v1", ["listing changed"],
    )  # fmt: skip
    on = told["data"]["hits"][0]["decision"]
    assert (on["decision"], on["effect"], on["ended"]) == (1, "ended", "listing changed")
    assert [(c["of"], c["field"], c["added"]) for c in on["changes"]] == [
        ("listing", "addresses", ["1 Reed St"])
    ]
    assert on["reason"] == "another city"


def test_a_clearance_dies_when_the_consignees_address_changes(cleared: Service) -> None:
    drain(cleared, party("S2", "2 Reed St"))
    outcome, hit = hit_of(cleared, "S2")
    assert (outcome, hit.decision and hit.decision.ended) == ("FLAGGED", "party changed")
    (change,) = () if hit.decision is None else hit.decision.changes
    assert (change.field, change.removed, change.added) == (
        "addresses", ("1 Reed St",), ("2 Reed St",),
    )  # fmt: skip


def test_a_delisting_takes_the_suppressed_hit_away_and_tells_nobody(
    cleared: Service, tmp_path: Path
) -> None:
    load(cleared, tmp_path, id="quill", names=[{"text": "Quill Works"}])
    (current,) = cleared.ledger.status("S1")
    assert (current.outcome, ShipmentView.model_validate_json(current.verdict).hits) == (
        "CLEAR", (),
    )  # fmt: skip
    assert len(alerts(cleared)) == 3


def test_what_expires_is_flagged_again_by_the_settling_chore(
    service: Service, tmp_path: Path
) -> None:
    load(service, tmp_path)
    drain(service, party("S1"))
    earlier = datetime.now(UTC) - timedelta(days=2)
    soon = earlier + timedelta(days=1)
    deciding(service).decide(question(service, signed=signed(at=earlier), expires_at=soon))
    assert hit_of(service, "S1")[0] == "CLEAR"
    service.settling().run()
    outcome, hit = hit_of(service, "S1")
    assert (outcome, hit.decision and hit.decision.ended) == ("FLAGGED", "expired")
    service.relay().run()
    assert alert_types(service)[3:] == ["shipment.flagged", "hit.decided"]


class DecidingMeanwhile(Screener):
    """Decides once, after it has screened and before what it found is written."""

    acts: list[Callable[[], object]]

    def screen(self, carried: Iterable[Carried], standing: Standing) -> Hits:
        hits = super().screen(carried, standing)
        while self.acts:
            self.acts.pop()()
        return hits


def meanwhile(service: Service, act: Callable[[], object]) -> Screener:
    screener = DecidingMeanwhile(service.store, service.settings, lambda: datetime.now(UTC))
    screener.acts = [act]
    return screener


def test_a_decision_made_while_a_batch_is_screened_is_not_lost(
    service: Service, tmp_path: Path
) -> None:
    load(service, tmp_path)
    drain(service, party("S1"))
    given = question(service)
    service.screener = meanwhile(service, lambda: deciding(service).decide(given))
    drain(service, party("S2"))
    assert (hit_of(service, "S1")[0], hit_of(service, "S2")[0]) == ("CLEAR", "CLEAR")


def test_a_decision_made_while_a_page_is_screened_again_loses_no_list_change(
    service: Service, tmp_path: Path
) -> None:
    load(service, tmp_path)
    drain(service, party("S1"))
    given = question(service)
    service.rescreening._judging._screener = meanwhile(
        service, lambda: deciding(service).decide(given)
    )
    load(service, tmp_path, addresses=[{"text": "1 Reed St"}])
    outcome, hit = hit_of(service, "S1")
    assert (outcome, hit.decision and hit.decision.ended) == ("FLAGGED", "listing changed")


def test_a_decision_waits_for_the_batch_that_is_being_written(
    service: Service, tmp_path: Path
) -> None:
    load(service, tmp_path)
    drain(service, party("S1"))
    given = question(service)
    with ThreadPoolExecutor() as pool:
        with service.ledger.batch(1) as book:
            book.lock([KEY])
            made = pool.submit(deciding(service).decide, given)
            put(service, party("S2"))
            assert not made.done()
        assert made.result(timeout=20).decisions[0].no == 1
    assert hit_of(service, "S1")[0] == "CLEAR"


def test_a_true_match_is_told_on_the_next_shipment(service: Service, tmp_path: Path) -> None:
    load(service, tmp_path)
    drain(service, party("S1"))
    deciding(service).decide(question(service, word=DecisionWord.TRUE_MATCH))
    drain(service, party("S2"))
    outcome, hit = hit_of(service, "S2")
    assert (outcome, hit.decision and hit.decision.effect) == ("FLAGGED", "confirmed before")
    assert alerts(service)[-1]["data"]["hits"][0]["decision"]["shipment_id"] == "S1"
