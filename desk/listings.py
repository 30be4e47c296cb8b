"""`customhouse lists listing`, `search` and `export`: what stands on the lists."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import typer

from desk.errors import CommandError
from desk.finding import Place, located
from desk.inforce import snapshot_in_force, watchlist_in_force
from desk.printing import notices, print_indented, print_json, print_line, print_table
from lists.canonical import from_json, to_json
from lists.differing.wording import words_of
from lists.ftm.export import entities_of
from lists.history import find_listing, find_snapshot
from lists.registry import source_of
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from lists.store.writing import write_whole
from screening.listing import EntityType, Listing
from screening.policy import Policy
from screening.subject import Subject, SubjectKind

# Whoever searches wants to see what is near, not only what would be a hit.
_LEAST_SCORE: Final = 0.5
_SEARCHED: Final = ("names", "identifiers", "addresses", "remarks")

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON value.")]


class ExportFormat(StrEnum):
    """What listings may be written as."""

    FTM = "ftm"
    NDJSON = "ndjson"


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
    store = place.store()
    snapshot = snapshot_in_force(place) if as_of is None else find_snapshot(store, as_of)
    found = find_listing(store, snapshot, number)
    if found is None:
        when = "is not in force now" if as_of is None else f"was not in force at {as_of}"
        raise CommandError(f"{number} {when}; see: customhouse lists history {number}")
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
    if not text.strip():
        raise CommandError("say what to look for: a name, a number, a part of an address")
    rows = [*_by_name(place, text), *_by_text(place.store(), snapshot_in_force(place), text)]
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["id"], row)
    shown = list(found.values())[:limit]
    if as_json:
        print_json(shown)
        return
    if not shown:
        print_line(f"{text}: nothing is listed like that", "green")
        return
    for row in shown:
        _show_found(row)
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
    snapshot = snapshot_in_force(place)
    known = {state.source for state in snapshot.lists}
    if source is not None and out is None and source not in known and Path(source).suffix:
        # A file alone may as well follow; a misspelt list must not become one.
        out, source = Path(source), None
    if source is not None and source not in known:
        raise CommandError(f"{source}: not in force; see: customhouse lists show")
    lines = _exported(place.store(), snapshot, source, kind)
    if out is None:
        for line in lines:
            typer.echo(line, nl=False)
        return
    write_whole(out, lines)
    print_line(f"{out} is written")


def _by_name(place: Place, text: str) -> Iterator[dict[str, Any]]:
    watchlist = watchlist_in_force(place)
    policy = Policy(threshold=_LEAST_SCORE)
    asked = (
        Subject(kind=SubjectKind.PARTY, names=(text,)),
        Subject(kind=SubjectKind.VESSEL, type=EntityType.VESSEL, names=(text,)),
    )
    hits = [hit for found in watchlist.screen_subjects(asked, policy) for hit in found]
    store, snapshot = place.store(), snapshot_in_force(place)
    for hit in sorted(hits, key=lambda hit: -hit.score):
        found = find_listing(store, snapshot, hit.listing_id)
        if found is not None:
            yield _row(found, "name", hit.matched_name, hit.score)


def _by_text(store: ListStore, snapshot: Snapshot, text: str) -> Iterator[dict[str, Any]]:
    wanted = text.casefold()
    # The same text as it stands in a line, where quotes and backslashes are escaped.
    escaped = orjson.dumps(wanted)[1:-1].decode()
    for state in snapshot.lists:
        for line in store.lines(state):
            if escaped in line.decode().casefold():
                found = from_json(line)
                yield from _holding(found, wanted)


def _holding(found: Listing, wanted: str) -> Iterator[dict[str, Any]]:
    words = words_of(found)
    for field in _SEARCHED:
        for value in words.get(field, ()):
            if wanted in value.casefold():
                yield _row(found, field, value, None)


def _row(found: Listing, field: str, value: str, score: float | None) -> dict[str, Any]:
    return {
        "id": found.id,
        "type": found.type,
        "name": found.primary_name,
        "programs": found.programs,
        "field": field,
        "value": value,
        "score": score,
    }


def _show_found(row: dict[str, Any]) -> None:
    programs = ", ".join(row["programs"])
    print_indented(f"{row['name']} [{row['id']}]  {row['type']}  {programs}", 0, "bold")
    score = "" if row["score"] is None else f"{row['score']:.4f}  "
    print_indented(f"{score}{row['field']}: {row['value']}", 4)


def _exported(
    store: ListStore, snapshot: Snapshot, source: str | None, kind: ExportFormat
) -> Iterator[bytes]:
    for state in snapshot.lists:
        if source not in (None, state.source):
            continue
        measures = source_of(state.source).measures
        for line in store.lines(state):
            if kind is ExportFormat.NDJSON:
                yield line + b"\n"
                continue
            for entity in entities_of(from_json(line), measures):
                yield orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE)
