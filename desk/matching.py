"""`customhouse match`: what a name hits, with no shipment and no service."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.finding import Place, located
from desk.inforce import watchlist_in_force
from desk.pairing import TYPES, score_pairs
from desk.printing import print_indented, print_json, print_line, print_table
from desk.rows import read_rows
from screening.facts.countries import is_country
from screening.hit import Hit
from screening.listing import EntityType
from screening.policy import Policy
from screening.subject import Subject, SubjectKind
from screening.watchlist import Watchlist


class NameType(StrEnum):
    """What a name may be the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"


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
) -> None:
    """Look a name up in the lists in force, and see why it hits."""
    if sum(each is not None for each in (name, file, pairs)) != 1:
        raise typer.BadParameter("give a NAME, or --file, or --pairs")
    if pairs is not None:
        score_pairs(pairs)
        return
    if country is not None and not is_country(country):
        raise typer.BadParameter(f"--country {country}: write two letters as in ISO 3166-1: IR")
    asked = _asked(name, kind, country, file)
    least = place.settings.threshold if threshold is None else threshold
    policy = Policy(threshold=0.0 if all_candidates else least)
    watchlist = watchlist_in_force(place)
    for row in asked:
        hits = _hits(watchlist, _subject(row), policy)
        if as_json:
            shown = _as_data(hits[:limit])
            print_json({"id": row.get("id"), "name": row.get("name"), "hits": shown})
        else:
            _show(row, hits, limit, explain=explain)


def _asked(
    name: str | None, kind: NameType | None, country: str | None, file: Path | None
) -> Iterable[dict[str, str]]:
    if file is None:
        return [{"name": name or "", "type": kind or "", "country": country or ""}]
    rows = read_rows(file, {"name"})
    given = {key: value for key, value in (("type", kind), ("country", country)) if value}
    return ({**given, **{k: v for k, v in row.items() if v}} for row in rows)


def _hits(watchlist: Watchlist, asked: Subject, policy: Policy) -> tuple[Hit, ...]:
    """Return the hits; where nobody says what is named, it may be a ship as well."""
    subjects = [asked]
    if asked.type is EntityType.UNKNOWN:
        subjects.append(replace(asked, kind=SubjectKind.VESSEL, type=EntityType.VESSEL))
    found: dict[str, Hit] = {}
    for hit in (hit for row in watchlist.screen_subjects(subjects, policy) for hit in row):
        known = found.get(hit.listing_id)
        if known is None or hit.score > known.score:
            found[hit.listing_id] = hit
    return tuple(sorted(found.values(), key=lambda hit: (-hit.score, hit.listing_id)))


def _subject(row: dict[str, str]) -> Subject:
    kind = _type(row.get("type", ""))
    name, country = row.get("name", "").strip(), row.get("country", "").strip().upper()
    return Subject(
        kind=SubjectKind.VESSEL if kind is EntityType.VESSEL else SubjectKind.PARTY,
        type=kind,
        names=(name,) if name else (),
        countries=(country,) if country else (),
    )


def _type(word: str) -> EntityType:
    return TYPES.get(word.strip().lower(), EntityType.UNKNOWN)


def _show(row: dict[str, str], hits: tuple[Hit, ...], limit: int, *, explain: bool) -> None:
    name = row.get("name", "")
    if not hits:
        print_line(f"{name}: no hit", "green")
        return
    print_line(f"{name}: {len(hits)} {'hit' if len(hits) == 1 else 'hits'}", "bold")
    for hit in hits[:limit]:
        print_indented(f"{hit.score:.4f}  {hit.listing_name} [{hit.listing_id}]", 2)
        print_indented(hit.reason, 10)
        if hit.programs:
            print_indented(f"listed under {', '.join(hit.programs)}", 10)
        if explain:
            _explain(hit)
    if len(hits) > limit:
        print_line(f"  {len(hits) - limit} more; show them with --limit")


def _explain(hit: Hit) -> None:
    logit: dict[str, float] = hit.evidence.get("logit", {})
    shown = [(feature, f"{part:+.2f}") for feature, part in logit.items()]
    shown.append(("sum, in nats", f"{sum(logit.values()):+.2f}"))
    print_table(f"{hit.matched_name}: {hit.score:.4f}", ("what", "adds"), shown)


def _as_data(hits: tuple[Hit, ...]) -> list[dict[str, Any]]:
    return [
        {
            "listing_id": hit.listing_id,
            "listing_name": hit.listing_name,
            "matched_name": hit.matched_name,
            "score": hit.score,
            "reason": hit.reason,
            "evidence": hit.evidence,
        }
        for hit in hits
    ]
