"""`customhouse validate`: how well listed names are found, and how often innocents alarm."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress

from desk.cli.compiling import reading_lists
from desk.cli.located import located
from desk.cli.printing import notices, output, print_indented, print_json, print_line, print_table
from desk.service.place import Place
from desk.validation.below import write_below
from desk.validation.measuring import measure, plan_validation
from desk.validation.page import page_of
from desk.validation.report import (
    Report,
    as_data,
    facts_of,
    interval,
    limits_of,
    percent,
    rows_of,
)
from screening.policy import Policy
from screening.validating.validation import Row

# Columns that rates at all thresholds need.
_WIDE: Final = 140


@located
def validate(  # noqa: PLR0917  typer passes options by name
    place: Place,
    lists: Annotated[
        str | None,
        typer.Option(help="Plant names of these lists alone: us_ofac_sdn,eu_fsf; default: all."),
    ] = None,
    sample: Annotated[int, typer.Option(min=1, help="Names a class of variation.")] = 500,
    innocents: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Names of your own traffic, one a line; may be gzip."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Equal seeds give equal reports.")] = 1,
    threshold: Annotated[
        float | None,
        typer.Option(min=0.0001, max=1, help="Threshold to report on; default: the service's."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write the report as one HTML page.")
    ] = None,
    below: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False, help="Write pairs just below the threshold as CSV, to be judged."
        ),
    ] = None,
) -> None:
    """Measure how surely varied listed names are found, and how often innocents alarm."""
    least = place.settings.threshold if threshold is None else threshold
    with reading_lists():
        plan = plan_validation(
            place.settings,
            sources=_named(lists),
            policy=Policy(review=least, strong=place.settings.strong),
            sample=sample,
            seed=seed,
            innocents=innocents,
        )
    with Progress(console=notices(), transient=True) as progress:
        report = measure(plan, lambda starts: progress.track(starts, description="screening"))
    if html is not None:
        html.write_text(page_of(report), encoding="utf-8")
    judged = None if below is None else write_below(report, below)
    if as_json:
        print_json(as_data(report))
        return
    _show(report)
    if html is not None:
        print_line(f"{html}: the whole report, with all intervals and curves", "green")
    if judged is not None:
        said = f"{judged.answered} of them judged, {judged.same} the same"
        print_line(f"{below}: {judged.pairs} pairs just below the threshold, {said}", "green")


def _named(lists: str | None) -> tuple[str, ...] | None:
    if lists is None:
        return None
    return tuple(dict.fromkeys(name.strip() for name in lists.split(",") if name.strip()))


def _show(report: Report) -> None:
    print_table("Validation", ("what", "which"), facts_of(report).items())
    lists = [
        (state.source, f"{state.entries:,}", f"{state.names:,}", state.published, state.sha256[:12])
        for state in report.lists
    ]
    print_table("Lists in force", ("list", "entries", "names", "published", "content"), lists)
    for is_innocent, knows_country, title in (
        (False, False, "Found, %, by name and type"),
        (False, True, "Found, %, by name, type and country"),
        (True, False, "False alarms, %, by name and type"),
    ):
        rows = rows_of(report, is_innocent=is_innocent, knows_country=knows_country)
        _show_rates(report, title, rows)
    if output().width < _WIDE:
        print_line("rates at other thresholds: --json, --html, or a wider terminal")
    for sentence in limits_of():
        print_indented(f"- {sentence}", 0)


def _show_rates(report: Report, title: str, rows: Sequence[Row]) -> None:
    if output().width >= _WIDE:
        _show_all_rates(report, f"{title}; below each its 95 % interval", rows)
        return
    place = report.in_force
    columns = ("class", "names", f"at {report.policy.review:g}", "95 % interval")
    shown = [
        (row.label, f"{row.tried:,}", percent(row.rates[place].share), interval(row.rates[place]))
        for row in rows
    ]
    print_table(title, columns, shown)


def _show_all_rates(report: Report, title: str, rows: Sequence[Row]) -> None:
    columns = ("class", "names", *(f"{threshold:g}" for threshold in report.thresholds))
    shown: list[tuple[str, ...]] = []
    for row in rows:
        shown.append((row.label, f"{row.tried:,}", *(percent(rate.share) for rate in row.rates)))
        shown.append(("", "", *(interval(rate) for rate in row.rates)))
    print_table(title, columns, shown)
