"""`customhouse metrics`: the state of the service for Prometheus."""

from datetime import UTC, datetime

import typer

from desk.cli.located import located
from desk.service.metrics import metrics_of
from desk.service.opening import open_whole
from desk.service.place import Place


@located
def metrics(place: Place) -> None:
    """Print the state of the service in Prometheus text format."""
    with open_whole(place) as service:
        text = metrics_of(service, datetime.now(UTC))
    typer.echo(text.decode(), nl=False)
