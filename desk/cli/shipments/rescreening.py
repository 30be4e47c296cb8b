"""`customhouse rescreen`: again what was screened before, as far as something changed."""

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
from desk.shipments.rescreening import begin_run, progress_of, told_of, work_on_run
from ledger.ledger import Ledger
from ledger.runs import Scope, Stage

_POLL_S: Final = 0.5
_DOING: Final = {
    Stage.MATCHING: "parties matched with what changed",
    Stage.QUEUEING: "shipments are put in a row",
    Stage.JUDGING: "shipments judged again",
}


@located
def rescreen(  # noqa: PLR0917  typer passes options by name
    place: Place,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Also what arrived on or after this day."),
    ] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Also all that ever arrived.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Judge every shipment, whatever changed.")
    ] = False,
    here: Annotated[bool, typer.Option("--here", help="Do it in this process.")] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to follow it.")] = 3600.0,
    as_json: JsonOption = False,
) -> None:
    """Screen again what a change of lists or policy can alter, and follow the progress."""
    if is_all and since is not None:
        raise CommandError("--all and --since say two things; give one of them")
    scope = Scope.ALL if is_all else Scope.OPEN if since is None else Scope.SINCE
    day = None if since is None else since.replace(tzinfo=UTC)
    with open_whole(place) as service:
        number = begin_run(service.ledger, datetime.now(UTC), scope=scope, since=day, is_full=full)
        step = (lambda: work_on_run(service)) if here else (lambda: time.sleep(_POLL_S))
        is_done = _follow(service.ledger, number, time.monotonic() + timeout, step)
        run = service.ledger.runs.run(number)
    if not is_done:
        raise CommandError(f"not finished after {timeout:g} s; it goes on while workers run")
    told = told_of(run)
    said = (
        f"run {number}: {run.parties:,} parties looked at, {run.hits:,} hits judged again,"
        f" {run.screened:,} shipments judged again, {run.changed:,} changed, {told['seconds']:g} s"
    )
    tell(said, {**told, "done": True}, as_json=as_json)


def _follow(ledger: Ledger, number: int, deadline: float, step: Callable[[], None]) -> bool:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=notices(), transient=True) as progress:
        task = progress.add_task("", total=None)
        while (found := progress_of(ledger, number)) is not None:
            if time.monotonic() >= deadline:
                return False
            progress.update(
                task, description=_DOING[found.stage], completed=found.done, total=found.total
            )
            step()
    return True
