"""`customhouse demo`: the whole way once, on an embedded service, with example shipments."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from customhouse.alert import Alert, Fate, ShipmentView
from customhouse.client import Client
from customhouse.keys import RECORD_FIELD, Keys, Lane
from desk.embedded import Embedded
from desk.printing import event_words
from lists.errors import ListError
from lists.fetch.download import download
from lists.fetch.fetching import Fetcher, publishers
from lists.registry import source_of
from lists.store.list_store import ListStore
from screening.errors import UnavailableError
from worker.logs import configure_logs
from worker.service import Service, utc_now
from worker.settings import Settings

_EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
_SOURCE: Final = "us_ofac_sdn"
_DEADLINE_S: Final = 50.0
# A demo must not wait for a network that is not there.
_DOWNLOAD_S: Final = 8.0


def demo(
    offline: Annotated[
        bool, typer.Option("--offline", help="Use the excerpt that ships; try no download.")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option(help="Keep the data in this folder, to look at afterwards.")
    ] = None,
) -> None:
    """Screen example shipments from end to end and show the alerts as they happen."""
    console = Console()
    data = keep or Path(tempfile.mkdtemp(prefix="customhouse-demo-"))
    started = time.monotonic()
    try:
        settings = Settings(data_dir=data)
        settings.lists_dir.mkdir(parents=True, exist_ok=True)
        _load_lists(ListStore(settings.lists_dir), data, console, offline=offline)
        with (data / "service.log").open("ab") as log, (data / "demo.log").open("a") as own_log:
            configure_logs(as_json=True, stream=own_log)
            service = Embedded(settings, own_redis=True, workers=1, log=log)
            with service.running():
                console.print(f"service ready after {time.monotonic() - started:.1f} s\n")
                _run(service.settings, console)
        console.print("everything it started is stopped")
    finally:
        if keep is None:
            shutil.rmtree(data, ignore_errors=True)


def _load_lists(store: ListStore, data: Path, console: Console, *, offline: bool) -> None:
    said = "the publisher's own files, downloaded now"
    if offline or not _load_published(store, data, console):
        said = "the excerpt that ships with the project"
        store.load(
            _SOURCE, _EXAMPLES / "lists" / "ofac_excerpt", at=utc_now(), allow_incomplete=True
        )
    newer = _EXAMPLES / "lists" / "newer.ndjson"
    snapshot = store.load("own:newer", newer, at=utc_now())
    console.print(f"list [bold]{_SOURCE}[/]: {said}")
    console.print("list [bold]own:newer[/]: newer designations by name, shipped as an own list")
    for state in snapshot.lists:
        console.print(f"  {state.source}: {state.entries:,} entries, {state.names:,} names")


def _load_published(store: ListStore, data: Path, console: Console) -> bool:
    try:
        folder = data / "download"
        with publishers(timeout_s=_DOWNLOAD_S) as client:
            download(source_of(_SOURCE), folder, Fetcher(client, attempts=1))
        store.load(_SOURCE, folder, at=utc_now(), downloaded=True)
    except ListError as exc:
        console.print(f"no download: {exc}", style="dim", markup=False, soft_wrap=True)
        return False
    return True


def _run(settings: Settings, console: Console) -> None:
    records = (_EXAMPLES / "shipments.ndjson").read_bytes().splitlines()
    started = time.monotonic()
    with Client(settings.redis_url) as client:
        for raw in records:
            # As any upstream in any language does it: one XADD.
            client.redis.xadd(Keys().intake(Lane.BULK), {RECORD_FIELD: raw})
        console.print(f"submitted {len(records)} records; alerts as they happen:\n")
        service = Service(settings)
        try:
            for alert in _alerts_until_done(client, service, len(records)):
                _show(alert, console)
            fates = service.ledger.fates()
        finally:
            service.close()
    _summarise(fates, time.monotonic() - started, console)
    if sum(fates.values()) != len(records):
        raise UnavailableError("demo", f"only {sum(fates.values())} of {len(records)} came through")


def _alerts_until_done(client: Client, service: Service, expected: int) -> Iterator[Alert]:
    deadline = time.monotonic() + _DEADLINE_S
    after = "0"
    while time.monotonic() < deadline:
        done = sum(service.ledger.fates().values()) >= expected
        answer: Any = client.redis.xread({client.keys.alerts: after}, block=200)
        for _, entries in answer.items() if isinstance(answer, dict) else answer or []:
            for entry, fields in entries:
                after = entry.decode()
                yield Alert.model_validate_json(fields[b"event"])
        if done and not answer and not client.redis.xlen(client.keys.intake(Lane.BULK)):
            return


def _show(alert: Alert, console: Console) -> None:
    kind = alert.type.removeprefix("customhouse.").removesuffix(".v1")
    if not isinstance(alert.data, ShipmentView):
        said = f"{alert.subject or ''} {event_words(alert.data)}".strip()
        console.print(f"[bold yellow]{kind}[/] {said}", soft_wrap=True)
        return
    console.print(f"[bold red]{kind}[/] [bold]{alert.subject}[/]")
    for hit in alert.data.hits:
        role = hit.subject.role or hit.subject.kind
        listing = f"{hit.listing_name} ({hit.listing_id})"
        console.print(f"  {role}: {hit.subject.name} → {listing}  score [bold]{hit.score:.2f}[/]")
        console.print(f"  [dim]{hit.reason}[/]", soft_wrap=True)
    console.print()


def _summarise(fates: dict[Fate, int], seconds: float, console: Console) -> None:
    table = Table(title="What became of every record", title_justify="left")
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
