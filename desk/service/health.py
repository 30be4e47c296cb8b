"""Whether a service is fit, and if not, what to do, in plain words."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import redis

from desk.service.checks.check import Check, Checks, State, wrong
from desk.service.checks.folder import look_at_disk
from desk.service.checks.intake import Pause, look_at_lanes, look_at_paused
from desk.service.checks.listed import look_at_lists
from desk.service.checks.outgoing import look_at_groups, look_at_stream
from desk.service.checks.processes import look_at_processes
from desk.service.checks.screened import look_at_ledger
from desk.service.checks.server import (
    look_at_clock,
    look_at_durability,
    look_at_memory,
    look_at_version,
)
from desk.service.place import START, Place
from screening.errors import ScreeningError
from worker.identity import refuse_foreign
from worker.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Everything that was looked at."""

    checks: tuple[Check, ...]

    @property
    def is_fit(self) -> bool:
        """Whether nothing is wrong; warnings are for somebody to look at."""
        return all(check.state is not State.WRONG for check in self.checks)


def examine(place: Place, pause: Pause = time.sleep) -> Health:
    """Look at everything; what cannot be looked at is wrong, and says why.

    Args:
        pause: waits between two looks at what should move.
    """
    service = Service(place.settings)
    try:
        checks = _guarded("redis", lambda: look_at_version(place, service))
        if checks[0].state is not State.WRONG:
            checks += _on_redis(service, pause)
        checks += _guarded("ledger", lambda: look_at_ledger(place, service))
        checks += _guarded("lists", lambda: look_at_lists(service))
        checks += _guarded("disk", lambda: look_at_disk(place.settings.data_dir))
    finally:
        service.close()
    return Health(checks=tuple(checks))


def _on_redis(service: Service, pause: Pause) -> list[Check]:
    looks: dict[str, Callable[[], Checks]] = {
        "owner": lambda: _look_at_owner(service),
        "durability": lambda: look_at_durability(service),
        "memory": lambda: look_at_memory(service),
        "clock": lambda: look_at_clock(service),
        "processes": lambda: look_at_processes(service),
        "paused": lambda: look_at_paused(service),
        "lanes": lambda: look_at_lanes(service, pause),
        "alerts": lambda: look_at_groups(service),
        "stream": lambda: look_at_stream(service),
    }
    return [check for name, look in looks.items() for check in _guarded(name, look)]


def _look_at_owner(service: Service) -> Checks:
    """Check that these streams are this service's; nothing is said where they are."""
    refuse_foreign(service.redis, service.keys, service.settings.data_dir)
    yield from ()


def _guarded(name: str, look: Callable[[], Checks]) -> list[Check]:
    """Return what was seen until something failed, and the failure."""
    found: list[Check] = []
    try:
        found.extend(look())
    except redis.RedisError as exc:
        found.append(wrong(name, f"{exc}; {START}"))
    except ScreeningError as exc:
        found.append(wrong(name, str(exc)))
    except OSError as exc:
        found.append(wrong(name, f"{exc.filename}: {exc.strerror}"))
    return found
