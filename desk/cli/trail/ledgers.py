"""`customhouse ledger prune`, `hold`, `holds`, `lift`: how long things are kept."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from desk.cli.against import time_words
from desk.cli.asking import YesOption, ask
from desk.cli.located import located
from desk.cli.printing import (
    JsonOption,
    print_indented,
    print_json,
    print_labelled,
    print_line,
    tell,
)
from desk.person import this_person
from desk.service.opening import open_ledger
from desk.service.place import Place
from desk.trail.keeping import lift_hold, prune, set_hold
from ledger.keeping import Hold, Pruned
from worker.retention import Retention

_WORDS: Final = {
    "shipment": "records", "head": "shipments", "verdict": "verdicts", "carries": "parties' roles",
    "subject": "parties", "hit": "hits", "outbox": "events", "intake": "fates",
    "dead": "dead letters", "licence": "licences", "decision": "decisions",
    "confirmation": "confirmations", "ending": "ends of decisions",
}  # fmt: skip
ReasonOption = Annotated[str, typer.Option(help="Why, for whoever asks later.")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Your name; default: the user of this machine.")
]


@located
def prune_ledger(
    place: Place,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    by: ByOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Remove what is past its time (CUSTOMHOUSE_RETENTION); what is on hold stays."""
    retention, at = place.settings.kept_for, datetime.now(UTC)
    with open_ledger(place) as ledger:
        if not dry_run:
            found = prune(ledger, retention, by=this_person(by), at=at, dry=True)
            shipments = found.rows.get("head", 0)
            question = f"Remove {shipments:,} shipments and all that hangs on them for good?"
            ask(question, yes=yes or not found.rows)
        found = prune(ledger, retention, by=this_person(by), at=at, dry=dry_run)
    if as_json:
        print_json({"dry_run": dry_run, "rows": found.rows, "held": found.held})
        return
    _show(found, retention, dry=dry_run)


@located
def hold(  # noqa: PLR0917  typer passes options by name
    place: Place,
    reason: ReasonOption,
    shipment: Annotated[str | None, typer.Option(help="A shipment's id.")] = None,
    source: Annotated[str | None, typer.Option(help="A source; alone: all of it.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="All there is.")] = False,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a shipment, a whole source or everything, whatever its age."""
    if everything == bool(shipment or source):
        raise typer.BadParameter("say what is held: --shipment, --source, or --everything")
    _need(reason)
    with open_ledger(place) as ledger:
        made = set_hold(
            ledger, source=source, shipment_id=shipment, reason=reason.strip(), by=this_person(by),
            at=datetime.now(UTC),
        )  # fmt: skip
    tell(f"hold {made.number} is set on {_what(made)}", made, as_json=as_json)


@located
def holds(place: Place, as_json: JsonOption = False) -> None:
    """Show what is held, by whom and why."""
    with open_ledger(place) as ledger:
        found = ledger.kept.holds()
    if as_json:
        print_json(found)
        return
    _show_holds(found)


@located
def lift(
    place: Place,
    number: Annotated[int, typer.Argument(min=1, help="As `ledger holds` shows it.")],
    reason: ReasonOption,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a hold; what is past its time goes with the next prune."""
    _need(reason)
    with open_ledger(place) as ledger:
        ended = lift_hold(
            ledger, number, reason=reason.strip(), by=this_person(by), at=datetime.now(UTC)
        )
    tell(f"hold {number} on {_what(ended)} is lifted", {"lifted": number}, as_json=as_json)


def _need(reason: str) -> None:
    if not reason.strip():
        raise typer.BadParameter("say why: --reason must not be empty")


def _show(found: Pruned, retention: Retention, *, dry: bool) -> None:
    verb = "would go" if dry else "are gone"
    if not found.rows:
        print_line("nothing is past its time")
    else:
        print_line(f"{found.rows.get('head', 0):,} shipments {verb}", "bold")
    for table, count in found.rows.items():
        if table != "head":
            print_indented(f"{count:>9,}  {_WORDS.get(table, table)}", 2)
    if found.held:
        print_labelled("held", f"{found.held:,} shipments are past their time and on hold")
    spans = ", ".join(f"{state} {days / 365.25:.3g} years" for state, days in _spans(retention))
    print_labelled("kept for", spans)


def _spans(retention: Retention) -> Iterable[tuple[str, float]]:
    return retention.days.items()


def _show_holds(found: list[Hold]) -> None:
    for each in found:
        said = f"{_what(each)}, since {time_words(each.at)} by {each.by}: {each.reason}"
        print_line(f"hold {each.number}: {said}")
    if not found:
        print_line("nothing is on hold")


def _what(found: Hold) -> str:
    if found.shipment_id is None:
        return "everything" if found.source is None else f"all of {found.source}"
    of = "" if found.source is None else f" of {found.source}"
    return f"shipment {found.shipment_id}{of}"
