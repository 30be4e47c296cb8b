"""`customhouse lane …`: what flows, what is paused, and what waits."""

from dataclasses import asdict
from typing import Annotated

import typer

from customhouse.keys import Lane
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_json, print_line, print_table, print_warning, tell
from desk.service.lanes import (
    acknowledge_erasures,
    pause_lane,
    release_waiting,
    resume_lane,
    resume_source,
    traffic_of,
)
from desk.service.opening import open_service
from desk.service.place import Place
from desk.wording import age_words

lane = typer.Typer(help="The lanes: what flows, what is paused.", no_args_is_help=True)


@lane.command("show")
@located
def show(place: Place, as_json: JsonOption = False) -> None:
    """Show each lane's backlog, and what is paused and why."""
    with open_service(place) as service:
        traffic = traffic_of(service)
    if as_json:
        print_json(asdict(traffic))
        return
    rows = [
        (r.lane, r.backlog, r.pending, _age(r.oldest_s), r.paused or "flows") for r in traffic.lanes
    ]
    print_table("", ("lane", "backlog", "being worked on", "oldest", "paused"), rows)
    for each in traffic.lanes:
        if each.erased:
            print_warning(f"{each.erased:,} records of {each.lane} were erased by somebody")
    for source, why in traffic.sources.items():
        print_line(f"source {source} is paused: {why}; customhouse lane resume --source {source}")
    print_line(f"{traffic.waiting} records wait for a paused source or a newer worker")


@lane.command("pause")
@located
def pause(
    place: Place,
    lane: Annotated[Lane, typer.Argument(help="express or bulk.")],
    why: Annotated[str, typer.Option(help="Said to whoever looks.")] = "paused by an operator",
    as_json: JsonOption = False,
) -> None:
    """Stop draining a lane; producers go on until its stream is full."""
    with open_service(place) as service:
        pause_lane(service, lane, why)
    said = f"{lane} is paused; go on with: customhouse lane resume {lane}"
    tell(said, {"paused": lane, "why": why}, as_json=as_json)


@lane.command("resume")
@located
def resume(
    place: Place,
    lane: Annotated[Lane | None, typer.Argument(help="express or bulk.")] = None,
    source: Annotated[str | None, typer.Option(help="Let this source flow again.")] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Let go all that need not wait any longer.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Let a lane or a source flow again, or let go what waits."""
    if lane is None and source is None and not waiting:
        raise typer.BadParameter("name a lane, a --source, or --waiting")
    with open_service(place) as service:
        if lane is not None:
            was_paused = resume_lane(service, lane)
            said = f"{lane} flows again" if was_paused else f"{lane} was not paused"
            tell(said, {"lane": lane, "was_paused": was_paused}, as_json=as_json)
        if source is not None:
            released = resume_source(service, source)
            data = {"source": source, "released": released}
            tell(f"{source} flows again; {_back(released)}", data, as_json=as_json)
        if waiting:
            released = release_waiting(service)
            tell(_back(released), {"released": released}, as_json=as_json)


@lane.command("acknowledge")
@located
def acknowledge(
    place: Place,
    lane: Annotated[Lane, typer.Argument(help="express or bulk.")],
    as_json: JsonOption = False,
) -> None:
    """Take note of records that somebody erased, once they are sent again: doctor is quiet."""
    with open_service(place) as service:
        erased = acknowledge_erasures(service, lane)
    said = f"{erased:,} erased records of {lane} are taken note of"
    tell(said, {"lane": lane, "erased": erased}, as_json=as_json)


def _age(oldest_s: float | None) -> str:
    return "" if oldest_s is None else age_words(oldest_s)


def _back(released: int) -> str:
    return f"{released} waiting records are back on their lane"
