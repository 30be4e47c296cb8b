"""The Celery application: doorbells only, no record ever travels in a message."""

import gc
import os
from typing import Any, Final

import structlog
from celery import Celery
from celery.signals import setup_logging, worker_init, worker_process_init

from customhouse.keys import Lane
from worker.logs import configure_logs
from worker.orphans import die_with_parent
from worker.service import Service
from worker.settings import Settings, ignored_variables
from worker.warming import warm

log: Final = structlog.get_logger()
settings: Final = Settings()
# A doorbell that waited longer is one too many: the next is rung already.
_EXPIRES_S: Final = 2


def _bell(task: str, queue: str, every_s: float, *args: str) -> dict[str, Any]:
    options = {"queue": queue, "expires": max(_EXPIRES_S, every_s)}
    return {"task": task, "schedule": every_s, "args": args, "options": options}


app: Final = Celery("customhouse", broker=settings.redis_url, include=["worker.tasks"])
app.conf.update(
    # A lost doorbell costs a second, so nothing is gained by acknowledging it late.
    task_acks_late=False,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=60,
    task_create_missing_queues=True,
    worker_prefetch_multiplier=1,
    worker_send_task_events=False,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_max_memory_per_child=2_000_000,  # kB; a leak ends one child, not the machine
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 120,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 5,
        "global_keyprefix": f"{settings.prefix}celery:",
    },
    beat_schedule={
        "drain-express": _bell("drain", "express", 1.0, Lane.EXPRESS),
        "drain-bulk": _bell("drain", "bulk", 1.0, Lane.BULK),
        "rescreen": _bell("rescreen", "rescreen", 1.0),
        "relay": _bell("relay", "chores", 1.0),
        "settle": _bell("settle", "chores", 2.0),
        # A queue of its own: a download may take minutes.
        "refresh": _bell("refresh", "refresh", 60.0),
    },
    beat_max_loop_interval=1,
)

_services: dict[int, Service] = {}


def service() -> Service:
    """Return this process's service; a forked child never shares its parent's connections."""
    found = _services.get(os.getpid())
    if found is None:
        found = _services[os.getpid()] = Service(settings)
    return found


@setup_logging.connect
def _set_up_logging(**_: object) -> None:
    configure_logs(as_json=settings.log_json)
    for variable, nearest in ignored_variables(os.environ).items():
        log.warning("setting.ignored", variable=variable, nearest=nearest)


@worker_init.connect
def _begin(**_: object) -> None:
    die_with_parent()
    warm()


@worker_process_init.connect
def _begin_child(**_: object) -> None:
    die_with_parent()
    _services.clear()
    # What the parent loaded never dies: the collector need not look at it again and again.
    gc.freeze()
