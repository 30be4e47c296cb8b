"""`customhouse licences …`: the register that releases draw on."""

from typing import Annotated, Any

import typer

from desk.cli.against import time_words
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    print_json,
    print_labelled,
    print_line,
    print_table,
    tell,
)
from desk.decisions.asking import amount_of, instant_of
from desk.decisions.licences import add_licence, licence_of, licences_of
from desk.decisions.signing import signature
from desk.errors import CommandError
from desk.service.opening import open_ledger
from desk.service.place import Place
from ledger.decisions.rows import Licence, LicenceRow

licences = typer.Typer(help="Licences, which releases draw on.", no_args_is_help=True)

NumberArgument = Annotated[str, typer.Argument(help="The number that its authority gave it.")]


@licences.command("add")
@located
def add(  # noqa: PLR0917  typer passes options by name
    place: Place,
    number: NumberArgument,
    authority: Annotated[str, typer.Option(help="Who granted it.")],
    expires: Annotated[str, typer.Option(help="Its last day: 2027-01-31 (UTC).")],
    party: Annotated[
        list[str] | None, typer.Option(help="A party that it is for; repeat it for more.")
    ] = None,
    goods: Annotated[str, typer.Option(help="What it is for; people read it.")] = "",
    value: Annotated[str | None, typer.Option(help="What may be shipped in all: 12500.00.")] = None,
    currency: Annotated[str | None, typer.Option(help="Of the value: EUR.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Your name.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Put a licence in the register; what is written there stays."""
    ends = instant_of("--expires", expires)
    if ends is None:
        raise CommandError("say until when it holds: --expires 2027-01-31")
    row = LicenceRow(
        number=number,
        authority=authority,
        parties=tuple(party or ()),
        goods=goods.strip(),
        value=None if value is None else amount_of("--value", value),
        currency=None if currency is None else currency.strip().upper(),
        expires_at=ends,
        signed=signature(by),
    )
    with open_ledger(place) as ledger:
        add_licence(ledger, row)
    tell(f"licence {row.number} is registered", {"added": row.number}, as_json=as_json)


@licences.command("list")
@located
def list_licences(place: Place, as_json: JsonOption = False) -> None:
    """List the licences, and what is left of each."""
    with open_ledger(place) as ledger:
        found = licences_of(ledger)
    if as_json:
        print_json([_data(each) for each in found])
        return
    columns = ("number", "authority", "for", "goods", "value left", "until")
    print_table("", columns, [_row(each) for each in found])


@licences.command("show")
@located
def show(place: Place, number: NumberArgument, as_json: JsonOption = False) -> None:
    """Show a licence, and what is left of it."""
    with open_ledger(place) as ledger:
        found = licence_of(ledger, number)
    if as_json:
        print_json(_data(found))
        return
    print_line(f"licence {found.number} of {found.authority}", "bold")
    print_labelled("for", "; ".join(found.parties) or "no party by name")
    print_labelled("goods", found.goods or "not said")
    print_labelled("value", "without a bound" if found.value is None else _value_words(found))
    print_labelled("until", time_words(found.expires_at))
    signed = found.signed
    print_labelled("entered", f"by {signed.by} (user {signed.os_user}) on {time_words(signed.at)}")


def _value_words(found: Licence) -> str:
    return f"{found.left:f} of {found.value:f} {found.currency} left"


def _row(found: Licence) -> tuple[object, ...]:
    left = "without a bound" if found.value is None else f"{found.left:f} {found.currency}"
    until = f"{found.expires_at:%Y-%m-%d}"
    parties = "; ".join(found.parties)
    return found.number, found.authority, parties, found.goods, left, until


def _data(found: Licence) -> dict[str, Any]:
    return {
        "number": found.number,
        "authority": found.authority,
        "parties": found.parties,
        "goods": found.goods,
        "value": None if found.value is None else str(found.value),
        "left": None if found.left is None else str(found.left),
        "currency": found.currency,
        "expires_at": found.expires_at,
    }
