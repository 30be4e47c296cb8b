"""Scores for pairs in a file, which need no lists: names in CSV, whole entities in NDJSON."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from desk.errors import CommandError
from desk.followthemoney import read_entity, subject_of
from desk.printing import print_json
from desk.rows import read_rows
from screening.judging.entities import compare_entities
from screening.judging.scoring import compare_names
from screening.listing import EntityType

# FollowTheMoney's schemata, as evaluation sets write them, and our own words.
TYPES: Final = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANISATION,
    "organisation": EntityType.ORGANISATION,
    "company": EntityType.ORGANISATION,
    "legalentity": EntityType.UNKNOWN,
    "vessel": EntityType.VESSEL,
}


def score_pairs(path: Path) -> None:
    """Print each pair with its score: a CSV with name1 and name2, or {"left": …, "right": …}."""
    with path.open("rb") as stream:
        is_json = stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    if is_json:
        _score_entities(path)
    else:
        _score_names(path)


def _score_names(path: Path) -> None:
    writer: csv.DictWriter[str] | None = None
    for row in read_rows(path, {"name1", "name2"}):
        if writer is None:
            # What a program reads is written by a program: lines end as they do elsewhere.
            names = [*row, "score"]
            writer = csv.DictWriter(sys.stdout, names, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
        kind = TYPES.get(row.get("schema", "").strip().lower(), EntityType.UNKNOWN)
        score = compare_names(row["name1"], row["name2"], kind)
        writer.writerow({**row, "score": f"{score:.4f}"})


def _score_entities(path: Path) -> None:
    for left, right, rest in _entities(path):
        score = compare_entities(subject_of(read_entity(left)), read_entity(right))
        print_json({**rest, "score": score})


def _entities(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                fields = orjson.loads(line)
                left, right = fields.pop("left"), fields.pop("right")
            except (orjson.JSONDecodeError, KeyError, AttributeError, TypeError) as exc:
                reason = 'not a line {"left": entity, "right": entity}'
                raise CommandError(f"{path}, line {number}: {reason}") from exc
            if not (isinstance(left, dict) and isinstance(right, dict)):
                raise CommandError(f"{path}, line {number}: left and right must be entities")
            yield left, right, {k: v for k, v in fields.items() if k != "score"}
