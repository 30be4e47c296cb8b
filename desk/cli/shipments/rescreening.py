"""`customhouse rescreen`: again what was screened before, as far as something changed."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from desk.cli.foreseen import print_preview
from desk.cli.located import located
from desk.cli.printing import JsonOption, notices, print_error, tell
from desk.errors import CommandError
from desk.service.opening import open_whole
from desk.service.place import Place
from desk.shipments.rescreening import (
    begin_run,
    differences,
    foresee,
    progress_of,
    staged,
    told_of,
    work_on_run,
)
from ledger.ledger import Ledger
from ledger.runs.rows import Scope, Stage
from worker.service import Service

_POLL_S: Final = 0.5
_DOING: Final = {
    Stage.MATCHING: "parties matched with what changed",
    Stage.QUEUEING: "shipments are put in a row",
    Stage.JUDGING: "shipments judged again",
}
_EVER: Final = datetime(1, 1, 2, tzinfo=UTC)


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
    verify: Annotated[
        bool,
        typer.Option("--verify", help="With --full: write nothing, say what should be otherwise."),
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Write nothing, say what would be told.")
    ] = False,
    snapshot: Annotated[
        str | None, typer.Option(help="With --preview: a snapshot that was in force once.")
    ] = None,
    including: Annotated[
        str | None,
        typer.Option("--with", metavar="LIST=FILE", help="With --preview: a list to come."),
    ] = None,
    here: Annotated[bool, typer.Option("--here", help="Do it in this process.")] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to follow it.")] = 3600.0,
    as_json: JsonOption = False,
) -> None:
    """Screen again what a change of lists or policy can alter, and follow the progress."""
    _refuse_contradictions(
        (is_all and since is not None, "--all and --since say two things; give one of them"),
        (verify and not full, "--verify looks at every shipment: rescreen --full --verify"),
        (snapshot is not None and not preview, "--snapshot goes with --preview"),
        (including is not None and not preview, "--with goes with --preview"),
        (None not in (snapshot, including), "--snapshot and --with say two things; give one"),
    )
    day = None if since is None else since.replace(tzinfo=UTC)
    with open_whole(place) as service:
        if preview:
            wanted = snapshot if including is None else staged(service, including, _now())
            print_preview(foresee(service, wanted, service.policies.in_force(), _now()), as_json)
        elif verify:
            _verify(service, _EVER if is_all else day or _now(), as_json)
        else:
            scope = Scope.ALL if is_all else Scope.OPEN if day is None else Scope.SINCE
            number = begin_run(service.ledger, _now(), scope=scope, since=day, is_full=full)
            step = (lambda: work_on_run(service)) if here else (lambda: time.sleep(_POLL_S))
            _finish(service.ledger, number, step, timeout, as_json=as_json)


def _now() -> datetime:
    return datetime.now(UTC)


def _refuse_contradictions(*found: tuple[bool, str]) -> None:
    for is_so, said in found:
        if is_so:
            raise CommandError(said)


def _finish(
    ledger: Ledger, number: int, step: Callable[[], None], timeout: float, *, as_json: bool
) -> None:
    if not _follow(ledger, number, time.monotonic() + timeout, step):
        raise CommandError(f"not finished after {timeout:g} s; it goes on while workers run")
    run = ledger.runs.run(number)
    told = told_of(run)
    said = (
        f"run {number}: {run.parties:,} parties looked at, {run.hits:,} hits judged again,"
        f" {run.screened:,} shipments judged again, {run.changed:,} changed, {told['seconds']:g} s"
    )
    tell(said, {**told, "done": True}, as_json=as_json)


def _follow(ledger: Ledger, number: int, deadline: float, step: Callable[[], None]) -> bool:
    with _bar() as progress:
        task = progress.add_task("", total=None)
        while (found := progress_of(ledger, number)) is not None:
            if time.monotonic() >= deadline:
                return False
            progress.update(
                task, description=_DOING[found.stage], completed=found.done, total=found.total
            )
            step()
    return True


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=notices(), transient=True)


def _verify(service: Service, since: datetime, as_json: bool) -> None:
    """Print every difference as an error; a program gets exit code 1 for any."""
    count, wrong = 0, 0
    with _bar() as progress:
        task = progress.add_task("shipments screened afresh", total=None)
        for found in differences(service, since):
            count += 1
            progress.update(task, completed=count)
            if found is not None:
                wrong += 1
                told = f"in force is {found.in_force}, afresh it is {found.afresh}"
                print_error(f"{found.key.shipment_id} ({found.key.source}): {told}")
    said = f"{count:,} shipments screened afresh, {wrong:,} differ from what is in force"
    tell(said, {"shipments": count, "differences": wrong}, as_json=as_json)
    if wrong:
        raise typer.Exit(1)
