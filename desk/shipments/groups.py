"""The consumer groups of the alerts stream."""

from dataclasses import dataclass

import redis

from customhouse.listening.consumer import ensure_group
from desk.errors import CommandError
from worker.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group, and how far it is behind.

    Attributes:
        pending: alerts that it took and has not acknowledged.
        lag: alerts that it has not read; None where Redis cannot tell.
    """

    name: str
    consumers: int
    pending: int
    lag: int | None


def groups_of(service: Service) -> tuple[Group, ...]:
    """Return the groups in the order of Redis."""
    return tuple(
        Group(
            name=group["name"].decode(errors="replace"),
            consumers=group["consumers"],
            pending=group["pending"],
            lag=group.get("lag"),
        )
        for group in service.alerts.groups()
    )


def create_group(service: Service, name: str, *, new_only: bool) -> None:
    """Create a group that hears every alert still on the stream, or only those to come.

    Raises:
        CommandError: there is one of that name.
    """
    if not ensure_group(service.redis, service.keys, name, "$" if new_only else "0"):
        raise CommandError(f"group {name}: there is one already; see: customhouse groups list")


def remove_group(service: Service, name: str) -> None:
    """Remove a group; what it has not read stays on the stream for others.

    Raises:
        CommandError: there is none of that name.
    """
    try:
        removed = bool(service.redis.xgroup_destroy(service.keys.alerts, name))
    except redis.ResponseError:  # no stream, so no group
        removed = False
    if not removed:
        raise CommandError(f"group {name}: there is none; see: customhouse groups list")
