"""The options by which a command finds the service."""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Concatenate, Final, ParamSpec, get_type_hints

import typer

from desk.cli.quieting import quiet_logs
from desk.service.place import Place, find_place

P = ParamSpec("P")
_PANEL: Final = "Where the service is"

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="CUSTOMHOUSE_DATA_DIR",
        help="Data folder of the service.",
        rich_help_panel=_PANEL,
    ),
]
RedisOption = Annotated[
    str | None,
    typer.Option(
        "--redis",
        envvar="CUSTOMHOUSE_REDIS_URL",
        help="URL of its Redis or Valkey.",
        rich_help_panel=_PANEL,
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="CUSTOMHOUSE_DATABASE_URL",
        help="URL of its ledger.",
        rich_help_panel=_PANEL,
    ),
]
PrefixOption = Annotated[
    str | None,
    typer.Option(
        "--prefix",
        envvar="CUSTOMHOUSE_PREFIX",
        help="Prefix of its streams and keys.",
        rich_help_panel=_PANEL,
    ),
]


def located(command: Callable[Concatenate[Place, P], None]) -> Callable[..., None]:
    """Give a command the options that say where the service is, in place of its parameter."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        quiet_logs()
        where = {name: options.pop(name) for name in _OPTIONS}
        command(find_place(**where), *args, **options)

    hints = get_type_hints(command, include_extras=True)
    own = list(inspect.signature(command).parameters.values())[1:]
    kind = inspect.Parameter.KEYWORD_ONLY
    # Resolved annotations: typer reads them here and not in the command's own module.
    parameters = [each.replace(annotation=hints[each.name], kind=kind) for each in own]
    parameters += [
        inspect.Parameter(name, kind, default=None, annotation=option)
        for name, option in _OPTIONS.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # PEP 362
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


_OPTIONS: Final[dict[str, Any]] = {
    "data": DataOption,
    "redis": RedisOption,
    "database": DatabaseOption,
    "prefix": PrefixOption,
}
