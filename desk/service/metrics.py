"""The state of a service for Prometheus."""

from collections.abc import Iterable
from datetime import datetime

from customhouse.keys import Lane
from lists.registry import source_of
from worker.metrics import exposition
from worker.service import Service


def metrics_of(service: Service, now: datetime) -> bytes:
    """Return the state of a service in Prometheus text format."""
    ages_s = _ages(service, now)
    return exposition(
        fates=service.ledger.fates(),
        backlog=_backlog(service),
        list_ages_s=ages_s,
        list_limits_s=_limits(ages_s),
        attempt_ages_s=_attempts(service, now),
    )


def _backlog(service: Service) -> dict[str, int]:
    keys = service.keys
    streams = [*(keys.intake(lane) for lane in Lane), keys.alerts, keys.dead, keys.waiting]
    return {stream: int(service.redis.xlen(stream)) for stream in streams}


def _ages(service: Service, now: datetime) -> dict[str, float]:
    state = service.store.in_force()
    ages = {} if state is None else {each.source: each.age_s(now) for each in state.lists}
    return {source: age_s for source, age_s in ages.items() if age_s is not None}


def _limits(sources: Iterable[str]) -> dict[str, int]:
    limits = {source: source_of(source).max_age_s for source in sources}
    return {source: limit_s for source, limit_s in limits.items() if limit_s is not None}


def _attempts(service: Service, now: datetime) -> dict[tuple[str, str], float]:
    found = service.store.attempts.all().values()
    return {(each.source, each.ending.value): (now - each.at).total_seconds() for each in found}
