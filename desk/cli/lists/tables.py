"""`customhouse lists show`, `sources` and `counts`: the lists as tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Final

import typer
from rich.text import Text

from desk.cli.located import located
from desk.cli.printing import JsonOption, print_indented, print_json, print_line, print_table
from desk.lists.in_force import snapshot_in_force
from desk.lists.tables import ListInForce, ListRow, counts_of, list_rows, source_rows
from desk.service.place import Place
from desk.wording import age_words
from lists.store.list_store import ListStore

# Half of what may pass since the last good load is gone: time to look why.
_WARNING: Final = 0.5
# The day is what people look for; `--json` has the time too.
_DAY: Final = len("2024-12-11")
# Kinds of unread text that a line names.
_MOST_SAID: Final = 5


@located
def show(place: Place, as_json: JsonOption = False) -> None:
    """Show the lists in force, their size and age, and what the gate refused."""
    rows = list_rows(
        ListStore(place.settings.lists_dir), datetime.now(UTC), place.settings.age_limits
    )
    if as_json:
        print_json([_as_data(row) for row in rows])
        return
    in_force = [row.in_force for row in rows if row.in_force is not None]
    if not rows:
        snapshot_in_force(place.settings)
    columns = ("list", "entries", "names", "age", "limit", "published", "whole")
    if in_force:
        print_table("", columns, [_shown(row) for row in in_force])
    for row in rows:
        for line in _notes(row):
            print_indented(line, 0, "yellow")


@located
def show_sources(place: Place, as_json: JsonOption = False) -> None:
    """Show every list that can be loaded, and how often its publisher is asked."""
    rows = source_rows(ListStore(place.settings.lists_dir))
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    columns = ("list", "title", "authority", "every", "limit", "in force")
    shown = [
        (
            row.source,
            row.title,
            row.authority,
            _span(row.cadence_s) or "by hand",
            _span(row.max_age_s),
            "yes" if row.in_force else "",
        )
        for row in rows
    ]
    print_table("", columns, shown)
    print_line("own:NAME and ftm:NAME are lists of your own: docs/lists.md")


@located
def counts(
    place: Place,
    as_json: JsonOption = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="A table for a document.")
    ] = False,
) -> None:
    """Count what the lists in force hold."""
    found = counts_of(snapshot_in_force(place.settings))
    if as_json:
        print_json([{"source": source, **held} for source, held in found.items()])
        return
    columns = ["list", *next(iter(found.values()), {})]
    cells = [[source, *map(_figure, held.values())] for source, held in found.items()]
    if as_markdown:
        _print_markdown(columns, cells)
    else:
        print_table("", columns, cells)


def _as_data(row: ListRow) -> dict[str, Any]:
    held: Mapping[str, Any] = {} if row.in_force is None else asdict(row.in_force)
    refused = None if row.refused is None else asdict(row.refused)
    is_in_force = row.in_force is not None
    return {"source": row.source, **held, "in_force": is_in_force, "rejected": refused}


def _shown(row: ListInForce) -> tuple[object, ...]:
    return (
        row.source,
        f"{row.entries:,}",
        f"{row.names:,}",
        _age(row.age_s, row.max_age_s),
        _span(row.max_age_s) or "none",
        (row.published or "")[:_DAY],
        _wholeness(row),
    )


def _age(age_s: int | None, limit_s: int | None) -> Text:
    if age_s is None:
        return Text("unknown", style="yellow")
    return Text(age_words(age_s), style=_age_style(age_s, limit_s))


def _wholeness(row: ListInForce) -> str:
    if row.excerpt:
        return "excerpt"
    return "no" if row.incomplete else "yes"


def unread_words(unread: Mapping[str, int]) -> str:
    """Return what a parser did not understand, the most frequent first: "element foo (4,021)"."""
    ranked = sorted(unread.items(), key=lambda each: -each[1])
    said = [f"{what} ({count:,})" for what, count in ranked[:_MOST_SAID]]
    rest = len(ranked) - len(said)
    return ", ".join([*said, *([f"{rest} more in --json"] if rest else [])])


def _age_style(age_s: float, limit_s: int | None) -> str:
    if limit_s is None or age_s <= _WARNING * limit_s:
        return ""
    return "yellow" if age_s <= limit_s else "bold red"


def _notes(row: ListRow) -> Iterable[str]:
    accepted = None if row.in_force is None else row.in_force.accepted
    if row.in_force is not None and row.in_force.unread:
        words = unread_words(row.in_force.unread)
        yield f"{row.source}: not understood, kept as text: {words}"
    if accepted is not None:
        said = "; ".join(accepted.objections)
        yield (
            f"{row.source}: accepted by {accepted.by} on {accepted.at:%Y-%m-%d %H:%M} UTC: "
            f"{accepted.reason} (the gate had said: {said})"
        )
    if row.refused is not None:
        said = "; ".join(row.refused.objections)
        yield f"{row.source}: refused on {row.refused.at:%Y-%m-%d %H:%M} UTC: {said}"
        advice = f'customhouse lists accept {row.source} --reason "…" --second NAME'
        yield f"    if this is right: {advice}"


def _span(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours = seconds // 3600
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"


def _figure(value: int) -> str:
    return f"{value:,}"


def _print_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    figures = "---:|" * (len(columns) - 1)
    typer.echo(f"| {' | '.join(columns)} |\n|---|{figures}")
    for name, *rest in rows:
        typer.echo(f"| {' | '.join([f'`{name}`', *rest])} |")
