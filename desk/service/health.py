"""Whether a service is fit, and if not, what to do, in plain words."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import redis

from customhouse.keys import Lane
from desk.errors import CommandError
from desk.service.lanes import paused_names
from desk.service.place import Place, masked
from desk.shipments.dead_letters import dead_letters
from desk.wording import age_words
from lists.readiness import is_ageing, why_unready
from lists.snapshot import ListState
from lists.store.attempts import Attempt, Ending
from screening.errors import ScreeningError
from worker.service import Service

_MAX_CLOCK_S: Final = 5.0
_LEAST_MAJOR: Final = 7
# Dead letters are counted up to here; more is "or more".
_MAX_COUNTED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it is right, and what was found.

    Attributes:
        is_warning: right as it is, but somebody should look at it before it is not.
    """

    name: str
    is_right: bool
    found: str
    is_warning: bool = False


Checks = Iterator[Check]


def examine(place: Place) -> list[Check]:
    """Return every check; one that cannot be made is wrong, and says why."""
    service = Service(place.settings)
    try:
        checks = list(_guarded("redis", lambda: _server(service)))
        if checks[0].is_right:
            for name, look in _ON_REDIS.items():
                checks += _guarded(name, lambda look=look: look(service))  # type: ignore[misc]
        checks += _guarded("ledger", lambda: _ledger(place, service))
        checks += _guarded("lists", lambda: _lists(service))
        return checks
    finally:
        service.close()


def _guarded(name: str, look: Callable[[], Checks]) -> Checks:
    try:
        yield from look()
    except (redis.RedisError, ScreeningError, OSError) as exc:
        yield Check(name, False, str(exc))


def _server(service: Service) -> Checks:
    where = masked(service.settings.redis_url)
    try:
        info: Any = service.redis.info("server")
    except redis.ConnectionError:
        yield Check("redis", False, f"none at {where}; start one with: customhouse up")
        return
    # A Valkey says in redis_version which Redis it is like.
    version = str(info.get("valkey_version") or info["redis_version"])
    is_new = int(str(info["redis_version"]).split(".")[0]) >= _LEAST_MAJOR
    yield Check("redis", True, f"{where} answers")
    advice = "" if is_new else f"; it must be {_LEAST_MAJOR} or newer"
    yield Check("redis version", is_new, version + advice)


def _durability(service: Service) -> Checks:
    wanted = {"appendonly": "yes", "maxmemory-policy": "noeviction"}
    why = {
        "appendonly": "a restart would lose records",
        "maxmemory-policy": "a full server would drop records",
    }
    for name, right in wanted.items():
        try:
            value = service.redis.config_get(name).get(name)
        except redis.ResponseError:
            # Managed servers keep CONFIG to themselves; that is no fault of theirs.
            yield Check(name, True, f"the server does not tell; see to it that it is {right}")
            continue
        is_right = value == right
        yield Check(name, is_right, f"{value}" + ("" if is_right else f"; {why[name]}"))


def _clock(service: Service) -> Checks:
    before = time.time()
    seconds, micros = service.redis.time()
    off_s = seconds + micros / 1e6 - (before + time.time()) / 2
    is_right = abs(off_s) < _MAX_CLOCK_S
    advice = "" if is_right else "; set both machines' clocks by NTP"
    yield Check("clock", is_right, f"{off_s:+.1f} s between Redis and here{advice}")


def _paused(service: Service) -> Checks:
    paused = paused_names(service)
    for name, why in sorted(paused.items()):
        kind, _, value = name.partition(":")
        option = f"--source {value}" if kind == "source" else value
        advice = f"go on with: customhouse lane resume {option}"
        yield Check("paused", False, f"{kind} {value}: {why}; {advice}")
    if not paused:
        yield Check("paused", True, "nothing")


def _backlog(service: Service) -> Checks:
    for lane in Lane:
        length, bound = service.intake.backlog(lane), service.settings.intake_bound
        is_right = length < bound
        advice = "" if is_right else "; producers wait: start more workers"
        yield Check(f"backlog {lane}", is_right, f"{length} of {bound}{advice}")
    waiting = len(service.waiting)
    advice = "; see: customhouse lane show" if waiting else ""
    yield Check("waiting", not waiting, f"{waiting} records wait{advice}")


def _alerts(service: Service) -> Checks:
    alarms = service.alerts.alarms()
    for alarm in alarms:
        yield Check("alerts", False, f"{alarm}; see: customhouse groups list")
    if not alarms:
        yield Check("alerts", True, "no group is far behind")


_ON_REDIS: Final[dict[str, Callable[[Service], Checks]]] = {
    "durability": _durability,
    "clock": _clock,
    "paused": _paused,
    "backlog": _backlog,
    "alerts": _alerts,
}


def _ledger(place: Place, service: Service) -> Checks:
    if not place.has_ledger:
        raise CommandError(f"none in {place.settings.data_dir}; make it: customhouse migrate")
    service.ledger.check()
    yield Check("ledger", True, f"{masked(place.settings.ledger_url)} answers, tables are current")
    basis = service.ledger.active_basis()
    if basis is None:
        yield Check("basis", False, "none; load a list: customhouse lists load")
    else:
        says = f"{basis.number}, snapshot {basis.snapshot}, engine {basis.engine}"
        yield Check("basis", True, f"{says}, since {basis.activated_at:%Y-%m-%d %H:%M} UTC")
    count = sum(1 for _ in islice(dead_letters(service.ledger), _MAX_COUNTED))
    advice = "; see: customhouse dead list" if count else ""
    yield Check("dead letters", not count, f"{count}{advice}")


def _lists(service: Service) -> Checks:
    state, now = service.store.in_force(), datetime.now(UTC)
    states = {} if state is None else {each.source: each for each in state.lists}
    kept = {source.id for source in service.refreshing.sources()}
    attempts = service.store.attempts.all()
    for name in sorted(states.keys() | kept):
        yield _list(name, states.get(name), attempts.get(name), now, is_kept=name in kept)
    why = why_unready(state, service.settings.required_lists, now, service.settings.age_limits)
    yield Check("lists", why is None, why or "ready to screen against")


def _list(
    name: str, state: ListState | None, attempt: Attempt | None, now: datetime, *, is_kept: bool
) -> Check:
    says = ["not in force"]
    if state is not None:
        age_s = state.age_s(now)
        known = "age unknown" if age_s is None else f"known to be current {age_words(age_s)} ago"
        says = [known]
        says += ["incomplete"] if state.incomplete else []
        says += ["an excerpt"] if state.excerpt else []
    if attempt is not None:
        ago = age_words((now - attempt.at).total_seconds())
        reason = f": {attempt.reason}" if attempt.reason else ""
        says.append(f"last asked for {ago} ago, {attempt.ending}{reason}")
    is_old = state is None or is_ageing(state, now, is_refreshed=is_kept)
    has_failed = attempt is not None and attempt.ending in (Ending.REJECTED, Ending.FAILED)
    return Check(name, True, ", ".join(says), is_warning=is_old or has_failed)
