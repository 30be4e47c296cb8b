"""`customhouse alerts` and `customhouse groups …`: the stream of events, for people."""

from dataclasses import asdict
from typing import Annotated

import typer

from customhouse.alert import Alert, HitChange, ShipmentView
from desk.cli.located import located
from desk.cli.printing import print_indented, print_json, print_line, print_table
from desk.cli.telling import event_words, hit_words
from desk.service.opening import open_ledger, open_service
from desk.service.place import Place
from desk.shipments.alerts import acknowledge, group_events, recent_events, replayed_events
from desk.shipments.groups import create_group, groups_of, remove_group
from worker.service import Service

groups = typer.Typer(help="The consumer groups of the alerts stream.", no_args_is_help=True)


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
        with open_ledger(place) as ledger:
            for event in replayed_events(ledger, start, limit):
                _show(event, as_json)
        return
    with open_service(place) as service:
        try:
            _read(service, group, limit, follow, as_json)
        except KeyboardInterrupt:
            return


def _read(service: Service, group: str | None, limit: int, follow: bool, as_json: bool) -> None:
    if group is None:
        events = recent_events(service, limit, follow=follow)
    else:
        events = group_events(service, group, follow=follow)
    for number, found in enumerate(events, 1):
        _show(found.event, as_json)
        if group is not None:
            # Only what was shown is acknowledged; the rest comes again.
            acknowledge(service, group, found)
        if number >= limit and not follow:
            return


def _show(event: bytes, as_json: bool) -> None:
    if as_json:
        typer.echo(event.decode())
        return
    alert = Alert.model_validate_json(event)
    kind = alert.type.removesuffix(".v1").rpartition(".")[2]
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
    with open_service(place) as service:
        found = groups_of(service)
    if as_json:
        print_json([asdict(group) for group in found])
        return
    columns = ("group", "consumers", "not acknowledged", "not yet read")
    print_table("", columns, [(g.name, g.consumers, g.pending, g.lag) for g in found])


@groups.command("create")
@located
def create(
    place: Place,
    name: Annotated[str, typer.Argument(help="Who listens.")],
    new_only: Annotated[bool, typer.Option("--new-only", help="Only alerts to come.")] = False,
) -> None:
    """Create a group; it hears every alert still on the stream, unless told otherwise."""
    with open_service(place) as service:
        create_group(service, name, new_only=new_only)
    print_line(f"group {name} is created")


@groups.command("remove")
@located
def remove(place: Place, name: Annotated[str, typer.Argument(help="Who listened.")]) -> None:
    """Remove a group; what it has not read stays on the stream for others."""
    with open_service(place) as service:
        remove_group(service, name)
    print_line(f"group {name} is removed")
