"""`customhouse rescreen`: every open shipment again, on the basis in force."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from desk.cli.located import located
from desk.cli.printing import JsonOption, notices, tell
from desk.errors import CommandError
from desk.service.opening import open_whole
from desk.service.place import Place
from desk.shipments.rescreening import begin_run, progress_of, work_on_run
from ledger.ledger import Ledger

_POLL_S: Final = 0.5


@located
def rescreen(
    place: Place,
    here: Annotated[bool, typer.Option("--here", help="Do it in this process.")] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to follow it.")] = 3600.0,
    as_json: JsonOption = False,
) -> None:
    """Screen every open shipment again, on the basis in force, and follow the progress."""
    with open_whole(place) as service:
        number = begin_run(service.ledger, datetime.now(UTC))
        step = (lambda: work_on_run(service)) if here else (lambda: time.sleep(_POLL_S))
        is_done = _follow(service.ledger, number, time.monotonic() + timeout, step)
    if not is_done:
        raise CommandError(f"not finished after {timeout:g} s; it goes on while workers run")
    said = "every open shipment is screened on the basis in force"
    tell(said, {"run": number, "done": True}, as_json=as_json)


def _follow(ledger: Ledger, number: int, deadline: float, step: Callable[[], None]) -> bool:
    columns = (TextColumn("screening again"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=notices(), transient=True) as progress:
        task = progress.add_task("", total=None)
        while (found := progress_of(ledger, number, datetime.now(UTC))) is not None:
            if time.monotonic() >= deadline:
                return False
            progress.update(task, completed=found.done, total=found.total)
            step()
    return True
