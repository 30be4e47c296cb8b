"""`customhouse demo`: the whole way once, on an embedded service, with example shipments."""

import shutil
import tempfile
import time
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from customhouse.alert import Alert
from customhouse.client import Client
from customhouse.verdict import Fate, ShipmentView
from desk.cli.hits import by_entity, print_hits
from desk.cli.printing import JsonOption, print_json, print_line
from desk.cli.telling import event_words, subject_words
from desk.service.demonstration import (
    OWN,
    PUBLISHED,
    alerts_until_done,
    load_demo_lists,
    submit_examples,
)
from desk.service.embedded import Embedded
from lists.store.list_store import ListStore
from screening.errors import UnavailableError
from worker.chores.refreshing import NO_LISTS
from worker.logs import configure_logs
from worker.service import Service
from worker.settings import Settings


def demo(
    offline: Annotated[
        bool, typer.Option("--offline", help="Use the excerpt that ships; try no download.")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option(help="Keep the data in this folder, to look at afterwards.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Screen example shipments from end to end and show the alerts as they happen."""
    console = Console(quiet=as_json)
    data = keep or Path(tempfile.mkdtemp(prefix="customhouse-demo-"))
    started = time.monotonic()
    try:
        # Nothing of a service that the environment may tell of: this one is for itself alone.
        settings = Settings(
            data_dir=data, database_url="", prefix="", required_lists=(), refresh_lists=NO_LISTS
        )
        settings.lists_dir.mkdir(parents=True, exist_ok=True)
        _load_lists(ListStore(settings.lists_dir), data, console, offline=offline)
        with (data / "service.log").open("ab") as log, (data / "demo.log").open("a") as own_log:
            configure_logs(as_json=True, stream=own_log)
            service = Embedded(settings, own_redis=True, workers=1, log=log)
            with service.running():
                console.print(f"service ready after {time.monotonic() - started:.1f} s\n")
                _run(service.settings, console, as_json=as_json)
        console.print("everything it started is stopped")
    finally:
        if keep is None:
            shutil.rmtree(data, ignore_errors=True)


def _load_lists(store: ListStore, data: Path, console: Console, *, offline: bool) -> None:
    found = load_demo_lists(store, data, offline=offline)
    said = "the publisher's own files, downloaded now"
    if found.why_shipped is not None:
        said = "the excerpt that ships with the project"
    if found.why_shipped:
        said_why = f"no download: {found.why_shipped}"
        console.print(said_why, style="dim", markup=False, soft_wrap=True)
    console.print(f"list [bold]{PUBLISHED}[/]: {said}")
    console.print(f"list [bold]{OWN}[/]: newer designations by name, shipped as an own list")
    for state in found.lists:
        console.print(f"  {state.source}: {state.entries:,} entries, {state.names:,} names")


def _run(settings: Settings, console: Console, *, as_json: bool) -> None:
    started = time.monotonic()
    with Client(settings.redis_url) as client:
        submitted = submit_examples(client)
        console.print(f"submitted {submitted} records; alerts as they happen:\n")
        service = Service(settings)
        try:
            for alert in alerts_until_done(client, service, submitted):
                if not as_json:
                    _show(alert)
            fates = service.ledger.fates()
        finally:
            service.close()
    seconds = time.monotonic() - started
    if as_json:
        print_json({"received": submitted, "fates": fates, "seconds": round(seconds, 1)})
    _summarise(fates, seconds, console)
    if sum(fates.values()) != submitted:
        raise UnavailableError("demo", f"only {sum(fates.values())} of {submitted} came through")


def _show(alert: Alert) -> None:
    kind = alert.type.removeprefix("customhouse.").removesuffix(".v1")
    if not isinstance(alert.data, ShipmentView):
        print_line(f"{kind} {alert.subject or ''} {event_words(alert.data)}", "yellow")
        return
    print_line(f"{kind} {alert.subject}", "bold red")
    hits = alert.data.hits
    for group in by_entity(hits, (hit.subject.ref for hit in hits)):
        print_hits(subject_words(group[0].subject), group)
    print_line("")


def _summarise(fates: dict[Fate, int], seconds: float, console: Console) -> None:
    console.print("What became of every record", style="bold")
    table = Table()
    table.add_column("fate")
    table.add_column("records", justify="right")
    for fate in Fate:
        name = fate.value.upper() if fate in _OUTCOMES else fate.value
        table.add_row(name, str(fates.get(fate, 0)), style=_STYLES.get(fate))
    table.add_section()
    table.add_row("received", str(sum(fates.values())), style="bold")
    table.add_row("seconds", f"{seconds:.1f}")
    console.print(table)


_OUTCOMES: Final = (Fate.CLEAR, Fate.FLAGGED, Fate.UNSCREENED)
_STYLES: Final = {Fate.CLEAR: "green", Fate.FLAGGED: "bold red", Fate.DEAD: "yellow"}
