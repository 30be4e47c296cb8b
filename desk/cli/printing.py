"""What people read: tables and lines on standard output, progress and errors on standard error."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final, TextIO

import orjson
import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk.wording import printable

JsonOption = Annotated[bool, typer.Option("--json", help="JSON for programs.")]
# Where nobody looks, for instance in a pipe, nothing is gained by folding what is wide.
_PIPE_WIDTH: Final = 240
# A word up to this long stays whole in a table, as long as all columns find room.
_WHOLE_WORD: Final = 16
_MOST_LINES: Final = 8
_LABEL: Final = 10
_NAME: Final = 18
# However far in it begins, a text has so much room.
_LEAST: Final = 20


def output() -> Console:
    """Return the console of standard output, as it is bound now."""
    return _console(sys.stdout)


def notices() -> Console:
    """Return the console of standard error, as it is bound now."""
    return Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def _console(stream: TextIO) -> Console:
    width = None
    if not stream.isatty() and "COLUMNS" not in os.environ:
        width = _PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, emoji=False)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; cells are shown as they are, never read as markup; a Text keeps its style.

    Where a table would break words, or stretch a row over many lines, its rows are printed one
    below the other.
    """
    if title:
        # A table's own title is folded to the width of the table.
        print_line(title, "bold")
    cells = [[_cell(value) for value in row] for row in rows]
    console = output()
    texts = [[str(text) for text in column] for column in zip(columns, *cells, strict=True)]
    widths = _widths(texts, console.width - 3 * len(columns) - 1)
    if widths is None:
        _print_blocks(columns, cells)
        return
    table = Table(header_style="bold")
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", width=width)
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _print_blocks(columns: Sequence[str], rows: Iterable[Sequence[Text]]) -> None:
    for first, *others in rows:
        _print_hanging(Text(f"{columns[0]} "), Text(first.plain, style=first.style or "bold"))
        for column, text in zip(columns[1:], others, strict=True):
            if text.plain:
                _print_hanging(Text(f"    {column:{_LABEL}} "), text)


def _widths(columns: Sequence[Sequence[str]], room: int) -> Sequence[int | None] | None:
    """Return widths that break no word and make no row too high; None: there are none.

    A width that is None is as it comes.
    """
    least = [min(_WHOLE_WORD, _longest(" ".join(texts).split())) for texts in columns]
    more = [max(_longest(texts) - width, 0) for texts, width in zip(columns, least, strict=True)]
    left = room - sum(least)
    if left < 0:
        return None
    if sum(more) <= left:
        return [None] * len(columns)
    widths = [width + extra * left // sum(more) for width, extra in zip(least, more, strict=True)]
    lines = (_longest(texts) / width for texts, width in zip(columns, widths, strict=True) if width)
    return widths if max(lines, default=0) <= _MOST_LINES else None


def _longest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _cell(value: object) -> Text:
    style = value.style if isinstance(value, Text) else ""
    return Text(printable("" if value is None else value), style=style)


def print_line(text: str, style: str = "") -> None:
    """Print one line, unfolded."""
    output().print(Text(printable(text), style=style), soft_wrap=True)


def print_indented(text: str, indent: int, style: str = "") -> None:
    """Print one line further in; what is longer than a line goes on below its own beginning."""
    _print_hanging(Text(" " * indent), Text(printable(text), style=style))


def print_labelled(label: str, text: str) -> None:
    """Print a line that begins with a label; what is longer goes on below its own beginning."""
    _print_hanging(Text(f"  {label:{_LABEL}}"), Text(printable(text)))


def print_marked(mark: Text, name: str, text: str) -> None:
    """Print a line that begins with a mark and a name; what is longer goes on below."""
    head = Text.assemble(mark, f" {printable(name):{_NAME}} ")
    _print_hanging(head, Text(printable(text)))


def print_error(text: str) -> None:
    """Print on standard error what went wrong; each line is folded below its own beginning."""
    head = Text("error: ", style="bold red")
    for line in text.splitlines():
        _print_hanging(head, Text(printable(line)), console=_console(sys.stderr))
        head = Text("")


def _print_hanging(head: Text, text: Text, *, console: Console | None = None) -> None:
    """Print a text behind a head; it is folded between words, below its own beginning."""
    console = console or output()
    for number, line in enumerate(text.wrap(console, max(_LEAST, console.width - head.cell_len))):
        line.rstrip()
        console.print(head + line if not number else Text(" " * head.cell_len) + line, end="\n")


def print_warning(text: str) -> None:
    """Print a warning, unfolded."""
    said = Text.assemble(("warning: ", "yellow"), printable(text))
    output().print(said, soft_wrap=True)


def tell(text: str, data: Any, *, as_json: bool) -> None:
    """Print what was done: as a line for people, or as JSON for programs."""
    if as_json:
        print_json(data)
    else:
        print_line(text)


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    typer.echo(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode())
