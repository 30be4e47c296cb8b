"""What a decision does to a hit, by what it was about and what is there now."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from decisions import KEY, LATER, NOW, OTHER, TRUE_MATCH, a_decision, on_hit, signed
from listed import a_listing

from customhouse.decision import DecisionOn, DecisionWord, Effect
from ledger.decisions.rows import Decision, Ending
from ledger.fingerprints import carry
from ledger.rows import Carried
from lists.canonical import to_json
from screening.listing import ListedAddress, Listing
from screening.subject import Subject, SubjectKind
from worker.verdicts.decided import Claim, Decided

HERON = carry(
    Subject(kind=SubjectKind.PARTY, names=("Heron Works",), addresses=("1 Reed St",)),
    "parties.0", "consignee",
)  # fmt: skip
MOVED = carry(replace(HERON.subject, addresses=("2 Reed St",)), "parties.0", "consignee")
WAITS = {"needs_second": "it is a clearance without an end"}
PERMIT = {"word": TRUE_MATCH, "permitted_by": "no measure", "this_shipment": True}


def told(
    *decisions: Decision,
    carried: Carried = HERON,
    now: Listing | None = None,
    **changes: Any,
) -> DecisionOn | None:
    fields = {"key": KEY, "content": "c", "listing_id": "own:test:1", "listing_content": "l1"}
    claim = Claim(carried=carried, **(fields | changes))
    return Decided(decisions, NOW, lambda _: now).on_hit(claim)


def effect(*decisions: Decision, **changes: Any) -> Effect | None:
    found = told(*decisions, **changes)
    return None if found is None else found.effect


@pytest.mark.parametrize(
    ("given", "own", "other"),
    [
        pytest.param({}, Effect.SUPPRESSED, Effect.SUPPRESSED, id="false positive"),
        pytest.param({"this_shipment": True}, Effect.SUPPRESSED, None, id="for this shipment"),
        pytest.param({"expires_at": LATER}, Effect.SUPPRESSED, Effect.SUPPRESSED, id="with an end"),
        pytest.param(
            PERMIT | {"expires_at": NOW}, Effect.ENDED, Effect.CONFIRMED_BEFORE,
            id="a release that is over",
        ),
        pytest.param(
            {"word": TRUE_MATCH}, Effect.CONFIRMED, Effect.CONFIRMED_BEFORE, id="true match"
        ),
        pytest.param(PERMIT, Effect.RELEASED, Effect.CONFIRMED_BEFORE, id="lawful"),
        pytest.param(
            {"word": DecisionWord.UNDECIDED}, Effect.UNDECIDED, None, id="undecided"
        ),
        pytest.param(WAITS, Effect.AWAITING, None, id="waiting for a second person"),
        pytest.param(
            WAITS | {"confirmed": signed("Bea Ortiz")}, Effect.SUPPRESSED, Effect.SUPPRESSED,
            id="confirmed",
        ),
        pytest.param(
            {"ending": Ending.REVOKED}, Effect.ENDED, Effect.ENDED, id="revoked"
        ),
        pytest.param({"ending": Ending.SUPERSEDED}, None, None, id="superseded"),
        pytest.param({"expires_at": NOW}, Effect.ENDED, Effect.ENDED, id="expired"),
    ],
)  # fmt: skip
def test_a_decision_bears_on_its_shipment_and_on_others(
    given: dict[str, Any], own: Effect | None, other: Effect | None
) -> None:
    decision = a_decision(HERON, **given)
    assert (effect(decision), effect(decision, key=OTHER)) == (own, other)


def test_a_clearance_ends_when_the_listing_changes_and_says_how() -> None:
    was = a_listing("Heron Works")
    now = a_listing("Heron Works", addresses=(ListedAddress(text="9 Reed St"),), remarks="new")
    found = told(
        a_decision(HERON, hit=on_hit(HERON, listing=to_json(was))), listing_content="l2", now=now
    )
    assert found is not None
    assert (found.effect, found.ended, found.decision) == (Effect.ENDED, "listing changed", 1)
    (change,) = found.changes
    assert (change.of, change.field, change.removed) == ("listing", "addresses", ())
    assert change.added == ("9 Reed St",)


def test_a_clearance_ends_when_the_party_changes_and_says_how() -> None:
    found = told(a_decision(HERON), carried=MOVED)
    assert found is not None
    assert (found.effect, found.ended) == (Effect.ENDED, "party changed")
    (change,) = found.changes
    assert (change.of, change.field) == ("party", "addresses")
    assert (change.removed, change.added) == (("1 Reed St",), ("2 Reed St",))


def test_a_clearance_that_was_revoked_says_nothing_of_others_of_its_name() -> None:
    assert effect(a_decision(HERON, ending=Ending.REVOKED), carried=MOVED) is None


def test_a_clearance_holds_again_when_the_listing_is_again_as_it_was() -> None:
    assert effect(a_decision(HERON), listing_content="l2") is Effect.ENDED
    assert effect(a_decision(HERON), listing_content="l1") is Effect.SUPPRESSED


def test_a_true_match_stays_confirmed_when_the_list_says_more() -> None:
    assert effect(a_decision(HERON, word=TRUE_MATCH), listing_content="l2") is Effect.CONFIRMED


@pytest.mark.parametrize(
    "change", [{"content": "d"}, {"listing_content": "l2"}], ids=["record", "listing"]
)
def test_a_release_ends_when_record_or_listing_changes(change: dict[str, str]) -> None:
    assert effect(a_decision(HERON, **PERMIT), **change) is Effect.ENDED


def test_the_newest_decision_counts() -> None:
    cleared = a_decision(HERON)
    matched = a_decision(HERON, no=2, key=OTHER, word=TRUE_MATCH)
    assert effect(cleared, matched) is Effect.CONFIRMED_BEFORE
    assert effect(matched, replace(cleared, no=3)) is Effect.SUPPRESSED


def test_what_waits_for_a_second_person_leaves_in_effect_what_is() -> None:
    cleared = a_decision(HERON, expires_at=LATER)
    assert effect(cleared, a_decision(HERON, no=2, **WAITS)) is Effect.SUPPRESSED
    assert effect(a_decision(HERON, no=2, **WAITS, expires_at=NOW - timedelta(days=1))) is None


def test_what_nobody_confirmed_never_held() -> None:
    over = {"expires_at": NOW, "ending": Ending.EXPIRED}
    assert effect(a_decision(HERON, **WAITS, **over)) is None
    assert effect(a_decision(HERON, **WAITS, **PERMIT, **over), key=OTHER) is None


def reason_effect(decision: Decision, content: str = "c") -> tuple[Effect, str | None] | None:
    found = Decided([decision], NOW, lambda _: None).on_reason(KEY, content, "i1")  # type: ignore[arg-type]
    return None if found is None else (found.effect, found.ended)


def test_a_decision_on_a_reason_is_for_one_record() -> None:
    decision = a_decision(HERON, hit=None)
    assert reason_effect(decision) == (Effect.SUPPRESSED, None)
    assert reason_effect(decision, "d") == (Effect.ENDED, "record changed")
