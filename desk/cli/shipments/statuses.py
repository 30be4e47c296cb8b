"""`customhouse status` and `customhouse shipment close`: what the ledger says of a shipment."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from customhouse.alert import HitView, ShipmentView
from desk.cli.located import located
from desk.cli.printing import print_indented, print_json, print_line
from desk.cli.telling import hit_words
from desk.service.opening import open_ledger
from desk.service.place import Place
from desk.shipments.statuses import (
    ShipmentStatus,
    close_shipment,
    statuses_of,
    unknown_shipment,
)

shipment = typer.Typer(help="Change what is known of a shipment.", no_args_is_help=True)

ShipmentArgument = Annotated[str, typer.Argument(help="The id that its source gave it.")]
SourceOption = Annotated[
    str | None, typer.Option(help="Only the shipment of this source; default: of every source.")
]
_STYLES = {"CLEAR": "bold green", "FLAGGED": "bold red", "UNSCREENED": "bold yellow"}


@located
def status(
    place: Place,
    shipment_id: ShipmentArgument,
    source: SourceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False,
) -> None:
    """Show what is in force for a shipment: its outcome, what it rests on, and every hit."""
    with open_ledger(place) as ledger:
        found = statuses_of(ledger, shipment_id, source)
    if as_json:
        print_json([_as_data(each) for each in found])
    for each in found if not as_json else ():
        _show(each)
    if not found:
        raise unknown_shipment(shipment_id, source)


@shipment.command("close")
@located
def close(place: Place, shipment_id: ShipmentArgument, source: SourceOption = None) -> None:
    """Close a shipment: when lists change it is not screened again."""
    with open_ledger(place) as ledger:
        closed = close_shipment(ledger, shipment_id, source, datetime.now(UTC))
    print_line(f"closed {closed}" if closed else "it was closed already")


def _as_data(found: ShipmentStatus) -> dict[str, Any]:
    view = found.view.model_dump(mode="json")
    return {**view, "closed": found.closed, "recorded_at": found.recorded_at.isoformat()}


def _show(found: ShipmentStatus) -> None:
    view = found.view
    state = ", closed" if found.closed else ""
    print_line(f"{view.outcome}  {view.shipment_id}", _STYLES[view.outcome])
    print_line(f"  source    {view.source}, revision {view.revision}{state}")
    print_line(f"  recorded  {found.recorded_at:%Y-%m-%d %H:%M:%S %Z}")
    print_line(f"  basis     {_basis_words(view)}")
    if view.reason:
        print_line(f"  reason    {view.reason}")
    for hit in view.hits:
        _show_hit(hit)
    for finding in view.findings:
        print_line(f"  finding   {finding.field}: {finding.reason}")


def _basis_words(view: ShipmentView) -> str:
    basis = view.basis
    if basis is None:
        return "none"
    rules = f"policy {basis.policy}, engine {basis.engine}"
    return f"{basis.number}, snapshot {basis.snapshot}, {rules}"


def _show_hit(hit: HitView) -> None:
    print_indented(f"{hit.score:.4f}  {hit_words(hit)}", 2)
    print_indented(hit.reason, 10)
    if hit.programs:
        print_indented(f"listed under {', '.join(hit.programs)}", 10)
