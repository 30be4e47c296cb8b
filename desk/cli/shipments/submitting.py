"""`customhouse submit`: files of shipments onto a lane."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, BinaryIO, Final, cast

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from customhouse.client import Client
from customhouse.keys import Lane
from desk.cli.located import located
from desk.cli.printing import notices, print_line, print_table
from desk.errors import CommandError
from desk.service.opening import open_service
from desk.service.place import Place
from desk.shipments.awaiting import await_recorded
from desk.shipments.records import Form, Read, guess_form, read_records
from desk.shipments.submitting import Submission, submit_reads

_HEAD: Final = 4096
_SHOW_EVERY: Final = 200


@located
def submit(  # noqa: PLR0917  typer passes options by name
    place: Place,
    file: Annotated[str, typer.Argument(help="NDJSON, JSON or CSV; - reads standard input.")],
    lane: Annotated[Lane, typer.Option(help="express goes before bulk.")] = Lane.BULK,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.AUTO,
    source: Annotated[str | None, typer.Option(help="Source of CSV rows that name none.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until all are recorded.")] = False,
    timeout: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for room, and for --wait.")
    ] = 300.0,
) -> None:
    """Submit shipments; what cannot be screened is refused here, line by line.

    CSV columns: shipment_id, source, revision, role, name, country, kind, address,
    identifier_scheme, identifier_value, vessel_name, vessel_imo. One row a party; the rows of
    one shipment stand together.
    """
    with open_service(place) as service, ExitStack() as stack:
        settings = place.settings
        url, bound = settings.redis_url, settings.intake_bound
        client = stack.enter_context(Client(url, prefix=settings.prefix, bound=bound))
        stream = stack.enter_context(_open(file))
        reads = read_records(stream, _form(form, file, stream), source)
        watched = _watched(reads, stream, file)
        done = submit_reads(client, watched, lane=lane, timeout_s=timeout, keep=wait)
        print_line(f"{done.accepted} accepted on {lane}, {done.refused} refused")
        if done.refused:
            _say_refused(done)
        left = _say_fates(await_recorded(service, client, lane, done.kept, timeout)) if wait else 0
    if done.refused or left:
        raise typer.Exit(1)


def _open(file: str) -> BinaryIO:
    if file == "-":
        return cast("BinaryIO", sys.stdin.buffer)
    path = Path(file)
    if not path.is_file():
        raise CommandError(f"{file}: no such file")
    return path.open("rb")


def _form(form: Form, file: str, stream: BinaryIO) -> Form:
    if form is not Form.AUTO:
        return form
    peek = getattr(stream, "peek", None)
    return guess_form(file, peek(_HEAD) if peek else b"{")


def _watched(reads: Iterable[Read], stream: BinaryIO, file: str) -> Iterator[Read]:
    """Yield the reads, with a progress bar by bytes on standard error while they go."""
    size = None if file == "-" else Path(file).stat().st_size
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), console=notices(), transient=True) as progress:
        task = progress.add_task("submitting", total=size)
        for number, read in enumerate(reads):
            if number % _SHOW_EVERY == 0 and size is not None:
                progress.update(task, completed=stream.tell())
            yield read


def _say_refused(done: Submission) -> None:
    rows = [(line, error.field or "record", error.reason) for line, error in done.shown]
    print_table("refused", ("line", "field", "reason"), rows)
    if done.refused > len(rows):
        print_line(f"and {done.refused - len(rows)} more")


def _say_fates(fates: Counter[str]) -> int:
    left = fates.pop("not yet recorded", 0)
    print_table("fates", ("fate", "records"), sorted(fates.items()))
    if left:
        print_line(f"{left} not yet recorded; they are accepted and go on by themselves")
    return left
