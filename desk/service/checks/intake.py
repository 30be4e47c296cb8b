"""What comes in: the lanes, what is paused, and what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from customhouse.keys import INTAKE_GROUP, Lane
from desk.service.checks.check import Check, Checks, right, warning, wrong
from desk.service.lanes import oldest_s, paused_names
from desk.wording import age_words
from worker.service import Service

# A record that waits for so long is late, though it may only have many before it.
_LATE_S: Final = {Lane.EXPRESS: 30.0, Lane.BULK: 600.0}
# A lane whose oldest record waits for so long is looked at twice.
_LONG_S: Final = 60.0
_BETWEEN_LOOKS_S: Final = 1.0
Pause = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A lane at one moment; of two looks that differ in `work`, somebody worked in between."""

    length: int
    oldest_s: float
    work: tuple[object, ...]


def look_at_lanes(service: Service, pause: Pause) -> Checks:
    """Check that there is room on each lane, and that what waits moves."""
    for lane in Lane:
        yield _lane(service, lane, pause)
        erased = service.erasures.unknown(lane)
        if erased:
            said = f"{erased:,} records were erased by somebody before anybody took them"
            advice = f"send them again, then: customhouse lane acknowledge {lane}"
            yield wrong(f"lane {lane}", f"{said} (XADD … MAXLEN, XTRIM, DEL?); {advice}")


def look_at_paused(service: Service) -> Checks:
    """Check that no lane is paused; a source is paused for its own records' sake."""
    paused = paused_names(service)
    for name, why in sorted(paused.items()):
        kind, _, value = name.partition(":")
        is_source = kind == "source"
        option = f"--source {value}" if is_source else value
        said = f"{kind} {value}: {why}; go on with: customhouse lane resume {option}"
        yield (warning if is_source else wrong)("paused", said)
    if not paused:
        yield right("paused", "nothing")
    waiting = len(service.waiting)
    if waiting:
        yield warning("waiting", f"{waiting:,} records wait; see: customhouse lane show")
    else:
        yield right("waiting", "no record waits for a source or a newer worker")


def _lane(service: Service, lane: Lane, pause: Pause) -> Check:
    name, bound = f"lane {lane}", service.settings.intake_bound
    first = _look(service, lane)
    said = f"{first.length:,} of {bound:,} records"
    if not first.length:
        return right(name, said)
    said += f", the oldest for {age_words(first.oldest_s)}"
    if first.length >= bound:
        return wrong(name, f"{said}; producers wait: start more workers")
    if first.oldest_s <= min(_LONG_S, _LATE_S[lane]):
        return right(name, said)
    pause(_BETWEEN_LOOKS_S)
    if _look(service, lane).work == first.work:
        return wrong(name, f"{said}, and none moves; look at the processes and their logs")
    if first.oldest_s > _LATE_S[lane]:
        return warning(name, f"{said}; more workers would help")
    return right(name, said)


def _look(service: Service, lane: Lane) -> _Look:
    stream, oldest = service.keys.intake(lane), oldest_s(service, lane)
    if oldest is None:
        return _Look(length=0, oldest_s=0.0, work=())
    first: Any = service.redis.xrange(stream, count=1)
    groups: Any = service.redis.xinfo_groups(stream)
    ours = [group for group in groups if group["name"] == INTAKE_GROUP.encode()]
    return _Look(
        length=service.intake.backlog(lane),
        oldest_s=oldest,
        work=(
            *(entry for entry, _ in first),
            *((group["last-delivered-id"], group["pending"]) for group in ours),
        ),
    )
