"""Pairs just below the level, for a person to judge: what the level may cost in misses.

They stand in a CSV file. The person writes yes or no into its column `same`; the answers stay, when
the file is written again.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desk.errors import CommandError
from desk.matching.rows import read_rows
from desk.validation.report import Report
from screening.validating.validation import Result

# How far below the level is just below, and how many pairs a person can look at.
_DEPTH: Final = 0.25
_MOST: Final = 200
_COLUMNS: Final = ("asked", "listed", "listing_id", "score", "reason", "same")
_ANSWERS: Final = ("", "yes", "no")
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What stands in the file: pairs, those with an answer, and those that are the same."""

    pairs: int
    answered: int
    same: int


def write_below(report: Report, path: Path) -> Judged:
    """Write the pairs of a validation that score just below its level; keep known answers.

    Raises:
        CommandError: the file there is none of ours, or has an answer that is neither yes nor no.
    """
    known = {_key(row): row for row in _read(path)} if path.exists() else {}
    for row in _rows(report):
        row["same"] = known.get(_key(row), row)["same"]
        known[_key(row)] = row
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, _COLUMNS)
        writer.writeheader()
        writer.writerows(known.values())
    answers = [row["same"] for row in known.values()]
    return Judged(pairs=len(answers), answered=sum(map(bool, answers)), same=answers.count("yes"))


def _rows(report: Report) -> Iterator[Row]:
    """Yield the surest pairs just below the level, those of all classes mixed."""
    least, level = _DEPTH * report.policy.review, report.policy.review
    near = [each for each in report.results if each.hit and least <= each.score < level]
    for result in sorted(near, key=_surest_first)[:_MOST]:
        yield from _row(result)


def _surest_first(result: Result) -> tuple[float, str]:
    return -result.score, " ".join(result.trial.subject.names)


def _row(result: Result) -> Iterable[Row]:
    if result.hit is None:
        return ()
    found = {
        "asked": " ".join(result.trial.subject.names),
        "listed": result.hit.matched_name,
        "listing_id": result.hit.listing_id,
        "score": f"{result.score:.6f}",
        "reason": result.hit.reason,
        "same": "",
    }
    # A name that begins with a sign of a formula is no formula.
    return ({key: f"'{text}" if text[:1] in "=+-@" else text for key, text in found.items()},)


def _read(path: Path) -> Iterator[Row]:
    for row in read_rows(path, set(_COLUMNS)):
        answer = row["same"].strip().casefold()
        if answer not in _ANSWERS:
            said = f"{path}: {row['asked']}: the answer is yes, no or nothing, not {row['same']}"
            raise CommandError(said)
        yield row | {"same": answer}


def _key(row: Row) -> tuple[str, str]:
    return row["asked"], row["listing_id"]
