"""`customhouse alerts` and `customhouse groups …`: the stream of events, for people."""

from dataclasses import asdict
from typing import Annotated

import typer

from customhouse.alert import Alert
from customhouse.decided import HitDecidedView
from customhouse.verdict import HitChange, HitView, ShipmentView
from desk.cli.against import time_words
from desk.cli.asking import YesOption, ask
from desk.cli.decisions.alerts import assign, show_alert
from desk.cli.decisions.telling import print_decision
from desk.cli.hits import by_entity, print_hits
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    notices,
    print_indented,
    print_json,
    print_line,
    print_table,
    tell,
)
from desk.cli.telling import event_words, subject_words
from desk.service.opening import open_ledger, open_service, open_whole
from desk.service.place import Place
from desk.shipments.alerts import acknowledge, group_events, recent_events, replayed_events
from desk.shipments.groups import create_group, group_of, groups_of, remove_group
from desk.shipments.republishing import Republished, republish_events
from worker.service import Service

alerts = typer.Typer(help="Show alerts: the last ones, those of a group, or those the ledger kept.")
alerts.command("show")(show_alert)
alerts.command("assign")(assign)
groups = typer.Typer(help="The consumer groups of the alerts stream.", no_args_is_help=True)


@alerts.callback(invoke_without_command=True)
@located
def show(  # noqa: PLR0917  typer passes options by name
    place: Place,
    context: typer.Context,
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
    if context.invoked_subcommand is not None:
        return
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


@alerts.command("republish")
@located
def republish(
    place: Place,
    start: Annotated[
        str,
        typer.Option(
            "--from", help='After this alert id, since this time (UTC), or from the "beginning".'
        ),
    ],
    again: Annotated[
        bool,
        typer.Option("--again", help="Those too that Redis takes for published: each comes twice."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Publish alerts of the ledger again that Redis has lost; each keeps its id."""
    found = Republished(looked_at=0, published=0)
    with open_whole(place) as service, notices().status("publishing …") as status:
        for found in republish_events(service, start, again=again):
            status.update(f"publishing … {found.looked_at:,}")
    said = f"{found.published:,} of {found.looked_at:,} events were missing; they are back"
    tell(said, asdict(found), as_json=as_json)


def _read(service: Service, group: str | None, limit: int, follow: bool, as_json: bool) -> None:
    if group is None:
        events = recent_events(service, limit, follow=follow)
    else:
        group_of(service, group)
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
    head = f"{time_words(alert.time)}  {kind:10}  {alert.subject or ''}"
    data = alert.data
    if isinstance(data, HitDecidedView):
        _show_decided(head, data)
    elif not isinstance(data, ShipmentView):
        print_indented(f"{head} {event_words(data)}", 0, "bold yellow")
    else:
        print_line(f"{head}  {data.source}", "bold red" if data.hits else "bold")
        _show_data(data)
    # What was decided is none that can be decided on: it names the alert that it belongs to.
    what = "event" if isinstance(data, HitDecidedView) else "alert"
    print_line(f"    {what} {alert.id}", "dim")


def _show_decided(head: str, data: HitDecidedView) -> None:
    print_line(f"{head}  {data.source}", "bold")
    who = f"item {data.item}" if data.subject is None else subject_words(data.subject)
    on = "" if data.listing_id is None else f" → {data.listing_name} [{data.listing_id}]"
    print_indented(f"{data.act}: {who}{on}", 4)
    print_decision(data.decision, 4)
    state = "" if data.state is None else f"; alert {data.alert} is {data.state}"
    print_indented(f"the shipment is {data.outcome}{state}", 4)


def _show_data(data: ShipmentView) -> None:
    if data.causes:
        was = "" if data.before is None else f", it was {data.before.outcome}"
        print_indented(f"now because of {' and '.join(data.causes)}{was}", 4)
    if data.reason:
        print_indented(data.reason, 4)
    told = [hit for hit in data.hits if hit.change is not HitChange.KEPT]
    there = [hit for hit in told if hit.change is not HitChange.CLEARED]
    for group in by_entity(there, (hit.subject.ref for hit in there)):
        print_hits(subject_words(group[0].subject), group, indent=4, mark=_mark(group[0]))
        for hit in group:
            print_decision(hit.decision, 12)
    for hit in told:
        if hit.change is HitChange.CLEARED:
            _show_gone(hit)
    kept = len(data.hits) - len(told)
    if kept:
        print_line(f"    and {kept} as before; see: customhouse status {data.shipment_id}")


def _mark(hit: HitView) -> str:
    said = [hit.change.value]
    said += [f"was {hit.before.score:.4f}"] if hit.before is not None else []
    said += [hit.cause] if hit.cause else []
    return ", ".join(said)


def _show_gone(hit: HitView) -> None:
    """Print what was a hit and is none any more, so that nobody takes it for one."""
    why = f": {hit.cause}" if hit.cause else ""
    said = f"{subject_words(hit.subject)} → {hit.listing_name} [{hit.listing_id}]"
    print_indented(f"gone    {said}  (no hit any more{why})", 4, "dim")


@groups.command("list")
@located
def list_groups(place: Place, as_json: JsonOption = False) -> None:
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
    as_json: JsonOption = False,
) -> None:
    """Create a group; it hears every alert still on the stream, unless told otherwise."""
    with open_service(place) as service:
        create_group(service, name, new_only=new_only)
    tell(f"group {name} is created", {"created": name}, as_json=as_json)


@groups.command("remove")
@located
def remove(
    place: Place,
    name: Annotated[str, typer.Argument(help="Who listened.")],
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Remove a group; what it has not read stays on the stream for others."""
    with open_service(place) as service:
        group = group_of(service, name)
        lag = "an unknown number of" if group.lag is None else f"{group.lag:,}"
        said = f"{group.pending:,} alerts not acknowledged and {lag} not read"
        ask(f"Remove group {name}, which has {said}?", yes=yes)
        remove_group(service, name)
    tell(f"group {name} is removed", {"removed": name}, as_json=as_json)
