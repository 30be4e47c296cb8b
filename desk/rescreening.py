"""`customhouse rescreen`: every open shipment again, on the basis in force."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from desk.errors import CommandError
from desk.finding import Place, located
from desk.printing import notices, print_line
from ledger.ledger import Ledger
from ledger.rows import Run, Scope
from worker.service import Service

_POLL_S: Final = 0.5
_SLICE_S: Final = 1.0


@located
def rescreen(
    place: Place,
    here: Annotated[bool, typer.Option("--here", help="Do it in this process.")] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to follow it.")] = 3600.0,
) -> None:
    """Screen every open shipment again, on the basis in force, and follow the progress."""
    with place.whole() as service:
        basis = service.ledger.active_basis()
        if basis is None:
            raise CommandError("no basis is active; load a list first: customhouse lists load")
        number = service.ledger.begin_run(basis.number, Scope.OPEN, datetime.now(UTC))
        is_done = _follow(
            service.ledger, number, time.monotonic() + timeout, _worker(service) if here else _pause
        )
    if not is_done:
        raise CommandError(f"not finished after {timeout:g} s; it goes on while workers run")
    print_line("every open shipment is screened on the basis in force")


def _worker(service: Service) -> Callable[[], None]:
    def work() -> None:
        if service.rescreening.run(_SLICE_S) == 0 and service.ledger.unfinished_run() is not None:
            why = service.screener.why_unready() or "another process holds it"
            raise CommandError(f"nothing can be screened now: {why}; see: customhouse doctor")

    return work


def _pause() -> None:
    time.sleep(_POLL_S)


def _follow(ledger: Ledger, number: int, deadline: float, step: Callable[[], None]) -> bool:
    columns = (TextColumn("screening again"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=notices(), transient=True) as progress:
        task = progress.add_task("", total=None)
        while (run := ledger.unfinished_run()) is not None and run.run_no <= number:
            if time.monotonic() >= deadline:
                return False
            total = run.screened + _before_it(ledger, run)
            progress.update(task, completed=run.screened, total=total)
            step()
    return True


def _before_it(ledger: Ledger, run: Run) -> int:
    return ledger.open_count(run, datetime.now(UTC))
