"""The lanes: what flows, what is paused, and what waits."""

from dataclasses import dataclass
from typing import Any

from customhouse.keys import INTAKE_GROUP, Lane
from desk.errors import CommandError
from worker.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneState:
    """A lane now.

    Attributes:
        backlog: entries on its stream, those being worked on included.
        pending: entries being worked on.
        oldest_s: for how long the oldest of them has been there; None: there is none.
        paused: why it is paused; None: it flows.
        erased: records that somebody erased before they were taken, and nobody took note of.
    """

    lane: Lane
    backlog: int
    pending: int
    oldest_s: float | None
    paused: str | None
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """All lanes, why which sources are paused, and how many records wait."""

    lanes: tuple[LaneState, ...]
    sources: dict[str, str]
    waiting: int


def traffic_of(service: Service) -> Traffic:
    """Return what flows, what is paused and what waits."""
    paused = paused_names(service)
    lanes = tuple(
        LaneState(
            lane=lane,
            backlog=service.intake.backlog(lane),
            pending=_pending(service, lane),
            oldest_s=oldest_s(service, lane),
            erased=service.erasures.unknown(lane),
            paused=paused.get(f"lane:{lane}"),
        )
        for lane in Lane
    )
    sources = {
        name.removeprefix("source:"): why
        for name, why in paused.items()
        if name.startswith("source:")
    }
    return Traffic(lanes=lanes, sources=sources, waiting=len(service.waiting))


def paused_names(service: Service) -> dict[str, str]:
    """Return what is paused, "lane:bulk" or "source:…", and why."""
    found: Any = service.redis.hgetall(service.keys.paused())
    return {name.decode(): why.decode(errors="replace") for name, why in found.items()}


def pause_lane(service: Service, lane: Lane, why: str) -> None:
    """Stop draining a lane; producers go on until its stream is full."""
    service.redis.hset(service.keys.paused(), f"lane:{lane}", why)


def resume_lane(service: Service, lane: Lane) -> bool:
    """Let a lane flow again; tell whether it was paused."""
    return bool(service.redis.hdel(service.keys.paused(), f"lane:{lane}"))


def resume_source(service: Service, source: str) -> int:
    """Let a source flow again; return how many records of it had waited.

    Raises:
        CommandError: it is not paused, and nothing of it waits.
    """
    was_paused = service.quality.resume(source)
    released = service.waiting.release_source(source)
    if not was_paused and not released:
        raise CommandError(f"source {source}: not paused, and nothing of it waits")
    return released


def acknowledge_erasures(service: Service, lane: Lane) -> int:
    """Take note of records that were erased, so that doctor is quiet; return how many."""
    return service.erasures.take_note(lane)


def release_waiting(service: Service) -> int:
    """Let go all records that need not wait any longer; return how many."""
    return service.waiting.release_ready(service.quality.paused_sources())


def oldest_s(service: Service, lane: Lane) -> float | None:
    """Return for how long the oldest record of a lane has been there, None if there is none."""
    found: Any = service.redis.xrange(service.keys.intake(lane), count=1)
    if not found:
        return None
    seconds, micros = service.redis.time()
    since: bytes = found[0][0].split(b"-")[0]
    return max(0.0, seconds + micros / 1e6 - int(since) / 1000)


def _pending(service: Service, lane: Lane) -> int:
    stream = service.keys.intake(lane)
    if not service.redis.exists(stream):
        return 0
    found: Any = service.redis.xinfo_groups(stream)
    return sum(int(group["pending"]) for group in found if group["name"] == INTAKE_GROUP.encode())
