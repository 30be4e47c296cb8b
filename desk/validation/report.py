"""What a validation found, and how it was made, in plain words and as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lists.snapshot import ListState, Snapshot
from screening.engine import ENGINE_VERSION
from screening.policy import Policy
from screening.validating.trials import INNOCENTS_PER_SAMPLE
from screening.validating.validation import LABELS, Rate, Result, Row

# How many names that were missed, or alarmed, stand in the report, for each class.
_EXAMPLES: Final = 3
_NATURE: Final = {False: "name and type", True: "name, type and country"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A validation.

    Attributes:
        made_at: with its zone.
        sources: lists that names were planted from.
        own: the file of innocents, by its name; None: they were made up.
        left_out: listings of the sources that can be no party or vessel, by type.
        thresholds: that rates are given for, rising; the policy's is one of them.
    """

    made_at: datetime
    snapshot: Snapshot
    sources: tuple[str, ...]
    policy: Policy
    seed: int
    sample: int
    own: str | None
    left_out: dict[str, int]
    thresholds: tuple[float, ...]
    rows: tuple[Row, ...]
    results: tuple[Result, ...]

    @property
    def in_force(self) -> int:
        """Return the place of the policy's threshold among the thresholds."""
        return self.thresholds.index(self.policy.review)

    @property
    def lists(self) -> tuple[ListState, ...]:
        """Return the lists in force."""
        return self.snapshot.lists


def facts_of(report: Report) -> dict[str, str]:
    """Return what an examiner asks first: what was tested, when, against what."""
    innocents = report.own or f"made up, {INNOCENTS_PER_SAMPLE * report.sample:,} of a kind"
    return {
        "Made on": report.made_at.strftime("%Y-%m-%d %H:%M:%S %Z"),
        "Engine version": ENGINE_VERSION,
        "Snapshot": report.snapshot.id,
        "Policy": f"{report.policy.id}, threshold {report.policy.review:g}, strong from"
        f" {report.policy.strong:g}",
        "Names planted from": ", ".join(report.sources),
        "Sample": f"up to {report.sample:,} names a class",
        "Innocents": innocents,
        "Seed": str(report.seed),
    }


def method_of(report: Report) -> tuple[str, ...]:
    """Return how the figures came about, in sentences."""
    left_out = ", ".join(f"{count:,} {kind}" for kind, count in sorted(report.left_out.items()))
    return (
        "Listings are drawn by chance, one name of each; weak aliases are never drawn, since they "
        "only confirm. Each class of variation takes names until it has its sample, in equal parts "
        "of persons, organisations and vessels where it is for several. A name that a class cannot "
        "be applied to, because it is too short or has no such word, is passed over and counted.",
        "What results is screened as a party or vessel of a shipment, by the code that the workers "
        "use and against all lists in force. It says name and type, and nothing else; the rows "
        "with a country add one country of the listing.",
        "A detection is a hit at or above the threshold on the planted listing, or on a listing "
        "that is the same entity. A hit on anything else counts for nothing.",
        "A false alarm is a name of an innocent with any hit at or above the threshold. Innocents "
        "say name and type alone, which is the hardest case. Made-up innocents that bear a listed "
        "name by chance are drawn again; in a file of yours they stay, and count as alarms. For a "
        "listed vessel's name with another IMO number, only hits on that vessel count.",
        "Numbers: the listing is asked for by a number of its own and a made-up name.",
        "Intervals are 95 % by Wilson's method. Equal seed, lists, engine and policy give equal "
        "figures.",
        f"Left out, since no party or vessel can be one: {left_out or 'none'}.",
    )


def limits_of() -> tuple[str, ...]:
    """Return what the figures do not say, in sentences."""
    return (
        "Variations are made by a program. People err in other ways: the rates compare classes and "
        "versions, they do not foretell the share of evaders that is found.",
        "Several classes turn to tables that the matcher has, too: words of other languages, how "
        "common a word is. A gap in such a table lowers no rate here.",
        "Cyrillic and Arabic forms are written letter by letter from Latin ones, and only for "
        "listings tied to countries of that script; Arabic short vowels are guessed. Names that a "
        "list itself gives in another script are planted as they are.",
        "An exchanged legal form, a dropped or an added word may make another entity's name: less "
        "than all is right there.",
        "Made-up innocents have common parts and are few; your own traffic says more: --innocents.",
        "In sums over classes a listing counts several times, so that their intervals are too "
        "narrow.",
    )


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as data, ready for JSON; shares are 0..1."""
    return {
        "made_at": report.made_at.isoformat(),
        "engine": ENGINE_VERSION,
        "snapshot": report.snapshot.id,
        "policy": {
            "id": report.policy.id,
            "threshold": report.policy.review,
            "strong": report.policy.strong,
        },
        "seed": report.seed,
        "sample": report.sample,
        "innocents": report.own,
        "planted_from": list(report.sources),
        "left_out": report.left_out,
        "lists": [_list_data(state) for state in report.lists],
        "thresholds": list(report.thresholds),
        "detection": [_row_data(row, report) for row in report.rows if not row.is_innocent],
        "false_alarms": [_row_data(row, report) for row in report.rows if row.is_innocent],
        "missed": [_example(result) for result in missed(report)],
        "alarmed": [_example(result) for result in alarmed(report)],
        "method": list(method_of(report)),
        "limits": list(limits_of()),
    }


def missed(report: Report) -> list[Result]:
    """Return a few names of each class that were not found, asked by name and type."""
    return list(_first_of_each(report, is_innocent=False))


def alarmed(report: Report) -> list[Result]:
    """Return the innocents of each class that alarmed most surely."""
    return list(_first_of_each(report, is_innocent=True))


def _first_of_each(report: Report, *, is_innocent: bool) -> Iterator[Result]:
    """Yield names that were missed in the order of the draw, alarms the surest first."""
    wrong = [
        result
        for result in report.results
        if result.trial.is_innocent is is_innocent
        and not result.trial.knows_country
        and (result.score >= report.policy.review) is is_innocent
    ]
    for key in LABELS:
        found = [result for result in wrong if result.trial.key == key]
        if is_innocent:
            found.sort(key=lambda result: -result.score)
        yield from found[:_EXAMPLES]


def spoken(result: Result) -> tuple[str, str, str, str]:
    """Return an example as class, name asked, listing and best score."""
    trial, hit = result.trial, result.hit
    name = " ".join(trial.subject.names)
    if trial.is_innocent and hit is not None:
        listing = f"{hit.matched_name} ({hit.listing_id})"
    elif trial.listing is not None:
        listing = f"{trial.name} ({trial.listing.id})"
    else:
        listing = ""
    return LABELS[trial.key], name, listing, f"{result.score:.4f}" if hit else "no hit"


def percent(share: float) -> str:
    """Return a share of 1 as a percentage, with more places where it is small."""
    value = 100 * share
    return f"{value:.2f}" if 0 < value < 1 else f"{value:.1f}"


def interval(rate: Rate) -> str:
    """Return the ends of a rate's interval, in per cent."""
    return f"{percent(rate.low)}–{percent(rate.high)}"


def known_words(row: Row) -> str:
    """Return what the subjects of a row say of themselves."""
    return _NATURE[row.knows_country]


def _list_data(state: ListState) -> dict[str, Any]:
    return {
        "source": state.source,
        "entries": state.entries,
        "names": state.names,
        "published": state.published,
        "fetched_at": state.fetched_at.isoformat(),
        "incomplete": state.incomplete,
        "sha256": state.sha256,
    }


def _row_data(row: Row, report: Report) -> dict[str, Any]:
    return {
        "class": row.key,
        "label": row.label,
        "type": row.type,
        "known": known_words(row),
        "tried": row.tried,
        "passed_over": row.passed_over,
        "rates": [
            {
                "threshold": threshold,
                "found": rate.found,
                "share": round(rate.share, 6),
                "low": round(rate.low, 6),
                "high": round(rate.high, 6),
            }
            for threshold, rate in zip(report.thresholds, row.rates, strict=True)
        ],
    }


def _example(result: Result) -> dict[str, str]:
    keys = ("label", "name", "listing", "score")
    return {"class": result.trial.key, **dict(zip(keys, spoken(result), strict=True))}


def rows_of(
    report: Report, *, is_innocent: bool, knows_country: bool, by_type: bool = False
) -> Sequence[Row]:
    """Return some of the rows, of all types together or of one type each."""
    return [
        row
        for row in report.rows
        if row.is_innocent is is_innocent
        and row.knows_country is knows_country
        and (row.type is not None) is by_type
    ]
