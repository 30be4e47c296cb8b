"""The doorbells."""

from typing import Final

import redis
import structlog

from customhouse.keys import Lane
from worker.app import app, service
from worker.drain import AWAY, Drain

log: Final = structlog.get_logger()
# Lists are begun for so long; the last of them may take its download's deadline, and be parsed.
_REFRESH_BUDGET_S: Final = 300.0
_REFRESH_LIMIT_S: Final = 1800
# An index of all lists is built within minutes, even on a busy machine.
_RESCREEN_LIMIT_S: Final = 1800
# It has a worker of its own, which has nothing else to do.
_RESCREEN_SLICE_S: Final = 10.0
_PREPARE_SLICE_S: Final = 1.0
_drains: dict[int, Drain] = {}


@app.task(name="drain")
def drain(lane: str) -> None:
    """Drain a lane for a time slice."""
    own = service()
    worker = _drains.get(id(own))
    if worker is None:
        worker = _drains[id(own)] = own.drain()
    try:
        worker.run(Lane(lane))
    except AWAY as exc:
        # What was read stays pending and comes again; the next doorbell tries.
        log.warning("drain.deferred", lane=lane, reason=str(exc))


@app.task(name="relay")
def relay() -> None:
    """Publish what a crash left behind."""
    try:
        service().relay().run()
    except AWAY as exc:
        log.warning("relay.deferred", reason=str(exc))


@app.task(name="settle")
def settle() -> None:
    """Bring what was begun to its end."""
    own = service()
    try:
        with own.redis.lock(f"{own.keys.prefix}lock:settle", timeout=120, blocking=False):
            own.settling().run()
    except redis.exceptions.LockError:
        return  # another process is at it
    except AWAY as exc:
        log.warning("settle.deferred", reason=str(exc))


@app.task(name="audit")
def audit() -> None:
    """Note what came into force, and seal what was written."""
    own = service()
    try:
        with own.redis.lock(f"{own.keys.prefix}lock:audit", timeout=120, blocking=False):
            own.auditing.run()
    except redis.exceptions.LockError:
        return
    except AWAY as exc:
        log.warning("audit.deferred", reason=str(exc))


@app.task(name="refresh", time_limit=_REFRESH_LIMIT_S)
def refresh() -> None:
    """Ask the publishers for the lists that are due."""
    try:
        service().refreshing.run(_REFRESH_BUDGET_S)
    except AWAY as exc:
        log.warning("refresh.deferred", reason=str(exc))


@app.task(name="rescreen", time_limit=_RESCREEN_LIMIT_S)
def rescreen() -> None:
    """Activate what needs an index first, tell of lists, and work on the unfinished run."""
    own = service()
    try:
        # It saves work that would be thrown away: what keeps two apart is the ledger. So it may
        # end early, and a process that is killed holds the others up no longer than that.
        with own.redis.lock(f"{own.keys.prefix}lock:rescreen", timeout=30, blocking=False):
            own.activate()
            own.news.run()
            if not own.rescreening.run(_RESCREEN_SLICE_S):
                own.rescreening.prepare(_PREPARE_SLICE_S)
    except redis.exceptions.LockError:
        return  # another process is at it
    except AWAY as exc:
        log.warning("rescreen.deferred", reason=str(exc))
