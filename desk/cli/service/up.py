"""`customhouse up`: the embedded service in the foreground."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from desk.cli.printing import JsonOption, print_json, print_line, print_warning
from desk.policies.in_force import rules_in_force
from desk.service.declared import list_warnings, refuse_unknown_lists
from desk.service.embedded import Embedded
from desk.service.place import Place, check_addresses, masked
from worker.logs import configure_logs
from worker.settings import Settings

log = structlog.get_logger()


def up(  # noqa: PLR0917  typer passes options by name
    data: Annotated[
        Path | None,
        typer.Option(
            help="Folder for lists, ledger and the embedded server.", envvar="CUSTOMHOUSE_DATA_DIR"
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Worker processes for the bulk lane; express has its own.")
    ] = 1,
    port: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65535,
            help="Port of the embedded server; it is remembered. Default: 8601, or the next free.",
        ),
    ] = None,
    redis: Annotated[
        str | None, typer.Option(help="Use this Redis or Valkey instead of an embedded one.")
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="Use this PostgreSQL instead of SQLite in the data folder.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Run the service here: queue, workers, beat and ledger; Ctrl-C stops it cleanly.

    While it runs, every other command finds it by the same --data folder.
    """
    chosen = {"data_dir": data, "redis_url": redis, "database_url": database}
    given: dict[str, Any] = {k: value for k, value in chosen.items() if value is not None}
    settings = Settings(**given)
    check_addresses(settings)
    refuse_unknown_lists(settings)
    own_redis = redis is None and "CUSTOMHOUSE_REDIS_URL" not in os.environ
    if port is not None and not own_redis:
        raise typer.BadParameter("--port is the embedded server's; leave it out with --redis")
    configure_logs(as_json=settings.log_json)
    service = Embedded(settings, own_redis=own_redis, workers=workers, port=port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell ignores Ctrl-C for what it starts in the background; kill -INT is meant all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with service.running():
            _say_ready(service, as_json=as_json)
            for name in service.run_forever():
                log.warning("process.restarted", process=name)
    except KeyboardInterrupt:
        print_line("stopped")


def _required(settings: Settings) -> tuple[str, ...]:
    return rules_in_force(Place(settings=settings, has_queue=True)).lists.required


def _say_ready(service: Embedded, *, as_json: bool) -> None:
    settings = service.settings
    folder, warnings = settings.data_dir, list_warnings(settings, _required(settings))
    if as_json:
        where = {"redis_url": masked(settings.redis_url), "data": str(folder)}
        print_json({"ready": True, **where, "warnings": warnings})
        return
    print_line(f"ready  queue {masked(settings.redis_url)}  data {folder}", "bold green")
    print_line(f"       submit with: customhouse submit FILE --data {folder}    stop with Ctrl-C")
    for warning in warnings:
        print_warning(warning)
