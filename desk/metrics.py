"""`customhouse metrics`: the state of the service for Prometheus."""

from datetime import UTC, datetime

import typer

from customhouse.keys import Lane
from desk.finding import Place, located
from worker.metrics import exposition
from worker.service import Service


@located
def metrics(place: Place) -> None:
    """Print the state of the service in Prometheus text format."""
    with place.whole() as service:
        text = exposition(
            fates=service.ledger.fates(), backlog=_backlog(service), list_ages_s=_ages(service)
        )
    typer.echo(text.decode(), nl=False)


def _backlog(service: Service) -> dict[str, int]:
    keys = service.keys
    streams = [*(keys.intake(lane) for lane in Lane), keys.alerts, keys.dead, keys.waiting]
    return {stream: int(service.redis.xlen(stream)) for stream in streams}


def _ages(service: Service) -> dict[str, float]:
    state, now = service.store.in_force(), datetime.now(UTC)
    return {} if state is None else {each.source: each.age_s(now) for each in state.lists}
