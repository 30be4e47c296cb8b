"""`customhouse doctor`: is the service fit, and if not, what to do, in plain words."""

from typing import Final

import typer
from rich.text import Text

from desk.cli.located import located
from desk.cli.printing import JsonOption, print_json, print_marked
from desk.service.checks.check import State
from desk.service.health import examine
from desk.service.place import Place

_MARKS: Final = {
    State.RIGHT: Text("✓", style="green"),
    State.WARNING: Text("!", style="yellow"),
    State.WRONG: Text("✗", style="bold red"),
}


@located
def doctor(place: Place, as_json: JsonOption = False) -> None:
    """Look at everything the service needs; exit code 1 if anything is wrong."""
    health = examine(place)
    if as_json:
        found = [
            {
                "check": check.name,
                "ok": check.state is not State.WRONG,
                "warning": check.state is State.WARNING,
                "found": check.found,
            }
            for check in health.checks
        ]
        print_json({"ok": health.is_fit, "checks": found})
    for check in health.checks if not as_json else ():
        print_marked(_MARKS[check.state], check.name, check.found)
    if not health.is_fit:
        raise typer.Exit(1)
