"""`customhouse up`: the embedded service in the foreground."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from desk.cli.printing import print_line, print_warning
from desk.service.declared import list_warnings, refuse_unknown_lists
from desk.service.embedded import Embedded
from desk.service.place import check_addresses, masked
from worker.logs import configure_logs
from worker.settings import Settings

log = structlog.get_logger()


def up(
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
            _say_ready(service)
            for name in service.run_forever():
                log.warning("process.restarted", process=name)
    except KeyboardInterrupt:
        print_line("stopped")


def _say_ready(service: Embedded) -> None:
    settings = service.settings
    folder = settings.data_dir
    print_line(f"ready  queue {masked(settings.redis_url)}  data {folder}", "bold green")
    print_line(f"       submit with: customhouse submit FILE --data {folder}    stop with Ctrl-C")
    for warning in list_warnings(settings):
        print_warning(warning)
