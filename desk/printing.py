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

from customhouse.alert import ListRejectedView, ListStaleView, ListUpdatedView, ServiceView

# Where nobody looks, for instance in a pipe, nothing is gained by folding what is wide.
_PIPE_WIDTH: Final = 240


def output() -> Console:
    """Return the console of standard output, as it is bound now."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(width=width, highlight=False, emoji=False)


def notices() -> Console:
    """Return the console of standard error, as it is bound now."""
    return Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


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
    """Print a table; cells are shown as they are, never read as markup; a Text keeps its style."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(_cell, row))
    output().print(table)


def _cell(value: object) -> Text:
    style = value.style if isinstance(value, Text) else ""
    return Text(printable("" if value is None else value), style=style)


def print_line(text: str, style: str = "") -> None:
    """Print one line, unfolded."""
    output().print(Text(printable(text), style=style), soft_wrap=True)


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    typer.echo(orjson.dumps(value).decode())


def event_words(data: ServiceView | ListUpdatedView | ListRejectedView | ListStaleView) -> str:
    """Return in a line what an event says that is not about a shipment."""
    match data:
        case ListUpdatedView(entries=0):
            return "is no longer in force"
        case ListUpdatedView(entries_before=None):
            return f"is in force: {data.entries:,} entries"
        case ListUpdatedView():
            changes = f"+{data.added} −{data.removed} ~{data.changed}"
            known = "" if data.added is None else f", {changes}"
            return f"has changed: {data.entries_before:,} → {data.entries:,} entries{known}"
        case ListStaleView():
            limit = age_words(data.limit_s)
            return f"is too old: {age_words(data.age_s)}, and its limit is {limit}"
        case ListRejectedView() | ServiceView():
            return data.reason


def age_words(seconds: float) -> str:
    """Return an age that people read at a glance: "3 d 4 h", "12 min"."""
    span = timedelta(seconds=int(seconds))
    hours, minutes = span.seconds // 3600, span.seconds // 60 % 60
    if span.days:
        return f"{span.days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
