"""`customhouse status` and `customhouse shipment close`: what the ledger says of a shipment."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from desk.cli.against import lists_data, print_lists, time_words
from desk.cli.asking import YesOption, ask
from desk.cli.decisions.telling import print_decision
from desk.cli.hits import by_entity, effect_words, print_hits
from desk.cli.located import located
from desk.cli.printing import JsonOption, print_json, print_labelled, print_line, tell
from desk.cli.telling import record_lines, subject_words
from desk.service.opening import open_ledger
from desk.service.place import Place
from desk.shipments.history import Step
from desk.shipments.screening import Screening
from desk.shipments.statuses import (
    ShipmentStatus,
    close_shipment,
    open_shipments,
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
    as_json: JsonOption = False,
) -> None:
    """Show what is in force for a shipment: its outcome, what it rests on, and every hit."""
    with open_ledger(place) as ledger:
        found = statuses_of(ledger, place.settings, shipment_id, source)
    if as_json:
        print_json([_as_data(each) for each in found])
    for each in found if not as_json else ():
        _show(each)
    if not found:
        raise unknown_shipment(shipment_id, source)


@shipment.command("close")
@located
def close(
    place: Place,
    shipment_id: ShipmentArgument,
    source: SourceOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Close a shipment: when lists change it is not screened again."""
    with open_ledger(place) as ledger:
        found = open_shipments(ledger, shipment_id, source)
        if not found:
            tell("it was closed already", {"closed": 0}, as_json=as_json)
            return
        said = ", ".join(f"{each.key.source}: {each.outcome}" for each in found)
        question = f"Close {shipment_id} ({said}), so that no list change is looked at for it?"
        ask(question, yes=yes)
        closed = close_shipment(ledger, shipment_id, source, datetime.now(UTC))
    tell(f"closed {closed}", {"closed": closed}, as_json=as_json)


def _as_data(found: ShipmentStatus) -> dict[str, Any]:
    screening = None
    if found.screening is not None:
        screening = asdict(found.screening) | {"lists": lists_data(found.screening.lists)}
    return {
        **found.view.model_dump(mode="json"),
        "closed": found.closed,
        "recorded_at": found.recorded_at.isoformat(),
        "screening": screening,
        "history": [asdict(step) for step in found.history],
        "record": found.record,
    }


def _show(found: ShipmentStatus) -> None:
    view = found.view
    state = ", closed" if found.closed else ""
    print_line(f"{view.outcome}  {view.shipment_id}", _STYLES[view.outcome])
    print_labelled("source", f"{view.source}, revision {view.revision}{state}")
    print_labelled("recorded", time_words(found.recorded_at))
    if found.screening is None:
        print_labelled("screened", "never")
    else:
        _show_screening(found.screening)
    for reason in view.reasons:
        print_labelled("reason", f"{reason.text} ({reason.code})")
        print_decision(reason.decision, 12)
    if view.reason and not view.reasons:
        print_labelled("reason", view.reason)
    for group in by_entity(view.hits, (hit.subject.ref for hit in view.hits)):
        print_hits(subject_words(group[0].subject), group, mark=effect_words(group))
        for hit in group:
            print_decision(hit.decision, 10)
    for finding in view.findings:
        print_labelled("finding", f"{finding.field}: {finding.reason}")
    for place, step in enumerate(found.history):
        print_labelled("" if place else "history", _step_words(step))
    for place, line in enumerate(record_lines(found.record)):
        print_labelled("" if place else "record", line)


def _show_screening(screening: Screening) -> None:
    again = ", again with the same result" if screening.is_confirmed else ""
    print_labelled("screened", f"{time_words(screening.at)}{again}")
    if screening.threshold is None:
        print_labelled("threshold", f"that of policy {screening.policy}, which is not kept")
    else:
        print_labelled("threshold", f"{screening.threshold:g}")
    print_lists(screening.lists)
    on = f"{screening.basis}, snapshot {screening.snapshot}"
    print_labelled("basis", f"{on}, policy {screening.policy}, engine {screening.engine}")


def _step_words(step: Step) -> str:
    said = [time_words(step.at), f"{step.what}: {step.outcome}", f"revision {step.revision}"]
    said += [] if step.basis is None else [f"basis {step.basis}"]
    said += [f"because of {' and '.join(step.causes)}"] if step.causes else []
    said += [f"alert {step.alert_id}"] if step.alert_id else []
    return ", ".join(said)
