"""What people read: tables and lines on standard output, progress and errors on standard error."""

import logging
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

import orjson
import structlog
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Where nobody looks, for instance in a pipe, nothing is gained by folding what is wide.
_PIPE_WIDTH: Final = 240


def output() -> Console:
    """Return the console of standard output, as it is bound now."""
    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)


def notices() -> Console:
    """Return the console of standard error, as it is bound now."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def quiet_logs() -> None:
    """Keep the rooms below from logging what the command says itself; warnings come through."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        # Asked for anew each time: standard error may be bound to something else by then.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def printable(text: object) -> str:
    """Return the text without what could steer a terminal: records hold anything."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(text))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; cells are shown as they are, never read as markup."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable("" if cell is None else cell)) for cell in row))
    output().print(table)


def print_line(text: str, style: str = "") -> None:
    """Print one line, unfolded."""
    output().print(Text(printable(text), style=style), soft_wrap=True)


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    typer.echo(orjson.dumps(value).decode())


def age_words(seconds: float) -> str:
    """Return an age that people read at a glance: "3 d 4 h", "12 min"."""
    span = timedelta(seconds=int(seconds))
    hours, minutes = span.seconds // 3600, span.seconds // 60 % 60
    if span.days:
        return f"{span.days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
