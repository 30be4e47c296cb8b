"""`customhouse submit`: files of shipments onto a lane."""

import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event
from typing import Annotated, Any, Final

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from customhouse.client import Client
from customhouse.keys import Lane
from desk.cli.located import located
from desk.cli.printing import notices, print_json, print_line, print_table
from desk.service.opening import open_ledger, open_service
from desk.service.place import Place
from desk.shipments.awaiting import (
    NOT_YET,
    FatesOf,
    await_recorded,
    fates_by_ledger,
    fates_by_results,
)
from desk.shipments.files.form import Form
from desk.shipments.files.read import Read
from desk.shipments.files.reading import ShipmentFile, open_shipments
from desk.shipments.submitting import REFUSED, Submitted, submit_reads

_SHOWN: Final = 50
_SHOW_EVERY: Final = 200


@located
def submit(  # noqa: PLR0917  typer passes options by name
    place: Place,
    file: Annotated[
        str, typer.Argument(help="NDJSON, JSON, CSV or xlsx, gzipped or not; - reads stdin.")
    ],
    lane: Annotated[Lane, typer.Option(help="express goes before bulk.")] = Lane.BULK,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.AUTO,
    source: Annotated[str | None, typer.Option(help="Source of rows that name none.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until all are recorded.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a record.")] = False,
    timeout: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for room, and for --wait.")
    ] = 300.0,
) -> None:
    """Submit shipments; what cannot be screened is refused here, line by line.

    Columns of CSV and xlsx: shipment_id, source, revision, role, name, country, kind, address,
    identifier_scheme, identifier_value, vessel_name, vessel_imo. One row a party; the rows of
    one shipment stand together.
    """
    told = _Told(as_json=as_json)
    with open_service(place) as service, ExitStack() as stack:
        settings = place.settings
        url, bound = settings.redis_url, settings.intake_bound
        client = stack.enter_context(Client(url, prefix=settings.prefix, bound=bound))
        opened = stack.enter_context(open_shipments(file, form))
        reads = _watched(opened, source)
        waiting, is_stopped = _submit(client, reads, told, lane=lane, timeout_s=timeout, wait=wait)
        _say_accepted(told, lane, is_stopped=is_stopped)
        if waiting and not is_stopped:
            fates_of = stack.enter_context(_fates(place, client, lane))
            found = await_recorded(service, lane, waiting, fates_of, timeout)
            _tell_fates(found, told)
    if told.refused or told.fates[NOT_YET] or is_stopped:
        raise typer.Exit(1)


def _submit(
    client: Client,
    reads: Iterable[Read],
    told: "_Told",
    *,
    lane: Lane,
    timeout_s: float,
    wait: bool,
) -> tuple[list[Submitted], bool]:
    """Submit what is read; return what is to be waited for, and whether somebody stopped it."""
    waiting: list[Submitted] = []
    with _stoppable() as stopped:
        try:
            watched = _until(reads, stopped)
            for each in submit_reads(client, watched, lane=lane, timeout_s=timeout_s):
                told.count(each)
                if wait and each.accepted is not None:
                    waiting.append(each)
                else:
                    told.tell(each)
        except KeyboardInterrupt:
            # The second one, which asks for no more order: a chunk may be written and not told.
            told.is_least = True
        return waiting, stopped.is_set()


class _Told:
    """What was told of records: each as JSON, or sums and the first that were refused."""

    def __init__(self, *, as_json: bool) -> None:
        self.accepted = self.refused = 0
        self.fates: Counter[str] = Counter()
        self.as_json = as_json
        self.is_least = False
        self._shown: list[Submitted] = []

    def count(self, each: Submitted) -> None:
        """Note whether a record was accepted."""
        self.accepted += each.fate != REFUSED
        self.refused += each.fate == REFUSED

    def tell(self, each: Submitted) -> None:
        """Tell what became of a record, or keep it to be told."""
        if self.as_json:
            print_json(_as_data(each))
        elif each.fate == REFUSED and len(self._shown) < _SHOWN:
            self._shown.append(each)

    def show_refused(self) -> None:
        """Print the first records that were refused."""
        if self.as_json or not self.refused:
            return
        rows = [
            (each.line, each.shipment_id or "", each.field or "record", each.reason)
            for each in self._shown
        ]
        print_table("refused", ("line", "shipment", "field", "reason"), rows)
        if self.refused > len(rows):
            print_line(f"and {self.refused - len(rows)} more")


def _say_accepted(told: _Told, lane: Lane, *, is_stopped: bool) -> None:
    least = "at least " if told.is_least else ""
    said = f"{least}{told.accepted} accepted on {lane}, {told.refused} refused"
    if is_stopped:
        said = f"stopped: {said}; what is accepted is screened"
    if told.as_json:
        notices().print(said, markup=False)
    else:
        print_line(said)
    told.show_refused()


def _tell_fates(found: Iterable[Submitted], told: _Told) -> None:
    for each in found:
        told.fates[each.fate] += 1
        told.tell(each)
    if told.as_json:
        return
    left = told.fates[NOT_YET]
    rows = sorted((fate, count) for fate, count in told.fates.items() if fate != NOT_YET)
    print_table("fates", ("fate", "records"), rows)
    if left:
        print_line(f"{left} not yet recorded; they are accepted and go on by themselves")


@contextmanager
def _fates(place: Place, client: Client, lane: Lane) -> Iterator[FatesOf]:
    if not place.has_ledger:
        yield fates_by_results(client)
        return
    with open_ledger(place) as ledger:
        yield fates_by_ledger(ledger, lane)


def _as_data(each: Submitted) -> dict[str, Any]:
    accepted = each.accepted
    said = {
        "line": each.line,
        "shipment_id": each.shipment_id,
        "source": None if accepted is None else accepted.source,
        "revision": None if accepted is None else accepted.revision,
        "entry": None if accepted is None else accepted.entry,
        "fate": each.fate,
        "field": each.field or None,
        "reason": each.reason or None,
    }
    return {name: value for name, value in said.items() if value is not None}


@contextmanager
def _stoppable() -> Iterator[Event]:
    """Let Ctrl-C end the reading, so that all that was written is told; the second ends at once."""
    stopped = Event()

    def stop(*_: object) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _until(reads: Iterable[Read], stopped: Event) -> Iterator[Read]:
    for read in reads:
        if stopped.is_set():
            return
        yield read


def _watched(opened: ShipmentFile, source: str | None) -> Iterator[Read]:
    """Yield the reads, with a progress bar by bytes on standard error while they go."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=notices(),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        task = progress.add_task("submitting", total=opened.size)
        for number, read in enumerate(opened.reads(source)):
            if number % _SHOW_EVERY == 0 and opened.size is not None:
                progress.update(task, completed=opened.raw.tell())
            yield read
