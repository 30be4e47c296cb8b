"""`customhouse audit verify` and `export`: whether the ledger holds, and what it says."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.against import time_words
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_indented, print_json, print_labelled, print_line
from desk.errors import CommandError
from desk.service.opening import open_ledger
from desk.service.place import Place
from desk.trail.examining import TrailHealth, examine_trail, parsed_head
from desk.trail.exporting import export_trail
from lists.history import moment_of
from lists.store.list_store import ListStore


@located
def verify(
    place: Place,
    head: Annotated[
        list[str] | None,
        typer.Option(help="A seal noted elsewhere, NUMBER:DIGEST; more than one may be given."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find every row that was altered, removed, reordered or cut off; exit code 1 if one was."""
    heads = [parsed_head(text) for text in head or ()]
    settings = place.settings
    with open_ledger(place) as ledger:
        found = examine_trail(ledger, ListStore(settings.lists_dir), settings.data_dir, heads)
    if as_json:
        print_json(_as_data(found))
    else:
        _show(found)
    if found.problems:
        raise typer.Exit(1)


@located
def export(
    place: Place,
    folder: Annotated[
        Path, typer.Argument(file_okay=False, help="Gets audit.ndjson and audit.csv.")
    ],
    first: Annotated[str, typer.Option("--from", help="A day or a time: 2026-01-31.")],
    last: Annotated[str | None, typer.Option("--to", help="The last day; default: now.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the audit trail of some days as NDJSON and CSV."""
    begin, end = _first(first), datetime.now(UTC) if last is None else _last(last)
    if end <= begin:
        raise CommandError(f"--to {last} is before --from {first}")
    with open_ledger(place) as ledger:
        counts = export_trail(ledger, begin, end, folder)
    if as_json:
        print_json({"folder": str(folder), "entries": counts})
        return
    print_line(f"{sum(counts.values()):,} entries in {folder / 'audit.ndjson'} and audit.csv")
    for kind, count in sorted(counts.items()):
        print_indented(f"{count:>9,}  {kind}", 2)


def _first(text: str) -> datetime:
    moment = _moment("--from", text)
    whole_day = len(text) == len("2026-01-31")
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) if whole_day else moment


def _last(text: str) -> datetime:
    return _moment("--to", text)


def _moment(option: str, text: str) -> datetime:
    moment = moment_of(text)
    if moment is None:
        raise typer.BadParameter(f"{option} {text}: write a day or a time: 2026-01-31T12:00")
    return moment


def _show(found: TrailHealth) -> None:
    looked = found.examined
    if found.problems:
        count = len(found.problems)
        print_line(f"{count} {'thing is' if count == 1 else 'things are'} wrong", "bold red")
        for problem in found.problems:
            print_indented(problem, 2, "red")
    else:
        print_line("nothing was altered, removed, reordered or cut off", "bold green")
    for label, text in _lines(found):
        print_labelled(label, text)
    if looked.head is not None:
        head = looked.head
        print_labelled("head", f"{head.number}:{head.digest}, {time_words(head.at)}")


def _lines(found: TrailHealth) -> Iterator[tuple[str, str]]:
    looked = found.examined
    yield "rows", f"{looked.rows:,} are as they were written, under {looked.seals:,} seals"
    if looked.pruned:
        yield "pruned", f"{looked.pruned:,} are gone as the trail says"
    if looked.older:
        yield "older", f"{looked.older:,} are from before the trail began; nothing is known of them"
    if looked.unsealed:
        yield "unsealed", f"{looked.unsealed:,} leaves wait for the next seal"
    if not found.head_file:
        yield "outside", "no head is kept beside the database: a cut end would not be noticed"


def _as_data(found: TrailHealth) -> dict[str, object]:
    looked = found.examined
    return {
        "whole": not found.problems,
        "problems": found.problems,
        "head": looked.head,
        "seals": looked.seals,
        "rows": looked.rows,
        "pruned": looked.pruned,
        "older": looked.older,
        "unsealed": looked.unsealed,
        "head_file": found.head_file,
    }
