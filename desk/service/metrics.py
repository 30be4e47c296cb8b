"""The state of a service for Prometheus; what cannot be asked is said, and keeps nothing back."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

import redis

from customhouse.keys import Lane
from desk.service.lanes import oldest_s
from desk.service.place import Place
from desk.shipments.dead_letters import dead_letters
from desk.shipments.groups import groups_of
from screening.errors import ScreeningError
from worker.heartbeats import Heartbeats
from worker.metrics import Metric, Values, exposition
from worker.service import Service

# Dead letters are counted up to here.
_MAX_COUNTED: Final = 10_000
Measured = Iterator[tuple[Metric, Values]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """The state of a service.

    Attributes:
        text: in Prometheus text format.
        failed: why a part could not be asked, by its name.
    """

    text: bytes
    failed: Mapping[str, str]


def metrics_of(place: Place, now: datetime) -> Metrics:
    """Return the state of a service as far as it can be asked."""
    service = Service(place.settings)
    parts: dict[str, Callable[[], Measured]] = {
        "redis": lambda: _of_redis(place, service),
        "ledger": lambda: _of_ledger(place, service),
        "lists": lambda: _of_lists(service, now),
    }
    measured: dict[Metric, Values] = {}
    failed: dict[str, str] = {}
    try:
        for name, ask in parts.items():
            try:
                measured.update(ask())
            except (redis.RedisError, ScreeningError, OSError) as exc:
                failed[name] = str(exc)
    finally:
        service.close()
    asked = [((name,), float(name not in failed)) for name in parts]
    return Metrics(text=exposition({Metric.ASKED: asked} | measured), failed=failed)


def _of_redis(place: Place, service: Service) -> Measured:
    place.require_queue()
    keys, server, now = service.keys, service.redis, time.time()
    streams = [*(keys.intake(lane) for lane in Lane), keys.alerts, keys.dead, keys.waiting]
    yield Metric.STREAM_ENTRIES, [((stream,), float(server.xlen(stream))) for stream in streams]
    yield Metric.OLDEST_SECONDS, [((lane,), oldest_s(service, lane) or 0.0) for lane in Lane]
    yield Metric.ERASED, [((lane,), float(service.erasures.count(lane))) for lane in Lane]
    yield Metric.SLOW, [((lane,), float(service.intake.slow(lane))) for lane in Lane]
    groups = groups_of(service)
    yield Metric.GROUP_BEHIND, [((g.name,), float(g.pending + (g.lag or 0))) for g in groups]
    heartbeats = Heartbeats(server, keys, settings={})
    yield Metric.HEARTBEAT_SECONDS, [((each.name,), now - each.at) for each in heartbeats.all()]
    answers = heartbeats.answers().items()
    yield Metric.ANSWER_SECONDS, [((bell,), now - at) for bell, at in answers]


def _of_ledger(place: Place, service: Service) -> Measured:
    place.require_ledger()
    ledger = service.ledger
    ledger.check()
    yield Metric.RECORDED, [((fate,), float(count)) for fate, count in ledger.fates().items()]
    waiting = sum(1 for _ in islice(dead_letters(ledger), _MAX_COUNTED))
    yield Metric.DEAD_LETTERS, [((), float(waiting))]
    run = ledger.runs.unfinished()
    yield Metric.RESCREEN_DONE, [((), 0.0 if run is None else float(run.screened))]
    yield Metric.RESCREEN_LEFT, [((), 0.0 if run is None else float(ledger.runs.left(run)))]


def _of_lists(service: Service, now: datetime) -> Measured:
    snapshot = service.store.in_force()
    states = () if snapshot is None else snapshot.lists
    yield Metric.LIST_ENTRIES, [((state.source,), float(state.entries)) for state in states]
    ages = [(state.source, state.age_s(now)) for state in states]
    yield Metric.LIST_AGE_SECONDS, [((name,), age) for name, age in ages if age is not None]
    allowed = service.settings.age_limits
    limits = [(state.source, allowed.of(state.source)) for state in states]
    yield Metric.LIST_LIMIT_SECONDS, [((n,), float(limit)) for n, limit in limits if limit]
    attempts = service.store.attempts.all().values()
    yield (
        Metric.ATTEMPT_SECONDS,
        [((each.source, each.ending), (now - each.at).total_seconds()) for each in attempts],
    )
