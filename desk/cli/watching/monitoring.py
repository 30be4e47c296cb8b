"""`customhouse monitor …`: customers, suppliers, staff and vessels, watched without a shipment."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from customhouse.client import Client
from desk.cli.asking import YesOption, ask
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_json, print_table, tell
from desk.errors import CommandError
from desk.service.opening import open_ledger, open_whole
from desk.service.place import Place
from desk.watching.table import read_book
from desk.watching.watched import Watched, WatchedAs
from desk.watching.watching import WatchedState, put_on_record, take_off, watched_of

monitor = typer.Typer(
    help="Customers, suppliers, staff and vessels, watched without a shipment.",
    no_args_is_help=True,
)


@monitor.command("add")
@located
def add(  # noqa: PLR0917  typer passes options by name
    place: Place,
    watched_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="What you call it: a customer's number.")
    ] = None,
    as_what: Annotated[
        WatchedAs, typer.Option("--as", help="What it is to you.")
    ] = WatchedAs.OTHER,
    name: Annotated[list[str] | None, typer.Option(help="Its name; repeat it for more.")] = None,
    kind: Annotated[str, typer.Option(help="organisation, person or vessel.")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2, or the flag.")] = "",
    address: Annotated[list[str] | None, typer.Option(help="An address; repeat it.")] = None,
    identifier: Annotated[
        list[str] | None, typer.Option(help="A number: imo:9074729, lei:…; repeat it.")
    ] = None,
    born: Annotated[str, typer.Option(help="When: 1965, 1965-04 or 1965-04-30.")] = "",
    file: Annotated[
        str | None, typer.Option(help="CSV or xlsx: id, as, name, country, address …")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to wait for room.")] = 300.0,
    as_json: JsonOption = False,
) -> None:
    """Put somebody on record, or a whole address book; again with changes: the changes.

    Columns of CSV and xlsx: id, as, name, kind, country, address, identifier_scheme,
    identifier_value, born. One row each; more rows of one id add names, addresses and numbers.
    """
    if (watched_id is None) is (file is None):
        raise CommandError("say whom to watch: an ID with --name, or --file BOOK.csv")
    if file is not None:
        book = read_book(file)
    else:
        one = Watched(
            id=watched_id or "",
            as_what=as_what,
            names=tuple(name or ()),
            kind=kind,
            country=country,
            addresses=tuple(address or ()),
            identifiers=tuple(map(_number, identifier or ())),
            born=born,
        )
        book = [one]
    settings = place.settings
    with open_whole(place) as service:
        url, bound = settings.redis_url, settings.intake_bound
        with Client(url, prefix=settings.prefix, bound=bound) as client:
            submitted, same = put_on_record(service.ledger, client, book, timeout)
    said = f"{len(submitted):,} on record, {same:,} as before; see: customhouse monitor list"
    tell(said, {"submitted": submitted, "as_before": same}, as_json=as_json)


@monitor.command("list")
@located
def list_watched(place: Place, as_json: JsonOption = False) -> None:
    """List who is watched, and what their last screening found."""
    with open_ledger(place) as ledger:
        found = watched_of(ledger)
    if as_json:
        print_json([_data(each) for each in found])
        return
    columns = ("id", "as", "name", "outcome", "hits", "on record since")
    print_table("", columns, [_row(each) for each in found])


@monitor.command("remove")
@located
def remove(
    place: Place,
    watched_id: Annotated[str, typer.Argument(metavar="ID", help="What you call it.")],
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Stop watching somebody; what was found and decided stays in the ledger."""
    ask(f"Stop watching {watched_id}, so that no list change is looked at for it?", yes=yes)
    with open_ledger(place) as ledger:
        take_off(ledger, watched_id, datetime.now(UTC))
    tell(f"{watched_id} is not watched any more", {"removed": watched_id}, as_json=as_json)


def _number(text: str) -> tuple[str, str]:
    scheme, colon, value = (part.strip() for part in text.partition(":"))
    if not (scheme and colon and value):
        raise CommandError(f"--identifier {text}: write it like imo:9074729")
    return scheme, value


def _row(found: WatchedState) -> tuple[object, ...]:
    open_hits = sum(hit.flags for hit in found.view.hits)
    since = f"{found.since:%Y-%m-%d %H:%M}"
    return found.id, found.as_what, found.name, found.outcome, open_hits, since


def _data(found: WatchedState) -> dict[str, Any]:
    return {
        "id": found.id,
        "as": found.as_what,
        "name": found.name,
        "since": found.since,
        "shipment": found.view.model_dump(mode="json", exclude_none=True),
    }
