"""`customhouse lists …`: which lists are in force; works without a running service."""

import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from desk.errors import CommandError
from desk.finding import Place, located
from desk.printing import age_words, notices, print_json, print_line, print_table
from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.download import download
from lists.errors import ListError
from lists.parsers.own import csv_template
from lists.registry import source_of, sources
from lists.store import ListStore
from screening.errors import UnavailableError
from screening.policy import Policy
from worker.activation import activate_if_moved

lists = typer.Typer(help="The sanctions lists in force.", no_args_is_help=True)

SourceArgument = Annotated[
    str, typer.Argument(help="us_ofac_sdn, or own:NAME for a list of your own.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Even if the list shrank more than lists do.")
]
_TIMEOUT_S = 60.0


@lists.command("load")
@located
def load(
    place: Place,
    source: SourceArgument,
    path: Annotated[
        Path, typer.Argument(exists=True, help="Its file, or the folder of its files.")
    ],
    allow_incomplete: Annotated[
        bool, typer.Option("--allow-incomplete", help="Even if files of its set are missing.")
    ] = False,
    force: ForceOption = False,
) -> None:
    """Load a list from disk and bring it into force; open shipments are screened again."""
    store = _made(place)
    store.load(source, path, at=datetime.now(UTC), allow_incomplete=allow_incomplete, force=force)
    _say_loaded(store, [source])
    activate(place, store)


@lists.command("refresh")
@located
def refresh(place: Place, force: ForceOption = False) -> None:
    """Download the published lists and bring them into force.

    A list that cannot be had stays as it is; the others go on.
    """
    store = _made(place)
    loaded, failed = [], []
    for source in _published(store):
        try:
            _refresh(store, source, force)
            loaded.append(source)
        except (ListError, UnavailableError) as exc:
            failed.append(str(exc))
    _say_loaded(store, loaded)
    activate(place, store)
    if failed:
        raise CommandError("; ".join(failed))


@lists.command("show")
@located
def show(
    place: Place, as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False
) -> None:
    """Show the lists in force, their size and age."""
    rows = _rows(place.store())
    if as_json:
        print_json(rows)
        return
    if not rows:
        raise CommandError(
            f"no list in {place.settings.lists_dir}; load one: customhouse lists load SOURCE PATH"
        )
    columns = ("list", "entries", "names", "weak", "age", "published", "complete", "sha256")
    shown = [
        (
            row["source"],
            f"{row['entries']:,}",
            f"{row['names']:,}",
            f"{row['weak_names']:,}",
            age_words(row["age_s"]),
            row["published"],
            "no" if row["incomplete"] else "yes",
            row["sha256"][:12],
        )
        for row in rows
    ]
    print_table("", columns, shown)


@lists.command("template")
def template() -> None:
    """Print a file to begin a list of your own with."""
    typer.echo(csv_template(), nl=False)


@lists.command("drop")
@located
def drop(place: Place, source: SourceArgument) -> None:
    """Take a list out of force; open shipments are screened again without it."""
    store = _made(place)
    if source not in {row["source"] for row in _rows(store)}:
        raise CommandError(f"{source}: not in force; see: customhouse lists show")
    store.drop(source)
    print_line(f"{source} is no longer in force")
    activate(place, store)


def activate(place: Place, store: ListStore) -> None:
    """Make what is in force the active basis, where the ledger can be opened.

    Workers do it by themselves a little later where it cannot.
    """
    ledger = Ledger(place.settings.ledger_url)
    try:
        migrate(place.settings.ledger_url)
        policy = Policy(threshold=place.settings.threshold)
        active = ledger.active_basis()
        if active is not None and active.policy != policy.id:
            notices().print("the workers run another policy and will activate it", markup=False)
            return
        basis = activate_if_moved(ledger, store, policy, datetime.now(UTC))
    except UnavailableError as exc:
        notices().print(f"the workers will activate it: {exc}", markup=False)
        return
    finally:
        ledger.dispose()
    if basis is not None:
        print_line(f"basis {basis.number} is active; open shipments are screened again")


def _made(place: Place) -> ListStore:
    place.settings.lists_dir.mkdir(parents=True, exist_ok=True)
    return place.store()


def _published(store: ListStore) -> list[str]:
    in_force = [row["source"] for row in _rows(store)]
    return [name for name in in_force if source_of(name).urls] or [
        found.id for found in sources() if found.urls
    ]


def _refresh(store: ListStore, source: str, force: bool) -> None:
    notices().print(f"downloading {source} …", markup=False)
    with (
        tempfile.TemporaryDirectory(prefix="customhouse-list-") as folder,
        httpx.Client(timeout=_TIMEOUT_S) as client,
    ):
        path = download(source_of(source), Path(folder), client=client)
        store.load(source, path, at=datetime.now(UTC), force=force, downloaded=True)


def _rows(store: ListStore) -> list[dict[str, Any]]:
    state, now = store.in_force(), datetime.now(UTC)
    return [
        {
            "source": each.source,
            "entries": each.entries,
            "names": each.names,
            "weak_names": each.weak_names,
            "age_s": int(each.age_s(now)),
            "sha256": each.sha256,
            "published": each.published,
            "incomplete": each.incomplete,
            "in_force": True,
        }
        for each in (() if state is None else state.lists)
    ]


def _say_loaded(store: ListStore, sources: Iterable[str]) -> None:
    wanted = set(sources)
    for row in _rows(store):
        if row["source"] in wanted:
            size = f"{row['entries']:,} entries, {row['names']:,} names"
            print_line(f"{row['source']} is in force: {size}")
