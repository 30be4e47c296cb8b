"""`customhouse alerts` and `customhouse groups …`: the stream of events, for people."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

import redis
import typer

from customhouse.alert import Alert, HitChange, ShipmentView
from customhouse.subscription import ensure_group
from desk.errors import CommandError
from desk.finding import Place, located
from desk.printing import (
    event_words,
    hit_words,
    print_indented,
    print_json,
    print_line,
    print_table,
)
from ledger.ledger import Ledger
from worker.service import Service

groups = typer.Typer(help="The consumer groups of the alerts stream.", no_args_is_help=True)
_BLOCK_MS: Final = 1000
_PAGE: Final = 500
_BEGINNING: Final = "beginning"
_CONSUMER: Final = "desk"
Events = Iterator[tuple[bytes, bytes]]


@located
def alerts(  # noqa: PLR0917  typer passes options by name
    place: Place,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until Ctrl-C.")] = False,
    group: Annotated[
        str | None, typer.Option(help="Read as this group: each alert once, acknowledged.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", help='Replay from the ledger after this alert id, or "beginning".'),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One CloudEvent a line.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many; unlimited with -f.")] = 100,
) -> None:
    """Show alerts: the last ones, those of a group, or those the ledger kept."""
    if start is not None and (group is not None or follow):
        raise typer.BadParameter("--from replays from the ledger; leave out --group and --follow")
    if start is not None:
        with place.ledger() as ledger:
            for event in _replayed(ledger, start, limit):
                _show(event, as_json)
        return
    with place.service() as service:
        try:
            _read(service, group, limit, follow, as_json)
        except KeyboardInterrupt:
            return


def _read(service: Service, group: str | None, limit: int, follow: bool, as_json: bool) -> None:
    events = _recent(service, limit, follow) if group is None else _owned(service, group, follow)
    for number, (entry, event) in enumerate(events, 1):
        _show(event, as_json)
        if group is not None:
            # Only what was shown is acknowledged; the rest comes again.
            service.redis.xack(service.keys.alerts, group, entry)
        if number >= limit and not follow:
            return


def _recent(service: Service, limit: int, follow: bool) -> Events:
    stream, last = service.keys.alerts, b"0"
    page: Any = service.redis.xrevrange(stream, count=limit)
    for entry, fields in reversed(page):
        last = entry
        yield entry, fields[b"event"]
    while follow:
        answer: Any = service.redis.xread({stream: last}, count=_PAGE, block=_BLOCK_MS)
        for entry, fields in _entries(answer):
            last = entry
            yield entry, fields[b"event"]


def _owned(service: Service, group: str, follow: bool) -> Events:
    ensure_group(service.redis, service.keys, group)
    # What an earlier run took and did not show comes first.
    yield from _taken(service, group, "0", None)
    while True:
        fresh = list(_taken(service, group, ">", _BLOCK_MS if follow else None))
        yield from fresh
        if not fresh and not follow:
            return


def _taken(service: Service, group: str, after: str, block_ms: int | None) -> Events:
    # One by one: what is taken and not shown would wait for the next run of this consumer.
    count = None if after == "0" else 1
    streams: dict[Any, Any] = {service.keys.alerts: after}
    answer: Any = service.redis.xreadgroup(group, _CONSUMER, streams, count=count, block=block_ms)
    for entry, fields in _entries(answer):
        if fields:
            yield entry, fields[b"event"]


def _entries(answer: Any) -> list[tuple[bytes, dict[bytes, bytes]]]:
    streams = answer.items() if isinstance(answer, dict) else (answer or [])
    return [each for _, entries in streams for each in entries]


def _replayed(ledger: Ledger, start: str, limit: int) -> Iterator[bytes]:
    after, left = (None if start == _BEGINNING else start), limit
    while left > 0 and (page := ledger.alerts_after(after, min(left, _PAGE))):
        yield from (row.event for _, row in page)
        after, left = page[-1][1].alert_id, left - len(page)


def _show(event: bytes, as_json: bool) -> None:
    if as_json:
        typer.echo(event.decode())
        return
    alert = Alert.model_validate_json(event)
    kind = alert.type.split(".")[-2]
    head = f"{alert.time:%Y-%m-%d %H:%M:%S}  {kind:10}  {alert.subject or ''}"
    data = alert.data
    if not isinstance(data, ShipmentView):
        print_line(f"{head} {event_words(data)}", "bold yellow")
        return
    print_line(f"{head}  {data.source}", "bold red" if data.hits else "bold")
    _show_data(data)


def _show_data(data: ShipmentView) -> None:
    if data.reason:
        print_line(f"    {data.reason}")
    for hit in data.hits:
        if hit.change is not HitChange.KEPT:
            print_indented(f"{hit.score:.2f}  {hit_words(hit)}  {hit.change}", 4)
            print_indented(hit.reason, 10)
    kept = sum(hit.change is HitChange.KEPT for hit in data.hits)
    if kept:
        print_line(f"    and {kept} as before; see: customhouse status {data.shipment_id}")


@groups.command("list")
@located
def list_groups(
    place: Place, as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False
) -> None:
    """List the groups, and how far each is behind."""
    with place.service() as service:
        found = [
            {
                "name": group["name"].decode(errors="replace"),
                "consumers": group["consumers"],
                "pending": group["pending"],
                "lag": group.get("lag"),
            }
            for group in service.alerts.groups()
        ]
    if as_json:
        print_json(found)
        return
    columns = ("group", "consumers", "not acknowledged", "not yet read")
    print_table("", columns, [tuple(group.values()) for group in found])


@groups.command("create")
@located
def create(
    place: Place,
    name: Annotated[str, typer.Argument(help="Who listens.")],
    new_only: Annotated[bool, typer.Option("--new-only", help="Only alerts to come.")] = False,
) -> None:
    """Create a group; it hears every alert still on the stream, unless told otherwise."""
    with place.service() as service:
        is_new = ensure_group(service.redis, service.keys, name, "$" if new_only else "0")
    if not is_new:
        raise CommandError(f"group {name}: there is one already; see: customhouse groups list")
    print_line(f"group {name} is created")


@groups.command("remove")
@located
def remove(place: Place, name: Annotated[str, typer.Argument(help="Who listened.")]) -> None:
    """Remove a group; what it has not read stays on the stream for others."""
    with place.service() as service:
        try:
            removed = bool(service.redis.xgroup_destroy(service.keys.alerts, name))
        except redis.ResponseError:  # no stream, so no group
            removed = False
    if not removed:
        raise CommandError(f"group {name}: there is none; see: customhouse groups list")
    print_line(f"group {name} is removed")
