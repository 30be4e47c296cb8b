"""`customhouse up`: the embedded service in the foreground."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from rich.console import Console

from desk.service.embedded import Embedded
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
    configure_logs(as_json=settings.log_json)
    own_redis = redis is None and "CUSTOMHOUSE_REDIS_URL" not in os.environ
    service = Embedded(settings, own_redis=own_redis, workers=workers)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell ignores Ctrl-C for what it starts in the background; kill -INT is meant all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with service.running():
            _say_ready(service)
            for name in service.run_forever():
                log.warning("process.restarted", process=name)
    except KeyboardInterrupt:
        Console(stderr=True).print("stopped")


def _say_ready(service: Embedded) -> None:
    settings = service.settings
    Console().print(
        f"[bold green]ready[/]  queue {settings.redis_url}  data {settings.data_dir}\n"
        "       submit with: customhouse submit FILE --data "
        f"{settings.data_dir}    stop with Ctrl-C",
        soft_wrap=True,
    )
    if not (settings.lists_dir / "current.json").exists():
        Console().print(
            "       no list is loaded yet, so every shipment will be UNSCREENED: "
            "customhouse lists load us_ofac_sdn FOLDER",
            soft_wrap=True,
        )
