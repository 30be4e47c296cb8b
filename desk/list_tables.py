"""`customhouse lists show`, `sources` and `counts`: the lists as tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final

import typer
from rich.text import Text

from desk.finding import Place, located
from desk.inforce import snapshot_in_force
from desk.printing import age_words, print_json, print_line, print_table
from lists.registry import source_of, sources
from lists.snapshot import ListState
from lists.store.list_store import ListStore
from lists.store.rejected import Rejected

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON array.")]

# Half of what may pass since the last good load is gone: time to look why.
_WARNING: Final = 0.5
# The day is what people look for; `--json` has the time too.
_DAY: Final = len("2024-12-11")
# Kinds of unread text that a line names.
_MOST_SAID: Final = 5
_COUNTED: Final = {
    "entries": "entries",
    "names": "names",
    "weak aliases": "weak names",
    "identifiers": "identifiers",
    "of them invalid": "invalid identifiers",
    "addresses": "addresses",
}


@located
def show(place: Place, as_json: JsonOption = False) -> None:
    """Show the lists in force, their size and age, and what the gate refused."""
    store, now = place.store(), datetime.now(UTC)
    rows = _rows(store, now)
    if as_json:
        print_json(rows)
        return
    in_force = [row for row in rows if row["in_force"]]
    if not rows:
        snapshot_in_force(place)
    columns = ("list", "entries", "names", "age", "limit", "published", "whole")
    if in_force:
        print_table("", columns, [_shown(row) for row in in_force])
    for row in rows:
        for line in _notes(row):
            print_line(line, "yellow")


@located
def show_sources(place: Place, as_json: JsonOption = False) -> None:
    """Show every list that can be loaded, and how often its publisher is asked."""
    store = place.store()
    rows: list[dict[str, Any]] = [
        {
            "source": source.id,
            "title": source.title,
            "authority": source.authority,
            "format": source.format,
            "licence": source.licence,
            "cadence_s": source.cadence_s if source.urls else None,
            "max_age_s": source.max_age_s,
            "in_force": store.state(source.id) is not None,
        }
        for source in sources()
    ]
    if as_json:
        print_json(rows)
        return
    columns = ("list", "title", "authority", "every", "limit", "in force")
    shown = [
        (
            row["source"],
            row["title"],
            row["authority"],
            _span(row["cadence_s"]) or "by hand",
            _span(row["max_age_s"]),
            "yes" if row["in_force"] else "",
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
    rows = [
        {
            "source": state.source,
            **{name: state.shape.get(key, 0) for name, key in _COUNTED.items()},
        }
        for state in snapshot_in_force(place).lists
    ]
    if as_json:
        print_json(rows)
        return
    columns = ["list", *_COUNTED]
    cells = [[_figure(value) for value in row.values()] for row in rows]
    if as_markdown:
        _print_markdown(columns, cells)
    else:
        print_table("", columns, cells)


def _rows(store: ListStore, now: datetime) -> list[dict[str, Any]]:
    snapshot = store.in_force()
    lists = () if snapshot is None else snapshot.lists
    rejected = {found.state.source: found for found in store.rejected.all()}
    rows = [_row(state, now) | _refused(rejected.pop(state.source, None)) for state in lists]
    return rows + [
        {"source": source, "in_force": False} | _refused(found)
        for source, found in rejected.items()
    ]


def _row(state: ListState, now: datetime) -> dict[str, Any]:
    return {
        "source": state.source,
        "entries": state.entries,
        "names": state.names,
        "weak_names": state.weak_names,
        "age_s": None if (age_s := state.age_s(now)) is None else int(age_s),
        "dating": state.dating,
        "as_of": state.as_of,
        "max_age_s": source_of(state.source).max_age_s,
        "sha256": state.sha256,
        "published": state.published,
        "incomplete": state.incomplete,
        "excerpt": state.excerpt,
        "unread": state.unread,
        "accepted": state.accepted,
        "in_force": True,
    }


def _refused(found: Rejected | None) -> dict[str, Any]:
    if found is None:
        return {"rejected": None}
    said = {
        "at": found.state.fetched_at,
        "entries": found.state.entries,
        "objections": found.objections,
    }
    return {"rejected": said}


def _shown(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        row["source"],
        f"{row['entries']:,}",
        f"{row['names']:,}",
        _age(row["age_s"], row["max_age_s"]),
        _span(row["max_age_s"]) or "none",
        (row["published"] or "")[:_DAY],
        _wholeness(row),
    )


def _age(age_s: int | None, limit_s: int | None) -> Text:
    if age_s is None:
        return Text("unknown", style="yellow")
    return Text(age_words(age_s), style=_age_style(age_s, limit_s))


def _wholeness(row: dict[str, Any]) -> str:
    if row["excerpt"]:
        return "excerpt"
    return "no" if row["incomplete"] else "yes"


def _age_style(age_s: float, limit_s: int | None) -> str:
    if limit_s is None or age_s <= _WARNING * limit_s:
        return ""
    return "yellow" if age_s <= limit_s else "bold red"


def _notes(row: dict[str, Any]) -> Iterable[str]:
    accepted, refused = row.get("accepted"), row["rejected"]
    if row.get("unread"):
        yield f"{row['source']}: not understood, kept as text: {unread_words(row['unread'])}"
    if accepted is not None:
        said = "; ".join(accepted.objections)
        yield (
            f"{row['source']}: accepted by {accepted.by} on {accepted.at:%Y-%m-%d %H:%M} UTC: "
            f"{accepted.reason} (the gate had said: {said})"
        )
    if refused is not None:
        said = "; ".join(refused["objections"])
        yield f"{row['source']}: refused on {refused['at']:%Y-%m-%d %H:%M} UTC: {said}"
        advice = f'customhouse lists accept {row["source"]} --reason "…"'
        yield f"    if this is right: {advice}"


def unread_words(unread: Mapping[str, int]) -> str:
    """Return what a parser did not understand, the most frequent first: "element foo (4,021)"."""
    ranked = sorted(unread.items(), key=lambda each: -each[1])
    said = [f"{what} ({count:,})" for what, count in ranked[:_MOST_SAID]]
    rest = len(ranked) - len(said)
    return ", ".join([*said, *([f"{rest} more in --json"] if rest else [])])


def _span(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours = seconds // 3600
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"


def _figure(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _print_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    figures = "---:|" * (len(columns) - 1)
    typer.echo(f"| {' | '.join(columns)} |\n|---|{figures}")
    for name, *rest in rows:
        typer.echo(f"| {' | '.join([f'`{name}`', *rest])} |")
