"""Scores for pairs in a file, which need no lists: names in CSV, whole entities in NDJSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from desk.errors import CommandError
from desk.matching.followthemoney import read_entity, subject_of
from desk.matching.schemata import type_of
from desk.rows import read_rows
from screening.judging.entities import compare_entities
from screening.judging.scoring import compare_names


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """A pair, and how like its sides are.

    Attributes:
        fields: what the file says of it: the whole row, or all but the two entities.
        score: 0..1.
    """

    fields: Mapping[str, Any]
    score: float


def holds_entities(path: Path) -> bool:
    """Tell whether a file holds pairs of entities as JSON, rather than names in CSV."""
    with path.open("rb") as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def score_names(path: Path) -> Iterator[ScoredPair]:
    """Yield the pairs of a CSV file with the columns name1 and name2, and maybe schema.

    Raises:
        CommandError: a column is missing, or a line is no CSV.
    """
    for row in read_rows(path, {"name1", "name2"}):
        kind = type_of(row.get("schema", ""))
        yield ScoredPair(fields=row, score=compare_names(row["name1"], row["name2"], kind))


def score_entities(path: Path) -> Iterator[ScoredPair]:
    """Yield the pairs of a file of lines {"left": entity, "right": entity}.

    Raises:
        CommandError: a line is something else.
    """
    for left, right, rest in _entities(path):
        score = compare_entities(subject_of(read_entity(left)), read_entity(right))
        yield ScoredPair(fields=rest, score=score)


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
