"""The command line: `customhouse …`."""

import os
from typing import Final

import redis
import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from customhouse.errors import CustomhouseError
from desk.cli import (
    alerts,
    dead,
    doctor,
    lanes,
    lists,
    matching,
    metrics,
    migrating,
    rescreening,
    schemas,
    statuses,
    submitting,
    validating,
)
from desk.cli.demo import demo
from desk.cli.printing import notices
from desk.cli.up import up
from desk.wording import printable
from screening.errors import ScreeningError
from worker.settings import ignored_variables

_RUN: Final = "Run the service"
_USE: Final = "Screen shipments"
_LISTS: Final = "Lists and names"
_CARE: Final = "Look after it"
_SEE: Final = "docs/operations.md lists every setting"

app: Final = typer.Typer(
    name="customhouse",
    help="Open-source sanctions screening for shipments: records in, alerts out.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(rich_help_panel=_RUN)(up)
app.command(rich_help_panel=_RUN)(demo)
app.command(rich_help_panel=_RUN)(migrating.migrate)
app.command(rich_help_panel=_USE)(submitting.submit)
app.command(rich_help_panel=_USE)(statuses.status)
app.add_typer(statuses.shipment, name="shipment", rich_help_panel=_USE)
app.command(rich_help_panel=_USE)(alerts.alerts)
app.add_typer(alerts.groups, name="groups", rich_help_panel=_USE)
app.add_typer(lists.lists, name="lists", rich_help_panel=_LISTS)
app.command(rich_help_panel=_LISTS)(matching.match)
app.command(rich_help_panel=_LISTS)(validating.validate)
app.command(rich_help_panel=_LISTS)(rescreening.rescreen)
app.command(rich_help_panel=_CARE)(doctor.doctor)
app.add_typer(lanes.lane, name="lane", rich_help_panel=_CARE)
app.add_typer(dead.dead, name="dead", rich_help_panel=_CARE)
app.command(rich_help_panel=_CARE)(metrics.metrics)
app.command(rich_help_panel=_CARE)(schemas.schema)


def main() -> int:
    """Run the command line; expected errors become one line and exit code 1."""
    _warn_of_settings()
    try:
        app()
    except (CustomhouseError, ScreeningError) as exc:
        return _complain(str(exc))
    except redis.ConnectionError as exc:
        return _complain(f"Redis does not answer ({exc}); start one with: customhouse up")
    except redis.RedisError as exc:
        return _complain(f"Redis refused: {exc}")
    except (ValidationError, SettingsError) as exc:
        return _complain(_settings_reason(exc))
    except OSError as exc:
        return _complain(f"{exc.filename or 'system'}: {exc.strerror or exc}")
    return 0


def _warn_of_settings() -> None:
    for variable, nearest in ignored_variables(os.environ).items():
        advice = f"did you mean {nearest}?" if nearest else _SEE
        notices().print(
            printable(f"{variable} is no setting and is ignored; {advice}"), markup=False
        )


def _complain(reason: str) -> int:
    notices().print("[bold red]error:[/]", end=" ")
    for line in reason.splitlines():
        notices().print(printable(line), markup=False)
    return 1


def _settings_reason(exc: ValidationError | SettingsError) -> str:
    if isinstance(exc, ValidationError):
        first = exc.errors(include_url=False, include_input=False)[0]
        name, wrong = str(first["loc"][0]), first["msg"].removeprefix("Value error, ")
    else:
        # Its message quotes the field, and never the value, which may be a password.
        name, wrong = str(exc).split('"')[1], "cannot be read"
    return f"setting CUSTOMHOUSE_{name.upper()}: {wrong}. Correct or unset it; {_SEE}"
