"""`customhouse status` and `customhouse shipment close`: what the ledger says of a shipment."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from customhouse.alert import HitView, ShipmentView
from desk.errors import CommandError
from desk.finding import Place, located
from desk.printing import hit_words, print_indented, print_json, print_line
from ledger.rows import StatusRow

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
    with place.ledger() as ledger:
        rows = ledger.status(shipment_id, source)
    if as_json:
        print_json([_as_data(row) for row in rows])
    for row in rows if not as_json else ():
        _show(row, ShipmentView.model_validate_json(row.view))
    if not rows:
        raise CommandError(_unknown(shipment_id, source))


@shipment.command("close")
@located
def close(place: Place, shipment_id: ShipmentArgument, source: SourceOption = None) -> None:
    """Close a shipment: when lists change it is not screened again."""
    with place.ledger() as ledger:
        if not ledger.status(shipment_id, source):
            raise CommandError(_unknown(shipment_id, source))
        closed = ledger.close(shipment_id, source, datetime.now(UTC))
    print_line(f"closed {closed}" if closed else "it was closed already")


def _unknown(shipment_id: str, source: str | None) -> str:
    of = "" if source is None else f" of {source}"
    return f"shipment {shipment_id}{of}: the ledger does not know it; is it submitted and drained?"


def _as_data(row: StatusRow) -> dict[str, Any]:
    view = ShipmentView.model_validate_json(row.view).model_dump(mode="json")
    return {**view, "closed": row.closed, "recorded_at": row.recorded_at.isoformat()}


def _show(row: StatusRow, view: ShipmentView) -> None:
    state = ", closed" if row.closed else ""
    print_line(f"{row.outcome}  {row.key.shipment_id}", _STYLES[row.outcome])
    print_line(f"  source    {row.key.source}, revision {row.revision}{state}")
    print_line(f"  recorded  {row.recorded_at:%Y-%m-%d %H:%M:%S %Z}")
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
