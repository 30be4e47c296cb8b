"""Every open shipment again, on the basis in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desk.errors import CommandError
from ledger.ledger import Ledger
from ledger.rows import Scope
from worker.service import Service

_SLICE_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """How far a run has come: shipments done, and all that it had before it."""

    done: int
    total: int


def begin_run(ledger: Ledger, at: datetime) -> int:
    """Begin a run over what is open and return its number.

    Raises:
        CommandError: no basis is active.
    """
    basis = ledger.active_basis()
    if basis is None:
        raise CommandError("no basis is active; load a list first: customhouse lists load")
    return ledger.begin_run(basis.number, Scope.OPEN, at)


def progress_of(ledger: Ledger, number: int, at: datetime) -> RunProgress | None:
    """Return how far a run has come; None: it is done."""
    run = ledger.unfinished_run()
    if run is None or run.run_no > number:
        return None
    return RunProgress(done=run.screened, total=run.screened + ledger.open_count(run, at))


def work_on_run(service: Service) -> None:
    """Screen for about a second in this process.

    Raises:
        CommandError: nothing can be screened now.
    """
    if service.rescreening.run(_SLICE_S) == 0 and service.ledger.unfinished_run() is not None:
        unready = service.screener.standing(service.ledger.active_basis()).unready
        why = "another process holds it" if unready is None else unready.text
        raise CommandError(f"nothing can be screened now: {why}; see: customhouse doctor")
