from pathlib import Path

from desk_runs import Run

from desk.service.opening import open_ledger
from desk.service.place import find_place


def test_migrating_makes_a_ledger_and_may_be_done_again(run: Run, data: Path) -> None:
    assert run("migrate").exit_code == 0
    assert run("migrate").exit_code == 0
    with open_ledger(find_place(data=data)) as ledger:
        assert ledger.active_basis() is None
