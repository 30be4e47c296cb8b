"""Scores for pairs in a file."""

from pathlib import Path

import orjson
import pytest

from desk.errors import CommandError
from desk.matching.pairing import score_entities
from screening.policy import REVIEW

KESTREL = {"schema": "Company", "properties": {"name": ["Kestrel Works"]}}
HERON = {"schema": "Company", "properties": {"name": ["Heron Garden"]}}


def test_each_pair_of_entities_gets_a_score_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "pairs.ndjson"
    lines = [{"id": 1, "left": KESTREL, "right": KESTREL}, {"left": KESTREL, "right": HERON}]
    path.write_bytes(b"\n".join(map(orjson.dumps, lines)) + b"\n\n")
    first, second = score_entities(path)
    assert first.fields == {"id": 1}
    assert first.score >= REVIEW
    assert second.score < REVIEW


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"left": {}}', b'{"left": 1, "right": 2}'], ids=str
)
def test_a_bad_line_says_where(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "pairs.ndjson"
    path.write_bytes(orjson.dumps({"left": KESTREL, "right": HERON}) + b"\n" + line + b"\n")
    with pytest.raises(CommandError, match="line 2"):
        list(score_entities(path))
