"""`customhouse lists load`, `import`, `refresh`, `accept`, `drop`: lists into force and out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from desk.cli.asking import YesOption, ask
from desk.cli.lists.tables import unread_words
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    notices,
    print_indented,
    print_json,
    print_line,
    tell,
)
from desk.errors import CommandError
from desk.lists.activating import Activated, activate
from desk.lists.loading import (
    Loading,
    drop_list,
    load_folder,
    published_lists,
    refresh_list,
    shipped_file,
)
from desk.person import this_person, two_persons
from desk.service.opening import flagged_by
from desk.service.place import Place
from lists.parsers.own.files import csv_template, ndjson_template
from lists.snapshot import ListState
from lists.store.list_store import ListStore

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
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who does it; default: the account.")
]
SecondOption = Annotated[
    str,
    typer.Option("--second", metavar="NAME", help="Another person, who agrees: two do this."),
]


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
        bool, typer.Option("--force", help="Whatever the gate says; needs --reason and --second.")
    ] = False,
    reason: Annotated[str, typer.Option(help=_WHY)] = "",
    by: ByOption = None,
    second: SecondOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load a list from disk and bring it into force; open shipments are screened again."""
    if force and not reason.strip():
        raise typer.BadParameter("--force needs --reason: who accepts a list says why")
    store = _made(place)
    store.load(
        source,
        shipped_file(source) if path is None else path,
        at=datetime.now(UTC),
        # What ships is an excerpt, and in force as one.
        allow_incomplete=allow_incomplete or path is None,
        published=_day(published),
        force=force,
        reason=reason.strip(),
        by=two_persons(by, second) if force else this_person(by).name,
    )
    _end(place, store, Loading(loaded=(source,), failed=()), as_json=as_json)


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
    as_json: JsonOption = False,
) -> None:
    """Load every list of a folder at once, for machines without a network.

    A list that is refused stays as it is; the others go on.
    """
    store, at = _made(place), datetime.now(UTC)
    loading = load_folder(
        store, folder, at=at, allow_incomplete=allow_incomplete, published=_day(published)
    )
    _end(place, store, loading, as_json=as_json)


@located
def refresh(
    place: Place,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Default: those in force.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Download the published lists and bring them into force.

    A list that cannot be had stays as it is; the others go on.
    """
    store = _made(place)
    loaded, failed = [], []
    for source in names or published_lists(store):
        notices().print(f"{source}: downloading …", markup=False)
        found = refresh_list(store, source, datetime.now(UTC))
        if found.attempt is not None:
            notices().print(f"{source}: {found.attempt.ending}", markup=False)
        if found.reason:
            failed.append(found.reason)
        else:
            loaded.append(source)
    loading = Loading(loaded=tuple(loaded), failed=tuple(failed))
    _end(place, store, loading, as_json=as_json)


@located
def accept(  # noqa: PLR0917  typer passes options by name
    place: Place,
    source: SourceArgument,
    reason: Annotated[str, typer.Option(help=_WHY)],
    by: ByOption = None,
    second: SecondOption = "",
    as_json: JsonOption = False,
) -> None:
    """Bring the list into force that the gate refused last; names and reason are kept."""
    if not reason.strip():
        raise typer.BadParameter("say why: --reason must not be empty")
    store, who = _made(place), two_persons(by, second)
    store.accept(source, reason=reason.strip(), by=who, at=datetime.now(UTC))
    notices().print(f"{source}: accepted by {who}", markup=False)
    _end(place, store, Loading(loaded=(source,), failed=()), as_json=as_json)


@located
def drop(  # noqa: PLR0917  typer passes options by name
    place: Place,
    source: SourceArgument,
    reason: Annotated[str, typer.Option(help=_WHY)],
    by: ByOption = None,
    second: SecondOption = "",
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take a list out of force; open shipments are screened again without it."""
    if not reason.strip():
        raise typer.BadParameter("say why: --reason must not be empty")
    store, who = _made(place), two_persons(by, second)
    hanging = flagged_by(place, source)
    if hanging:
        said = f"{hanging:,} flagged {'shipment hangs' if hanging == 1 else 'shipments hang'} on"
        ask(f"{said} {source} and may turn CLEAR. Take it out of force?", yes=yes)
    drop_list(store, source, reason=reason.strip(), by=who, at=datetime.now(UTC))
    activated = activate(place.settings, store, datetime.now(UTC))
    data = {"dropped": source, "by": who, "flagged": hanging, **_basis_data(activated)}
    tell(f"{source} is no longer in force: dropped by {who}", data, as_json=as_json)
    _say_activated(activated, as_json=as_json)


def template(
    as_ndjson: Annotated[bool, typer.Option("--ndjson", help="One JSON object a line.")] = False,
) -> None:
    """Print a file to begin a list of your own with."""
    typer.echo(ndjson_template() if as_ndjson else csv_template(), nl=False)


def _say_activated(activated: Activated, *, as_json: bool) -> None:
    if activated.left_to_workers:
        notices().print(activated.left_to_workers, markup=False)
    if activated.basis is not None and not as_json:
        number = activated.basis.number
        print_line(f"basis {number} is active; open shipments are screened again")


def _basis_data(activated: Activated) -> dict[str, Any]:
    basis = None if activated.basis is None else activated.basis.number
    return {"basis": basis, "left_to_workers": activated.left_to_workers or None}


def _made(place: Place) -> ListStore:
    folder = place.settings.lists_dir
    folder.mkdir(parents=True, exist_ok=True)
    return ListStore(folder)


def _end(place: Place, store: ListStore, loading: Loading, *, as_json: bool) -> None:
    """Say what was loaded, and end with an error that names what was not."""
    states = [state for source in loading.loaded if (state := store.state(source)) is not None]
    for state in states if not as_json else ():
        size = f"{state.entries:,} entries, {state.names:,} names"
        print_line(f"{state.source} is in force: {size}")
        for line in _warnings(state):
            print_indented(line, 2, "yellow")
    activated = Activated()
    if store.in_force() is not None:
        activated = activate(place.settings, store, datetime.now(UTC))
    if as_json:
        loaded = [
            {"source": s.source, "entries": s.entries, "names": s.names, "notes": [*_warnings(s)]}
            for s in states
        ]
        print_json({"loaded": loaded, "failed": loading.failed, **_basis_data(activated)})
    _say_activated(activated, as_json=as_json)
    if loading.failed:
        raise CommandError("\n".join(loading.failed))


def _warnings(state: ListState) -> Iterator[str]:
    if state.excerpt:
        yield "an excerpt: it never stands for the whole list, and verdicts say so"
    if state.as_of is None:
        yield "nobody knows how old it is, and verdicts say so; give --published YYYY-MM-DD"
    if state.unread:
        yield f"not understood, kept as text: {unread_words(state.unread)}"


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
