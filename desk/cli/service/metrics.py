"""`customhouse metrics`: the state of the service for Prometheus."""

from datetime import UTC, datetime

import typer

from desk.cli.located import located
from desk.cli.printing import notices
from desk.service.metrics import metrics_of
from desk.service.place import Place


@located
def metrics(place: Place) -> None:
    """Print the state of the service in Prometheus text format.

    What cannot be asked is left out: `customhouse_asked` is 0 for it, and why is said on standard
    error.
    """
    found = metrics_of(place, datetime.now(UTC))
    typer.echo(found.text.decode(), nl=False)
    for part, reason in found.failed.items():
        notices().print(f"{part} could not be asked: {reason}", markup=False)
