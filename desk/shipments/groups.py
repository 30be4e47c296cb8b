"""The consumer groups of the alerts stream."""

from dataclasses import dataclass
from difflib import get_close_matches

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


def group_of(service: Service, name: str) -> Group:
    """Return a group; a misspelt one must not become a new one.

    Raises:
        CommandError: there is none of that name.
    """
    groups = {group.name: group for group in groups_of(service)}
    if name not in groups:
        near = get_close_matches(name, groups, n=1)
        advice = f"did you mean {near[0]}? " if near else ""
        raise CommandError(
            f"group {name}: there is none; {advice}create it: customhouse groups create {name}"
        )
    return groups[name]


def create_group(service: Service, name: str, *, new_only: bool) -> None:
    """Create a group that hears every alert still on the stream, or only those to come.

    Raises:
        CommandError: there is one of that name.
    """
    if not ensure_group(service.redis, service.keys, name, "$" if new_only else "0"):
        raise CommandError(f"group {name}: there is one already; see: customhouse groups list")


def remove_group(service: Service, name: str) -> None:
    """Remove a group; what it has not read stays on the stream for others."""
    service.redis.xgroup_destroy(service.keys.alerts, name)
