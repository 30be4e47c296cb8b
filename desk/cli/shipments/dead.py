"""`customhouse dead …`: records that can never be screened as they are."""

from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any

import typer

from desk.cli.asking import YesOption, ask
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_json, print_labelled, print_line, print_table, tell
from desk.service.opening import open_ledger, open_whole
from desk.service.place import Place
from desk.shipments.dead_letters import (
    dead_letter,
    dead_letters,
    purge_letters,
    replay_letter,
    waiting_letters,
)
from ledger.ledger import Ledger
from ledger.rows import DeadLetter

dead = typer.Typer(
    help="Dead letters: records that can never be screened as they are.", no_args_is_help=True
)

NumbersArgument = Annotated[
    list[int] | None, typer.Argument(metavar="NO…", help="Numbers as `dead list` shows them.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Every dead letter that waits.")]


@dead.command("list")
@located
def list_letters(
    place: Place,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    every: Annotated[bool, typer.Option("--every", help="Replayed and purged ones too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List dead letters, oldest first."""
    with open_ledger(place) as ledger:
        found = list(islice(dead_letters(ledger, every=every), limit))
    if as_json:
        print_json([_as_data(letter) for letter in found])
    elif not found:
        print_line("no dead letters")
    else:
        columns = ("no", "since", "entry", "source", "field", "reason", "state")
        print_table("", columns, [_as_row(letter) for letter in found])


@dead.command("show")
@located
def show(
    place: Place,
    no: Annotated[int, typer.Argument(help="Its number.")],
    as_json: JsonOption = False,
) -> None:
    """Show one dead letter, with the record as it came."""
    with open_ledger(place) as ledger:
        letter = dead_letter(ledger, no)
    if as_json:
        print_json(_as_data(letter))
        return
    for name, value in _as_data(letter).items():
        print_labelled(name, "" if value is None else str(value))


@dead.command("replay")
@located
def replay(
    place: Place,
    numbers: NumbersArgument = None,
    every: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """Put dead letters back on the lane they came by."""
    with open_whole(place) as service:
        done = 0
        for letter in _chosen(service.ledger, numbers, every):
            replay_letter(service, letter)
            done += 1
    tell(f"{done} replayed", {"replayed": done}, as_json=as_json)


@dead.command("purge")
@located
def purge(
    place: Place,
    numbers: NumbersArgument = None,
    every: AllOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Forget what dead letters said; that they were, stays."""
    with open_ledger(place) as ledger:
        chosen = [letter.no for letter in _chosen(ledger, numbers, every)]
        ask(f"Forget {len(chosen)} dead letters for good?", yes=yes or not chosen)
        done = purge_letters(ledger, chosen)
    tell(f"{done} purged", {"purged": done}, as_json=as_json)


def _chosen(ledger: Ledger, numbers: list[int] | None, every: bool) -> Iterable[DeadLetter]:
    if bool(numbers) == every:
        raise typer.BadParameter("give numbers, or --all")
    # Each is read before it is settled, and pages go by number, so none is missed.
    return dead_letters(ledger) if every else waiting_letters(ledger, numbers or [])


def _as_row(letter: DeadLetter) -> tuple[object, ...]:
    since = f"{letter.at:%Y-%m-%d %H:%M:%S %Z}"
    source, field = letter.source or "", letter.field
    return letter.no, since, letter.entry, source, field, letter.reason, letter.state


def _as_data(letter: DeadLetter) -> dict[str, Any]:
    return {
        "no": letter.no,
        "at": letter.at.isoformat(),
        "entry": letter.entry,
        "source": letter.source,
        "field": letter.field,
        "reason": letter.reason,
        "state": letter.state.value,
        "record": letter.raw.decode(errors="replace"),
    }
