"""Questions before what cannot be undone."""

from typing import Annotated

import typer

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def ask(question: str, *, yes: bool) -> None:
    """Ask, unless that was answered beforehand; anything but yes ends the command."""
    if not yes:
        typer.confirm(question, abort=True)
