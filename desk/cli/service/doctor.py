"""`customhouse doctor`: is the service fit, and if not, what to do, in plain words."""

from typing import Annotated

import typer

from desk.cli.located import located
from desk.cli.printing import output, print_json
from desk.service.health import Check, examine
from desk.service.place import Place
from desk.wording import printable


@located
def doctor(
    place: Place, as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False
) -> None:
    """Look at everything the service needs; exit code 1 if anything is wrong."""
    checks = examine(place)
    is_right = all(check.is_right for check in checks)
    if as_json:
        found = [
            {"check": c.name, "ok": c.is_right, "warning": c.is_warning, "found": c.found}
            for c in checks
        ]
        print_json({"ok": is_right, "checks": found})
    for check in checks if not as_json else ():
        output().print(f"{_mark(check)} {check.name:16}", end=" ")
        output().print(printable(check.found), markup=False, soft_wrap=True)
    if not is_right:
        raise typer.Exit(1)


def _mark(check: Check) -> str:
    if not check.is_right:
        return "[bold red]✗[/]"
    return "[yellow]![/]" if check.is_warning else "[green]✓[/]"
