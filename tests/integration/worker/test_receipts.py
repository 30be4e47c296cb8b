"""Receipts of verdicts, replayed from what is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from records import LISTED, a_record, load_list, put

from customhouse.keys import Lane
from customhouse.receipt import Receipt
from desk.shipments.receipts import receipts_of, replay_receipt
from ledger.trail.rows import Act, ActKind
from lists.store.list_store import ListStore
from worker.policies.content import canonical, id_of
from worker.policies.kept import ref_after
from worker.policies.rules import Levels, Rules
from worker.service import Service


def screened(service: Service, *records: dict[str, Any]) -> None:
    put(service, *records)
    service.drain().run(Lane.BULK)


def receipt_of(service: Service, shipment_id: str = "S1", **which: Any) -> Receipt:
    chosen = {"source": None, "revision": None, "sequence": None} | which
    (found,) = receipts_of(service.ledger, service.settings, shipment_id, **chosen)
    return found


def replayed(service: Service, receipt: Receipt) -> tuple[str, ...]:
    return replay_receipt(receipt.model_dump_json().encode(), service.settings)[1].differences


def activate_policy(service: Service, rules: Rules) -> None:
    last = service.ledger.trail.newest_act(ActKind.POLICY_ACTIVATED)
    data = {"policy": id_of(rules), "reason": "a test"}
    act = Act(
        kind=ActKind.POLICY_ACTIVATED, ref=ref_after(last), data=data, by="A", account="a",
        at=datetime.now(UTC),
    )  # fmt: skip
    assert service.ledger.trail.decide_policy(act, canonical(rules))
    service.settling().run()


def test_an_alerts_receipt_is_replayed_after_two_list_updates_and_a_policy_change(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    screened(service, a_record("S1", LISTED), a_record("S2"))
    flagged, clear = receipt_of(service, "S1"), receipt_of(service, "S2")
    load_list(service, tmp_path, LISTED, "Petrel Ltd")
    load_list(service, tmp_path, "Petrel Ltd", "Plover Ltd")
    activate_policy(service, Rules(levels=Levels(review=0.9, strong=0.95)))
    assert (flagged.outcome, clear.outcome) == ("FLAGGED", "CLEAR")
    assert (replayed(service, flagged), replayed(service, clear)) == ((), ())
    assert receipt_of(service, "S1", sequence=1) == flagged


def test_a_receipt_says_what_its_verdict_rests_on(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    service.auditing.run()
    screened(service, a_record("S1", LISTED))
    found = receipt_of(service)
    assert found.basis is not None
    (kept,) = found.basis.lists
    assert (kept.source, kept.entries, len(kept.sha256)) == ("own:test", 1, 64)
    assert kept.age_s is not None
    assert found.policy is not None
    assert (found.policy.id, found.policy.version) == (found.basis.policy, 1)
    assert [hit.listing_id for hit in found.hits] == ["own:test:akmetron"]
    assert found.input["parties"][0]["names"] == [{"text": LISTED}]


def test_a_clear_verdict_has_a_receipt_with_the_age_of_its_lists(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    service.auditing.run()
    screened(service, a_record("S1"))
    found = receipt_of(service)
    assert found.outcome == "CLEAR"
    assert found.basis is not None
    assert [each.age_s is not None for each in found.basis.lists] == [True]


def test_a_score_that_was_changed_in_a_receipt_is_found(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    screened(service, a_record("S1", LISTED))
    found = receipt_of(service)
    (hit,) = found.hits
    forged = found.model_copy(update={"hits": (hit.model_copy(update={"score": 0.5}),)})
    (difference,) = replayed(service, forged)
    assert difference.startswith("hit own:test:akmetron on parties.0, score: 0.5 then,")
    gone = found.model_copy(update={"hits": (), "outcome": "CLEAR"})
    assert "outcome: CLEAR then, FLAGGED now" in replayed(service, gone)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param(
            {"input": {**a_record("S1", "Another Name")}}, "input has the hash", id="input"
        ),
        pytest.param({"policy": None}, "policy", id="no policy"),
    ],
)
def test_a_receipt_that_was_changed_elsewhere_is_refused(
    service: Service, tmp_path: Path, part: dict[str, Any], said: str
) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    screened(service, a_record("S1", LISTED))
    forged = receipt_of(service).model_copy(update=part)
    with pytest.raises(Exception, match=said):
        replayed(service, forged)


def test_another_engine_is_said(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    screened(service, a_record("S1", LISTED))
    found = receipt_of(service)
    assert found.basis is not None
    older = found.basis.model_copy(update={"engine": "0"})
    data = found.model_copy(update={"basis": older}).model_dump_json().encode()
    _, replay = replay_receipt(data, service.settings)
    assert (replay.is_same_engine, replay.engine_then, replay.differences) == (False, "0", ())


def test_what_was_not_screened_is_replayed_as_such(service: Service) -> None:
    screened(service, a_record("S1", LISTED))
    found = receipt_of(service)
    assert (found.outcome, found.basis) == ("UNSCREENED", None)
    assert replayed(service, found) == ()


def test_every_snapshot_that_was_in_force_is_kept(service: Service, tmp_path: Path) -> None:
    for names in ([LISTED], [LISTED, "Petrel Ltd"], ["Plover Ltd"], ["Dunlin Ltd"]):
        load_list(service, tmp_path, *names)
    store = ListStore(service.settings.lists_dir)
    kept = [store.snapshot(each.snapshot) for each in store.activations]
    assert len(kept) == 4
    assert [len(list(store.listings(each))) for each in kept] == [1, 2, 1, 1]


def test_a_record_that_names_nobody_is_replayed_with_its_reason(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    screened(service, a_record("S1", "TO ORDER"))
    found = receipt_of(service)
    assert (found.outcome, [each.code for each in found.reasons]) == (
        "UNSCREENED",
        ["nobody_named"],
    )
    assert replayed(service, found) == ()
    assert replayed(service, found.model_copy(update={"reasons": ()})) == (
        "the reasons for UNSCREENED differ",
    )


def test_a_record_that_came_after_a_newer_one_is_replayed_by_its_outcome(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    screened(service, a_record("S1", revision=2), a_record("S1", LISTED, revision=1))
    found = receipt_of(service, revision=1)
    assert (found.superseded, found.outcome, found.hits) == (True, "FLAGGED", ())
    assert replayed(service, found) == ()
