"""`customhouse validate`: how well listed names are found, and how often innocents alarm."""

import gzip
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress

from desk.errors import CommandError
from desk.finding import Place, located
from desk.printing import notices, print_json, print_line, print_table
from desk.validation_page import page_of
from desk.validation_report import (
    Report,
    as_data,
    facts_of,
    interval,
    limits_of,
    percent,
    rows_of,
)
from lists.snapshot import Snapshot
from lists.store.list_store import ListStore
from screening.listing import Listing
from screening.policy import Policy
from screening.validating.mutating.variations import PLANTED
from screening.validating.trials import Trial, plan_trials, population_of
from screening.validating.validation import THRESHOLDS, Result, Row, judge, tabulate
from screening.watchlist import Watchlist

_BATCH: Final = 200
_GZIP: Final = b"\x1f\x8b"


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
        typer.Option(min=0.01, max=1, help="Threshold to report on; default: the service's."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write the report as one HTML page.")
    ] = None,
) -> None:
    """Measure how surely varied listed names are found, and how often innocents alarm."""
    store = place.store()
    snapshot = store.in_force()
    if snapshot is None:
        folder = place.settings.lists_dir
        raise CommandError(f"no list in {folder}; load one: customhouse lists load SOURCE PATH")
    least = place.settings.threshold if threshold is None else threshold
    report = _measured(
        store,
        snapshot,
        sources=_chosen(lists, snapshot),
        policy=Policy(threshold=least),
        sample=sample,
        seed=seed,
        innocents=innocents,
    )
    if html is not None:
        html.write_text(page_of(report), encoding="utf-8")
    if as_json:
        print_json(as_data(report))
        return
    _show(report)
    if html is not None:
        print_line(f"{html}: the whole report, with all intervals and curves", "green")


def _measured(
    store: ListStore,
    snapshot: Snapshot,
    *,
    sources: tuple[str, ...],
    policy: Policy,
    sample: int,
    seed: int,
    innocents: Path | None,
) -> Report:
    own = None if innocents is None else _read_names(innocents)
    with notices().status("reading the lists …"):
        listings: dict[str, Listing] = {listing.id: listing for listing in store.listings(snapshot)}
        planted = [listing for listing in listings.values() if listing.source in sources]
        plan = plan_trials(population_of(planted, listings.values(), seed), sample, own)
        watchlist = store.watchlist(snapshot)
    thresholds = tuple(sorted({*THRESHOLDS, policy.threshold}))
    results = screened(watchlist, plan.trials, listings, Policy(threshold=thresholds[0]))
    return Report(
        made_at=datetime.now(UTC),
        snapshot=snapshot,
        sources=sources,
        policy=policy,
        seed=seed,
        sample=sample,
        own=None if innocents is None else innocents.name,
        left_out=dict(Counter(each.type.value for each in planted if each.type not in PLANTED)),
        thresholds=thresholds,
        rows=tabulate(results, plan.passed_over, thresholds),
        results=tuple(results),
    )


def screened(
    watchlist: Watchlist, trials: Sequence[Trial], listings: dict[str, Listing], policy: Policy
) -> list[Result]:
    """Return what became of each trial, screened as the workers do, many at once."""
    results: list[Result] = []
    with Progress(console=notices(), transient=True) as progress:
        for start in progress.track(range(0, len(trials), _BATCH), description="screening"):
            batch = trials[start : start + _BATCH]
            found = watchlist.screen_subjects([trial.subject for trial in batch], policy)
            results += [
                judge(trial, hits, listings) for trial, hits in zip(batch, found, strict=True)
            ]
    return results


def _chosen(lists: str | None, snapshot: Snapshot) -> tuple[str, ...]:
    in_force = [state.source for state in snapshot.lists]
    if lists is None:
        return tuple(in_force)
    chosen = tuple(dict.fromkeys(name.strip() for name in lists.split(",") if name.strip()))
    absent = [name for name in chosen if name not in in_force]
    if absent or not chosen:
        wanted = ", ".join(absent) or "no list"
        raise CommandError(f"{wanted}: not in force; there are {', '.join(in_force)}")
    return chosen


def _read_names(path: Path) -> list[str]:
    """Return the lines that are not empty."""
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as exc:
        raise CommandError(f"{path}: damaged gzip: {exc}") from exc
    except UnicodeDecodeError as exc:
        reason = f"{path}, byte {exc.start}: not UTF-8; save it as UTF-8, one name a line"
        raise CommandError(reason) from exc
    names = [name for line in text.split("\n") if (name := line.strip())]
    if not names:
        raise CommandError(f"{path}: no name; write one a line")
    return names


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
        _show_rates(report, f"{title}; below each its 95 % interval", rows)
    for sentence in limits_of():
        print_line(f"- {sentence}")


def _show_rates(report: Report, title: str, rows: Sequence[Row]) -> None:
    columns = ("class", "names", *(f"{threshold:g}" for threshold in report.thresholds))
    shown: list[tuple[str, ...]] = []
    for row in rows:
        shown.append((row.label, f"{row.tried:,}", *(percent(rate.share) for rate in row.rates)))
        shown.append(("", "", *(interval(rate) for rate in row.rates)))
    print_table(title, columns, shown)
