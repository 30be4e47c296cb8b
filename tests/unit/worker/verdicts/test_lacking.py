"""What a record lacks: who is named by nothing that can be read was not screened."""

import pytest
from records import said

from customhouse.verdict import Outcome, ReasonCode
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.intake.subjects import carried_subjects
from worker.verdicts.judging import judge
from worker.verdicts.lacking import lacking
from worker.verdicts.standing import Standing

READY = Standing(
    basis=None, view_json=None, unready=None, watchlist=Watchlist.of(()), policy=Policy()
)


def codes_of(*parties: dict[str, object]) -> list[str]:
    record = {"shipment_id": "S1", "source": "urn:test", "parties": list(parties)}
    return [r.code for r in lacking(carried_subjects(said(record)))]


def named(*names: str, **rest: object) -> dict[str, object]:
    return {"role": "consignee", "names": [{"text": name} for name in names], **rest}


@pytest.mark.parametrize("name", ["????", "-", "NULL", "#REF!", "***", "(null)", "。、"])
def test_a_party_that_cannot_be_read_is_not_screened(name: str) -> None:
    assert codes_of(named("Petalwise Florists"), named(name)) == [ReasonCode.UNREADABLE_PARTY]


@pytest.mark.parametrize("name", ["TO ORDER", "N/A", "Same as consignee", "T.B.A."])
def test_a_placeholder_alone_names_nobody(name: str) -> None:
    assert codes_of(named(name)) == [ReasonCode.NOBODY_NAMED]
    assert codes_of(named(name), named(name)) == [ReasonCode.NOBODY_NAMED]


@pytest.mark.parametrize("name", ["TO ORDER", "N/A"])
def test_a_placeholder_beside_a_named_party_is_usual(name: str) -> None:
    assert codes_of(named("Petalwise Florists"), named(name)) == []


@pytest.mark.parametrize("name", ["????", "TO ORDER"])
def test_a_number_names_whom_no_name_does(name: str) -> None:
    numbers = [{"scheme": "lei", "value": "5493001KJTIIGC8Y1R12"}]
    assert codes_of(named(name, identifiers=numbers)) == []


@pytest.mark.parametrize("name", ["X", "Ли", "金正", "7", "A/S"])
def test_a_short_name_is_a_name(name: str) -> None:
    assert codes_of(named(name)) == []


def test_an_owner_or_carrier_does_not_stand_for_the_parties() -> None:
    owned = named("TO ORDER", owners=[{"name": "Heron Holding"}])
    assert codes_of(owned) == [ReasonCode.NOBODY_NAMED]


def test_such_a_shipment_is_unscreened_and_not_due_again() -> None:
    record = {"shipment_id": "S1", "source": "urn:test", "parties": [named("????")]}
    carried = carried_subjects(said(record))
    verdict = judge(carried, (), {each.fingerprint: () for each in carried}, READY)
    assert (verdict.outcome, verdict.is_due) == (Outcome.UNSCREENED, False)
    assert verdict.reasons[0].ref == "parties.0"
