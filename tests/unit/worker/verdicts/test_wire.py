"""A verdict as JSON is what subscribers' models read."""

import orjson
import pytest
import verdicts
from verdicts import READY, a_hit, a_verdict

from customhouse.verdict import Fate, Finding, Outcome, Reason, ReasonCode, Result, ShipmentView
from screening.evidence import (
    AddressEvidence,
    Evidence,
    How,
    MatchedWords,
    NameEvidence,
    NumberEvidence,
)
from screening.listing import NameKind
from worker.verdicts.wire import evidence_data, result_json

NAME = NameEvidence(
    parts=(MatchedWords(asked="heron", listed="heron", how=How.EXACT, similarity=1.0),),
    only_asked=(),
    only_listed=("ltd",),
    name_kind=NameKind.PRIMARY,
    supports=("country RU agrees",),
    logit={"base": -1.5, "edits": 4.0},
)


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        pytest.param(NAME, "name", id="a name"),
        pytest.param(NumberEvidence(number="INN 7701", name_score=None), "number", id="a number"),
        pytest.param(
            AddressEvidence(address="1 Quay", agreement="all"), "address", id="an address"
        ),
    ],
)
def test_evidence_says_which_kind_it_is(evidence: Evidence, kind: str) -> None:
    data = orjson.loads(orjson.dumps(evidence_data(evidence)))
    assert data["kind"] == kind


def test_a_verdict_is_read_as_it_was_made() -> None:
    finding = Finding(field="revision", reason="reused")
    reason = Reason.of(ReasonCode.NOBODY_NAMED, "no party is named")
    verdict = a_verdict(a_hit(evidence=NAME), findings=(finding,), reasons=(reason,))
    view = ShipmentView.model_validate_json(verdicts.in_force(verdict).verdict)
    assert (view.outcome, view.findings, view.reasons) == (Outcome.FLAGGED, (finding,), (reason,))
    (hit,) = view.hits
    assert (hit.subject.ref, hit.subject.role, hit.listing_content) == ("parties.0", "buyer", "l1")
    assert hit.evidence["left_over"] == {"asked": [], "listed": ["ltd"]}
    assert hit.measures == ("freeze",)


def test_a_hit_has_the_same_id_in_every_verdict_and_another_than_its_neighbour() -> None:
    first = ShipmentView.model_validate_json(
        verdicts.in_force(a_verdict(a_hit("own:test:1"), a_hit("own:test:2"))).verdict
    )
    again = ShipmentView.model_validate_json(
        verdicts.in_force(a_verdict(a_hit("own:test:1", score=0.99)), sequence=7).verdict
    )
    assert first.hits[0].id == again.hits[0].id != first.hits[1].id


@pytest.mark.parametrize("outcome", Outcome)
def test_a_result_has_the_fate_of_its_outcome_and_its_place(outcome: Outcome) -> None:
    current = verdicts.in_force(a_verdict(outcome=outcome), sequence=7)
    result = Result.model_validate_json(result_json(current))
    assert (result.fate.value, result.order) == (outcome.value.lower(), (7,))


def test_a_result_of_one_record_has_its_own_fate() -> None:
    result = Result.model_validate_json(result_json(verdicts.in_force(a_verdict()), Fate.DUPLICATE))
    assert (result.fate, result.outcome) == (Fate.DUPLICATE, Outcome.CLEAR)


def test_nothing_in_force_is_no_basis() -> None:
    assert READY.number is None
    assert b'"basis"' not in verdicts.in_force(a_verdict()).verdict
