"""What people decide, against stand-ins that keep the promises of the real things."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import orjson
import pytest
from decisions import LATER, NOW, TRUE_MATCH, asked, signed
from fakes import FakeLedger, FakePublisher, FakeQuality, FakeScreener
from records import SOURCE, a_record
from verdicts import a_hit, an_entry

from customhouse.decision import DecisionWord
from customhouse.keys import Lane
from customhouse.verdict import HitView, Outcome, ShipmentView
from ledger.decisions.rows import Ending, Licence
from ledger.rows import ShipmentKey
from worker.batch import Batch
from worker.deciding.asked import Permit
from worker.deciding.deciding import Deciding
from worker.deciding.four_eyes import FourEyes
from worker.deciding.refusing import DecisionRefusedError
from worker.deciding.states import alert_state, last_alert

ALONE = FourEyes(
    measures=frozenset(), bands=frozenset(), endless=False, releases=False, reasons=False
)
TWINS = (replace(a_hit("own:a:1"), entity="own:a:1"), replace(a_hit("own:b:1"), entity="own:a:1"))
HITS = {"Heron Works": (a_hit(),), "Heron Twins": TWINS}
NO_MEASURE = Permit(said="no measure")
PERMIT = Permit(said="licence GB-1", licence="GB-1", draws=Decimal(60))


class Desk:
    """A ledger in memory, what screens into it, and those who decide."""

    def __init__(self, four_eyes: FourEyes = ALONE) -> None:
        self.ledger = FakeLedger()
        self.ledger.activate("s1", "p", "e", NOW)
        self.screener = FakeScreener(HITS)
        self.batch = Batch(
            self.ledger, self.screener, FakePublisher(), FakeQuality(),
            now=lambda: NOW, margin=timedelta(days=7),
        )  # fmt: skip
        self.deciding = Deciding(self.ledger, lambda *_: None, four_eyes)
        self.taken = 0

    def take(self, *records: Any) -> None:
        for record in records:
            self.taken += 1
            entry = an_entry(json.dumps(record).encode(), self.taken)
            self.batch.process(Lane.BULK, [entry])

    def alert(self, shipment_id: str = "S1") -> str:
        """Return the id of the last alert of a shipment."""
        with self.ledger.deciding() as book:
            return book.alerts_of(key(shipment_id))[0].alert_id

    def view(self, shipment_id: str = "S1") -> ShipmentView:
        current = self.ledger.state.heads[key(shipment_id)]
        view = ShipmentView.model_validate_json(current.verdict)
        assert (view.outcome, view.sequence) == (current.outcome, current.sequence)
        return view

    def state(self, alert_id: str, shipment_id: str = "S1") -> str:
        with self.ledger.deciding() as book:
            last = last_alert(book.alerts_of(key(shipment_id)))
            assignee = book.assignees([alert_id]).get(alert_id)
        return alert_state(alert_id, last, self.view(shipment_id), assignee)

    def told(self) -> list[tuple[str, str | None]]:
        """Return type and shipment of each event since the first."""
        rows = list(self.ledger.state.outbox.values())
        kinds = [row.type.removeprefix("customhouse.").removesuffix(".v1") for row in rows]
        return [(k, r.key.shipment_id if r.key else None) for k, r in zip(kinds, rows, strict=True)]

    def decide(self, word: DecisionWord | None = None, shipment_id: str = "S1", **rest: Any) -> int:
        alert = rest.pop("alert", None) or self.alert(shipment_id)
        item = rest.pop("item", None) or self.view(shipment_id).hits[0].id
        chosen = {} if word is None else {"word": word}
        return self.deciding.decide(asked(alert, item, **chosen, **rest)).decisions[0].no


def key(shipment_id: str) -> ShipmentKey:
    return ShipmentKey(source=SOURCE, shipment_id=shipment_id)


def effects(view: ShipmentView) -> list[str | None]:
    return [None if hit.decision is None else str(hit.decision.effect) for hit in view.hits]


@pytest.fixture
def desk() -> Desk:
    """Return a desk with one flagged shipment."""
    made = Desk()
    made.take(a_record("S1", "Heron Works"))
    return made


def test_a_false_positive_clears_the_shipment_and_says_so(desk: Desk) -> None:
    alert = desk.alert()
    number = desk.decide()
    view = desk.view()
    assert (view.outcome, effects(view)) == (Outcome.CLEAR, ["suppressed"])
    assert view.hits[0].decision is not None
    assert view.hits[0].decision.decision == number
    assert desk.told()[1:] == [("shipment.cleared", "S1"), ("hit.decided", "S1")]
    assert desk.state(alert) == "decided"


def test_the_same_hit_on_the_next_shipment_is_suppressed_and_told_to_nobody(desk: Desk) -> None:
    desk.decide()
    before = desk.told()
    desk.take(a_record("S2", "Heron Works"))
    view = desk.view("S2")
    assert (view.outcome, effects(view)) == (Outcome.CLEAR, ["suppressed"])
    assert desk.told() == before


def test_a_clearance_clears_other_open_shipments_of_the_party_at_once(desk: Desk) -> None:
    desk.take(a_record("S2", "Heron Works"), a_record("S3"))
    desk.decide()
    assert desk.view("S2").outcome is Outcome.CLEAR
    told = [kind for kind, shipment_id in desk.told() if shipment_id == "S2"]
    assert told == ["shipment.flagged", "shipment.cleared", "hit.decided"]
    assert desk.view("S3").sequence == 1


def test_for_this_shipment_only_leaves_the_others_as_they_are(desk: Desk) -> None:
    desk.take(a_record("S2", "Heron Works"))
    desk.decide(this_shipment=True)
    assert (desk.view().outcome, desk.view("S2").outcome) == (Outcome.CLEAR, Outcome.FLAGGED)
    desk.take(a_record("S3", "Heron Works"))
    assert desk.view("S3").outcome is Outcome.FLAGGED


def test_a_true_match_is_confirmed_and_the_next_shipments_say_so(desk: Desk) -> None:
    alert = desk.alert()
    desk.decide(TRUE_MATCH)
    desk.take(a_record("S2", "Heron Works"))
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.FLAGGED, ["confirmed"])
    assert (desk.view("S2").outcome, effects(desk.view("S2"))) == (
        Outcome.FLAGGED, ["confirmed before"],
    )  # fmt: skip
    assert (desk.state(alert), desk.state(desk.alert("S2"), "S2")) == ("decided", "open")


def test_undecided_is_noted_and_leaves_the_alert_open(desk: Desk) -> None:
    alert = desk.alert()
    desk.decide(DecisionWord.UNDECIDED)
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.FLAGGED, ["undecided"])
    assert desk.state(alert) == "open"
    desk.decide()
    assert desk.view().outcome is Outcome.CLEAR


def test_until_a_second_person_confirms_the_hit_stays_open() -> None:
    desk = Desk(FourEyes())
    desk.take(a_record("S1", "Heron Works"))
    alert = desk.alert()
    number = desk.decide()
    assert (desk.view().outcome, effects(desk.view())) == (
        Outcome.FLAGGED, ["awaiting a second person"],
    )  # fmt: skip
    assert desk.state(alert) == "awaiting a second person"
    with pytest.raises(DecisionRefusedError, match="another person"):
        desk.deciding.confirm(number, signed("  ann  REED"))
    desk.deciding.confirm(number, signed("Bea Ortiz"))
    assert (desk.view().outcome, desk.state(alert)) == (Outcome.CLEAR, "decided")
    assert desk.told()[-1] == ("hit.decided", "S1")


def test_what_is_confirmed_waits_for_nobody(desk: Desk) -> None:
    number = desk.decide()
    with pytest.raises(DecisionRefusedError, match="waits for nobody: it is in effect"):
        desk.deciding.confirm(number, signed("Bea Ortiz"))


def test_nobody_confirms_what_has_changed_since() -> None:
    desk = Desk(FourEyes())
    desk.take(a_record("S1", "Heron Works"))
    number = desk.decide()
    desk.screener.hits = {"Heron Works": (a_hit(content="l2"),)}
    desk.take(a_record("S1", "Heron Works", revision=1))
    with pytest.raises(DecisionRefusedError, match="has changed since"):
        desk.deciding.confirm(number, signed("Bea Ortiz"))


def test_revoking_opens_the_hit_again_with_a_new_alert(desk: Desk) -> None:
    desk.take(a_record("S2", "Heron Works"))
    first = desk.alert()
    number = desk.decide()
    desk.deciding.revoke(number, signed(reason="they moved"))
    assert (desk.view().outcome, desk.view("S2").outcome) == (Outcome.FLAGGED, Outcome.FLAGGED)
    assert effects(desk.view()) == ["ended"]
    assert (desk.state(first), desk.state(desk.alert())) == ("superseded", "open")
    with pytest.raises(DecisionRefusedError, match="is revoked already"):
        desk.deciding.revoke(number, signed())


def test_a_decision_that_is_over_opens_the_hit_again(desk: Desk) -> None:
    desk.decide(expires_at=LATER)
    assert (desk.deciding.expire(NOW), desk.view().outcome) == (0, Outcome.CLEAR)
    assert desk.deciding.expire(LATER) == 1
    view = desk.view()
    assert (view.outcome, view.hits[0].decision and view.hits[0].decision.ended) == (
        Outcome.FLAGGED, "expired",
    )  # fmt: skip
    assert desk.told()[-2:] == [("shipment.flagged", "S1"), ("hit.decided", "S1")]
    assert desk.deciding.expire(LATER) == 0


def test_one_decision_may_be_for_the_entity_on_all_lists() -> None:
    desk = Desk()
    desk.take(a_record("S1", "Heron Twins"))
    desk.decide(entity=True)
    assert effects(desk.view()) == ["suppressed", "suppressed"]
    assert [d.hit and d.hit.listing_id for d in desk.ledger.state.decisions.values()] == [
        "own:a:1", "own:b:1",
    ]  # fmt: skip
    desk.screener.hits = {"Heron Twins": (TWINS[0], replace(TWINS[1], listing_content="l2"))}
    desk.take(a_record("S2", "Heron Twins"))
    assert (desk.view("S2").outcome, effects(desk.view("S2"))) == (
        Outcome.FLAGGED, ["suppressed", "ended"],
    )  # fmt: skip


def test_one_of_two_hits_decided_leaves_the_shipment_flagged() -> None:
    desk = Desk()
    desk.take(a_record("S1", "Heron Twins"))
    alert = desk.alert()
    desk.decide()
    assert (desk.view().outcome, desk.state(alert)) == (Outcome.FLAGGED, "open")
    assert desk.told()[1:] == [("hit.decided", "S1")]


def test_a_hit_that_only_informs_keeps_no_shipment_flagged_and_no_alert_open() -> None:
    desk = Desk()
    desk.take(a_record("S1", "Heron Twins"))
    current = desk.ledger.state.heads[key("S1")]
    body = orjson.loads(current.verdict)
    body["hits"][1] |= {"effect": "inform", "effect_reason": "securities"}
    desk.ledger.state.heads[key("S1")] = replace(current, verdict=orjson.dumps(body))
    alert = desk.alert()
    desk.decide()
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.CLEAR, ["suppressed", None])
    assert desk.state(alert) == "decided"


def test_a_decision_is_superseded_and_stays_in_the_history(desk: Desk) -> None:
    first = desk.decide()
    second = desk.decide(TRUE_MATCH, alert=alert_of_flagged(desk), supersedes=first)
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.FLAGGED, ["confirmed"])
    found = desk.ledger.state.decisions
    assert (found[first].ending, found[second].supersedes) == (Ending.SUPERSEDED, first)


def alert_of_flagged(desk: Desk) -> str:
    return next(iter(desk.ledger.state.outbox))


def test_what_holds_is_superseded_only_once_the_second_person_agrees() -> None:
    desk = Desk(FourEyes(bands=frozenset()))
    desk.take(a_record("S1", "Heron Works"))
    alert = desk.alert()
    first = desk.decide(expires_at=LATER)
    second = desk.decide(alert=alert, supersedes=first)
    assert desk.ledger.state.decisions[first].ending is None
    assert desk.view().outcome is Outcome.CLEAR
    desk.deciding.confirm(second, signed("Bea Ortiz"))
    assert desk.ledger.state.decisions[first].ending is Ending.SUPERSEDED
    assert desk.view().outcome is Outcome.CLEAR


def a_licence(**changes: Any) -> Licence:
    fields: dict[str, Any] = {
        "number": "GB-1", "authority": "OTSI", "parties": ("heron works",), "goods": "pumps",
        "value": Decimal(100), "currency": "EUR", "expires_at": LATER, "signed": signed(),
        "drawn": Decimal(30),
    }  # fmt: skip
    return Licence(**(fields | changes))


def test_a_lawful_true_match_releases_this_shipment_only(desk: Desk) -> None:
    desk.ledger.state.licences.append(a_licence())
    desk.decide(TRUE_MATCH, permit=PERMIT, expires_at=LATER)
    desk.take(a_record("S2", "Heron Works"))
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.CLEAR, ["released"])
    assert (desk.view("S2").outcome, effects(desk.view("S2"))) == (
        Outcome.FLAGGED, ["confirmed before"],
    )  # fmt: skip
    desk.take(a_record("S1", "Heron Works", revision=1, goods=[{"description": "more pumps"}]))
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.FLAGGED, ["ended"])


def test_a_release_comes_beside_the_true_match_and_leaves_it_when_it_ends(desk: Desk) -> None:
    alert = desk.alert()
    desk.decide(TRUE_MATCH)
    desk.decide(TRUE_MATCH, permit=NO_MEASURE, expires_at=LATER)
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.CLEAR, ["released"])
    assert desk.state(alert) == "decided"
    desk.deciding.expire(LATER)
    assert (desk.view().outcome, effects(desk.view())) == (Outcome.FLAGGED, ["confirmed"])


@pytest.mark.parametrize(
    ("licence", "permit", "said"),
    [
        pytest.param(None, PERMIT, "no licence GB-1", id="unknown"),
        pytest.param(a_licence(expires_at=NOW), PERMIT, "which is past", id="expired"),
        pytest.param(
            a_licence(expires_at=LATER - timedelta(days=1)), PERMIT, "hold for longer", id="shorter"
        ),
        pytest.param(a_licence(parties=("Quill Ltd",)), PERMIT, "not for this party", id="others"),
        pytest.param(a_licence(drawn=Decimal(50)), PERMIT, "50 EUR left", id="too little left"),
        pytest.param(a_licence(), replace(PERMIT, draws=None), "--draws AMOUNT", id="no amount"),
        pytest.param(
            a_licence(),
            Permit(said="no measure", draws=Decimal(1)),
            "on a licence",
            id="no licence",
        ),
    ],
)
def test_a_release_that_its_licence_does_not_permit_is_refused(
    desk: Desk, licence: Licence | None, permit: Permit, said: str
) -> None:
    desk.ledger.state.licences += [] if licence is None else [licence]
    before = desk.ledger.state
    with pytest.raises(DecisionRefusedError, match=said):
        desk.decide(TRUE_MATCH, permit=permit, expires_at=LATER)
    assert desk.ledger.state == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"signed": signed(reason=" ")}, "say why", id="without a reason"),
        pytest.param({"signed": signed(by=" ")}, "say who", id="without a name"),
        pytest.param({"expires_at": NOW}, "is past", id="an expiry in the past"),
        pytest.param({"word": TRUE_MATCH, "expires_at": LATER}, "only a false", id="expires"),
        pytest.param(
            {"word": TRUE_MATCH, "this_shipment": True}, "in any case", id="this shipment"
        ),
        pytest.param({"permit": NO_MEASURE}, "goes with --true-match", id="permitted false one"),
        pytest.param(
            {"word": TRUE_MATCH, "permit": NO_MEASURE}, "--valid-until", id="release without an end"
        ),
        pytest.param({"alert": "a" * 32}, "no shipment has an alert", id="no such alert"),
        pytest.param({"item": "b" * 16}, "has no item", id="no such item"),
        pytest.param({"supersedes": 7}, "no decision 7", id="no such decision"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    desk: Desk, changes: dict[str, Any], said: str
) -> None:
    before = desk.ledger.state
    with pytest.raises(DecisionRefusedError, match=said):
        desk.decide(**changes)
    assert desk.ledger.state == before


def refused(desk: Desk, alert: str, item: str, act: Callable[[], object] | None = None) -> str:
    if act is not None:
        act()
    before = desk.ledger.state
    with pytest.raises(DecisionRefusedError) as caught:
        desk.deciding.decide(asked(alert, item))
    assert desk.ledger.state == before
    return str(caught.value)


def test_a_decision_on_another_revision_is_refused(desk: Desk) -> None:
    alert, item = desk.alert(), desk.view().hits[0].id
    desk.take(a_record("S1", "Heron Works", revision=1))
    said = refused(desk, alert, item)
    assert "is about revision 0 of S1" in said
    assert desk.alert() in said


def test_a_decision_on_a_hit_that_is_no_more_is_refused(desk: Desk) -> None:
    desk.take(a_record("S1", "Heron Twins", revision=1))
    alert, gone = desk.alert(), desk.view().hits[1].id
    view = desk.view()
    current = desk.ledger.state.heads[key("S1")]
    body = orjson.loads(current.verdict) | {"hits": [orjson.loads(view.hits[0].model_dump_json())]}
    desk.ledger.state.heads[key("S1")] = replace(current, verdict=orjson.dumps(body))
    assert "is no hit on own:b:1 any more" in refused(desk, alert, gone)


def test_a_decision_on_a_superseded_alert_is_refused(desk: Desk) -> None:
    alert, item = desk.alert(), desk.view().hits[0].id
    desk.deciding.revoke(desk.decide(), signed())
    assert f"decide on its last alert, {desk.alert()}" in refused(desk, alert, item)


def test_who_comes_second_is_told_what_was_decided(desk: Desk) -> None:
    alert, item = desk.alert(), desk.view().hits[0].id
    desk.decide()
    said = refused(desk, alert, item)
    assert "Ann Reed has decided that already, decision 1: false positive, suppressed" in said
    assert "--supersedes 1" in said


def test_clearing_everywhere_what_was_confirmed_elsewhere_names_that_decision(desk: Desk) -> None:
    number = desk.decide(TRUE_MATCH)
    desk.take(a_record("S2", "Heron Works"))
    alert, item = desk.alert("S2"), desk.view("S2").hits[0].id
    assert f"--supersedes {number}" in refused(desk, alert, item)
    desk.decide(shipment_id="S2", this_shipment=True)
    assert desk.view("S2").outcome is Outcome.CLEAR


def test_a_reason_of_unscreened_is_decided_for_this_record(desk: Desk) -> None:
    desk.take(a_record("S2", "TO ORDER"))
    item = desk.view("S2").reasons[0].id
    desk.decide(shipment_id="S2", item=item)
    view = desk.view("S2")
    assert (view.outcome, view.reason) == (Outcome.CLEAR, None)
    assert view.reasons[0].is_settled
    desk.take(a_record("S2", "TO ORDER", revision=1))
    assert desk.view("S2").outcome is Outcome.UNSCREENED


def test_the_longest_time_of_a_clearance_is_none_of_a_reason() -> None:
    desk = Desk(replace(ALONE, longest_days=30))
    desk.take(a_record("S1", "Heron Works"), a_record("S2", "TO ORDER"))
    desk.decide(shipment_id="S2", item=desk.view("S2").reasons[0].id)
    assert desk.view("S2").outcome is Outcome.CLEAR
    desk.decide()
    assert [each.expires_at for each in desk.ledger.state.decisions.values()] == [
        None, NOW + timedelta(days=30),
    ]  # fmt: skip


def test_nobody_decides_that_unfit_lists_are_fit(desk: Desk) -> None:
    current = desk.ledger.state.heads[key("S1")]
    body = orjson.loads(current.verdict) | {
        "hits": [], "outcome": "UNSCREENED",
        "reasons": [{"id": "r1", "code": "lists_unfit", "text": "us_ofac_sdn is too old"}],
    }  # fmt: skip
    desk.ledger.state.heads[key("S1")] = replace(
        current, verdict=orjson.dumps(body), outcome=Outcome.UNSCREENED
    )
    assert "nobody can decide that us_ofac_sdn is too old" in refused(desk, desk.alert(), "r1")


def test_an_assigned_alert_says_so_until_it_is_decided(desk: Desk) -> None:
    alert = desk.alert()
    with desk.ledger.deciding() as book:
        book.assign(alert, "Bea Ortiz", signed())
    assert desk.state(alert) == "assigned"
    desk.decide()
    assert desk.state(alert) == "decided"


def test_what_an_older_version_left_unscreened_stays_so(desk: Desk) -> None:
    current = desk.ledger.state.heads[key("S1")]
    hits = [orjson.loads(hit.model_dump_json()) for hit in desk.view().hits]
    alert, item = desk.alert(), HitView.model_validate(hits[0]).id
    desk.take(a_record("S2", "Heron Works"))
    other = desk.ledger.state.heads[key("S2")]
    body = orjson.loads(other.verdict) | {"hits": [], "outcome": "UNSCREENED", "reason": "old"}
    desk.ledger.state.heads[key("S2")] = replace(
        other, verdict=orjson.dumps(body), outcome=Outcome.UNSCREENED
    )
    desk.decide(alert=alert, item=item)
    assert desk.view("S2").outcome is Outcome.UNSCREENED
    assert current.sequence == 1
