"""`customhouse lists …`: which lists are in force; works without a running service."""

import getpass
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from desk import changes, list_tables, listings
from desk.errors import CommandError
from desk.finding import Place, located
from desk.list_tables import unread_words
from desk.printing import notices, print_line
from ledger.ledger import Ledger
from ledger.migrations import migrate
from lists.errors import ListError
from lists.fetch.fetching import open_fetcher
from lists.parsers.eu import annexes
from lists.parsers.own.files import csv_template, ndjson_template
from lists.readiness import freshness
from lists.refreshing import refresh as refresh_list
from lists.registry import source_of, sources
from lists.snapshot import ListState
from lists.store.list_store import ListStore
from screening.errors import UnavailableError
from screening.policy import Policy
from worker.chores.activation import activate_if_moved

lists = typer.Typer(help="The sanctions lists in force.", no_args_is_help=True)

SourceArgument = Annotated[
    str, typer.Argument(help="us_ofac_sdn, or own:NAME for a list of your own.")
]
IncompleteOption = Annotated[
    bool,
    typer.Option(
        "--allow-incomplete", help="Even if files of its set are missing, or it is an excerpt."
    ),
]
PublishedOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help="Day on which it was current, where the file does not say."
    ),
]
_WHY: Final = "Why it is right, for whoever looks at a verdict later."
# A file cannot always be named own:NAME or ftm:NAME.
_FAMILIES: Final = ("own_", "ftm_")


@lists.command("load")
@located
def load(  # noqa: PLR0917  typer passes options by name
    place: Place,
    source: SourceArgument,
    path: Annotated[
        Path | None,
        typer.Argument(
            exists=True, help="Its file, or the folder of its files; eu_annexes has one of its own."
        ),
    ] = None,
    allow_incomplete: IncompleteOption = False,
    published: PublishedOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Whatever the gate says; needs --reason.")
    ] = False,
    reason: Annotated[str, typer.Option(help=_WHY)] = "",
) -> None:
    """Load a list from disk and bring it into force; open shipments are screened again."""
    if force and not reason.strip():
        raise typer.BadParameter("--force needs --reason: who accepts a list says why")
    store = _made(place)
    file = _shipped(source) if path is None else path
    store.load(
        source,
        file,
        at=datetime.now(UTC),
        # What ships is an excerpt, and in force as one.
        allow_incomplete=allow_incomplete or path is None,
        published=None if published is None else published.date(),
        force=force,
        reason=reason.strip(),
        by=getpass.getuser(),
    )
    _say_loaded(store, [source])
    activate(place, store)


@lists.command("import")
@located
def import_folder(
    place: Place,
    folder: Annotated[
        Path,
        typer.Argument(
            exists=True, file_okay=False, help="Files and folders named by list: un_sc.xml."
        ),
    ],
    allow_incomplete: IncompleteOption = False,
    published: PublishedOption = None,
) -> None:
    """Load every list of a folder at once, for machines without a network.

    A list that is refused stays as it is; the others go on.
    """
    found = list(_named(folder))
    if not found:
        raise CommandError(f"{folder}: nothing is here; name files by list: un_sc.xml")
    counted = Counter(source for source, _ in found)
    paths = {source: path for source, path in found if counted[source] == 1}
    store = _made(place)
    at = datetime.now(UTC)
    refused = store.load_all(
        paths.items(),
        at=at,
        allow_incomplete=allow_incomplete,
        published=None if published is None else published.date(),
    )
    failed = [f"{name} is here more than once; keep one" for name in counted if name not in paths]
    failed += [f"{paths[source].name}: {exc}" for source, exc in refused.items()]
    _end(place, store, [source for source in paths if source not in refused], failed)


@lists.command("refresh")
@located
def refresh(
    place: Place,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Default: those in force.")
    ] = None,
) -> None:
    """Download the published lists and bring them into force.

    A list that cannot be had stays as it is; the others go on.
    """
    store = _made(place)
    loaded, failed = [], []
    for source in names or _published(store):
        notices().print(f"{source}: downloading …", markup=False)
        reason = _why_not_refreshed(store, source)
        if reason is None:
            loaded.append(source)
        else:
            failed.append(reason)
    _end(place, store, loaded, failed)


@lists.command("accept")
@located
def accept(
    place: Place,
    source: SourceArgument,
    reason: Annotated[str, typer.Option(help=_WHY)],
) -> None:
    """Bring the list into force that the gate refused last; your name and reason are kept."""
    if not reason.strip():
        raise typer.BadParameter("say why: --reason must not be empty")
    store = _made(place)
    by = getpass.getuser()
    store.accept(source, reason=reason.strip(), by=by, at=datetime.now(UTC))
    print_line(f"{source}: accepted by {by}")
    _say_loaded(store, [source])
    activate(place, store)


@lists.command("drop")
@located
def drop(
    place: Place,
    source: SourceArgument,
    reason: Annotated[str, typer.Option(help=_WHY)],
) -> None:
    """Take a list out of force; open shipments are screened again without it."""
    if not reason.strip():
        raise typer.BadParameter("say why: --reason must not be empty")
    store = _made(place)
    if store.state(source) is None:
        raise CommandError(f"{source}: not in force; see: customhouse lists show")
    by = getpass.getuser()
    store.drop(source, reason=reason, by=by, at=datetime.now(UTC))
    print_line(f"{source} is no longer in force: dropped by {by}")
    activate(place, store)


@lists.command("template")
def template(
    as_ndjson: Annotated[bool, typer.Option("--ndjson", help="One JSON object a line.")] = False,
) -> None:
    """Print a file to begin a list of your own with."""
    typer.echo(ndjson_template() if as_ndjson else csv_template(), nl=False)


lists.command("show")(list_tables.show)
lists.command("sources")(list_tables.show_sources)
lists.command("counts")(list_tables.counts)
lists.command("listing")(listings.listing)
lists.command("search")(listings.search)
lists.command("export")(listings.export)
lists.command("diff")(changes.diff)
lists.command("snapshots")(changes.snapshots)
lists.command("history")(changes.history)


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


def _shipped(source: str) -> Path:
    if source != "eu_annexes":
        raise CommandError(f"{source}: name its file, or the folder of its files")
    return annexes.shipped_file()


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what lies in a folder with the list that its name says: "un_sc.xml", "own_mine"."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            name = path.name.partition(".")[0]
            yield name.replace("_", ":", 1) if name.startswith(_FAMILIES) else name, path


def _why_not_refreshed(store: ListStore, source: str) -> str | None:
    """Refresh a list; return why it stays as it is, None if it is what its publisher offers."""
    try:
        with open_fetcher() as fetcher:
            attempt = refresh_list(store, source_of(source), fetcher, at=datetime.now(UTC))
    except ListError as exc:
        return str(exc)
    except Exception as exc:  # a parser's own fault must not keep the other lists back
        return f"{source}: {exc!r}; please report this"
    notices().print(f"{source}: {attempt.ending}", markup=False)
    return None if attempt.is_good else f"{source}: {attempt.reason}"


def _published(store: ListStore) -> list[str]:
    state = store.in_force()
    in_force = () if state is None else state.lists
    return [each.source for each in in_force if source_of(each.source).urls] or [
        found.id for found in sources() if found.urls
    ]


def _end(place: Place, store: ListStore, loaded: Iterable[str], failed: list[str]) -> None:
    """Say what was loaded, and end with an error that names what was not."""
    _say_loaded(store, loaded)
    if store.in_force() is not None:
        activate(place, store)
    if failed:
        raise CommandError("\n".join(failed))


def _say_loaded(store: ListStore, loaded: Iterable[str]) -> None:
    for source in loaded:
        state = store.state(source)
        if state is not None:
            size = f"{state.entries:,} entries, {state.names:,} names"
            print_line(f"{source} is in force: {size}")
            for line in _warnings(state):
                print_line(line, "yellow")


def _warnings(state: ListState) -> Iterator[str]:
    if freshness(state, datetime.now(UTC)).is_too_old:
        yield "  too old to screen against; see: customhouse doctor"
    if state.excerpt:
        yield "  an excerpt: it never stands for the whole list, and verdicts say so"
    if state.as_of is None:
        yield "  nobody knows how old it is, and verdicts say so; give --published YYYY-MM-DD"
    if state.unread:
        yield f"  not understood, kept as text: {unread_words(state.unread)}"
