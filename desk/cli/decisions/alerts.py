"""`customhouse alerts show` and `alerts assign`: one alert, and who has it."""

from typing import Annotated, Any

import typer

from customhouse.verdict import HitView, Reason
from desk.cli.decisions.telling import print_decision
from desk.cli.hits import print_hits
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_indented, print_json, print_labelled, print_line
from desk.cli.telling import subject_words
from desk.decisions.alerts import AlertSeen, alert_of, assign_alert
from desk.decisions.signing import signature
from desk.service.opening import open_ledger
from desk.service.place import Place
from worker.deciding.states import items_of

AlertArgument = Annotated[str, typer.Argument(help="The alert's id.")]


@located
def show_alert(place: Place, alert_id: AlertArgument, as_json: JsonOption = False) -> None:
    """Show one alert as it stands now, with the items that can be decided."""
    with open_ledger(place) as ledger:
        found = alert_of(ledger, alert_id)
    _tell(found, as_json=as_json)


@located
def assign(
    place: Place,
    alert_id: AlertArgument,
    name: Annotated[str, typer.Argument(help='Who looks at it from now on; "" is nobody.')],
    by: Annotated[str | None, typer.Option("--by", help="Your name.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Give an alert to somebody."""
    with open_ledger(place) as ledger:
        found = assign_alert(ledger, alert_id, name, signature(by))
    _tell(found, as_json=as_json)


def _tell(found: AlertSeen, *, as_json: bool) -> None:
    if as_json:
        print_json(_data(found))
        return
    view = found.view
    print_line(f"alert {found.alert.id}: {found.state}", "bold")
    print_labelled("shipment", f"{view.shipment_id} of {view.source}, {view.outcome} now")
    print_labelled("told", f"{found.alert.time:%Y-%m-%d %H:%M:%S %Z}, {found.alert.type}")
    if found.assignee:
        print_labelled("assigned", f"to {found.assignee}")
    if found.last != found.alert.id:
        print_labelled("newer", f"alert {found.last}: decide there")
        return
    for item in items_of(view):
        _show_item(item)


def _show_item(item: HitView | Reason) -> None:
    print_line(f"  item {item.id}", "bold")
    if isinstance(item, HitView):
        print_hits(subject_words(item.subject), [item], indent=4)
    else:
        print_indented(f"{item.text} ({item.code})", 4)
    print_decision(item.decision, 12)


def _data(found: AlertSeen) -> dict[str, Any]:
    return {
        "alert": found.alert.id,
        "state": found.state,
        "assignee": found.assignee,
        "last": found.last,
        "shipment": found.view.model_dump(mode="json", exclude_none=True),
    }
