"""`customhouse lists listing`, `search` and `export`: what stands on the lists."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer

from desk.cli.compiling import reading_lists
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    notices,
    print_indented,
    print_json,
    print_line,
    print_table,
)
from desk.errors import CommandError
from desk.lists.in_force import snapshot_in_force
from desk.lists.listings import (
    ExportFormat,
    FoundListing,
    export_lines,
    listing_of,
    search_listings,
)
from desk.service.place import Place
from lists.canonical import to_json
from lists.differing.wording import words_of
from lists.store.list_store import ListStore
from lists.store.writing import write_whole


@located
def listing(
    place: Place,
    number: Annotated[str, typer.Argument(metavar="ID", help="us_ofac_sdn:7157")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="A date, a time, or a snapshot's id.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show one listing with all that its list says."""
    found = listing_of(place.settings, number, as_of)
    if as_json:
        print_json(orjson.loads(to_json(found)))
        return
    rows = [(field, "\n".join(values)) for field, values in words_of(found).items()]
    print_rows(f"{found.id}: {found.primary_name}", [*rows, ("content", found.content)])


def print_rows(title: str, rows: list[tuple[str, str]]) -> None:
    """Print a table of fields, one value a line."""
    split = [
        (field if not place else "", value)
        for field, values in rows
        for place, value in enumerate(values.split("\n"))
    ]
    print_table(title, ("field", "value"), split)


@located
def search(
    place: Place,
    text: Annotated[str, typer.Argument(help="A name, or any text.")],
    limit: Annotated[int, typer.Option(min=1, help="Most listings to show.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find listings by a name, however it is spelt, or by text that they hold."""
    with reading_lists():
        found = search_listings(place.settings, text)
    shown = found[:limit]
    if as_json:
        print_json([asdict(each) for each in shown])
        return
    if not shown:
        print_line(f"{text}: nothing is listed like that", "green")
        return
    for each in shown:
        _show_found(each)
    if len(found) > limit:
        notices().print(f"{len(found) - limit} more; show them with --limit", markup=False)


@located
def export(
    place: Place,
    source: Annotated[
        str | None, typer.Argument(help="A list's id. Default: all in force.")
    ] = None,
    out: Annotated[
        Path | None, typer.Argument(help="The file to write. Default: standard output.")
    ] = None,
    kind: Annotated[
        ExportFormat, typer.Option("--format", help="FollowTheMoney, or our own form.")
    ] = ExportFormat.FTM,
) -> None:
    """Write the lists in force as JSON lines: `export us_ofac_sdn --format ftm OUT`."""
    snapshot = snapshot_in_force(place.settings)
    known = {state.source for state in snapshot.lists}
    if source is not None and out is None and source not in known and Path(source).suffix:
        # A file alone may as well follow; a misspelt list must not become one.
        out, source = Path(source), None
    if source is not None and source not in known:
        raise CommandError(f"{source}: not in force; see: customhouse lists show")
    lines = export_lines(ListStore(place.settings.lists_dir), snapshot, source, kind)
    if out is None:
        for line in lines:
            typer.echo(line, nl=False)
        return
    write_whole(out, lines)
    print_line(f"{out} is written")


def _show_found(found: FoundListing) -> None:
    programs = ", ".join(found.programs)
    print_indented(f"{found.name} [{found.id}]  {found.type}  {programs}", 0, "bold")
    score = "" if found.score is None else f"{found.score:.4f}  "
    print_indented(f"{score}{found.field}: {found.value}", 4)
