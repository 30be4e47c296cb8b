"""Commands that are imported when one of them is called: help and version wait for nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A command that is not imported yet.

    Attributes:
        target: module and name, "desk.cli.matching:match": a function, or a typer of its own.
        help: the first line of its docstring, which help shows without importing it.
        panel: the heading in help under which it stands.
    """

    name: str
    target: str
    help: str
    panel: str | None = None


def late_typer(rows: Sequence[Late], **settings: Any) -> typer.Typer:
    """Return a typer of commands that are imported late.

    Args:
        settings: as typer.Typer takes them.
    """
    targets = {row.name: row.target for row in rows}
    group = type("LateGroup", (_LateGroup,), {"targets": targets})
    app = typer.Typer(cls=group, no_args_is_help=True, **settings)
    for row in rows:
        app.command(row.name, help=row.help, rich_help_panel=row.panel)(_stand_in)
    # A typer with one command and no callback would be that command.
    app.callback()(_stand_in)
    return app


def load(name: str, target: str) -> Any:
    """Import a command and return it as typer runs it."""
    module, _, attribute = target.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return get_group(found)
    single = typer.Typer(add_completion=False)
    single.command(name)(found)
    return get_command(single)


class _LateGroup(TyperGroup):
    """Shows what stands in for its commands, and runs the commands themselves."""

    targets: Mapping[str, str]

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        return name, found if name is None else load(name, self.targets[name]), rest


def _stand_in() -> None:
    """Stand in for a command in help; nobody calls it."""
