"""Redis: its version, whether it keeps what it is given, its memory and its clock."""

import time
from typing import Any, Final

import redis

from desk.service.checks.check import Check, Checks, right, warning, wrong
from desk.service.place import START, Place, masked
from worker.service import Service

_MAX_CLOCK_S: Final = 5.0
_LEAST_MAJOR: Final = 7
# Of maxmemory: there is time to do something about it.
_FULL: Final = 0.8
_WANTED: Final = {
    "appendonly": ("yes", "a restart would lose records"),
    "maxmemory-policy": ("noeviction", "a full server would drop records"),
}


def look_at_version(place: Place, service: Service) -> Checks:
    """Check that the server is known, answers and is new enough."""
    place.require_queue()
    where = masked(service.settings.redis_url)
    try:
        info: dict[str, Any] = service.redis.info("server")
    except redis.ConnectionError:
        yield wrong("redis", f"none at {where}; {START}")
        return
    yield right("redis", f"{where} answers")
    # A Valkey says in redis_version which Redis it is like.
    version = str(info.get("valkey_version") or info["redis_version"])
    if int(str(info["redis_version"]).split(".")[0]) < _LEAST_MAJOR:
        yield wrong("redis version", f"{version}; it must be {_LEAST_MAJOR} or newer")
    else:
        yield right("redis version", version)


def look_at_durability(service: Service) -> Checks:
    """Check that what is accepted stays."""
    for name, (wanted, why) in _WANTED.items():
        yield _setting(service, name, wanted, why)
    info: dict[str, Any] = service.redis.info("persistence")
    if info.get("aof_last_write_status", "ok") != "ok":
        yield wrong("persistence", "its last write failed; is its disk full?")


def look_at_memory(service: Service) -> Checks:
    """Check that there is room for what comes."""
    info: dict[str, Any] = service.redis.info("memory")
    used, limit = int(info["used_memory"]), int(info.get("maxmemory", 0))
    said = f"{used / 1e6:,.0f} MB used"
    if not limit:
        yield right("memory", f"{said}, no limit of its own")
    elif used > _FULL * limit:
        yield warning("memory", f"{said} of {limit / 1e6:,.0f} MB; when it is full, intake stops")
    else:
        yield right("memory", f"{said} of {limit / 1e6:,.0f} MB")


def look_at_clock(service: Service) -> Checks:
    """Check that server and machine agree on the time."""
    before = time.time()
    seconds, micros = service.redis.time()
    off_s = seconds + micros / 1e6 - (before + time.time()) / 2
    said = f"{off_s:+.1f} s between Redis and here"
    if abs(off_s) < _MAX_CLOCK_S:
        yield right("clock", said)
    else:
        yield wrong("clock", f"{said}; set both machines' clocks by NTP")


def _setting(service: Service, name: str, wanted: str, why: str) -> Check:
    try:
        value = service.redis.config_get(name).get(name)
    except redis.ResponseError:
        # Managed servers keep CONFIG to themselves; that is no fault of theirs.
        return right(name, f"the server does not tell; see to it that it is {wanted}")
    return right(name, str(value)) if value == wanted else wrong(name, f"{value}; {why}")
