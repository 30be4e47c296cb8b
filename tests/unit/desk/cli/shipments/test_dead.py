import json
from datetime import UTC, datetime

from desk_runs import Run

from customhouse.keys import Lane
from ledger.rows import DeadRow
from worker.service import Service

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def bury(service: Service, count: int) -> None:
    rows = [
        DeadRow(
            entry=f"express:{n}-0", reason="not JSON", field="", source=None, raw=b"{oops", at=AT
        )
        for n in range(count)
    ]
    with service.ledger.batch(None) as book:
        book.bury(rows)


def states(run: Run) -> list[str]:
    found = json.loads(run("dead", "list", "--every", "--json").stdout)
    return [each["state"] for each in found]


def test_dead_letters_are_listed_and_shown(run: Run, service: Service) -> None:
    bury(service, 3)
    assert len(json.loads(run("dead", "list", "--limit", 2, "--json").stdout)) == 2
    assert "not JSON" in run("dead", "list").stdout
    assert "{oops" in run("dead", "show", 1).stdout


def test_a_replayed_letter_is_back_on_its_lane(run: Run, service: Service) -> None:
    bury(service, 2)
    assert "1 replayed" in run("dead", "replay", 2).stdout
    assert service.intake.backlog(Lane.EXPRESS) == 1
    assert states(run) == ["waiting", "replayed"]
    assert "replayed already" in str(run("dead", "replay", 2).exception)


def test_all_are_replayed_at_once(run: Run, service: Service) -> None:
    bury(service, 3)
    assert "3 replayed" in run("dead", "replay", "--all").stdout
    assert "no dead letters" in run("dead", "list").stdout


def test_purging_asks_first(run: Run, service: Service) -> None:
    bury(service, 1)
    assert run("dead", "purge", "--all", stdin="n\n").exit_code == 1
    assert states(run) == ["waiting"]
    assert "1 purged" in run("dead", "purge", "--all", "--yes").stdout
    assert states(run) == ["purged"]


def test_an_unknown_number_is_an_error(run: Run, service: Service) -> None:
    assert "there is none" in str(run("dead", "show", 9).exception)


def test_naming_nothing_is_a_usage_error(run: Run, service: Service) -> None:
    assert run("dead", "replay").exit_code == 2
