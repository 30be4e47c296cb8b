"""`customhouse match`: what a name hits, with no shipment and no service."""

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.cli.against import lists_data, print_lists, time_words
from desk.cli.compiling import reading_lists
from desk.cli.hits import by_entity, print_hits
from desk.cli.located import located
from desk.cli.printing import (
    print_json,
    print_labelled,
    print_line,
    print_table,
    print_warning,
)
from desk.lists.in_force import snapshot_as_of, snapshot_in_force, watchlist_of
from desk.matching.against import Against, against
from desk.matching.names import Answer, Asked, NameType, ask, read_asked
from desk.matching.pairing import holds_entities, score_entities, score_names
from desk.policies.in_force import rules_as_of, rules_in_force
from desk.service.place import Place
from lists.history import moment_of
from screening.evidence import NameEvidence
from screening.facts.countries import is_country
from screening.hit import Hit
from screening.policy import Policy


@located
def match(  # noqa: PLR0917  typer passes options by name
    place: Place,
    name: Annotated[str | None, typer.Argument(help="The name to look for.")] = None,
    kind: Annotated[NameType | None, typer.Option("--type", help="What it names.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-2.")] = None,
    threshold: Annotated[
        float | None, typer.Option(min=0, max=1, help="Least score; default: the service's.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="CSV: name and id, type, country."),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="CSV: name1, name2, schema; or NDJSON.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a name.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what each part adds to the score, in nats.")
    ] = False,
    all_candidates: Annotated[
        bool, typer.Option("--all-candidates", help="Show all names compared, hits or not.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Hits a name.")] = 20,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="With the lists and policy of then: 2026-01-31, or a time."),
    ] = None,
) -> None:
    """Look a name up in the lists in force, and see why it hits."""
    if sum(each is not None for each in (name, file, pairs)) != 1:
        raise typer.BadParameter("give a NAME, or --file, or --pairs")
    if pairs is not None:
        _score(pairs)
        return
    if country is not None and not is_country(country):
        raise typer.BadParameter(f"--country {country}: write two letters as in ISO 3166-1: IR")
    asked: Iterable[Asked] = [Asked(name=name or "", type=kind or "", country=country or "")]
    if file is not None:
        asked = read_asked(file, kind=kind, country=country)
    moment = None if as_of is None else _moment(as_of)
    rules = rules_in_force(place) if moment is None else rules_as_of(place, moment)
    least = rules.levels.review if threshold is None else threshold
    policy = Policy(review=0.0 if all_candidates else least, strong=rules.levels.strong)
    settings, at = place.settings, moment or datetime.now(UTC)
    with reading_lists():
        snapshot = snapshot_as_of(settings, at) if moment else snapshot_in_force(settings)
        rests_on = against(settings, snapshot, policy.review, at, rules.lists.required)
        watchlist = watchlist_of(settings, snapshot)
    problems = 0
    for each in asked:
        answer = ask(watchlist, each, policy)
        problems += bool(answer.problem)
        if as_json:
            print_json(_as_data(answer, rests_on, limit))
        else:
            _show(answer, limit, explain=explain)
    if not as_json:
        _show_against(rests_on)
    if problems:
        raise typer.Exit(1)


def _moment(text: str) -> datetime:
    moment = moment_of(text)
    if moment is None:
        raise typer.BadParameter(f"--as-of {text}: write a date or a time: 2026-01-31T12:00")
    if moment > datetime.now(UTC) + timedelta(days=1):
        raise typer.BadParameter(f"--as-of {text}: that is still to come")
    return moment


def _score(pairs: Path) -> None:
    if holds_entities(pairs):
        for pair in score_entities(pairs):
            print_json({**pair.fields, "score": pair.score})
        return
    writer: csv.DictWriter[str] | None = None
    for pair in score_names(pairs):
        if writer is None:
            # What a program reads is written by a program: lines end as they do elsewhere.
            names = [*pair.fields, "score"]
            writer = csv.DictWriter(sys.stdout, names, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
        writer.writerow({**pair.fields, "score": f"{pair.score:.6f}"})


def _show(answer: Answer, limit: int, *, explain: bool) -> None:
    name, hits = answer.asked.name, answer.hits
    if answer.problem:
        print_line(f"{name or '(no name)'}: not asked; {answer.problem}", "bold red")
        return
    if not hits:
        print_line(f"{name}: no hit", "green")
        return
    print_line(f"{name}: {len(hits)} {'hit' if len(hits) == 1 else 'hits'}", "bold")
    for group in by_entity(hits[:limit]):
        print_hits("", group)
        for hit in group if explain else ():
            _explain(hit)
    if len(hits) > limit:
        print_line(f"  {len(hits) - limit} more; show them with --limit")


def _show_against(found: Against) -> None:
    print_labelled("asked", time_words(found.at))
    print_labelled("threshold", f"{found.threshold:g}")
    print_lists(found.lists)
    if found.unfit:
        print_warning(f"on these lists shipments are UNSCREENED now: {found.unfit}")


def _explain(hit: Hit) -> None:
    logit = hit.evidence.logit if isinstance(hit.evidence, NameEvidence) else {}
    shown = [(feature, f"{part:+.2f}") for feature, part in logit.items()]
    shown.append(("sum, in nats", f"{sum(logit.values()):+.2f}"))
    print_table(f"{hit.matched_name}: {hit.score:.4f}", ("what", "adds"), shown)


def _as_data(answer: Answer, rests_on: Against, limit: int) -> dict[str, Any]:
    from worker.verdicts.wire import evidence_data  # noqa: PLC0415  it takes long, and JSON alone

    hits = [
        {
            "listing_id": hit.listing_id,
            "listing_name": hit.listing_name,
            "matched_name": hit.matched_name,
            "source": hit.source,
            "programs": hit.programs,
            "measures": hit.measures,
            "entity": hit.entity,
            "score": hit.score,
            "band": hit.band,
            "reason": hit.reason,
            "evidence": evidence_data(hit.evidence),
        }
        for hit in answer.hits[:limit]
    ]
    return {
        "id": answer.asked.id,
        "name": answer.asked.name,
        "hits": hits,
        "problem": answer.problem or None,
        "at": rests_on.at,
        "threshold": rests_on.threshold,
        "snapshot": rests_on.snapshot,
        "lists": lists_data(rests_on.lists),
        "unfit": rests_on.unfit,
    }
