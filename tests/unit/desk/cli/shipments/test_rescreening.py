from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_runs import Run
from records import a_record, put

from customhouse.keys import Lane
from customhouse.verdict import Outcome
from ledger.rows import VerdictRow
from worker.service import Service

LISTED = "Grey Heron Trading"


def test_a_run_here_is_followed_to_its_end(run: Run, service: Service, own_list: Path) -> None:
    run("lists", "load", "own:test", own_list)
    result = run("rescreen", "--here")
    assert result.exit_code == 0, result.exception
    assert service.ledger.runs.unfinished() is None
    assert "0 parties looked at, 0 hits judged again" in result.output


def test_a_run_that_nobody_works_on_is_not_awaited_for_ever(
    run: Run, service: Service, own_list: Path
) -> None:
    run("lists", "load", "own:test", own_list)
    assert "not finished after 0 s" in str(run("rescreen", "--timeout", 0).exception)


@pytest.fixture
def flagged(run: Run, service: Service, own_list: Path) -> str:
    """Return the name of who is flagged on shipment S1, on the lists in force."""
    run("lists", "load", "own:test", own_list)
    run("rescreen", "--here")
    put(service, a_record("S1", LISTED), a_record("S2"))
    service.drain().run(Lane.BULK)
    return LISTED


def test_what_is_in_force_is_what_screening_afresh_finds(run: Run, flagged: str) -> None:
    result = run("rescreen", "--full", "--verify")
    assert result.exit_code == 0, flagged
    assert "2 shipments screened afresh, 0 differ" in result.output


def test_a_difference_is_an_error(run: Run, service: Service, flagged: str) -> None:
    (current,) = service.ledger.status("S1")
    with service.ledger.batch(1) as book:
        row = VerdictRow(
            sequence=2, basis=1, outcome=Outcome.CLEAR, verdict=b"{}", at=datetime.now(UTC)
        )
        assert book.reverdict(current.shipment_no, row)
    result = run("rescreen", "--full", "--verify")
    assert result.exit_code == 1
    assert f"in force is CLEAR, afresh it is FLAGGED ({flagged}" in " ".join(result.output.split())


def test_a_preview_says_what_would_be_told(
    run: Run, service: Service, flagged: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    header = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"
    other.write_text(header + "1,organisation,Petrel Limited,,,,,\n")
    service.store.load("own:test", other, at=datetime.now(UTC), force=True, reason="a", by="b")
    result = run("rescreen", "--preview")
    assert "would appear: 0, change: 0, vanish: 1;" in " ".join(result.output.split())
    assert f"S1 {flagged}" in " ".join(result.output.split())


def test_a_list_to_come_is_previewed_and_does_not_come(
    run: Run, service: Service, flagged: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    header = "id,type,name,aliases,weak_aliases,identifiers,countries,programs\n"
    other.write_text(header + "1,organisation,Petrel Limited,,,,,\n")
    before = service.store.in_force()
    result = run("rescreen", "--preview", "--with", f"own:test={other}")
    assert "vanish: 1;" in " ".join(result.output.split()), flagged
    assert service.store.in_force() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--all", "--since", "2026-01-01"), "give one of them"),
        (("--verify",), "--full --verify"),
        (("--snapshot", "ab"), "goes with --preview"),
        (("--with", "own:a=b"), "goes with --preview"),
        (("--preview", "--with", "nothing"), "name a list and its file"),
        (("--preview", "--snapshot", "nothing"), "no snapshot begins with nothing"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    run: Run, flagged: str, options: tuple[str, ...], said: str
) -> None:
    assert said in str(run("rescreen", *options).exception), flagged


def test_without_a_basis_there_is_nothing_to_do(run: Run, service: Service) -> None:
    assert "no basis is active" in str(run("rescreen").exception)
