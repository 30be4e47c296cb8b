"""The Celery application: doorbells only, no record ever travels in a message."""

import contextlib
import gc
import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import redis
import structlog
from celery import Celery
from celery.signals import (
    after_task_publish,
    celeryd_init,
    setup_logging,
    task_postrun,
    worker_init,
    worker_process_init,
    worker_ready,
    worker_shutdown,
)

from customhouse.keys import Keys
from ledger.ledger import Ledger
from screening.errors import UnavailableError
from worker.doorbells import DOORBELLS, Doorbell
from worker.heartbeats import EVERY_S, Heartbeats, process_name
from worker.identity import ForeignServiceError, claim_streams
from worker.logs import configure_logs
from worker.orphans import die_with_parent
from worker.policies.errors import PolicyError
from worker.policies.kept import Policies, refuse_differing
from worker.service import Service, connect, utc_now
from worker.settings import Settings, ignored_variables
from worker.warming import warm

log: Final = structlog.get_logger()
# A doorbell that waited longer is one too many: the next is rung already.
_EXPIRES_S: Final = 2
# Between two looks whether Redis is there.
_AGAIN_S: Final = 2.0


@cache
def settings() -> Settings:
    """Return this process's settings, read when they are first asked for."""
    return Settings()


def _ringing(bell: Doorbell) -> dict[str, Any]:
    options = {"queue": bell.queue, "expires": max(_EXPIRES_S, bell.every_s)}
    return {"task": bell.task, "schedule": bell.every_s, "args": bell.args, "options": options}


def configuration() -> dict[str, Any]:
    """Return how Celery works here; it asks when it begins, and not when this is imported."""
    return {
        "broker_url": settings().redis_url,
        # A lost doorbell costs a second, so nothing is gained by acknowledging it late.
        "task_acks_late": False,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_time_limit": 60,
        "task_create_missing_queues": True,
        "worker_prefetch_multiplier": 1,
        "worker_send_task_events": False,
        "worker_enable_remote_control": False,
        "worker_hijack_root_logger": False,
        "worker_max_memory_per_child": 2_000_000,  # kB; a leak ends one child, not the machine
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "visibility_timeout": 120,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 5,
            "global_keyprefix": f"{settings().prefix}celery:",
        },
        "beat_schedule": {bell.name: _ringing(bell) for bell in DOORBELLS},
        "beat_max_loop_interval": 1,
    }


app: Final = Celery("customhouse", include=["worker.tasks"])
app.add_defaults(configuration)

_services: dict[int, Service] = {}
_heartbeats: dict[int, Heartbeats] = {}


def service() -> Service:
    """Return this process's service; a forked child never shares its parent's connections."""
    found = _services.get(os.getpid())
    if found is None:
        found = _services[os.getpid()] = Service(settings())
    return found


def heartbeats() -> Heartbeats:
    """Return this process's signs of life."""
    found = _heartbeats.get(os.getpid())
    if found is None:
        found = _heartbeats[os.getpid()] = Heartbeats(
            connect(settings()),
            Keys(settings().prefix),
            settings=settings().shared,
            file=settings().heartbeat_file,
        )
    return found


@celeryd_init.connect
def _log_from_the_start(**_: object) -> None:
    """Set logs up before Celery says its first word, so that it is said in the same way."""
    if configure_logs(as_json=settings().log_json):
        # There it says, past all logging, that it is being stopped.
        quiet = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  as long as we live
        sys.__stdout__ = quiet  # type: ignore[misc]  # nothing else is asked where it says so


@setup_logging.connect
def _set_up_logging(**_: object) -> None:
    configure_logs(as_json=settings().log_json)
    for variable, nearest in ignored_variables(os.environ).items():
        log.warning("setting.ignored", variable=variable, nearest=nearest)


@worker_init.connect
def _begin(**_: object) -> None:
    die_with_parent()
    _claim()
    _agree()
    warm()


def _claim() -> None:
    """Take no record before it is known that the streams are ours."""
    server, keys = connect(settings()), Keys(settings().prefix)
    while True:
        try:
            claim_streams(server, keys, settings().data_dir, utc_now())
        except redis.ConnectionError as exc:
            log.warning("broker.awaited", reason=str(exc))
            time.sleep(_AGAIN_S)
        except ForeignServiceError as exc:
            # Celery goes on after any other exception of a signal's handler.
            raise SystemExit(f"error: {exc}") from exc
        else:
            return


def _agree() -> None:
    """Take no record while a setting says another thing than the policy in force."""
    ledger = Ledger(settings().ledger_url)
    try:
        ledger.check()
        refuse_differing(settings(), Policies(ledger.trail, settings()).in_force())
    except UnavailableError as exc:
        log.warning("policy.unasked", reason=str(exc))
    except PolicyError as exc:
        raise SystemExit(f"error: {exc}") from exc
    finally:
        ledger.dispose()


@worker_process_init.connect
def _begin_child(**_: object) -> None:
    die_with_parent()
    _services.clear()
    _heartbeats.clear()
    # What the parent loaded never dies: the collector need not look at it again and again.
    gc.freeze()


@worker_ready.connect
def _begin_heartbeats(sender: Any, **_: object) -> None:
    """Say from the worker's own loop that it is there: one that hangs falls silent."""
    own, queues = heartbeats(), tuple(sender.app.amqp.queues.consume_from)

    def beat() -> None:
        with contextlib.suppress(redis.RedisError):
            own.beat(sender.hostname, queues, sender.pool.num_processes)

    beat()
    sender.timer.call_repeatedly(EVERY_S, beat)


@worker_shutdown.connect
def _end_heartbeats(sender: Any, **_: object) -> None:
    with contextlib.suppress(redis.RedisError):
        heartbeats().leave(sender.hostname)


@after_task_publish.connect
def _rung(**_: object) -> None:
    """Say that beat is there: nobody else rings."""
    with contextlib.suppress(redis.RedisError):
        heartbeats().beat_at_times(process_name("beat"))


@task_postrun.connect
def _answered(task: Any, args: Sequence[str], **_: object) -> None:
    with contextlib.suppress(redis.RedisError):
        heartbeats().answer(" ".join([task.name, *args]))
