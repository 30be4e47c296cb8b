"""What subscribers hear of lists, each happening once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from publishers import ofac_set
from records import LISTED, a_record, alerts, events, load_list, put

from customhouse.keys import Lane
from lists.store.attempts import Attempt, Ending
from worker.chores.watching import ListWatch
from worker.service import Service

ID = "us_ofac_cons"


def heard(service: Service) -> list[dict[str, Any]]:
    """Return the events of lists after the service has settled, twice, and published."""
    for _ in range(2):
        service.settling().run()
        service.news.run()
    service.relay().run()
    return [event for event in events(service) if ".list." in event["type"]]


def load_published(
    service: Service, folder: Path, at: datetime, *, downloaded: bool = True
) -> None:
    for name, content in ofac_set(2).items():
        (folder / name).write_bytes(content)
    service.store.load(ID, folder, at=at, allow_incomplete=True, downloaded=downloaded)


def test_a_list_that_comes_into_force_is_told(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    load_list(service, tmp_path, LISTED)
    (event,) = heard(service)
    assert (event["type"], event["subject"]) == ("customhouse.list.updated.v1", "own:test")
    state = service.store.in_force()
    assert state is not None
    assert event["data"] == {"source": "own:test", "snapshot": state.id, "entries": 1}


def test_a_list_that_changes_is_told_with_its_changes(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED, "Radiline Limited")
    load_list(service, tmp_path, "Akmetron Joint Stock Corporation", "Petrel Ltd", "Plover Ltd")
    data = heard(service)[-1]["data"]
    counts = {name: data[name] for name in ("added", "removed", "changed")}
    assert counts == {"added": 2, "removed": 1, "changed": 1}
    assert (data["entries_before"], data["entries"]) == (2, 3)


def test_a_change_and_back_is_told_each_time(service: Service, tmp_path: Path) -> None:
    for names in ([LISTED], [LISTED, "Petrel Ltd"], [LISTED], [LISTED, "Petrel Ltd"]):
        load_list(service, tmp_path, *names)
    assert [event["data"]["entries"] for event in heard(service)] == [1, 2, 1, 2]


def test_a_list_that_is_dropped_is_told(service: Service, tmp_path: Path) -> None:
    load_list(service, tmp_path, LISTED)
    load_published(service, tmp_path, datetime.now(UTC))
    service.settling().run()
    service.store.drop(ID, reason="a test", by="test", at=datetime.now(UTC))
    data = heard(service)[-1]["data"]
    assert (data["source"], data["entries"], data["entries_before"]) == (ID, 0, 2)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        pytest.param("9 entries", 1, id="the same reason"),
        pytest.param("8 entries", 2, id="another reason"),
    ],
)
def test_a_list_that_is_rejected_is_told_once_for_a_reason(
    service: Service, tmp_path: Path, second: str, told: int
) -> None:
    load_published(service, tmp_path, datetime.now(UTC))
    for reason in ("9 entries", second):
        now = datetime.now(UTC)
        service.store.attempts.note(
            Attempt(source=ID, at=now, ending=Ending.REJECTED, reason=reason)
        )
        heard(service)
    rejected = [event for event in heard(service) if "rejected" in event["type"]]
    assert len(rejected) == told
    assert rejected[0]["data"]["reason"] == "9 entries"
    assert rejected[0]["data"]["in_force_since"]


@pytest.mark.parametrize("ending", [Ending.FAILED, Ending.BEGUN, Ending.UNCHANGED])
def test_what_rejects_no_list_is_not_told(service: Service, ending: Ending) -> None:
    now = datetime.now(UTC)
    service.store.attempts.note(Attempt(source=ID, at=now, ending=ending, reason="away"))
    assert heard(service) == []


def test_a_list_that_is_too_old_is_told_once_and_screens_nothing(
    service: Service, tmp_path: Path
) -> None:
    load_published(service, tmp_path, datetime.now(UTC) - timedelta(days=8))
    stale = [event for event in heard(service) if "stale" in event["type"]]
    # Another process would say it again, did the ledger not know.
    ListWatch(
        service.ledger, service.store, service.settings.age_limits, now=lambda: datetime.now(UTC)
    ).run()
    assert [event for event in heard(service) if "stale" in event["type"]] == stale
    assert (len(stale), stale[0]["data"]["limit_s"]) == (1, 2 * 86_400)
    put(service, a_record("S1"))
    service.drain().run(Lane.BULK)
    assert service.ledger.status("S1")[0].outcome == "UNSCREENED"


def test_a_stale_list_that_gets_fresh_and_stale_again_is_told_again(
    service: Service, tmp_path: Path
) -> None:
    for days in (9, 8):
        load_published(service, tmp_path, datetime.now(UTC) - timedelta(days=days))
        heard(service)
    assert [event["type"].split(".")[2] for event in heard(service)].count("stale") == 2


def test_a_hit_is_told_although_nobody_knows_how_old_a_list_is(
    service: Service, tmp_path: Path
) -> None:
    load_list(service, tmp_path, LISTED)
    load_published(service, tmp_path, datetime.now(UTC), downloaded=False)
    service.settling().run()
    put(service, a_record("S1", LISTED))
    service.drain().run(Lane.BULK)
    (alert,) = alerts(service)
    ages = {each["source"]: each for each in alert["data"]["basis"]["lists"]}
    assert "age_s" not in ages[ID]
    assert ages[ID]["excerpt"]
    assert f"basis.lists.{ID}" in [each["field"] for each in alert["data"]["findings"]]
