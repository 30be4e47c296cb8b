"""`customhouse audit` and `customhouse ledger`."""

import csv
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_runs import Run
from records import a_record, put

from customhouse.keys import Lane
from ledger.trail.rows import ActKind
from worker.service import Service

ENTRY = '{},"HERON {}",-0- ,"TEST"' + ",-0- " * 8


@pytest.fixture
def recorded(run: Run, service: Service, own_list: Path) -> Service:
    """Return a service with a list, a flagged shipment and a clear one, all sealed."""
    run("lists", "load", "own:test", own_list)
    put(service, a_record("S1", "Grey Heron Trading"), a_record("S2", "=Petalwise Florists"))
    service.drain().run(Lane.BULK)
    service.auditing.run()
    # The event of the first seal is sealed by the second.
    service.auditing.run()
    return service


def test_what_nobody_changed_is_whole(run: Run, recorded: Service) -> None:
    found = run("audit", "verify")
    assert (found.exit_code, "nothing was altered" in found.stdout) == (0, True)
    told = json.loads(run("audit", "verify", "--json").stdout)
    assert (told["whole"], told["head_file"], told["unsealed"]) == (True, True, 0)


def test_an_altered_row_is_found_with_exit_code_1(run: Run, recorded: Service, data: Path) -> None:
    with sqlite3.connect(data / "ledger.sqlite") as connection:
        connection.execute("UPDATE shipment SET outcome = 'CLEAR' WHERE shipment_id = 'S1'")
    found = run("audit", "verify")
    assert found.exit_code == 1
    assert "shipment 1 was altered" in found.stdout


def test_a_cut_end_is_found_by_the_head_beside_the_database(
    run: Run, recorded: Service, data: Path
) -> None:
    with sqlite3.connect(data / "ledger.sqlite") as connection:
        connection.execute("DELETE FROM seal")
        connection.execute("UPDATE leaf SET seal_no = NULL")
    found = run("audit", "verify")
    assert "noted outside the ledger, is gone: the end was cut off" in found.stdout


def test_a_head_noted_elsewhere_is_looked_for(run: Run, recorded: Service, data: Path) -> None:
    head = json.loads((data / "audit-head.json").read_bytes())
    noted = f"{head['seal']}:{head['digest']}"
    assert run("audit", "verify", "--head", noted).exit_code == 0
    assert "is another one" in run("audit", "verify", "--head", f"1:{'0' * 64}").stdout
    assert "write a seal's number" in str(run("audit", "verify", "--head", "7").exception)


def test_a_list_of_the_store_that_was_altered_is_found(
    run: Run, recorded: Service, data: Path
) -> None:
    (path,) = (data / "lists" / "lists").glob("*.ndjson")
    path.write_bytes(path.read_bytes().replace(b"Heron", b"Haron"))
    assert "list own:test," in run("audit", "verify").stdout


def test_a_removed_activation_is_found(run: Run, recorded: Service, data: Path) -> None:
    (path,) = (data / "lists" / "activations").glob("*.json")
    path.unlink()
    assert "activation 1 of the list store was removed" in run("audit", "verify").stdout


def test_the_trail_is_exported_twice_and_in_two_forms(
    run: Run, recorded: Service, tmp_path: Path
) -> None:
    today = datetime.now(UTC).date().isoformat()
    folder = tmp_path / "audit"
    assert run("audit", "export", folder, "--from", today).exit_code == 0
    lines = [json.loads(line) for line in (folder / "audit.ndjson").read_text().splitlines()]
    kinds = [line["kind"] for line in lines]
    assert kinds.count("shipment") == 2
    assert {"policy.activated", "lists.activated", "lists.confirmed", "basis", "verdict"} <= {
        *kinds
    }
    with (folder / "audit.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows] == kinds
    assert "is there already" in str(run("audit", "export", folder, "--from", today).exception)


def test_a_hold_is_set_shown_and_lifted(run: Run, recorded: Service) -> None:
    run("ledger", "hold", "--shipment", "S1", "--reason", "claim 7", "--by", "Ben")
    (held,) = json.loads(run("ledger", "holds", "--json").stdout)
    assert (held["shipment_id"], held["reason"], held["by"]) == ("S1", "claim 7", "Ben")
    assert run("ledger", "lift", held["number"], "--reason", "settled").exit_code == 0
    assert "nothing is on hold" in run("ledger", "holds").stdout
    assert "there is none" in str(run("ledger", "lift", 99, "--reason", "r").exception)


def test_nothing_is_pruned_before_its_time(run: Run, recorded: Service) -> None:
    assert "nothing is past its time" in run("ledger", "prune", "--dry-run").stdout
    assert run("ledger", "prune", "--yes").exit_code == 0


def test_a_hold_on_nothing_is_a_usage_error(run: Run, recorded: Service) -> None:
    assert run("ledger", "hold", "--reason", "r").exit_code == 2


def test_who_let_a_list_pass_the_gate_or_took_one_out_is_in_the_trail(
    run: Run, recorded: Service, tmp_path: Path
) -> None:
    path = tmp_path / "sdn.csv"
    for count, forced in (
        (30, ()),
        (10, ("--force", "--reason", "it is right", "--second", "Ben")),
    ):
        path.write_text("\n".join(ENTRY.format(n, n) for n in range(count)), encoding="utf-8")
        done = run("lists", "load", "us_ofac_sdn", path, "--allow-incomplete", *forced)
        assert done.exit_code == 0, done.output
    run("lists", "drop", "us_ofac_sdn", "--reason", "not ours", "--second", "Ben", "--yes")
    recorded.auditing.run()
    found = recorded.ledger.trail.acts(ActKind.LISTS_ACTIVATED)
    assert len(found) == 4, found
    _, first, accepted, dropped = found
    assert (first.by, bool(accepted.by), bool(dropped.by)) == ("", True, True)
    assert accepted.data["lists"]["us_ofac_sdn"]["accepted"]["reason"] == "it is right"
    assert dropped.data["dropped"] == {"source": "us_ofac_sdn", "reason": "not ours"}
    assert run("audit", "verify").exit_code == 0
