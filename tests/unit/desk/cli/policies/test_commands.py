"""`customhouse policy`: looked at, checked, brought into force."""

import json
from pathlib import Path

import pytest
from desk_runs import Run
from records import a_record, put

from customhouse.keys import Lane
from desk.policies.toml import to_toml
from ledger.migrations import migrate
from screening.policy import Policy
from worker.policies.content import content_of
from worker.policies.reading import policy_of
from worker.policies.rules import Rules
from worker.service import Service

EXAMPLE = Path(__file__).parents[5] / "examples" / "policy.toml"
STRICT = "[levels]\nreview = 0.2\nstrong = 0.5\n"


@pytest.fixture
def ledger(data: Path) -> None:
    migrate(f"sqlite:///{data / 'ledger.sqlite'}")


def a_policy(folder: Path, text: str = STRICT) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def bring_into_force(run: Run, path: Path, reason: str = "r") -> None:
    """Let Anna ask for a policy, and Ben agree."""
    asked = run("policy", "activate", path, "--reason", reason, "--by", "Anna", "--json")
    version = json.loads(asked.stdout)["version"]
    done = run("policy", "confirm", version, "--by", "Ben")
    assert done.exit_code == 0, done.output


def test_the_example_is_a_policy() -> None:
    rules = policy_of(EXAMPLE.read_bytes(), EXAMPLE.name)
    assert rules.clearances.longest_days == 365
    assert "freeze" in rules.clearances.four_eyes.measures


def test_a_policy_written_as_toml_is_read_back() -> None:
    for rules in (Rules(), policy_of(EXAMPLE.read_bytes(), "example")):
        assert policy_of(to_toml(content_of(rules)).encode(), "p") == rules


def test_without_a_ledger_the_settings_are_the_policy(run: Run) -> None:
    assert "policy of the settings" in run("policy", "show").stdout


@pytest.mark.usefixtures("ledger")
def test_a_policy_is_checked_against_the_one_in_force(run: Run, tmp_path: Path) -> None:
    found = run("policy", "check", a_policy(tmp_path))
    assert "levels.review: 0.0025 → 0.2" in found.stdout
    assert json.loads(run("policy", "show", "--json").stdout)["versions"] == []


@pytest.mark.usefixtures("ledger")
def test_a_policy_is_activated_with_who_and_why(run: Run, tmp_path: Path) -> None:
    bring_into_force(run, a_policy(tmp_path), "too many")
    first, second = json.loads(run("policy", "show", "--json").stdout)["versions"]
    assert (first["policy"], first["in_force"]) == (Policy().id, False)
    (act,) = second["activations"]
    assert (second["in_force"], act["by"], act["reason"]) == (True, "Ben", "too many")
    assert act["account"]
    assert "by Ben" in run("policy", "show").stdout
    assert run("policy", "show", "--toml").stdout == STRICT
    assert run("policy", "show", 1, "--toml").stdout == "[levels]\nreview = 0.0025\nstrong = 0.5\n"


@pytest.mark.usefixtures("ledger")
def test_the_policy_in_force_is_not_activated_again(run: Run, tmp_path: Path) -> None:
    found = run("policy", "activate", a_policy(tmp_path, ""), "--reason", "again")
    assert "is in force already" in str(found.exception)


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[levels]\nreview = 1.2", "1.2 is not between 0 and 1"),
        ("[levels]\nreveiw = 0.2", "did you mean review?"),
        ("[measures.freze]", "did you mean freeze?"),
        ("[lists]\nrequired = ['un_cs']", "did you mean un_sc?"),
    ],
)
def test_a_bad_policy_is_refused_and_changes_nothing(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    found = run("policy", "activate", a_policy(tmp_path, text), "--reason", "r")
    assert said in str(found.exception)
    assert json.loads(run("policy", "show", "--json").stdout)["versions"] == []


@pytest.mark.usefixtures("ledger")
def test_whoever_gives_no_reason_is_asked_for_one(run: Run, tmp_path: Path) -> None:
    assert run("policy", "activate", a_policy(tmp_path), "--reason", " ").exit_code == 2


@pytest.mark.usefixtures("ledger")
def test_a_second_person_confirms(run: Run, tmp_path: Path) -> None:
    path = a_policy(tmp_path, "[levels]\nreview = 0.3")
    asked = run("policy", "activate", path, "--reason", "four eyes", "--by", "Anna", "--json")
    assert json.loads(asked.stdout)["awaits"]
    assert "awaits a second person; asked for by Anna" in run("policy", "show").stdout
    assert "another one" in str(run("policy", "confirm", 2, "--by", "anna").exception)
    assert run("policy", "confirm", 2, "--by", "Ben").exit_code == 0
    assert "by Ben" in run("policy", "show").stdout
    assert "awaits no second person" in str(run("policy", "confirm", 2, "--by", "Cleo").exception)


@pytest.mark.usefixtures("ledger")
def test_a_setting_that_differs_is_refused_where_a_policy_is_activated(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMHOUSE_THRESHOLD", "0.5")
    found = run("policy", "activate", a_policy(tmp_path), "--reason", "r")
    assert "CUSTOMHOUSE_THRESHOLD: says 0.5" in str(found.exception)


def test_a_name_is_matched_with_the_lists_and_the_levels_of_a_day(
    run: Run, own_list: Path, tmp_path: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    then = json.loads(run("match", "Grey Heron Trading", "--json").stdout)
    path = tmp_path / "later.ndjson"
    path.write_text('{"id": "9", "names": [{"text": "Someone Else"}]}\n', encoding="utf-8")
    run("lists", "load", "own:test", path, "--force", "--reason", "a test", "--second", "Ben")
    bring_into_force(run, a_policy(tmp_path, "[levels]\nreview = 0.4"))
    assert not json.loads(run("match", "Grey Heron Trading", "--json").stdout)["hits"]
    again = json.loads(run("match", "Grey Heron Trading", "--json", "--as-of", then["at"]).stdout)
    assert (again["hits"], again["threshold"]) == (then["hits"], then["threshold"])
    assert again["snapshot"] == then["snapshot"]


@pytest.mark.parametrize(
    ("day", "said"), [("yesterday", "write a date"), ("2999-01-01", "still to come")]
)
def test_a_day_that_is_none_is_a_usage_error(run: Run, own_list: Path, day: str, said: str) -> None:
    run("lists", "load", "own:test", own_list)
    found = run("match", "Anyone", "--as-of", day)
    assert found.exit_code == 2
    assert said in found.output


def test_a_preview_says_what_activation_then_tells(
    run: Run, service: Service, own_list: Path, tmp_path: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    put(service, a_record("S1", "Grey Heron Trading"), a_record("S2"))
    service.drain().run(Lane.BULK)
    service.rescreening.run(10)
    informs = "[lists.regimes.'own:test']\neffect = 'inform'\nreason = 'a test'"
    path = a_policy(tmp_path, informs)
    before = service.ledger.counts()
    told = json.loads(run("policy", "preview", path, "--json").stdout)["told"]
    assert told == {"cleared": 1}
    assert service.ledger.counts() == before
    bring_into_force(run, path)
    service.rescreening.run(10)
    (current,) = service.ledger.status("S1")
    assert current.outcome == "CLEAR"
    assert json.loads(run("policy", "preview", a_policy(tmp_path, ""), "--json").stdout)[
        "told"
    ] == {"flagged": 1}


def test_a_preview_says_that_nothing_would_be_screened(
    run: Run, service: Service, own_list: Path, tmp_path: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    path = a_policy(tmp_path, "[lists]\nrequired = ['un_sc']")
    assert "required list un_sc is not in force" in str(run("policy", "preview", path).exception)
