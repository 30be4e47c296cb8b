"""What is past its time goes, and the audit trail holds."""

from datetime import timedelta
from typing import Any

import pytest
from decisions import a_row, on_hit, signed
from ledger_rows import (
    KEY,
    NOW,
    a_dead,
    a_hit,
    a_party,
    a_shipment,
    a_verdict,
    an_alert,
    an_entry,
)

from customhouse.verdict import Outcome
from desk.person import Person
from desk.trail.keeping import lift_hold, prune, set_hold
from ledger.decisions.rows import Ending, LicenceRow
from ledger.keeping import Pruned
from ledger.ledger import Ledger
from ledger.rows import ShipmentKey
from ledger.trail.rows import ActKind
from screening.errors import UnavailableError
from worker.retention import read_retention

BEN = Person(name="Ben", account="root")
LATER = NOW + timedelta(days=11 * 365)
OTHER = ShipmentKey(source="erp", shipment_id="S2")
LAST = ShipmentKey(source="erp", shipment_id="S9")


def pruned(ledger: Ledger, text: str = "10y", *, dry: bool = False) -> Pruned:
    return prune(ledger, read_retention(text), by=BEN, at=LATER, dry=dry)


def write(ledger: Ledger, *shipments: Any) -> None:
    """Write shipments, and after them one that is new."""
    if ledger.active_basis() is None:
        ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add(list(shipments))
        book.add([a_shipment(LAST, "Newest Ltd", basis=1, at=LATER)])


@pytest.fixture
def old(ledger: Ledger) -> Ledger:
    """Return a ledger with an old shipment that has some of everything, and a new one."""
    ledger.activate("s1", "p", "e", NOW)
    flagged = a_shipment(
        KEY, "Harbour Works", "Quay Ltd", basis=1, hits=(a_hit(),), is_plain=False,
        outcome=Outcome.FLAGGED, verdict=b'{"sequence":1}',
    )  # fmt: skip
    with ledger.batch(1) as book:
        book.add([flagged])
        book.note_intake([an_entry("bulk:1-0")])
        book.enqueue([an_alert("a1")])
        book.bury([a_dead("bulk:2-0")])
        book.add([a_shipment(LAST, "Quay Ltd", basis=1, at=LATER)])
    ledger.trail.seal(NOW, 100)
    return ledger


def test_a_dry_run_counts_what_would_go_and_removes_nothing(old: Ledger) -> None:
    before = old.counts()
    found = pruned(old, dry=True)
    assert {"shipment", "head", "verdict", "outbox", "intake", "dead"} <= found.rows.keys()
    assert old.counts() == before


def test_an_old_shipment_goes_with_all_that_hangs_on_it(old: Ledger) -> None:
    found = pruned(old)
    assert found.rows == {
        "head": 1, "shipment": 1, "verdict": 1, "carries": 2, "outbox": 1, "intake": 1,
        "subject": 1, "hit": 1, "dead": 1,
    }  # fmt: skip
    assert [each.key for each in old.status("S1")] == []
    # The party that another shipment carries stays.
    assert old.counts()["subject"] == 1


def test_pruning_leaves_the_chain_whole_and_says_what_went(old: Ledger) -> None:
    pruned(old)
    old.trail.seal(LATER, 100)
    found = old.trail.examine()
    assert (found.problems, found.pruned) == ([], 3)


def test_a_row_that_nobody_pruned_is_still_missed(old: Ledger) -> None:
    pruned(old)
    with old._writing() as connection:
        connection.exec_driver_sql("DELETE FROM carries")
        connection.exec_driver_sql("DELETE FROM head")
        connection.exec_driver_sql("DELETE FROM shipment")
    assert "shipment 2 was removed" in old.trail.examine().problems


def test_what_a_hold_keeps_stays_until_it_is_lifted(old: Ledger) -> None:
    made = set_hold(old, source=None, shipment_id="S1", reason="a lawsuit", by=BEN, at=NOW)
    assert pruned(old).held == 1
    assert old.status("S1")
    lift_hold(old, made.number, reason="settled", by=BEN, at=NOW)
    assert pruned(old).rows["head"] == 1


@pytest.mark.parametrize(
    "held", [{"source": "erp", "shipment_id": None}, {"source": None, "shipment_id": None}]
)
def test_a_source_or_everything_may_be_held(old: Ledger, held: dict[str, Any]) -> None:
    set_hold(old, **held, reason="a lawsuit", by=BEN, at=NOW)
    assert "head" not in pruned(old).rows


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"at": LATER - timedelta(days=9 * 365)}, id="recorded later"),
        pytest.param({"open_until": LATER - timedelta(days=365)}, id="arrived later"),
    ],
)
def test_time_runs_from_the_last_that_happened(ledger: Ledger, changes: dict[str, Any]) -> None:
    write(ledger, a_shipment(OTHER, basis=1, **changes))
    assert pruned(ledger).rows == {}


def test_a_later_verdict_keeps_a_shipment(ledger: Ledger) -> None:
    write(ledger, a_shipment(OTHER, basis=1))
    with ledger.batch(1) as book:
        row = a_verdict(1, Outcome.FLAGGED, b'{"sequence":2}', sequence=2, at=LATER)
        assert book.reverdict(1, row)
    assert pruned(ledger).rows == {}


def test_states_may_be_kept_for_different_times(ledger: Ledger) -> None:
    at = LATER - timedelta(days=6 * 365)
    flagged = a_shipment(
        KEY, basis=1, at=at, outcome=Outcome.FLAGGED, is_plain=False, verdict=b'{"sequence":1}'
    )
    write(ledger, flagged, a_shipment(OTHER, basis=1, at=at))
    pruned(ledger, "10y, CLEAR=5y")
    assert (len(ledger.status("S1")), len(ledger.status("S2"))) == (1, 0)


def test_dead_letters_of_a_source_that_is_held_stay(old: Ledger) -> None:
    made = set_hold(old, source="erp", shipment_id=None, reason="a lawsuit", by=BEN, at=NOW)
    assert "dead" not in pruned(old).rows
    lift_hold(old, made.number, reason="settled", by=BEN, at=NOW)
    assert pruned(old).rows["dead"] == 1
    rows = [act.data["rows"] for act in old.trail.acts(ActKind.PRUNED)]
    assert {"dead": [[1, 1]]} in rows


def test_a_licence_that_ran_out_long_ago_goes(ledger: Ledger) -> None:
    for number, expires_at in (("GB-1", NOW), ("GB-2", LATER)):
        row = LicenceRow(
            number=number, authority="OFSI", parties=("Harbour Works",), goods="pumps", value=None,
            currency=None, expires_at=expires_at, signed=signed(),
        )  # fmt: skip
        with ledger.deciding() as book:
            book.add_licence(row)
    assert pruned(ledger).rows == {"licence": 1}
    assert ledger.trail.examine().problems == []


def test_a_party_that_was_pruned_is_stored_anew_when_it_comes_again(old: Ledger) -> None:
    other = Ledger(str(old._engine.url.render_as_string(hide_password=False)))
    pruned(other)
    other.dispose()
    again = a_shipment(KEY, "Harbour Works", basis=1, at=LATER)
    # This process still knows the party's number.
    with pytest.raises(UnavailableError, match="pruned meanwhile"), old.batch(1) as book:
        book.add([again])
    with old.batch(1) as book:
        book.add([again])
    assert len(old.status("S1")) == 1
    assert old.trail.examine().problems == []


def test_the_newest_row_stays_so_that_its_number_is_not_used_again(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([a_shipment(KEY, basis=1)])
    assert pruned(ledger).rows == {}


def decide(ledger: Ledger, key: ShipmentKey, number: int, **changes: Any) -> None:
    """Decide on the first party of a shipment."""
    row = a_row(on_hit(a_party("Harbour Works")), key=key, shipment_no=number, **changes)
    with ledger.deciding() as book:
        book.decide([row])


def test_a_decision_goes_with_its_shipment(old: Ledger) -> None:
    decide(old, KEY, 1)
    decide(old, LAST, 2)
    found = pruned(old)
    assert (found.rows["decision"], found.rows["head"]) == (1, 1)
    assert old.trail.examine().problems == []


def test_a_shipment_whose_clearance_still_bears_on_another_stays(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([a_shipment(KEY, "Harbour Works", basis=1)])
        book.add([a_shipment(LAST, "Harbour Works", basis=1, at=LATER)])
    decide(ledger, KEY, 1)
    decide(ledger, LAST, 2)
    assert pruned(ledger).rows == {}
    with ledger.deciding() as book:
        book.end(1, Ending.REVOKED, signed())
    assert pruned(ledger).rows["ending"] == 1
    assert ledger.trail.examine().problems == []
