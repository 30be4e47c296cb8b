"""The processes: who takes from which queue, whether beat rings, and whether anybody answers."""

import time
from collections.abc import Sequence
from typing import Final

from desk.service.checks.check import Check, Checks, right, warning, wrong
from desk.wording import age_words
from worker.doorbells import DOORBELLS, QUEUES
from worker.heartbeats import GONE_AFTER_S, Heartbeat, Heartbeats
from worker.service import Service

_BEAT: Final = "beat"
# Who ended so long ago is no news any more.
_NEWS_S: Final = 3_600.0
_START: Final = "start it: customhouse up, or docker compose up"


def look_at_processes(service: Service) -> Checks:
    """Check that every queue has a worker, that beat rings, and that doorbells are answered."""
    heartbeats = Heartbeats(service.redis, service.keys, settings=service.settings.shared)
    now = time.time()
    known = heartbeats.all()
    alive = [each for each in known if now - each.at <= GONE_AFTER_S]
    if not alive:
        yield wrong("processes", f"none is there{_last_seen(known, now)}; {_START}")
        return
    yield from (_queue(name, alive, now) for name in QUEUES)
    yield _beat(alive, now)
    yield _answers(heartbeats.answers(), alive, now)
    yield from _missing(known, now)
    yield _agreement(service, alive)


def _queue(queue: str, alive: Sequence[Heartbeat], now: float) -> Check:
    takers = [each for each in alive if queue in each.queues]
    name = f"queue {queue}"
    if not takers:
        return wrong(name, f"nobody takes from it; {_START}")
    return right(name, ", ".join(_said(each, now) for each in takers))


def _beat(alive: Sequence[Heartbeat], now: float) -> Check:
    beats = [each for each in alive if each.name.startswith(f"{_BEAT}@")]
    if not beats:
        return wrong(_BEAT, f"nobody rings, so nothing is screened; {_START}")
    said = ", ".join(_said(each, now) for each in beats)
    if len(beats) > 1:
        return warning(_BEAT, f"{said}: one is enough, each doorbell is rung twice")
    return right(_BEAT, said)


def _answers(answers: dict[str, float], alive: Sequence[Heartbeat], now: float) -> Check:
    """Tell whether what is rung is answered: a process may be there and do nothing."""
    late = []
    for bell in DOORBELLS:
        since = [each.since for each in alive if bell.queue in each.queues]
        # A worker that has just begun has had no time to answer.
        heard = max([answers.get(bell.name, 0.0), *since], default=0.0)
        if since and now - heard > bell.late_after_s:
            late.append(f"{bell.name} for {age_words(now - heard)}")
    if late:
        return wrong("doorbells", f"not answered: {', '.join(late)}; look into the workers' logs")
    return right("doorbells", "answered")


def _missing(known: Sequence[Heartbeat], now: float) -> Checks:
    for each in known:
        if GONE_AFTER_S < now - each.at <= _NEWS_S:
            yield warning("process", f"{each.name} fell silent {age_words(now - each.at)} ago")


def _agreement(service: Service, alive: Sequence[Heartbeat]) -> Check:
    """Tell whether all processes, and who asks, have the settings that they must share."""
    here = service.settings.shared
    differing = sorted(
        {
            f"{name} is {each.settings.get(name) or 'not set'} for {each.name} and "
            f"{value or 'not set'} here"
            for each in alive
            for name, value in here.items()
            if each.settings.get(name) != value
        }
    )
    if differing:
        return warning("settings", f"{'; '.join(differing)}; they must be the same for all")
    return right("settings", "the same for all processes")


def _said(each: Heartbeat, now: float) -> str:
    several = f", {each.processes} processes" if each.processes > 1 else ""
    return f"{each.name}{several}, {max(0.0, now - each.at):.0f} s ago"


def _last_seen(known: Sequence[Heartbeat], now: float) -> str:
    if not known:
        return ""
    return f", the last was {age_words(now - max(each.at for each in known))} ago"
