"""A policy in a living service: brought into force, and what follows from it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from records import LISTED, a_record, alert_types, alerts, load_list, put
from sqlalchemy import update

from customhouse.keys import Lane
from customhouse.verdict import ShipmentView
from desk.errors import CommandError
from desk.person import Person
from desk.policies.versions import confirm, propose, versions
from ledger.trail.rows import Act, ActKind
from ledger.trail.tables import policy
from screening.errors import UnavailableError
from screening.policy import Policy
from worker.policies.content import canonical, id_of
from worker.policies.errors import PolicyError
from worker.policies.kept import ref_after
from worker.policies.reading import policy_of
from worker.policies.rules import Rules
from worker.service import Service
from worker.settings import Settings

ANNA, BEN = Person(name="Anna", account="root"), Person(name="Ben", account="root")
INFORMS = "[lists.regimes.'own:test']\neffect = 'inform'\nreason = 'a test'"
OFF = "[lists.regimes.'own:test']\neffect = 'off'\nreason = 'a test'"


def rules(text: str) -> Rules:
    return policy_of(text.encode(), "p.toml")


def activate(service: Service, text: str, by: Person = ANNA) -> None:
    """Bring a policy into force, and screen again what is open."""
    decided = propose(
        service.ledger.trail, service.settings, rules(text), by=by, reason="a test",
        at=datetime.now(UTC),
    )  # fmt: skip
    at = datetime.now(UTC)
    confirm(service.ledger.trail, service.settings, decided.version, by=BEN, at=at)
    service.settling().run()
    service.rescreening.run(30.0)


def screened(service: Service, *records: dict[str, Any]) -> None:
    put(service, *records)
    service.drain().run(Lane.BULK)


def view_of(service: Service, shipment_id: str) -> ShipmentView:
    (current,) = service.ledger.status(shipment_id)
    return ShipmentView.model_validate_json(current.verdict)


@pytest.fixture
def listed(service: Service, tmp_path: Path) -> Service:
    load_list(service, tmp_path, LISTED)
    service.settling().run()
    return service


def test_the_settings_make_the_first_version(listed: Service) -> None:
    (first,) = versions(listed.ledger.trail)
    assert (first.kept.version, first.is_in_force) == (1, True)
    assert first.activations[0].data["reason"] == "the first policy, made of the settings"
    basis = listed.ledger.active_basis()
    assert basis is not None
    assert basis.policy == first.kept.id == Policy().id


def test_another_policy_is_another_basis_and_clears_what_it_does_not_count(
    listed: Service,
) -> None:
    screened(listed, a_record("S1", LISTED))
    activate(listed, OFF)
    basis = listed.ledger.active_basis()
    assert basis is not None
    assert basis.policy == id_of(rules(OFF))
    # The only list is not applied, and against none nothing is CLEAR.
    assert view_of(listed, "S1").outcome == "FLAGGED"
    screened(listed, a_record("S2"))
    assert view_of(listed, "S2").reasons[0].text == "the policy applies none of the lists in force"


def test_what_informs_is_clear_with_its_hit_and_why(listed: Service) -> None:
    screened(listed, a_record("S1", LISTED))
    activate(listed, INFORMS)
    screened(listed, a_record("S2", LISTED))
    for shipment_id in ("S1", "S2"):
        found = view_of(listed, shipment_id)
        assert found.outcome == "CLEAR"
        assert [hit.effect for hit in found.hits] == ["inform"]
        assert found.hits[0].effect_reason == "list own:test informs: a test"
    assert alert_types(listed) == ["shipment.flagged", "shipment.cleared"]


def test_a_hit_that_informs_is_recorded_when_a_list_change_brings_it(
    listed: Service, tmp_path: Path
) -> None:
    activate(listed, INFORMS)
    screened(listed, a_record("S1", "Petrel Navigation Ltd"))
    load_list(listed, tmp_path, LISTED, "Petrel Navigation Ltd")
    listed.rescreening.run(30.0)
    found = view_of(listed, "S1")
    assert (found.outcome, len(found.hits)) == ("CLEAR", 1)
    assert alert_types(listed) == []


def test_back_to_the_first_policy_everything_flags_again(listed: Service) -> None:
    activate(listed, INFORMS)
    screened(listed, a_record("S1", LISTED))
    activate(listed, "")
    assert view_of(listed, "S1").outcome == "FLAGGED"
    assert [each.kept.version for each in versions(listed.ledger.trail)] == [1, 2]
    assert versions(listed.ledger.trail)[0].is_in_force


def test_a_list_that_the_policy_requires_and_is_missing_screens_nothing(listed: Service) -> None:
    activate(listed, "[lists]\nrequired = ['un_sc']")
    screened(listed, a_record("S1"))
    assert view_of(listed, "S1").reasons[0].text == "required list un_sc is not in force"


def test_a_process_that_did_not_activate_it_screens_with_it(listed: Service) -> None:
    screened(listed, a_record("S1"))
    other = Service(listed.settings)
    activate(other, INFORMS)
    screened(listed, a_record("S2", LISTED))
    assert view_of(listed, "S2").outcome == "CLEAR"
    other.close()


def test_who_asks_for_a_policy_is_not_its_second_person(listed: Service) -> None:
    text, at = "[levels]\nreview = 0.3", datetime.now(UTC)
    trail, settings = listed.ledger.trail, listed.settings
    asked = propose(trail, settings, rules(text), by=ANNA, reason="four eyes", at=at)
    assert asked.awaits
    assert versions(trail)[0].is_in_force
    with pytest.raises(CommandError, match="the second person must be another one"):
        confirm(trail, settings, asked.version, by=Person(name=" anna", account="x"), at=at)
    confirm(trail, settings, asked.version, by=BEN, at=at)
    done = versions(trail)[1].activations[0]
    assert (done.by, done.data["asked_by"], done.data["reason"]) == ("Ben", "Anna", "four eyes")


def test_of_two_activations_at_once_one_wins(listed: Service) -> None:
    trail = listed.ledger.trail
    ref = ref_after(trail.newest_act(ActKind.POLICY_ACTIVATED))
    won = []
    for each in (rules(INFORMS), rules(OFF)):
        data = {"policy": id_of(each), "reason": "both at once"}
        act = Act(
            kind=ActKind.POLICY_ACTIVATED, ref=ref, data=data, by="A", account="a",
            at=datetime.now(UTC),
        )  # fmt: skip
        won.append(trail.decide_policy(act, canonical(each)))
    assert won == [True, False]
    assert listed.policies.in_force() == rules(INFORMS)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"threshold": 0.9}, "CUSTOMHOUSE_THRESHOLD"),
        ({"strong": 0.9}, "CUSTOMHOUSE_STRONG"),
        ({"required_lists": ("un_sc",)}, "CUSTOMHOUSE_REQUIRED_LISTS"),
    ],
)
def test_a_setting_that_says_another_thing_is_refused(
    listed: Service, said: dict[str, Any], name: str
) -> None:
    fields = listed.settings.model_dump(exclude_unset=True) | said
    settings = Settings(**fields)
    with pytest.raises(PolicyError, match=f"{name}: says .*unset it"):
        propose(
            listed.ledger.trail, settings, rules(INFORMS), by=ANNA, reason="r",
            at=datetime.now(UTC),
        )  # fmt: skip
    assert len(versions(listed.ledger.trail)) == 1


def test_settings_seed_the_first_policy(settings: Settings, tmp_path: Path) -> None:
    fields = settings.model_dump(exclude_unset=True)
    service = Service(Settings(**fields, threshold=0.3, required_lists=("own:test",)))
    service.settling().run()
    first = service.policies.in_force()
    assert (first.levels.review, first.lists.required) == (0.3, ("own:test",))
    later = Service(settings)
    assert later.policies.in_force() == first
    service.close()
    later.close()


def test_the_trail_is_whole_after_all_of_it(listed: Service) -> None:
    screened(listed, a_record("S1", LISTED), a_record("S2"))
    activate(listed, INFORMS)
    listed.auditing.run()
    listed.auditing.run()
    found = listed.ledger.trail.examine()
    assert (found.problems, found.unsealed) == ([], 0)


def test_an_activation_is_told_once_and_the_head_once_an_hour(listed: Service) -> None:
    activate(listed, INFORMS)
    for _ in range(3):
        listed.auditing.run()
    listed.relay().run()
    assert alert_types(listed).count("policy.activated") == 1
    assert 1 <= alert_types(listed).count("audit.sealed") <= 2
    (told,) = [each for each in alerts(listed) if "policy" in each["type"]]
    assert (told["data"]["by"], told["data"]["reason"]) == ("Ben", "a test")


def test_a_policy_that_cannot_be_read_here_screens_nothing_and_condemns_no_record(
    listed: Service,
) -> None:
    activate(listed, INFORMS)
    with listed.ledger._writing() as connection:
        change = update(policy).where(policy.c.policy_no == 2)
        connection.execute(change.values(content=b'{"later": true}'))
    other = Service(listed.settings)
    with pytest.raises(UnavailableError, match="newer version"):
        other.policies.in_force()
    put(other, a_record("S1"))
    other.drain().run(Lane.BULK)
    assert view_of(other, "S1").reasons[0].code == "basis_of_others"
    assert "policy 2 was altered" in other.ledger.trail.examine().problems
    other.close()
