"""Whatever is changed in a ledger past it is found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ledger_rows import NOW, a_shipment, a_verdict, an_alert
from sqlalchemy import Engine, text

from customhouse.verdict import Outcome
from ledger.database import connect
from ledger.ledger import Ledger
from ledger.migrations import migrate, unmigrate
from ledger.rows import ShipmentKey
from ledger.trail.rows import Act, ActKind

KEYS = [ShipmentKey(source="erp", shipment_id=f"S{number}") for number in range(1, 5)]
ACT = Act(kind=ActKind.HOLD_SET, ref="1", data={"why": "a test"}, by="A", account="a", at=NOW)


@pytest.fixture
def written(ledger: Ledger) -> Ledger:
    """Return a ledger with two bases, four shipments, a re-verdict and an act, under two seals."""
    ledger.activate("s1", "p", "e", NOW)
    with ledger.batch(1) as book:
        book.add([a_shipment(KEYS[0], basis=1, verdict=b'{"sequence":1}', is_plain=False)])
        book.add([a_shipment(KEYS[1], "Harbour Works", "Quay Ltd", basis=1)])
    ledger.trail.seal(NOW, 100)
    ledger.activate("s2", "p", "e", NOW)
    with ledger.batch(2) as book:
        book.add([a_shipment(key, basis=2) for key in KEYS[2:]])
        book.enqueue([an_alert("a1"), an_alert("a1")])
        row = a_verdict(2, Outcome.FLAGGED, b'{"sequence":2}', sequence=2)
        assert book.reverdict(1, row)
    ledger.trail.note([ACT])
    ledger.trail.seal(NOW, 100)
    return ledger


@pytest.fixture
def change(written: Ledger, ledger_url: str) -> Callable[[str], list[str]]:
    """Return what changes the database past the ledger, and says what is found."""
    engine: Engine = connect(ledger_url)

    def do(*statements: str) -> list[str]:
        head = written.trail.head()
        assert head is not None
        with engine.begin() as connection:
            for each in statements:
                connection.execute(text(each))
        engine.dispose()
        return written.trail.examine([(head.number, head.digest)]).problems

    return do


def test_a_ledger_that_nobody_changed_is_whole(written: Ledger) -> None:
    found = written.trail.examine()
    assert found.problems == []
    # Two bases, four records, the verdicts of the first of them, an event, and an act.
    assert (found.rows, found.seals, found.unsealed) == (10, 2, 0)


def test_what_is_not_sealed_yet_is_looked_at_too(ledger: Ledger) -> None:
    ledger.activate("s1", "p", "e", NOW)
    found = ledger.trail.examine()
    assert (found.problems, found.rows, found.unsealed) == ([], 1, 1)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param("UPDATE shipment SET outcome = 'FLAGGED' WHERE shipment_no = 2",
                     "shipment 2 was altered", id="outcome"),
        pytest.param("UPDATE verdict SET basis_no = 1 WHERE verdict_no = 2",
                     "verdict 2 was altered", id="verdict"),
        pytest.param("UPDATE basis SET policy = 'q' WHERE basis_no = 1",
                     "basis 1 was altered", id="basis"),
        pytest.param("UPDATE act SET person = 'B'", "act 1 was altered", id="act"),
        pytest.param("UPDATE carries SET role = 'buyer' WHERE shipment_no = 2",
                     "shipment 2 was altered", id="role of a party"),
        pytest.param("UPDATE subject SET kind = 'vessel' WHERE subject_no = 1",
                     "subject 1 was altered", id="party"),
        pytest.param("UPDATE head SET outcome = 'CLEAR' WHERE shipment_id = 'S1'",
                     "the state of shipment S1 of erp is not its newest verdict's", id="state"),
        pytest.param("UPDATE outbox SET type = 'u'", "outbox 1 was altered", id="event"),
        pytest.param("UPDATE leaf SET kind = 'verdict' WHERE leaf_no = 1",
                     "seal 1 does not fit: a leaf of it, or the seal, was changed", id="leaf"),
        pytest.param("UPDATE seal SET row_count = row_count, digest = substr(digest, 2) "
                     "WHERE seal_no = 1",
                     "seal 1 does not fit: a leaf of it, or the seal, was changed", id="seal"),
    ],
)  # fmt: skip
def test_what_was_altered_is_found(
    change: Callable[..., list[str]], statement: str, said: str
) -> None:
    assert said in change(statement)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        pytest.param(["DELETE FROM act"], "act 1 was removed", id="row"),
        pytest.param(["DELETE FROM leaf WHERE leaf_no = 1"],
                     "seal 1 does not fit: a leaf of it, or the seal, was changed", id="leaf"),
        pytest.param(["DELETE FROM seal WHERE seal_no = 1"], "seal 1 is missing", id="first seal"),
    ],
)  # fmt: skip
def test_what_was_removed_is_found(
    change: Callable[..., list[str]], statements: list[str], said: str
) -> None:
    assert said in change(*statements)


def test_rows_in_another_order_are_found(change: Callable[..., list[str]]) -> None:
    swapped = "UPDATE shipment SET shipment_id = CASE shipment_no WHEN 3 THEN 'S4' ELSE 'S3' END"
    found = change(
        "UPDATE shipment SET content = 'c2' WHERE shipment_no = 3",
        f"{swapped} WHERE shipment_no IN (3, 4)",
    )
    assert {"shipment 3 was altered", "shipment 4 was altered"} <= set(found)


def test_leaves_in_another_order_are_found(change: Callable[..., list[str]]) -> None:
    found = change(
        "UPDATE leaf SET leaf_no = 99 WHERE leaf_no = 1",
        "UPDATE leaf SET leaf_no = 1 WHERE leaf_no = 2",
        "UPDATE leaf SET leaf_no = 2 WHERE leaf_no = 99",
    )
    assert "seal 1 does not fit: a leaf of it, or the seal, was changed" in found


def test_an_end_that_was_cut_off_is_found_by_the_head_that_was_noted_elsewhere(
    change: Callable[..., list[str]],
) -> None:
    found = change(
        "DELETE FROM act",
        "DELETE FROM leaf WHERE kind = 'act'",
        "DELETE FROM seal WHERE seal_no = 2",
    )
    assert "seal 2, noted outside the ledger, is gone: the end was cut off" in found


def test_a_row_that_was_added_past_the_ledger_is_found(change: Callable[..., list[str]]) -> None:
    found = change(
        "INSERT INTO basis (basis_no, snapshot, policy, engine, activated_at) "
        "VALUES (7, 's', 'p', 'e', '2026-01-01 00:00:00')"
    )
    assert "1 rows of basis have no hash: they were added past the ledger" in found


def test_rows_of_before_the_trail_are_counted_and_nothing_else(bare_ledger_url: str) -> None:
    migrate(bare_ledger_url)
    ledger = Ledger(bare_ledger_url)
    ledger.activate("s1", "p", "e", NOW)
    ledger.dispose()
    unmigrate(bare_ledger_url, "0004")
    migrate(bare_ledger_url)
    ledger = Ledger(bare_ledger_url)
    ledger.activate("s2", "p", "e", NOW)
    before = ledger.trail.examine()
    ledger.trail.seal(NOW, 100)
    after = ledger.trail.examine()
    ledger.dispose()
    assert (before.problems, after.problems) == ([], [])
    # The act that says so is hashed with the first seal.
    assert (after.older, after.rows) == (1, 2)


def test_one_flipped_byte_of_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    migrate(f"sqlite:///{path}")
    ledger = Ledger(f"sqlite:///{path}")
    ledger.activate("s1", "p", "e", NOW)
    receipt = b'{"shipment_id":"S1","note":"what was screened then"}'
    with ledger.batch(1) as book:
        book.add([a_shipment(basis=1, receipt=receipt)])
    ledger.trail.seal(NOW, 100)
    ledger.dispose()
    data = path.read_bytes()
    place = data.index(b"what was screened then")
    path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    found = Ledger(f"sqlite:///{path}")
    assert found.trail.examine().problems == ["shipment 1 was altered"]
    found.dispose()


def test_seals_continue_where_the_last_one_ended(ledger: Ledger) -> None:
    numbers = []
    for place in range(3):
        ledger.activate(f"s{place}", "p", "e", NOW)
        sealed = ledger.trail.seal(NOW, 100)
        assert sealed is not None
        numbers.append(sealed.number)
    assert numbers == [1, 2, 3]
    assert ledger.trail.seal(NOW, 100) is None
    assert ledger.trail.examine().problems == []


def test_an_act_is_noted_once(ledger: Ledger) -> None:
    ledger.trail.note([ACT])
    ledger.trail.note([ACT])
    assert [act.by for act in ledger.trail.acts(ActKind.HOLD_SET)] == ["A"]
    assert ledger.trail.examine().problems == []


def test_what_may_change_may_change(written: Ledger) -> None:
    untold = written.untold()
    assert untold is not None
    written.tell(untold[1].number, [], NOW)
    written.mark_published(["a1"], NOW)
    assert written.trail.examine().problems == []
