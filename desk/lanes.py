"""`customhouse lane …`: what flows, what is paused, and what waits."""

from typing import Annotated, Any

import typer

from customhouse.keys import INTAKE_GROUP, Lane
from desk.errors import CommandError
from desk.finding import Place, located
from desk.printing import print_json, print_line, print_table
from worker.service import Service

lane = typer.Typer(help="The lanes: what flows, what is paused.", no_args_is_help=True)


@lane.command("show")
@located
def show(
    place: Place, as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """Show each lane's backlog, and what is paused and why."""
    with place.service() as service:
        state = lane_state(service)
    if as_json:
        print_json(state)
        return
    rows = [(r["lane"], r["backlog"], r["pending"], r["paused"] or "flows") for r in state["lanes"]]
    print_table("", ("lane", "backlog", "being worked on", "paused"), rows)
    for source, why in state["sources"].items():
        print_line(f"source {source} is paused: {why}; customhouse lane resume --source {source}")
    print_line(f"{state['waiting']} records wait for a paused source or a newer worker")


@lane.command("pause")
@located
def pause(
    place: Place,
    lane: Annotated[Lane, typer.Argument(help="express or bulk.")],
    why: Annotated[str, typer.Option(help="Said to whoever looks.")] = "paused by an operator",
) -> None:
    """Stop draining a lane; producers go on until its stream is full."""
    with place.service() as service:
        service.redis.hset(service.keys.paused(), f"lane:{lane}", why)
    print_line(f"{lane} is paused; go on with: customhouse lane resume {lane}")


@lane.command("resume")
@located
def resume(
    place: Place,
    lane: Annotated[Lane | None, typer.Argument(help="express or bulk.")] = None,
    source: Annotated[str | None, typer.Option(help="Let this source flow again.")] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Let go all that need not wait any longer.")
    ] = False,
) -> None:
    """Let a lane or a source flow again, or let go what waits."""
    if lane is None and source is None and not waiting:
        raise typer.BadParameter("name a lane, a --source, or --waiting")
    with place.service() as service:
        if lane is not None:
            _resume_lane(service, lane)
        if source is not None:
            _resume_source(service, source)
        if waiting:
            released = service.waiting.release_ready(service.quality.paused_sources())
            print_line(f"{released} waiting records are back on their lane")


def _resume_lane(service: Service, lane: Lane) -> None:
    was_paused = service.redis.hdel(service.keys.paused(), f"lane:{lane}")
    print_line(f"{lane} flows again" if was_paused else f"{lane} was not paused")


def _resume_source(service: Service, source: str) -> None:
    was_paused = service.quality.resume(source)
    released = service.waiting.release_source(source)
    if not was_paused and not released:
        raise CommandError(f"source {source}: not paused, and nothing of it waits")
    print_line(f"{source} flows again; {released} waiting records are back on their lane")


def lane_state(service: Service) -> dict[str, Any]:
    """Return backlog, pending and pauses of the lanes, as `lane show --json` prints them."""
    paused = paused_names(service)
    lanes = [
        {
            "lane": str(each),
            "backlog": service.intake.backlog(each),
            "pending": _pending(service, each),
            "paused": paused.get(f"lane:{each}"),
        }
        for each in Lane
    ]
    sources = {
        name.removeprefix("source:"): why
        for name, why in paused.items()
        if name.startswith("source:")
    }
    return {"lanes": lanes, "sources": sources, "waiting": len(service.waiting)}


def paused_names(service: Service) -> dict[str, str]:
    """Return what is paused, "lane:bulk" or "source:…", and why."""
    found: Any = service.redis.hgetall(service.keys.paused())
    return {name.decode(): why.decode(errors="replace") for name, why in found.items()}


def _pending(service: Service, lane: Lane) -> int:
    stream = service.keys.intake(lane)
    if not service.redis.exists(stream):
        return 0
    found: Any = service.redis.xinfo_groups(stream)
    return sum(int(group["pending"]) for group in found if group["name"] == INTAKE_GROUP.encode())
